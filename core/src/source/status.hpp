// What an error makes of a source's status.
// Pure function; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "model/digest.hpp"

namespace sheaf::source {

/// A source that must not be asked before some time is kWaiting, with that time as its detail:
/// "until 14:05:30 UTC (rate limit)", or without it, when nobody knows, "rate limit: " and the
/// error's message. Any other error is kFailed with its message. `now_ms`: when the error came,
/// since it tells the wait from then.
SourceStatus status_of(std::string name, const Error& error, std::int64_t now_ms);

}  // namespace sheaf::source
