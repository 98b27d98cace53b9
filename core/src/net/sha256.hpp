// SHA-256 (FIPS 180-4), for the payload hash that S3 wants in a header.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::net {

std::string sha256_hex(std::string_view bytes);  ///< 64 lower-case digits

}  // namespace sheaf::net
