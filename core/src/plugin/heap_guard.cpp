// The three hooks of a heap; see heap_guard.hpp. Called by Duktape (duktape_unit.c) on the heap's thread.
#include "plugin/heap_guard.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <ctime>

extern "C" void sheaf_duk_stop_collecting(void* heap);

namespace sheaf::plugin {
namespace {

/// In front of each block: its size, at the widest alignment.
constexpr std::size_t kHeader = alignof(std::max_align_t);
/// A clock costs more than an allocation, so it is read at every so manieth one.
constexpr unsigned kChecksPerClock = 256;
/// Deep enough for any sane script, and far below the stack of a host's worker thread.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::ptrdiff_t kMaxStack = std::ptrdiff_t{2} << 20;
#else
constexpr std::ptrdiff_t kMaxStack = std::ptrdiff_t{384} << 10;
#endif

/// How much longer than it may compute a call may last where others compute too.
constexpr int kWallTimes = 5;

std::int64_t computed_ns() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::int64_t{time.tv_sec} * 1000000000 + time.tv_nsec;
}

std::size_t size_of(const char* block) {
  std::size_t size = 0;
  std::memcpy(&size, block - kHeader, sizeof size);
  return size;
}

}  // namespace

void HeapGuard::begin(std::int64_t max_ms, const Task* task) {
  begun_ns_ = computed_ns();
  deadline_ns_ = begun_ns_ + max_ms * 1000000;
  wall_deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(max_ms * kWallTimes);
  task_ = task;
  stack_base_ = static_cast<const char*>(__builtin_frame_address(0));
  checks_ = 0;
  reason_ = StopReason::kNone;
  out_of_memory_ = false;
}

void HeapGuard::end() {
  task_ = nullptr;
  spent_ns_ += computed_ns() - begun_ns_;
}

bool HeapGuard::is_late_now() {
  if (!task_) return false;  // between calls nothing of the script runs
  if (task_->cancelled())
    reason_ = StopReason::kCancelled;
  else if (computed_ns() >= deadline_ns_ || std::chrono::steady_clock::now() >= wall_deadline_)
    reason_ = StopReason::kTime;
  if (reason_ != StopReason::kNone && heap_) sheaf_duk_stop_collecting(heap_);
  return reason_ != StopReason::kNone;
}

bool HeapGuard::should_stop_soon() {
  if (reason_ != StopReason::kNone) return true;
  return ++checks_ % kChecksPerClock == 0 && is_late_now();
}

bool HeapGuard::stack_is_deep() const {
  const char* here = static_cast<const char*>(__builtin_frame_address(0));
  return task_ && std::abs(stack_base_ - here) > kMaxStack;
}

bool HeapGuard::may_grow(std::size_t by) {
  if (should_stop_soon()) {
    if (heap_) sheaf_duk_stop_collecting(heap_);  // a search that ran meanwhile has allowed it again
    return false;
  }
  if (by <= max_bytes_ - used_bytes_) return true;
  // The engine now searches its heap, again and again: nothing is slower, so the clock is read.
  out_of_memory_ = true;
  is_late_now();
  return false;
}

void HeapGuard::count(std::size_t size) {
  used_bytes_ += size;
  peak_bytes_ = std::max(peak_bytes_, used_bytes_);
}

void* HeapGuard::allocate(std::size_t size) {
  if (size == 0 || size > max_bytes_ - kHeader || !may_grow(size + kHeader)) {
    out_of_memory_ = out_of_memory_ || size > max_bytes_ - kHeader;
    return nullptr;
  }
  auto* block = static_cast<char*>(std::malloc(size + kHeader));
  if (!block) return nullptr;
  std::memcpy(block, &size, sizeof size);
  count(size + kHeader);
  return block + kHeader;
}

void* HeapGuard::reallocate(void* old, std::size_t size) {
  if (!old) return allocate(size);
  if (size == 0) {
    release(old);
    return nullptr;
  }
  auto* block = static_cast<char*>(old);
  const std::size_t before = size_of(block);
  // Shrinking must always work: Duktape relies on it.
  if (size > before && (size > max_bytes_ || !may_grow(size - before))) return nullptr;
  auto* moved = static_cast<char*>(std::realloc(block - kHeader, size + kHeader));
  if (!moved) return nullptr;
  std::memcpy(moved, &size, sizeof size);
  used_bytes_ -= before;
  count(size);
  return moved + kHeader;
}

void HeapGuard::release(void* old) {
  if (!old) return;
  auto* block = static_cast<char*>(old);
  used_bytes_ -= size_of(block) + kHeader;
  std::free(block - kHeader);
}

}  // namespace sheaf::plugin

extern "C" {
unsigned int sheaf_duk_should_stop(void* heap);
int sheaf_duk_native_check(void* heap);

unsigned int sheaf_duk_should_stop(void* heap) {
  return static_cast<sheaf::plugin::HeapGuard*>(heap)->should_stop() ? 1 : 0;
}

int sheaf_duk_native_check(void* heap) {
  auto* guard = static_cast<sheaf::plugin::HeapGuard*>(heap);
  return guard->stack_is_deep() || guard->should_stop_soon() ? 1 : 0;
}
}
