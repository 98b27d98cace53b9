// Renderings and their files; see outputs.hpp.
// What Sheaf last wrote of a note is kept in the store, per vault.
#include "app/outputs.hpp"

#include <array>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "render/bibtex.hpp"
#include "render/mermaid.hpp"
#include "render/note.hpp"
#include "render/outline.hpp"
#include "render/vault.hpp"

namespace sheaf::app {
namespace {

std::vector<Paper> papers_of(const Digest& digest) {
  std::vector<Paper> papers;
  papers.reserve(digest.entries.size());
  for (const Entry& entry : digest.entries) papers.push_back(entry.paper);
  return papers;
}

Outcome outcome_of(render::NoteOutcome outcome) {
  switch (outcome) {
    case render::NoteOutcome::kUnchanged: return Outcome::kUnchanged;
    case render::NoteOutcome::kCreated: return Outcome::kCreated;
    case render::NoteOutcome::kUpdated: return Outcome::kUpdated;
    case render::NoteOutcome::kConflict: return Outcome::kConflict;
    case render::NoteOutcome::kFailed: return Outcome::kFailed;
  }
  return Outcome::kFailed;
}

Outcome outcome_of(WriteOutcome outcome) {
  switch (outcome) {
    case WriteOutcome::kUnchanged: return Outcome::kUnchanged;
    case WriteOutcome::kCreated: return Outcome::kCreated;
    case WriteOutcome::kUpdated: return Outcome::kUpdated;
  }
  return Outcome::kFailed;
}

/// One name per vault however it is spelled on the command line.
std::string vault_identity(const std::string& folder) {
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(folder, error);
  return error ? folder : canonical.string();
}

/// Only what this write changed goes back into the store.
std::vector<std::pair<std::string, std::string>> changed(const render::Baselines& before,
                                                         const render::Baselines& after) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& [key, text] : after) {
    const auto known = before.find(key);
    if (known == before.end() || known->second != text) out.emplace_back(key, text);
  }
  return out;
}

}  // namespace

std::string_view outcome_name(Outcome outcome) {
  static constexpr std::array<std::string_view, 5> kNames = {"unchanged", "created", "updated",
                                                             "conflict", "failed"};
  return kNames[static_cast<std::size_t>(outcome)];
}

std::string bibtex_text(const std::vector<Paper>& papers, bool sample) {
  return render::bibtex_file(papers, sample);
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

std::string digest_bibtex(const Digest& digest) {
  return trouble_comments(digest) + render::bibtex_file(papers_of(digest), digest.sample);
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
  return paper.citation_key.empty() ? render::citation_key(paper) : paper.citation_key;
}

std::string mermaid_of(const Summary& summary) { return render::mermaid_mindmap(summary.mindmap); }
std::string names_json(const std::vector<std::string>& names) { return dump_json(Json(names)); }

MergedNote merge_note_text(std::string_view existing, std::string_view baseline,
                           std::string_view fresh) {
  render::MergeResult merged =
      render::merge_note(existing, baseline, render::note_from_text(fresh));
  return {std::move(merged.text), merged.changed, std::move(merged.conflicts)};
}

std::string outline_of(const Summary& summary) { return render::markdown_outline(summary.mindmap); }

Result<std::vector<render::PlannedNote>> plan_notes(Library& library, const Digest& digest,
                                                    const std::string& folder,
                                                    const VaultProfile& profile, const Task& task) {
  SHEAF_ASSIGN(const auto stored, library.store().baselines(vault_identity(folder)));
  return render::plan_vault(digest, folder, profile, {stored.begin(), stored.end()}, task);
}

Status remember_notes(Library& library, const std::string& folder,
                      const std::vector<std::pair<std::string, std::string>>& notes) {
  return library.store().put_baselines(vault_identity(folder), notes);
}

Result<std::vector<FileReport>> write_vault_files(Library& library, const Digest& digest,
                                                  const std::string& folder,
                                                  const VaultProfile& profile, const Task& task) {
  SHEAF_TRY(make_directories(folder));
  const std::string vault = vault_identity(folder);
  SHEAF_ASSIGN(const auto stored, library.store().baselines(vault));
  const render::Baselines before(stored.begin(), stored.end());
  render::Baselines after = before;
  const auto written = render::write_vault(digest, folder, profile, after, task);
  // Notes written before an error are on disk: what was written of them must be remembered.
  SHEAF_TRY(library.store().put_baselines(vault, changed(before, after)));
  if (!written) return written.error();
  std::vector<FileReport> reports;
  for (const render::NoteReport& note : written->notes)
    reports.push_back({note.path, outcome_of(note.outcome), note.detail});
  return reports;
}

Result<FileReport> write_bibtex_file(const Digest& digest, const std::string& path) {
  std::string existing;
  if (auto read = read_file(path)) {
    existing = std::move(*read);
  } else if (read.error().code != ErrorCode::kNotFound) {
    return std::move(read).error();
  }
  SHEAF_ASSIGN(const WriteOutcome outcome,
               write_file(path, render::merge_bibtex(existing, papers_of(digest), digest.sample)));
  return FileReport{path, outcome_of(outcome), ""};
}

Result<FileReport> write_digest_file(const Digest& digest, const std::string& path) {
  SHEAF_ASSIGN(const WriteOutcome outcome, write_file(path, digest_json_text(digest)));
  return FileReport{path, outcome_of(outcome), ""};
}

}  // namespace sheaf::app
