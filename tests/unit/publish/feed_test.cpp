// Feeds: ids that stay, failed sources told, characters that XML allows, and our own feed reader.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "publish/feed.hpp"
#include "source/journal_feed.hpp"
#include "unit/publish/publish_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::publish;
using namespace sheaf::test;

namespace {

Digest later_digest() {
  Digest digest = hostile_digest();
  digest.day += std::chrono::days(1);
  digest.entries.resize(2);
  for (Entry& entry : digest.entries) {
    entry.announcement.day = digest.day;
    entry.paper.version += 1;
  }
  digest.sources = {{"arxiv:cs.PF", SourceState::kOk, "", 2}};
  return digest;
}

}  // namespace

TEST_CASE("A paper of two days is one item with the later day", "[publish][feed]") {
  const Feed feed = make_feed({hostile_digest(), later_digest()}, {});
  CHECK(feed.items.size() == hostile_digest().entries.size() + 1);
  CHECK(feed.items[0].id == "https://arxiv.org/abs/2512.20001");
  CHECK(format_rfc3339(feed.items[0].published) == "2025-12-30T00:00:00Z");
  CHECK(format_rfc3339(feed.items[0].updated) == "2025-12-31T00:00:00Z");
  CHECK(format_rfc3339(feed.updated) == "2025-12-31T00:00:00Z");
  CHECK(make_feed({later_digest(), hostile_digest()}, {}).id == feed.id);
}

TEST_CASE("Papers of one volume are items of their own", "[publish][feed]") {
  Digest digest = hostile_digest();
  digest.sources.clear();
  digest.entries.resize(3);
  for (Entry& entry : digest.entries) {
    entry.paper.landing = "https://proceedings.example/volume";
    entry.paper.id = "url:https://proceedings.example/volume#" + entry.paper.id;
    entry.paper.scheme = "url";
  }
  digest.entries[2].paper.scheme = "doi";
  digest.entries[2].paper.id = "10.1000/abc";
  const Feed feed = make_feed({digest}, {});
  REQUIRE(feed.items.size() == 3);
  CHECK(feed.items[0].id.starts_with("urn:uuid:"));
  CHECK(feed.items[0].id.size() == 45);
  CHECK(feed.items[0].url == "https://proceedings.example/volume");
  CHECK(feed.items[2].id == "https://doi.org/10.1000/abc");
}

TEST_CASE("A day without papers whose source failed says so", "[publish][feed]") {
  Digest digest = hostile_digest();
  digest.entries.clear();
  for (const Format format : {Format::kRss, Format::kAtom, Format::kJsonFeed}) {
    const std::string text = published_text(format, {digest});
    CHECK(contains(text, "2025-12-30 is not complete: 1 source gave less than usual or nothing"));
    CHECK(contains(text, "stale"));
  }
  digest.sources = {{"arxiv:cs.PF", SourceState::kEmpty, "no announcement", 0, "weekend"}};
  CHECK_FALSE(contains(published_text(Format::kRss, {digest}), "<item>"));
}

TEST_CASE("A topic's feed is quiet when the topic is, and another one's id differs",
          "[publish][feed]") {
  Digest digest = hostile_digest();
  digest.entries[0].topics = {"Caches"};
  Options options;
  options.topic = "caches";
  const Feed feed = make_feed({digest}, options);
  CHECK(feed.id != make_feed({digest}, {}).id);
  const auto json = Json::parse(published_text(Format::kJsonFeed, {digest}, options));
  CHECK(json["items"].size() == 2);  // the paper, and what is missing
  options.topic = "nothing like it";
  CHECK(Json::parse(published_text(Format::kJsonFeed, {digest}, options))["items"].size() == 1);
}

TEST_CASE("Feeds hold only characters that XML 1.0 allows", "[publish][feed]") {
  for (const Format format : {Format::kRss, Format::kAtom}) {
    const std::string text = published_text(format, {hostile_digest()});
    CHECK(is_valid_utf8(text));
    for (const char c : text) REQUIRE((static_cast<unsigned char>(c) >= 0x20 || c == '\n'));
  }
}

TEST_CASE("Only http addresses become a feed's own", "[publish][feed]") {
  Options options;
  for (const char* url : {"javascript:alert(1)", "feed.xml", "https://a b", "https://a\"b"}) {
    options.url = url;
    const auto text = publish::publish(Format::kAtom, {hostile_digest()}, options);
    REQUIRE_FALSE(text.ok());
    CHECK(contains(text.error().message, "no http or https address"));
  }
  options.url = "https://feeds.example/a?b=1&c=2";
  for (const Format format : {Format::kRss, Format::kAtom})
    CHECK(contains(published_text(format, {hostile_digest()}, options), "rel=\"self\""));
}

TEST_CASE("Our own reader of feeds reads them", "[publish][feed]") {
  const Digest digest = hostile_digest();
  for (const Format format : {Format::kRss, Format::kAtom}) {
    const auto feed =
        source::parse_journal_feed(published_text(format, {digest}), "https://feeds.example/x");
    INFO((feed.ok() ? "" : feed.error().message));
    REQUIRE(feed.ok());
    std::size_t found = 0;
    for (const source::JournalItem& item : feed->items) {
      const Entry* const entry = find_entry(digest, item.paper.id);
      if (!entry) continue;
      ++found;
      CHECK(item.day == digest.day);
      CHECK(author_names(item.paper).size() == entry->paper.authors.size());
    }
    CHECK(found == digest.entries.size());
  }
}
