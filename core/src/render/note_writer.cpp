// Reading, merging and writing notes; see note_writer.hpp.
// Helpers share nothing but the queue's index; each job belongs to the one that took it.
#include "render/note_writer.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <new>
#include <thread>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kBatch = 64;
constexpr std::size_t kHelpers = 7;
// An editor that saves while we merge is met again this often before the note is left alone.
constexpr int kTries = 4;

/// Whether the file is what was merged, so that a save in between is not lost.
bool is_still(const std::string& full, const Result<std::string>& before) {
  if (!before) return !path_exists(full);
  const auto now = read_file(full);
  return now && *now == *before;
}

NoteOutcome outcome_of(bool existed, const MergeResult& merged) {
  if (!existed) return NoteOutcome::kCreated;
  if (!merged.conflicts.empty()) return NoteOutcome::kConflict;
  return merged.changed ? NoteOutcome::kUpdated : NoteOutcome::kUnchanged;
}

}  // namespace

Status NoteWriter::add(std::string key, std::string path, Note fresh) {
  Job job;
  job.key = std::move(key);
  job.report.path = path;
  job.path = std::move(path);
  job.fresh = std::move(fresh);
  jobs_.push_back(std::move(job));
  return jobs_.size() < kBatch ? Status() : flush();
}

Status NoteWriter::flush() {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};  // trouble that the next note would have too
  const auto work = [&] {
    for (std::size_t i = next++; i < jobs_.size() && !stop; i = next++) {
      run_whole(jobs_[i]);
      if (!jobs_[i].status.ok()) stop = true;
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
  Status status;
  for (Job& job : jobs_) {
    if (!job.status.ok() && status.ok()) status = job.status;
    if (job.done) baselines_[job.key] = job.fresh.to_text();
    if (job.done || job.report.outcome == NoteOutcome::kFailed)
      report_.notes.push_back(std::move(job.report));
  }
  jobs_.clear();
  return status;
}

/// Nothing thrown may leave a helper's thread.
void NoteWriter::run_whole(Job& job) const noexcept {
  try {
    run(job);
  } catch (const std::bad_alloc&) {
    job.status = Error(ErrorCode::kNoMemory, {});
  } catch (const std::exception&) {
    job.status = Error(ErrorCode::kInternal, {});
  }
}

void NoteWriter::run(Job& job) const {
  const std::string full = folder_ + "/" + job.path;
  const auto known = baselines_.find(job.key);
  const std::string_view baseline = known == baselines_.end() ? std::string_view() : known->second;
  for (int i = 0; i < kTries; ++i)
    if (try_once(job, full, baseline)) return;
  job.report.outcome = NoteOutcome::kFailed;
  job.report.detail = "it is being written by another program: run again";
}

/// False when somebody else wrote the note meanwhile.
bool NoteWriter::try_once(Job& job, const std::string& full, std::string_view baseline) const {
  const auto existing = read_file(full);
  if (!existing && path_exists(full)) {
    job.report.outcome = NoteOutcome::kFailed;
    job.report.detail = existing.error().message;
    return true;
  }
  const MergeResult merged = existing ? merge_note(*existing, baseline, job.fresh)
                                      : MergeResult{job.fresh.to_text(), true, {}};
  if (merged.changed) {
    if (!is_still(full, existing)) return false;
    if (const auto written = write_file(full, merged.text); !written) {
      job.status = written.error();
      return true;
    }
  }
  job.done = true;
  job.report.outcome = outcome_of(existing.ok(), merged);
  if (!merged.conflicts.empty())
    job.report.detail = "kept your text in " + join(merged.conflicts, ", ");
  return true;
}

}  // namespace sheaf::render
