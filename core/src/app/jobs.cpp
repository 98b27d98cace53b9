// Running an op on its own thread; see jobs.hpp.
// The thread touches the job only under its lock, and the library until it ends.
#include "app/jobs.hpp"

#include <array>
#include <chrono>
#include <new>
#include <system_error>

#include "app/ops.hpp"

namespace sheaf::app {
namespace {

/// The stage as a literal, so that a borrowed pointer to it never dangles.
const char* literal_stage(std::string_view stage) {
  for (const char* known : {"fetch", "score", "summarize", "llm", "write"})
    if (stage == known) return known;
  return "work";
}

}  // namespace

std::shared_ptr<Job> Job::start(Library& library, std::string op, std::string args_json) {
  std::shared_ptr<Job> job(new Job);
  library.adopt(job);
  Job* self = job.get();
  const std::lock_guard lock(job->join_mutex_);
  try {
    job->thread_ = std::thread([self, &library, op = std::move(op), args = std::move(args_json)] {
      self->run(library, op, args);
    });
  } catch (const std::system_error&) {
    throw std::bad_alloc();  // no memory for a thread's stack, or no more threads for this user
  }
  return job;
}

Job::~Job() { stop(); }

void Job::run(Library& library, const std::string& op, const std::string& args_json) {
  const Task task(token_, [this](const Progress& progress) {
    const std::lock_guard lock(mutex_);
    progress_ = {literal_stage(progress.stage), progress.done, progress.total, progress.waiting_ms};
    return true;
  });
  std::optional<Result<std::string>> result;
  try {
    result.emplace(run_op(library, op, args_json, task));
  } catch (const std::bad_alloc&) {
    result.emplace(Error{ErrorCode::kNoMemory, ""});
  } catch (const std::exception& error) {
    result.emplace(Error{ErrorCode::kInternal, error.what()});
  }
  const std::lock_guard lock(mutex_);
  result_ = std::move(result);
  ended_.notify_all();
}

bool Job::wait(std::int64_t timeout_ms) {
  std::unique_lock lock(mutex_);
  const auto done = [&] { return result_.has_value(); };
  if (timeout_ms < 0) {
    ended_.wait(lock, done);
    return true;
  }
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  return ended_.wait_until(lock, until, done);
}

void Job::stop() {
  token_.cancel();
  const std::lock_guard lock(join_mutex_);
  if (thread_.joinable()) thread_.join();
}

Job::Snapshot Job::progress() {
  const std::lock_guard lock(mutex_);
  return progress_;
}

std::optional<Result<std::string>> Job::result() {
  const std::lock_guard lock(mutex_);
  return result_;
}

}  // namespace sheaf::app
