// The bytes of an XML answer before the parser sees them: character encoding, forbidden characters,
// and what a body that is no XML looks like.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf::source {

/// UTF-16 and UTF-32 (told by their BOM) and Latin-1 (told by the declaration) become UTF-8; a BOM
/// and blank lines before the document are taken away.
std::string decode_to_utf8(std::string body);

struct CleanReport {
  std::size_t dropped = 0;   ///< control characters, which XML 1.0 forbids
  std::size_t replaced = 0;  ///< invalid UTF-8 and references such as "&#0;", now U+FFFD
};
/// Leaves only what XML 1.0 allows (section 2.2, Char). Nearly free when there is nothing to do.
CleanReport clean_xml(std::string& text);

/// Opening brackets, as a bound on the nodes a parser would make.
std::size_t count_tags(std::string_view text);

/// Whether `body` begins like XML and ends with the end tag of its root, without parsing it. The
/// error is kParse and names what the body looks like. UTF-16 and UTF-32 pass unseen.
Status check_whole_xml(std::string_view body);

/// "16,384"
std::string group_digits(std::size_t number);

}  // namespace sheaf::source
