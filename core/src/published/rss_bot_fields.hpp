// The fields of a numbered paper, "**Score**: 9.5", and what of the feed's text says the same.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "published/formats.hpp"

namespace sheaf::published::rss_bot {

/// "line 12: ", in front of a warning.
std::string at_line(std::size_t number);

/// Sets what the field says; one that the model has no place for, or whose value cannot be read,
/// becomes a part of Score::reason: "Key: value".
void set_field(std::string_view key, std::string_view value, std::size_t line, Entry& entry,
               Page& page);

/// An announce type by its name; a warning for an unknown one.
void set_type(std::string_view name, std::size_t line, Entry& entry, Page& page);
/// The id beside the link: it carries the version, and stands in for a link that is none.
void set_id(std::string_view text, std::size_t line, Entry& entry, Page& page);

}  // namespace sheaf::published::rss_bot
