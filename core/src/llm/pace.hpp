// Pace: requests and tokens per minute, counted over the last sixty seconds.
// Plain state; one thread.
#pragma once

#include <cstdint>
#include <deque>

namespace sheaf::llm {

class Pace {
 public:
  /// 0: no limit.
  Pace(int requests_per_minute, int tokens_per_minute);

  /// Milliseconds until a request of so many tokens may start; 0: now. One that alone is over the
  /// limit goes when nothing else counts.
  std::int64_t wait_ms(std::int64_t now_ms, std::int64_t tokens);
  void started(std::int64_t now_ms, std::int64_t tokens);

 private:
  struct Start {
    std::int64_t at_ms, tokens;
  };
  void forget_before(std::int64_t at_ms);

  std::size_t max_requests_;
  std::int64_t max_tokens_;
  std::int64_t tokens_ = 0;  // of starts_
  std::deque<Start> starts_;
};

}  // namespace sheaf::llm
