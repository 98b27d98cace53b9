// Reading, merging and writing notes; see note_writer.hpp.
// Helpers share nothing but the queue's index; each job belongs to the one that took it.
#include "render/note_writer.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <new>
#include <set>
#include <thread>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kBatch = 128;  // each holds a file open
constexpr std::size_t kHelpers = 7;
// An editor that saves while we merge is met again this often before the note is left alone.
constexpr int kTries = 4;

NoteOutcome outcome_of(bool existed, const PieceMerge& merged) {
  if (!existed) return merged.changed ? NoteOutcome::kCreated : NoteOutcome::kUnchanged;
  if (!merged.conflicts().empty()) return NoteOutcome::kConflict;
  return merged.changed ? NoteOutcome::kUpdated : NoteOutcome::kUnchanged;
}

/// Nothing thrown may leave a helper's thread.
Status guarded(const std::function<void()>& step) noexcept {
  try {
    step();
    return {};
  } catch (const std::bad_alloc&) {
    return Error(ErrorCode::kNoMemory, {});
  } catch (const std::exception&) {
    return Error(ErrorCode::kInternal, {});
  }
}

}  // namespace

Status NoteWriter::add(NoteDraft draft) {
  Job job;
  job.report.path = draft.path;
  job.draft = std::move(draft);
  jobs_.push_back(std::move(job));
  return jobs_.size() < kBatch ? Status() : flush();
}

Status NoteWriter::flush() {
  on_all([this](Job& job) { prepare(job); });
  if (dry_run_) return finish({});
  if (Status told = tell_intentions(); !told.ok()) {
    jobs_.clear();
    return told;
  }
  on_all([](Job& job) {
    if (job.staged) job.status = job.staged->sync();
  });
  for (Job& job : jobs_)
    if (job.status.ok()) place(job);
  sync_folders();
  return finish(tell_written());
}

/// The first trouble stops the rest: the next note would most likely have it too.
void NoteWriter::on_all(const std::function<void(Job&)>& step) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs_.size() && !stop; i = next++) {
      Job& job = jobs_[i];
      if (!job.status.ok()) continue;
      if (Status failed = guarded([&] { step(job); }); !failed.ok()) job.status = failed;
      if (!job.status.ok()) stop = true;
    }
  };
  std::vector<std::thread> helpers;
  try {
    helpers.reserve(kHelpers);
    while (helpers.size() < std::min(kHelpers, jobs_.size() / 2)) helpers.emplace_back(work);
  } catch (const std::exception&) {
    // No more threads or memory for them: the work is done by those there are.
  }
  work();
  for (std::thread& helper : helpers) helper.join();
}

/// Reads, merges, and writes what comes of it beside the note.
void NoteWriter::prepare(Job& job) const {
  const std::string full = folder_ + "/" + job.draft.path;
  job.existing.reset();
  job.staged.reset();
  if (auto existing = read_plain_file(full)) {
    job.existing = std::move(*existing);
  } else if (path_exists(full) || is_link(full)) {
    job.report.outcome = NoteOutcome::kFailed;
    job.report.detail = existing.error().message;
    return;
  }
  if (job.fresh.empty()) job.fresh = job.draft.note ? job.draft.note->to_text() : job.draft.page;
  const NoteMemory memory = memory_of(job);
  job.baseline = likelier_baseline(job.existing.value_or(""), memory.baseline, memory.pending);
  PieceMerge merged = merge(job, memory);
  job.report.outcome = outcome_of(job.existing.has_value(), merged);
  job.report.detail = merged.conflicts().empty()
                          ? std::string()
                          : "kept your text in " + join(merged.conflicts(), ", ");
  job.differences = std::move(merged.differences);
  job.foreign = !job.draft.note && job.existing && *job.existing != job.fresh &&
                memory.baseline.empty() && memory.pending.empty();
  if (job.foreign) job.report.detail = "a file of yours has this name: left alone";
  job.done = !merged.changed && !job.foreign;
  if (dry_run_ || !merged.changed) return;
  auto staged = StagedFile::write(full, merged.text);
  if (staged) job.staged.emplace(std::move(*staged));
  else job.status = staged.error();
}

NoteMemory NoteWriter::memory_of(const Job& job) const {
  const auto known = [&](const std::string& key) {
    const auto found = known_.find(key);
    return found == known_.end() ? NoteMemory() : found->second;
  };
  NoteMemory memory = known(job.draft.key);
  if (memory.baseline.empty() && !job.draft.former.empty())
    memory.baseline = known(job.draft.former).baseline;
  return memory;
}

PieceMerge NoteWriter::merge(const Job& job, const NoteMemory& memory) const {
  if (!job.draft.note) return merge_page(job, memory);
  if (!job.existing) return {job.fresh, true, {}};
  return merge_pieces(*job.existing, job.baseline, *job.draft.note);
}

/// A page that is not ours any more stays as it is, and one the reader threw away does not come back.
PieceMerge NoteWriter::merge_page(const Job& job, const NoteMemory& known) const {
  if (!job.existing)
    return known.baseline.empty() ? PieceMerge{job.fresh, true, {}} : PieceMerge{{}, false, {}};
  if (*job.existing == job.fresh) return {job.fresh, false, {}};
  const bool ours = *job.existing == known.baseline || *job.existing == known.pending;
  if (ours && !trim(*job.existing).empty()) return {job.fresh, true, {}};
  if (known.baseline.empty()) return {*job.existing, false, {}};  // never ours
  return {*job.existing, false, {{kWholePage, job.fresh, *job.existing, known.baseline != job.fresh}}};
}

Status NoteWriter::tell_intentions() {
  std::vector<IntendedNote> notes;
  for (const Job& job : jobs_)
    if (job.staged) notes.push_back({job.draft.key, job.baseline, job.fresh});
  return notes.empty() ? Status() : memory_.intend(notes);
}

/// Where somebody else wrote the note meanwhile, what he wrote is merged anew.
void NoteWriter::place(Job& job) const {
  for (int i = 0; i < kTries && job.staged; ++i) {
    const auto placed = job.staged->replace_if(job.existing);
    if (!placed) {
      job.status = placed.error();
      return;
    }
    if (*placed) {
      job.done = true;
      return;
    }
    if (job.status = guarded([&] { prepare(job); }); !job.status.ok()) return;
    if (job.staged) job.status = job.staged->sync();
    if (!job.status.ok()) return;
  }
  if (job.done || job.foreign || job.report.outcome == NoteOutcome::kFailed) return;
  job.report.outcome = NoteOutcome::kFailed;
  job.report.detail = "it is being written by another program: run again";
}

/// Names must be on the disk before the memory says that the notes are.
void NoteWriter::sync_folders() const {
  std::set<std::string> folders;
  for (const Job& job : jobs_) {
    const std::string full = folder_ + "/" + job.draft.path;
    if (job.staged && job.done) folders.insert(full.substr(0, full.rfind('/')));
  }
  for (const std::string& folder : folders) sync_folder(folder);
}

Status NoteWriter::tell_written() {
  std::vector<WrittenNote> notes;
  for (Job& job : jobs_)
    if (job.done)
      notes.push_back({job.draft.key, job.draft.path, job.draft.former, job.fresh, job.differences});
  return notes.empty() ? Status() : memory_.written(notes);
}

Status NoteWriter::finish(Status status) {
  for (Job& job : jobs_) {
    if (!job.status.ok() && status.ok()) status = job.status;
    if (job.done || job.foreign || dry_run_ || job.report.outcome == NoteOutcome::kFailed)
      report_.notes.push_back(std::move(job.report));
  }
  jobs_.clear();
  return status;
}

}  // namespace sheaf::render
