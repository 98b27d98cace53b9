// A feed as a whole: its form, its items once each, and asking for it; see journal_feed.hpp.
// Borrows the client; any thread.
#include "source/journal_feed.hpp"

#include <pugixml.hpp>
#include <unordered_set>

#include "base/text.hpp"
#include "source/ask.hpp"
#include "source/feed_item.hpp"
#include "source/field_text.hpp"
#include "source/markup_text.hpp"
#include "source/xml.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

std::string text_in(const pugi::xml_node& node) {
  std::string scratch;
  return std::string(trim(text_of(node, scratch)));
}

// The first child of a name, whatever its prefix.
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& child : node.children())
    if (local_name(child) == name) return child;
  return {};
}

// The page that the feed belongs to, not the feed's own address.
std::string channel_link(const pugi::xml_node& channel) {
  for (const pugi::xml_node& child : channel.children()) {
    if (local_name(child) != "link") continue;
    const std::string_view rel = child.attribute("rel").value();
    if (!rel.empty() && rel != "alternate") continue;
    const std::string_view href = child.attribute("href").value();
    const std::string link = href.empty() ? text_in(child) : std::string(href);
    if (!link.empty()) return link;
  }
  return {};
}

class FeedReader {
 public:
  FeedReader(JournalFeed& feed, std::string base) : feed_(feed), base_(std::move(base)) {}

  void read_all(const pugi::xml_node& parent) {
    for (const pugi::xml_node& child : parent.children()) {
      const std::string_view name = local_name(child);
      if (name == "item" || name == "entry") read(child);
    }
  }
  void finish() {
    if (count_ > kMaxFeedItems)
      feed_.warnings.push_back("the feed has " + group_digits(count_) +
                               " items; those after the first " + group_digits(kMaxFeedItems) +
                               " were left out");
  }

 private:
  void warn(const std::string& text) {
    feed_.warnings.push_back("item " + std::to_string(count_) + ": " + text);
  }

  void read(const pugi::xml_node& node) {
    if (++count_ > kMaxFeedItems) return;
    const std::string_view own_base = node.attribute("xml:base").value();
    const FeedFields fields =
        read_feed_fields(node, own_base.empty() ? base_ : resolve_link(base_, own_base));
    const std::string title = shorten(markup_to_line(fields.title), 60);
    if (title.empty())
      return warn("it has no title (" + shorten(clean_line(fields.link), 100) + ")");
    const auto id = feed_item_id(fields);
    if (!id) return warn("no DOI and no link in \"" + title + "\"");
    if (!seen_.insert(id->id).second) return;
    JournalItem item;
    item.paper = feed_paper(fields, *id, feed_.title);
    item.day = day_of(fields, title);
    feed_.items.push_back(std::move(item));
  }

  std::optional<Day> day_of(const FeedFields& fields, const std::string& title) {
    for (const std::string* text : {&fields.date, &fields.updated, &fields.cover_date}) {
      if (text->empty()) continue;
      if (const auto date = read_feed_date(*text)) return date->day;
      warn("no date in \"" + shorten(clean_line(*text), 40) + "\" of \"" + title + "\"");
    }
    return std::nullopt;
  }

  JournalFeed& feed_;
  std::string base_;
  std::size_t count_ = 0;
  std::unordered_set<std::string> seen_;
};

std::optional<Day> feed_day(const pugi::xml_node& channel) {
  for (const std::string_view name : {"lastBuildDate", "updated", "pubDate", "date"})
    if (const auto date = read_feed_date(text_in(child_of(channel, name)))) return date->day;
  return std::nullopt;
}

}  // namespace

Result<JournalFeed> parse_journal_feed(std::string body, std::string_view url) {
  SHEAF_ASSIGN(const XmlDocument document, load_xml(std::move(body)));
  const pugi::xml_node root = document.root();
  const std::string_view form = local_name(root);
  if (form != "rss" && form != "feed" && form != "RDF")
    return Error(ErrorCode::kParse, "expected a feed in RSS or Atom, got a document <" +
                                        shorten(clean_line(root.name()), 40) + ">");
  const pugi::xml_node channel = form == "feed" ? root : child_of(root, "channel");
  if (!channel) return Error(ErrorCode::kParse, "expected a feed in RSS, found no <channel>");
  JournalFeed feed;
  feed.title = markup_to_line(text_in(child_of(channel, "title")));
  feed.day = feed_day(channel);
  // Atom resolves against its own address, RSS has no rule and means its site.
  std::string base = form == "feed" ? std::string(url) : resolve_link(url, channel_link(channel));
  for (const pugi::xml_node& node : {root, channel})
    if (const std::string_view own = node.attribute("xml:base").value(); !own.empty())
      base = resolve_link(url, own);
  FeedReader reader(feed, base.empty() ? std::string(url) : base);
  reader.read_all(channel);
  if (form != "feed") reader.read_all(root);  // RSS 1.0 has its items beside the channel
  reader.finish();
  if (!document.warning().empty()) feed.warnings.push_back(document.warning());
  return feed;
}

Result<JournalAnswer> fetch_journal_feed(net::Client& client, const std::string& url,
                                         const Validators& validators, const Task& task) {
  net::HttpRequest request;
  request.url = url;
  if (!validators.etag.empty()) request.headers.push_back({"If-None-Match", validators.etag});
  if (!validators.last_modified.empty())
    request.headers.push_back({"If-Modified-Since", validators.last_modified});
  JournalAnswer answer;
  const Read read = [&](const net::HttpResponse& response) -> Status {
    SHEAF_ASSIGN(answer.feed, parse_journal_feed(response.body, url));
    return {};
  };
  SHEAF_ASSIGN(const net::HttpResponse response,
               ask(client, "the feed", std::move(request), task, read));
  answer.not_modified = response.status == 304;
  answer.validators = {std::string(response.header("ETag")),
                       std::string(response.header("Last-Modified"))};
  // A 304 need not repeat the validators it confirms.
  if (answer.not_modified && answer.validators.etag.empty() &&
      answer.validators.last_modified.empty())
    answer.validators = validators;
  return answer;
}

}  // namespace sheaf::source
