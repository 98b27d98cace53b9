// Text as a terminal shows it: display width, cutting, and nothing that a terminal would obey.
// Pure functions over UTF-8; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// One line without control characters, escape sequences and direction overrides; broken UTF-8
/// becomes U+FFFD, line breaks and tabs become spaces.
std::string printable(std::string_view text);
/// The same, but line breaks and tabs stay.
std::string printable_lines(std::string_view text);

/// Columns on a terminal: combining marks take none, East Asian wide characters and emoji two.
std::size_t display_width(std::string_view text);
/// At most `width` columns, ending in "…" when something was cut off.
std::string cut(std::string_view text, std::size_t width);
/// Filled with spaces on the right (or left) up to `width` columns.
std::string pad_right(std::string text, std::size_t width);
std::string pad_left(std::string text, std::size_t width);

/// Lines of at most `width` columns, broken at spaces; a longer word has a line of its own.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

std::string grouped(std::uint64_t number);                           ///< "1,184"
std::string counted(std::uint64_t number, const std::string& noun);  ///< "1 paper", "1,184 papers"
/// "2026-11-20" → "Friday 20 November 2026"; anything else comes back as it is.
std::string long_date(const std::string& day);

}  // namespace cli
