// Base64 (RFC 4648, section 4), with padding and without line breaks.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf {

std::string base64(std::string_view bytes);

}  // namespace sheaf
