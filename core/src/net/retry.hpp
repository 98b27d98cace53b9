// Retry policy: what an answer or an error means for the next try, and how long to wait for it.
// Pure but for the jitter; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "net/client.hpp"

namespace sheaf::net {

/// What one try came to when it was not the answer asked for.
struct Setback {
  Error error;
  bool again = false;         ///< the next try may go better
  bool throttled = false;     ///< the server asks the whole group to slow down
  std::int64_t asked_ms = 0;  ///< what the server itself asked to wait; 0: nothing usable
};

/// Nothing when `outcome` is an answer to hand on.
std::optional<Setback> judge(const Result<HttpResponse>& outcome, std::string_view url,
                             std::int64_t now_ms);
/// For an answer that the caller's BodyCheck refused.
Setback judge_body(Error error, std::string_view url);

/// The wait before try number `attempt` + 1: what the server asked, else exponential with jitter.
std::int64_t retry_wait_ms(const Setback& setback, const ClientOptions& options,
                           std::string_view group, int attempt);

/// "12:34:56 UTC" of that instant, with the day when it is not within the next 24 hours.
std::string clock_time(std::int64_t at_ms, std::int64_t now_ms);

}  // namespace sheaf::net
