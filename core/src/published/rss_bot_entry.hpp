// One numbered paper of an arxiv_rss_bot page: heading, fields, abstract, AI summary.
// Pure functions; views point into the page. Any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "published/formats.hpp"

namespace sheaf::published::rss_bot {

/// "### 12. [Title](https://arxiv.org/abs/2602.10965)". The title is as it stands there, some with
/// a line break of the feed's; it ends with the last "](", since titles hold brackets unescaped.
struct Heading {
  std::size_t number = 0;
  std::string_view title, link;
  std::size_t size = 0;  ///< bytes up to the end of its last line
};
/// The heading at the start of a text; nothing when there is none.
std::optional<Heading> parse_heading(std::string_view text);

/// A paper's part of the page: from its heading to the next paper or the page's tail.
struct Block {
  std::string_view text;
  std::size_t line = 0;    ///< number of its first line
  std::string_view topic;  ///< a heading of level 2 it stands under; empty when there is none
};

/// Adds the block's entry to the page, or a warning when it names no paper.
///
/// Summary::text is what the model wrote, byte for byte: the lines between "<summary>…</summary>"
/// and the last "</details>" (older pages: behind the heading "AI Summary (by …)") without the one
/// blank line of the frame on each side. Fields that a Paper has no place for go into
/// Score::reason as "Key: value".
void read_block(const Block& block, Page& page);

}  // namespace sheaf::published::rss_bot
