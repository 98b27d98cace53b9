// The announcement feed of one day (rss.arxiv.org, RSS 2.0 or Atom): bytes to papers.
// Pure parsing, no network; any thread.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/paper.hpp"

namespace sheaf::source {

struct FeedItem {
  Paper paper;  ///< detail kAnnounced: authors from one comma-joined string
  AnnounceType type = AnnounceType::kNew;
};

struct FeedDay {
  Day day{};  ///< the announcement day as the feed writes it, in New York's zone
  std::vector<FeedItem> items;        ///< each paper once, the strongest type kept
  std::vector<std::string> warnings;  ///< items that could not be read, one line each
};

/// Tells RSS from Atom by the root element. kParse for anything else, naming what it looks like
/// ("an HTML page", "cut off after 16,384 bytes"); a "Feed error" document gives its own message.
Result<FeedDay> parse_announcement_feed(std::string body);

/// Identifies a batch whatever its order or build time: hash over sorted ids, versions and types.
std::string batch_hash(const std::vector<FeedItem>& items);

}  // namespace sheaf::source
