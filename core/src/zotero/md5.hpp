// MD5 (RFC 1321): Zotero names the content of a file by it. For nothing that must be safe.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::zotero {

std::string md5_hex(std::string_view bytes);  ///< 32 lower-case digits

}  // namespace sheaf::zotero
