// Any journal's feed: RSS 2.0, RSS 1.0 (RDF) and Atom with Dublin Core and PRISM, to papers.
// Parsing is pure; fetching borrows the client. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "model/paper.hpp"
#include "net/client.hpp"
#include "source/arxiv.hpp"

namespace sheaf::source {

/// More items than any feed of a journal has; the rest is left out with a warning.
inline constexpr std::size_t kMaxFeedItems = 5000;

struct JournalItem {
  /// scheme "arxiv" or "doi" when the item names one, else "url" with the item's link. kAnnounced.
  Paper paper;
  std::optional<Day> day;  ///< as written in the feed, in its own zone; nothing when there is none
};

struct JournalFeed {
  std::string title;
  std::optional<Day> day;          ///< when the feed says it was made
  std::vector<JournalItem> items;  ///< each paper once
  std::vector<std::string> warnings;
};

/// `url` is where the feed was read: relative links are resolved against xml:base, the channel's
/// link, or it.
Result<JournalFeed> parse_journal_feed(std::string body, std::string_view url);

struct JournalAnswer {
  bool not_modified = false;
  JournalFeed feed;
  Validators validators;
};

Result<JournalAnswer> fetch_journal_feed(net::Client& client, const std::string& url,
                                         const Validators& validators, const Task& task);

/// RFC 3986 section 5.2 for http(s): `link` against `base`; empty when the result is no http(s)
/// URL.
std::string resolve_link(std::string_view base, std::string_view link);

}  // namespace sheaf::source
