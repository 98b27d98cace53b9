// How a vault's notes are made, from its profile and the reader's own templates; see note.hpp.
// Reads template files and keeps nothing; any thread.
#include "base/file.hpp"
#include "base/text.hpp"
#include "render/note.hpp"
#include "render/template.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kMaxTemplateBytes = std::size_t{1} << 20;

using Read = std::shared_ptr<const NoteTemplate>;

/// The template in a file of the vault; null when none is named or it cannot be used, and then
/// `problems` says why.
Read read_template(const std::string& vault, const std::string& name, const char* setting,
                   const Vocabulary& words, std::vector<std::string>& problems) {
  if (trim(name).empty()) return nullptr;
  const std::string path = path_exists(join_path(vault, name)) || name.ends_with(".md") ? name : name + ".md";
  const auto text = read_plain_file(join_path(vault, path), true, kMaxTemplateBytes);
  if (!text) {
    problems.push_back(path + ": vault." + setting + " names this file, and it cannot be read (" +
                       std::string(text.error().code == ErrorCode::kNotFound ? "there is none" : text.error().message) +
                       "): make it, or take the setting out");
    return nullptr;
  }
  auto read = NoteTemplate::read(*text, path, words);
  if (read) return std::make_shared<const NoteTemplate>(std::move(*read));
  problems.push_back(read.error().message);
  return nullptr;
}

}  // namespace

NoteStyle note_style(const VaultProfile& profile, bool sample) {
  NoteStyle style;
  style.mindmap = profile.mindmap;
  style.thumbnails = profile.thumbnails;
  style.bibtex = profile.citation == "bibtex";
  style.sample = sample;
  return style;
}

NoteStyle read_note_style(const std::string& vault, const VaultProfile& profile, bool sample) {
  NoteStyle style = note_style(profile, sample);
  style.paper = read_template(vault, profile.paper_template, "paper_template", paper_vocabulary(), style.problems);
  style.paper_failed = !style.problems.empty();
  style.digest = read_template(vault, profile.digest_template, "digest_template", digest_vocabulary(), style.problems);
  return style;
}

}  // namespace sheaf::render
