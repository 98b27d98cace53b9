// Cancelling and progress; see task.hpp.
// The state of a token is locked by itself.
#include "base/task.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace sheaf {

struct CancelToken::State {
  std::mutex mutex;
  std::condition_variable changed;
  bool cancelled = false;
};

CancelToken::CancelToken() : state_(std::make_shared<State>()) {}

void CancelToken::cancel() const {
  const std::lock_guard lock(state_->mutex);
  state_->cancelled = true;
  state_->changed.notify_all();
}

bool CancelToken::cancelled() const {
  const std::lock_guard lock(state_->mutex);
  return state_->cancelled;
}

bool CancelToken::wait_ms(std::int64_t ms) const {
  // Of the steady clock: the day's may be set back by hours meanwhile.
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(ms);
  std::unique_lock lock(state_->mutex);
  return !state_->changed.wait_until(lock, until, [&] { return state_->cancelled; });
}

Status Task::check() const {
  if (cancelled()) return Error{ErrorCode::kCancelled, "cancelled"};
  return {};
}

Status Task::report(const Progress& progress) const {
  if (report_ && !report_(progress)) cancel_.cancel();
  return check();
}

}  // namespace sheaf
