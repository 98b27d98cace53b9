// Fuzzer of feeds: arXiv's announcements (RSS 2.0 and Atom) and any journal's (RSS 1.0 as well), and of XML
// as plugins see it. Any bytes are a feed or an error, never a crash.
#include "papers.hpp"

#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "source/arxiv_feed.hpp"
#include "source/journal_feed.hpp"
#include "source/xml_tree.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sheaf;
  const std::string text(fuzz::text_of(data, size));
  if (const auto feed = source::parse_announcement_feed(text)) {
    for (const source::FeedItem& item : feed->items) fuzz::require_sound(item.paper);
    (void)source::batch_hash(feed->items);
  } else {
    fuzz::require_utf8(feed.error().message, "an error is no UTF-8");
  }
  if (const auto journal = source::parse_journal_feed(text, "https://journal.example/feed")) {
    fuzz::require(journal->items.size() <= source::kMaxFeedItems, "more items than a feed may have");
    for (const source::JournalItem& item : journal->items) fuzz::require_sound(item.paper);
  }
  (void)source::xml_to_json(text);
  return 0;
}
