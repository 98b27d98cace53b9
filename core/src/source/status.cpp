// Errors as the status of a source; see status.hpp.
// Pure function; any thread.
#include "source/status.hpp"

#include "net/retry.hpp"

namespace sheaf::source {

SourceStatus status_of(std::string name, const Error& error, std::int64_t now_ms) {
  SourceStatus status{std::move(name), SourceState::kFailed, error.message, 0};
  // A 503 is no rate limit by itself, but the client holds the whole group back after it.
  const bool asked_to_wait = error.http_status == 503 && error.retry_after_ms > 0;
  if (error.code != ErrorCode::kRateLimit && !asked_to_wait) return status;
  status.state = SourceState::kWaiting;
  const std::string why = error.http_status == 503 ? "the server is overloaded" : "rate limit";
  status.detail = error.retry_after_ms > 0
                      ? "until " + net::clock_time(now_ms + error.retry_after_ms, now_ms) + " (" +
                            why + ")"
                      : why + ": " + error.message;
  return status;
}

}  // namespace sheaf::source
