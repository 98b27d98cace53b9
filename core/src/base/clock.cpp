// The system's clock and the tests' own; see clock.hpp.
// FakeClock locks its time; the system clock has no state.
#include "base/clock.hpp"

#include <chrono>

namespace sheaf {
namespace {

class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override {
    using std::chrono::duration_cast, std::chrono::milliseconds, std::chrono::system_clock;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  }
  bool sleep_ms(std::int64_t ms, const CancelToken& cancel) override { return cancel.wait_ms(ms); }
};

}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

std::int64_t FakeClock::now_ms() const {
  const std::lock_guard lock(mutex_);
  return now_ms_;
}

bool FakeClock::sleep_ms(std::int64_t ms, const CancelToken& cancel) {
  if (cancel.cancelled()) return false;
  const std::lock_guard lock(mutex_);
  now_ms_ += ms;
  slept_ms_ += ms;
  return true;
}

void FakeClock::advance_ms(std::int64_t ms) {
  const std::lock_guard lock(mutex_);
  now_ms_ += ms;
}

std::int64_t FakeClock::slept_ms() const {
  const std::lock_guard lock(mutex_);
  return slept_ms_;
}

}  // namespace sheaf
