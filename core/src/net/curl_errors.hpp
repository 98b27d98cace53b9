// What a failed transfer means in Sheaf's terms and in words.
// Pure functions; any thread.
#pragma once

#include <curl/curl.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf::net {

/// retry_after_ms of a transport's error that would be the same the next time: a bad certificate,
/// an answer over the limit. The client takes it out again.
inline constexpr std::int64_t kNotWorthRetrying = -2;

struct FailedTransfer {
  CURLcode code = CURLE_OK;
  std::string_view host;
  std::string_view detail;  ///< libcurl's own words
  std::int64_t timeout_ms = 0;
  std::size_t received_bytes = 0;  ///< of the body, decompressed
};

Error transfer_error(const FailedTransfer& failed);
Error too_large_error(std::string_view host, std::size_t max_bytes);
Error lasting_error(ErrorCode code, std::string message);

}  // namespace sheaf::net
