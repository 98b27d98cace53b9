// Writing and planning notes; see vault_outputs.hpp.
#include "app/vault_outputs.hpp"

#include <algorithm>

#include "app/citations.hpp"
#include "app/vault_memory.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "render/merge.hpp"
#include "render/note.hpp"
#include "render/vault_index.hpp"

namespace sheaf::app {
namespace {

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

bool has_paper(const Digest& digest, const std::string& key) {
  return std::any_of(digest.entries.begin(), digest.entries.end(), [&key](const Entry& entry) {
    const auto keys = render::paper_keys(entry.paper);
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  });
}

Error no_paper(const std::string& key) {
  return {ErrorCode::kNotFound, "the store has no paper for the note " + key +
                                    ": fetch it first with 'sheaf search' or 'sheaf complete'"};
}

/// The papers as the store has them now; the keys that were given out stay.
Status renew_papers(Library& library, Digest& digest, const std::string& key) {
  for (Entry& entry : digest.entries) {
    if (render::paper_key(entry.paper) != key) continue;
    SHEAF_ASSIGN(std::optional<Paper> now, library.store().find_paper(entry.paper.id));
    if (!now) continue;
    now->citation_key = entry.paper.citation_key;
    entry.paper = *std::move(now);
  }
  return {};
}

/// A day of this one paper.
Result<Digest> paper_alone(Library& library, DigestRequest request, const render::FoundNote& note,
                           const Task& task) {
  const std::string id = note.key.substr(note.key.find('/') + 1);
  SHEAF_ASSIGN(std::optional<Paper> paper, library.store().find_paper(id));
  if (!paper) return no_paper(note.key);
  request.day = parse_day(note.announced);
  request.offline = true;
  request.profile.exclude.clear();  // the reader has the note
  return library.digest_from_papers({*std::move(paper)}, request, task);
}

}  // namespace

Result<std::vector<render::PlannedNote>> plan_notes(Library& library, const Digest& digest,
                                                    const std::string& folder,
                                                    const VaultProfile& profile,
                                                    const std::string& only, const Task& task) {
  StoreMemory memory(library.store(), vault_identity(folder));
  SHEAF_ASSIGN(const std::optional<Digest> keyed, keyed_copy(library.store(), {}, digest));
  SHEAF_ASSIGN(auto notes, render::plan_vault(keyed ? *keyed : digest, folder, profile, memory, {false, only}, task));
  std::vector<render::IntendedNote> intended;
  for (const render::PlannedNote& note : notes)
    if (note.fresh != note.baseline) intended.push_back({note.key, note.baseline, note.fresh});
  if (!intended.empty()) SHEAF_TRY(memory.intend(intended));
  return notes;
}

Status notes_written(Library& library, const std::string& folder, const std::vector<HostNote>& notes) {
  StoreMemory memory(library.store(), vault_identity(folder));
  std::vector<std::string> keys;
  for (const HostNote& note : notes) keys.push_back(note.key);
  SHEAF_ASSIGN(const render::Memories known, memory.recall(keys));
  std::vector<render::WrittenNote> written;
  for (const HostNote& note : notes) {
    written.push_back({note.key, note.path, note.former, note.fresh, {}});
    const auto text = note.path.empty() ? Result<std::string>(Error(ErrorCode::kNotFound, {}))
                                        : read_plain_file(join_path(folder, note.path));
    if (!text) continue;
    const auto before = known.find(note.key);
    written.back().differences =
        render::merge_pieces(*text, before == known.end() ? std::string() : before->second.baseline,
                             render::note_from_text(note.fresh)).differences;
  }
  return memory.written(written);
}

Result<std::vector<FileReport>> write_vault_files(Library& library, const Digest& digest,
                                                  const std::string& folder,
                                                  const VaultProfile& profile, const Task& task,
                                                  const render::VaultRequest& request) {
  if (!request.dry_run) SHEAF_TRY(make_directories(folder));
  StoreMemory memory(library.store(), vault_identity(folder));
  SHEAF_ASSIGN(const std::optional<Digest> keyed, keyed_copy(library.store(), {}, digest));
  SHEAF_ASSIGN(const auto written, render::write_vault(keyed ? *keyed : digest, folder, profile, memory, request, task));
  std::vector<FileReport> reports;
  for (const render::NoteReport& note : written.notes)
    reports.push_back({note.path, outcome_of(note.outcome), note.detail});
  return reports;
}

Result<NoteDigest> digest_of_note(Library& library, const std::string& folder,
                                  const DigestRequest& request, const std::string& key_or_path,
                                  const Task& task) {
  SHEAF_ASSIGN(const render::FoundNote note,
               render::find_note(folder, request.profile.vault, key_or_path));
  const bool is_day = note.key.starts_with("digest/");
  const auto day = parse_day(is_day ? note.key.substr(note.key.find('/') + 1) : note.announced);
  std::optional<Digest> stored;
  if (day) {
    SHEAF_ASSIGN(stored, library.store().find_digest(request.profile.name, *day));
  }
  if (is_day && !stored)
    return Error{ErrorCode::kNotFound, "the digest of " + note.path + " is not stored any more: run "
                                       "'sheaf digest --day " + (day ? format_day(*day) : "DAY") + "'"};
  if (!stored || (!is_day && !has_paper(*stored, note.key))) {
    SHEAF_ASSIGN(stored, paper_alone(library, request, note, task));
  }
  SHEAF_TRY(renew_papers(library, *stored, note.key));
  if (is_day) return NoteDigest{*std::move(stored), note.key};
  // The paper may go by another id than its note does.
  for (const Entry& entry : stored->entries) {
    const auto keys = render::paper_keys(entry.paper);
    if (std::find(keys.begin(), keys.end(), note.key) == keys.end()) continue;
    const std::string key = keys.front();
    return NoteDigest{*std::move(stored), key};
  }
  return no_paper(note.key);
}

}  // namespace sheaf::app
