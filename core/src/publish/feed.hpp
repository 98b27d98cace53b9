// What the three feed formats share: items with stable ids, and their texts; internal to the layer.
// Plain values and pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "publish/publish.hpp"

namespace sheaf::publish {

struct FeedItem {
  std::string id;  ///< the paper's own address without its version, or a UUID: the same every day
  std::string url;
  std::string title;                   ///< plain text
  Seconds published = 0, updated = 0;  ///< the first and the last day that showed it
  std::vector<std::string> authors, categories;
  std::string summary;  ///< plain text, or empty
  std::string html;
  double score = 0;
  bool paper = true;  ///< false: says what of a day is missing
};

struct Feed {
  std::string id;
  std::string title, description;
  std::string home, self;  ///< `self` is empty where nobody told it
  Seconds updated = 0;
  std::vector<FeedItem> items;  ///< newest day first, each in its digest's order
};

/// A paper of several days is one item, as the latest of them has it. A day with a stale, partial,
/// failed or waiting source begins with an item that says so.
Feed make_feed(std::vector<Digest> digests, const Options& options);

/// Content of an entry as HTML; everything from outside is text in it.
std::string entry_html(const Entry& entry);

std::string rss_text(const Feed& feed);
std::string atom_text(const Feed& feed);
std::string json_feed_text(const Feed& feed);

}  // namespace sheaf::publish
