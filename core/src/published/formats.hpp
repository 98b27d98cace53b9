// One reader per format, and the contract between them and reader.cpp.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/digest.hpp"

namespace sheaf::published {

/// What a reader makes of a page. reader.cpp merges the same paper under several headings or days,
/// counts, and writes the source's status.
struct Page {
  std::optional<Day> day;             ///< the page's own date; none when it does not tell
  std::vector<Entry> entries;         ///< in the page's order, a paper as often as it stands there
  std::vector<std::string> warnings;  ///< "line 812: a row with 7 columns of 4": one per loss
  std::size_t cut = 0;                ///< texts that the page itself cut off ("...")
};

/// `text` is valid UTF-8 with "\n" line ends.
Result<Page> read_ai_enhanced(std::string_view text);
Result<Page> read_ai_enhanced_lines(std::string_view text);
Result<Page> read_daily_arxiv(std::string_view text);
Result<Page> read_rss_bot(std::string_view text);
Result<Page> read_toutiao(std::string_view text);

}  // namespace sheaf::published
