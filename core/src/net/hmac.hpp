// HMAC-SHA-256 (RFC 2104), for webhooks that want their requests signed.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::net {

std::string hmac_sha256(std::string_view key, std::string_view message);  ///< 32 bytes

}  // namespace sheaf::net
