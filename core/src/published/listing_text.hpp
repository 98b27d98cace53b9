// What the readers of lists (arxiv_rss_bot, ai_toutiao) share: lines, entities, links.
// Pure functions; views point into the page, which the caller keeps. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace sheaf::published::listing {

/// Walks through a page line by line; numbers count from 1.
class LineCursor {
 public:
  explicit LineCursor(std::string_view text, std::size_t first_number = 1)
      : text_(text), number_(first_number - 1) {}

  bool next();                                     ///< false behind the last line
  std::string_view line() const { return line_; }  ///< without its line end
  std::size_t number() const { return number_; }
  std::size_t begin() const { return begin_; }  ///< offset of the line
  std::size_t end() const { return end_; }      ///< offset of the line behind it

 private:
  std::string_view text_, line_;
  std::size_t number_, begin_ = 0, end_ = 0;
};

/// Spaces in front of a line, a tab as four (CommonMark 0.31, section 2.2).
std::size_t indentation(std::string_view line);
/// "### 3. [x](y)" → 3; 0: no heading of ATX form.
std::size_t heading_level(std::string_view line);
/// A heading's text, emoji and other ornament in front of it left out.
std::string_view heading_text(std::string_view line);

/// A line "**Key**: value", "**Key:** value", with or without a bullet in front. `key` is empty
/// when the line is none.
struct KeyValue {
  std::string_view key, value;
};
KeyValue key_value(std::string_view line);

/// Collapsed white space without control characters: what may stand in a title or a name.
std::string one_line(std::string_view text);
/// HTML's references, and Mermaid's own form of them ("#lt;", "#40;"), as what they stand for.
std::string decode_mermaid_entities(std::string_view text);
/// "TBD", "None", "N/A", "-" and the like, in any case: said, but not known.
bool is_blank_value(std::string_view text);

/// http or https, a host, nothing that could end a link or a line.
bool is_web_url(std::string_view text);
/// The first web address in a text, without the punctuation of its sentence; empty when none.
std::string_view first_web_url(std::string_view text);

/// The day at the start of a text: "2026-02-12 06:46:51 UTC".
std::optional<Day> leading_day(std::string_view text);
/// The number at the start of a text, "439 papers"; nothing when there is none.
std::optional<std::size_t> leading_count(std::string_view text);

}  // namespace sheaf::published::listing
