// Pace: requests and tokens per minute.
// Plain state; one thread.
#include "llm/pace.hpp"

#include <algorithm>

namespace sheaf::llm {
namespace {

constexpr std::int64_t kMinuteMs = 60000;

}  // namespace

Pace::Pace(int requests_per_minute, int tokens_per_minute)
    : max_requests_(static_cast<std::size_t>(std::max(requests_per_minute, 0))),
      max_tokens_(std::max(tokens_per_minute, 0)) {}

void Pace::forget_before(std::int64_t at_ms) {
  while (!starts_.empty() && starts_.front().at_ms <= at_ms) {
    tokens_ -= starts_.front().tokens;
    starts_.pop_front();
  }
}

std::int64_t Pace::wait_ms(std::int64_t now_ms, std::int64_t tokens) {
  forget_before(now_ms - kMinuteMs);
  std::int64_t until = now_ms;
  if (max_requests_ > 0 && starts_.size() >= max_requests_) {
    until = starts_[starts_.size() - max_requests_].at_ms + kMinuteMs;
  }
  std::int64_t counted = tokens_;
  for (const Start& start : starts_) {
    if (max_tokens_ == 0 || counted + tokens <= max_tokens_) break;
    counted -= start.tokens;
    until = std::max(until, start.at_ms + kMinuteMs);
  }
  return std::max<std::int64_t>(0, until - now_ms);
}

void Pace::started(std::int64_t now_ms, std::int64_t tokens) {
  if (max_requests_ == 0 && max_tokens_ == 0) return;
  starts_.push_back({now_ms, tokens});
  tokens_ += tokens;
}

}  // namespace sheaf::llm
