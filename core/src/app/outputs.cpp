// Renderings and their files; see outputs.hpp.
#include "app/outputs.hpp"

#include <array>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "render/mermaid.hpp"
#include "render/note.hpp"
#include "render/outline.hpp"

namespace sheaf::app {
namespace {

Outcome outcome_of(WriteOutcome outcome) {
  switch (outcome) {
    case WriteOutcome::kUnchanged: return Outcome::kUnchanged;
    case WriteOutcome::kCreated: return Outcome::kCreated;
    case WriteOutcome::kUpdated: return Outcome::kUpdated;
  }
  return Outcome::kFailed;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  static constexpr std::array<std::string_view, 5> kNames = {"unchanged", "created", "updated",
                                                             "conflict", "failed"};
  return kNames[static_cast<std::size_t>(outcome)];
}

std::string bibtex_text(const std::vector<Paper>& papers, bool sample) {
  return cite::bibtex_file(papers, sample);
}

/// Comments before the entries: what of the day is missing. BibTeX reads "@" even in a comment.
std::string trouble_comments(const Digest& digest) {
  if (!digest.degraded()) return {};
  std::string out = "% " + format_day(digest.day) + " is not complete:\n";
  for (const SourceStatus& source : digest.sources)
    if (source.state != SourceState::kOk && source.state != SourceState::kEmpty)
      out += "%   " + replace_all(collapse_spaces(describe(source)), "@", "(at)") + "\n";
  return out;
}

std::vector<Paper> papers_of(const Digest& digest) {
  std::vector<Paper> papers;
  papers.reserve(digest.entries.size());
  for (const Entry& entry : digest.entries) papers.push_back(entry.paper);
  return papers;
}

Result<std::string> text_or_empty(const std::string& path) {
  auto read = read_file(path);
  if (!read && read.error().code == ErrorCode::kNotFound) return std::string();
  return read;
}

std::string digest_bibtex(const Digest& digest, const cite::BibStyle& style) {
  return trouble_comments(digest) + cite::bibtex_file(papers_of(digest), digest.sample, style);
}

std::string entry_note(const Digest& digest, std::size_t index) {
  const Entry& entry = digest.entries[index];
  const VaultProfile profile;
  render::NoteLinks links;
  links.digest_note = profile.digests + "/" + format_day(digest.day);
  links.papers_folder = profile.papers;
  links.citation_key = citation_key_of(entry.paper);
  return render::paper_note(entry, links, profile.mindmap, digest.sample).to_text();
}

std::string digest_markdown(const Digest& digest) {
  return render::digest_note(digest, std::vector<std::string>(digest.entries.size())).to_text();
}

std::string digest_json_text(const Digest& digest) { return dump_json(digest_to_json(digest), 2) + "\n"; }

std::string citation_key_of(const Paper& paper) {
  return paper.citation_key.empty() ? cite::citation_key(paper) : paper.citation_key;
}

std::string mermaid_of(const Summary& summary) { return render::mermaid_mindmap(summary.mindmap); }
std::string names_json(const std::vector<std::string>& names) { return dump_json(Json(names)); }

MergedNote merge_note_text(std::string_view existing, std::string_view baseline,
                           std::string_view fresh) {
  render::MergeResult merged =
      render::merge_note(existing, baseline, render::note_from_text(fresh));
  return {std::move(merged.text), merged.changed, std::move(merged.conflicts)};
}

Result<FileReport> write_text_file(const std::string& path, const std::string& text, bool dry_run) {
  if (dry_run) {
    const auto existing = read_file(path);
    const Outcome outcome = !existing             ? Outcome::kCreated
                            : *existing == text ? Outcome::kUnchanged
                                                : Outcome::kUpdated;
    return FileReport{path, outcome, ""};
  }
  const std::size_t slash = path.rfind('/');
  sweep_temporary_files(slash == std::string::npos ? "." : path.substr(0, slash + 1));
  SHEAF_ASSIGN(const WriteOutcome outcome, write_file(path, text));
  return FileReport{path, outcome_of(outcome), ""};
}

std::string outline_of(const Summary& summary) { return render::markdown_outline(summary.mindmap); }

Result<FileReport> write_bibtex_file(const Digest& digest, const std::string& path, bool dry_run) {
  SHEAF_ASSIGN(const std::string existing, text_or_empty(path));
  return write_text_file(path, cite::merge_bibtex(existing, papers_of(digest), digest.sample), dry_run);
}

Result<FileReport> write_digest_file(const Digest& digest, const std::string& path, bool dry_run) {
  return write_text_file(path, digest_json_text(digest), dry_run);
}

}  // namespace sheaf::app
