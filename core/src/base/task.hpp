// Task: how long work is told to stop and tells how far it is.
// A CancelToken is shared and may be cancelled from any thread; waits on it end at once. A Task is
// borrowed by the work it is passed to and reports on the calling thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "base/result.hpp"

namespace sheaf {

class CancelToken {
 public:
  CancelToken();
  void cancel() const;
  bool cancelled() const;
  /// Sleeps up to `ms`; true when it slept the whole time, false when cancelled.
  bool wait_ms(std::int64_t ms) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

struct Progress {
  std::string_view stage;  ///< "fetch", "score", "summarize", "write"
  std::uint64_t done = 0;
  std::uint64_t total = 0;      ///< 0: not known
  std::int64_t waiting_ms = 0;  ///< > 0: holding back for a rate limit
};

class Task {
 public:
  /// Returns false to cancel.
  using Report = std::function<bool(const Progress&)>;

  Task() = default;
  explicit Task(CancelToken cancel, Report report = {})
      : cancel_(std::move(cancel)), report_(std::move(report)) {}

  const CancelToken& cancel_token() const { return cancel_; }
  bool cancelled() const { return cancel_.cancelled(); }
  /// kCancelled when somebody asked to stop.
  Status check() const;
  Status report(const Progress& progress) const;

 private:
  CancelToken cancel_;
  Report report_;
};

}  // namespace sheaf
