// The conference pages of arxiv_rss_bot: a table of titles with scores or review ratings.
// Pure functions; any thread.
#pragma once

#include <string_view>

#include "published/formats.hpp"

namespace sheaf::published::rss_bot {

/// Adds the rows of every table with a column "Title". Score::value is the column "Score", else the
/// average rating; the other columns go into Score::reason as "Ratings: 6,8; Decision: Pending".
/// The page's heading becomes the topic, and the venue where it or the link names one.
void read_tables(std::string_view text, Page& page);

}  // namespace sheaf::published::rss_bot
