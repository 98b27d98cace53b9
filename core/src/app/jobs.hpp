// Jobs: an op on a thread of its own, to be polled. No callback reaches the host from it.
// A Job is shared by its holder and its thread; every member may be used from any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "app/library.hpp"

namespace sheaf::app {

class Job {
 public:
  struct Snapshot {
    const char* stage = "";  ///< a literal: outlives the job
    std::uint64_t done = 0, total = 0;
    std::int64_t waiting_ms = 0;
  };

  /// Starts at once. The library must outlive the job's work: it stops its jobs when it goes.
  static std::shared_ptr<Job> start(Library& library, std::string op, std::string args_json);
  ~Job();

  /// True when it ended within `timeout_ms`; negative: waits for the end.
  bool wait(std::int64_t timeout_ms);
  void cancel() { token_.cancel(); }
  /// Cancels and waits for the thread.
  void stop();
  Snapshot progress();
  /// Empty while it runs; the same answer however often it is asked.
  std::optional<Result<std::string>> result();

 private:
  Job() = default;
  void run(Library& library, const std::string& op, const std::string& args_json);

  CancelToken token_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable ended_;
  Snapshot progress_;
  std::optional<Result<std::string>> result_;
  std::mutex join_mutex_;
  std::thread thread_;
};

}  // namespace sheaf::app
