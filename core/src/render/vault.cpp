// Writing a day into a vault: plan the notes, then merge and write them, or hand them to a host that
// does. Holds the vault's lock while it writes; see vault.hpp.
#include "render/vault.hpp"

#include <algorithm>
#include <set>

#include "base/file.hpp"
#include "base/text.hpp"
#include "render/note_writer.hpp"
#include "render/vault_index.hpp"
#include "render/vault_lock.hpp"
#include "render/vault_plan.hpp"

namespace sheaf::render {
namespace {

/// Baselines that a caller keeps in a map.
class MapMemory final : public VaultMemory {
 public:
  explicit MapMemory(Baselines& baselines) : baselines_(baselines) {}

  Result<Memories> recall(const std::vector<std::string>& keys) override {
    Memories known;
    for (const std::string& key : keys)
      if (const auto found = baselines_.find(key); found != baselines_.end())
        known[key] = {found->second, {}};
    return known;
  }
  Status intend(const std::vector<IntendedNote>&) override { return {}; }
  Status written(const std::vector<WrittenNote>& notes) override {
    for (const WrittenNote& note : notes) {
      if (!note.former.empty()) baselines_.erase(note.former);
      baselines_[note.key] = note.fresh;
    }
    return {};
  }

 private:
  Baselines& baselines_;
};

/// What killed writers left beside notes.
void sweep(const std::string& folder, const VaultProfile& profile, const VaultIndex& index) {
  std::set<std::string> folders = index.folders();
  folders.insert({profile.papers, profile.digests});
  for (const std::string& below : folders) sweep_temporary_files(join_path(folder, below));
}

Error no_such_note(const std::string& wanted, const Digest& digest) {
  return {ErrorCode::kNotFound, "the digest of " + format_day(digest.day) + " has no note \"" + wanted +
                                    "\": name a note by its path in the vault or by its key, like "
                                    "paper/2401.10020"};
}

/// What the note was written from, also where the run that wrote it was killed.
std::string baseline_for(const Memories& memories, const std::string& folder,
                         const NoteDraft& draft) {
  const auto found = memories.find(draft.key);
  const NoteMemory memory = found == memories.end() ? NoteMemory() : found->second;
  const auto before = memories.find(draft.former);
  const std::string& known =
      memory.baseline.empty() && before != memories.end() ? before->second.baseline : memory.baseline;
  if (memory.pending.empty()) return known;
  const auto existing = read_plain_file(join_path(folder, draft.path));
  return std::string(likelier_baseline(existing ? *existing : std::string(), known, memory.pending));
}

Result<VaultReport> write_planned(const VaultPlan& plan, const Digest& digest,
                                  const std::string& folder, VaultMemory& memory,
                                  const VaultRequest& request) {
  VaultReport report;
  NoteWriter writer(folder, plan.memories(), memory, request.dry_run, report);
  const Status given =
      plan.give([&writer](NoteDraft draft) { return writer.add(std::move(draft)); });
  SHEAF_TRY(writer.flush());  // those that were made before a stop are whole
  SHEAF_TRY(given);
  if (!request.only.empty() && report.notes.empty()) return no_such_note(request.only, digest);
  for (const std::string& problem : plan.problems())
    report.notes.push_back({problem.substr(0, problem.find(':')), NoteOutcome::kFailed, problem});
  return report;
}

}  // namespace

std::size_t VaultReport::count(NoteOutcome outcome) const {
  return static_cast<std::size_t>(std::count_if(
      notes.begin(), notes.end(), [&](const NoteReport& note) { return note.outcome == outcome; }));
}

Result<VaultReport> write_vault(const Digest& digest, const std::string& folder,
                                const VaultProfile& profile, VaultMemory& memory,
                                const VaultRequest& request, const Task& task) {
  VaultPlan plan(digest, profile, request.only, task);
  if (request.dry_run) {
    SHEAF_TRY(plan.read(folder, memory));
    return write_planned(plan, digest, folder, memory, request);
  }
  SHEAF_TRY(make_directories(folder));
  SHEAF_ASSIGN(const VaultLock lock, VaultLock::acquire(folder, task));
  SHEAF_TRY(plan.read(folder, memory));
  sweep(folder, profile, plan.index());
  return write_planned(plan, digest, folder, memory, request);
}

Result<VaultReport> write_vault(const Digest& digest, const std::string& folder,
                                const VaultProfile& profile, Baselines& baselines,
                                const Task& task) {
  MapMemory memory(baselines);
  return write_vault(digest, folder, profile, memory, {}, task);
}

Result<std::vector<PlannedNote>> plan_vault(const Digest& digest, const std::string& folder,
                                            const VaultProfile& profile, VaultMemory& memory,
                                            const VaultRequest& request, const Task& task) {
  VaultPlan plan(digest, profile, request.only, task);
  SHEAF_TRY(plan.read(folder, memory));
  std::vector<PlannedNote> notes;
  const VaultPlan::Sink keep = [&](NoteDraft draft) -> Status {
    std::string baseline = baseline_for(plan.memories(), folder, draft);
    notes.push_back({std::move(draft.key), std::move(draft.path),
                     draft.note ? draft.note->to_text() : std::move(draft.page), std::move(baseline),
                     std::move(draft.former)});
    return {};
  };
  SHEAF_TRY(plan.give(keep));
  if (!request.only.empty() && notes.empty()) return no_such_note(request.only, digest);
  return notes;
}

Result<std::vector<PlannedNote>> plan_vault(const Digest& digest, const std::string& folder,
                                            const VaultProfile& profile,
                                            const Baselines& baselines, const Task& task) {
  Baselines copy = baselines;
  MapMemory memory(copy);
  return plan_vault(digest, folder, profile, memory, {}, task);
}

Result<FoundNote> find_note(const std::string& folder, const VaultProfile& profile,
                            const std::string& key_or_path) {
  if (key_or_path.ends_with(".md")) {
    SHEAF_ASSIGN(const std::string path, inner_folder("path", key_or_path));
    const NoteHead head = read_note_head(read_note_start(join_path(folder, path)));
    if (!head.key.empty()) return FoundNote{head.key, path, head.announced};
  } else {
    SHEAF_ASSIGN(const VaultIndex index, VaultIndex::read(folder, profile.papers, profile.digests));
    if (const NoteHead* head = index.find(key_or_path))
      return FoundNote{head->key, head->path, head->announced};
  }
  return Error{ErrorCode::kNotFound, "the vault " + folder + " has no note of a paper or a day at \"" +
                                         key_or_path + "\": give its path in the vault or its key"};
}

}  // namespace sheaf::render
