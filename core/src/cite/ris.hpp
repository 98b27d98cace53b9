// References as RIS and as CSL-JSON, for everything that reads neither BibTeX nor Zotero's own JSON.
// RIS after the tags of Reference Manager's specification; CSL-JSON after CSL 1.0.2's schema.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "cite/reference.hpp"

namespace sheaf::cite {

/// One record, "TY  - …" to "ER  - ", lines ended by "\r\n". Texts are plain: no LaTeX, no markup.
std::string ris_record(const Reference& reference, std::string_view key);

/// One item; titles keep <i>, <sup> and the like, which CSL knows.
Json csl_item(const Reference& reference, std::string_view key);

/// A title or text without LaTeX and markup.
std::string plain_title(const Reference& reference, std::string_view text);

}  // namespace sheaf::cite
