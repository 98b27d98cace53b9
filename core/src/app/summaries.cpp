// Model summaries of a day's best papers; the work itself is in model_work.cpp.
// Borrows everything; one call on the caller's thread.
#include "app/summaries.hpp"

#include "app/model_work.hpp"

namespace sheaf::app {
namespace {

/// A digest goes on without its model; it ends for these.
bool ends_all(ErrorCode code) {
  return code == ErrorCode::kCancelled || code == ErrorCode::kStore || code == ErrorCode::kNoMemory;
}

}  // namespace

Result<SourceStatus> add_model_summaries(const ModelAccess& access, const Profile& profile,
                                         std::vector<Entry>& entries,
                                         const ModelSummaryOptions& options, const Task& task) {
  ModelWork work(access, profile, entries, options);
  Status done = work.prepare(task);
  if (done.ok() && !options.offline) done = work.ask(task);
  if (!done.ok() && ends_all(done.error().code)) return std::move(done).error();
  if (!done.ok()) {
    access.logger.warn("llm: " + done.error().message);
    work.give_up(done.error().message);
  } else {
    work.give_up("offline, and the store has none");
  }
  return work.status();
}

}  // namespace sheaf::app
