// HeapGuard: what one heap may take, and the three hooks that hold it to that: the allocator, the check
// between steps and the check at each native recursion.
// Plain data reached from Duktape by pointer; no function here throws, since Duktape leaves by longjmp.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/task.hpp"

namespace sheaf::plugin {

enum class StopReason { kNone, kTime, kCancelled };

class HeapGuard {
 public:
  explicit HeapGuard(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// The heap itself (duk_context*), once there is one.
  void attach(void* heap) { heap_ = heap; }
  /// Starts the clocks of a call: `max_ms` of this thread's computing, and some times that by the wall, so
  /// that a busy machine stops nobody too early. `task` is borrowed until end(). The caller's frame is
  /// where the stack is counted from.
  void begin(std::int64_t max_ms, const Task* task);
  void end();

  /// Once late, late until the next begin(): the script must not catch its way out.
  bool should_stop() { return reason_ != StopReason::kNone || is_late_now(); }
  /// The same for what is asked far more often: it seldom looks at the clock.
  bool should_stop_soon();
  bool stack_is_deep() const;

  void* allocate(std::size_t size);
  void* reallocate(void* block, std::size_t size);
  void release(void* block);

  StopReason reason() const { return reason_; }
  bool ran_out_of_memory() const { return out_of_memory_; }
  std::size_t peak_bytes() const { return peak_bytes_; }
  /// Computed in all calls together.
  std::int64_t spent_ms() const { return spent_ns_ / 1000000; }

 private:
  bool is_late_now();
  bool may_grow(std::size_t by);
  void count(std::size_t size);

  std::size_t max_bytes_, used_bytes_ = 0, peak_bytes_ = 0;
  std::int64_t begun_ns_ = 0, deadline_ns_ = 0, spent_ns_ = 0;  ///< of this thread's computing
  std::chrono::steady_clock::time_point wall_deadline_{};
  const Task* task_ = nullptr;
  void* heap_ = nullptr;
  const char* stack_base_ = nullptr;
  unsigned checks_ = 0;
  StopReason reason_ = StopReason::kNone;
  bool out_of_memory_ = false;
};

}  // namespace sheaf::plugin
