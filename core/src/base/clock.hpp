// Clock: the time, and waiting, behind one interface so that tests own them.
// Shared by threads; implementations lock for themselves.
#pragma once

#include <cstdint>
#include <mutex>

#include "base/date.hpp"
#include "base/task.hpp"

namespace sheaf {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_ms() const = 0;  ///< Unix time in milliseconds
  /// True when the time passed, false when cancelled first.
  virtual bool sleep_ms(std::int64_t ms, const CancelToken& cancel) = 0;

  Seconds now() const { return now_ms() / 1000; }
};

Clock& system_clock();

/// Stands still until told; sleeping moves it on and returns at once.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(std::int64_t start_ms) : now_ms_(start_ms) {}
  std::int64_t now_ms() const override;
  bool sleep_ms(std::int64_t ms, const CancelToken& cancel) override;
  void advance_ms(std::int64_t ms);
  std::int64_t slept_ms() const;  ///< sum of all sleeps

 private:
  mutable std::mutex mutex_;
  std::int64_t now_ms_;
  std::int64_t slept_ms_ = 0;
};

}  // namespace sheaf
