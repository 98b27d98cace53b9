// From digests to the items of a feed; see feed.hpp.
// Pure functions; any thread.
#include "publish/feed.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "publish/escape.hpp"
#include "publish/sections.hpp"
#include "render/html.hpp"

namespace sheaf::publish {
namespace {

Seconds midnight(Day day) {
  return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
}

/// A UUID of version 8 (RFC 9562), made of what it names: the same on every machine and day.
std::string name_uuid(std::string_view name) {
  std::string hex = to_hex(fnv1a64(name)) + to_hex(fnv1a64(name, 0x9E3779B97F4A7C15ULL));
  hex[12] = '8';
  hex[16] = "89ab"[hex[16] % 4];
  return "urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20, 12);
}

std::string plain_title(std::string_view title) {
  return plain_line(plain_text(plain_line(title)));
}

/// Papers of one volume may share a page, so only what is one paper's own is its id.
std::string item_id(const Paper& paper) {
  if (paper.scheme == "arxiv") return paper_url(paper);
  if (paper.scheme == "doi") return safe_url("https://doi.org/" + paper.id);
  return name_uuid("paper " + paper.id);
}

FeedItem item_of(const Entry& entry, const Digest& digest) {
  FeedItem item;
  const Paper& paper = entry.paper;
  item.url = paper_url(paper);
  item.id = item_id(paper);
  item.title = (digest.sample ? "[invented sample] " : "") + plain_title(paper.title);
  if (trim(item.title).empty()) item.title = plain_line(paper.id);
  const Day announced = entry.announcement.day;
  item.published = item.updated = midnight(announced == Day{} ? digest.day : announced);
  for (const Author& author : paper.authors)
    if (std::string name = plain_title(author.name); !name.empty())
      item.authors.push_back(std::move(name));
  for (const std::string& category : paper.categories)
    add_once(item.categories, plain_line(category));
  for (const std::string& topic : entry.topics) add_once(item.categories, plain_line(topic));
  for (const std::string& tag : entry.summary.tags) add_once(item.categories, plain_line(tag));
  item.summary = plain_title(entry.summary.tldr);
  item.html = entry_html(entry);
  item.score = entry.score.value;
  return item;
}

FeedItem trouble_item(const Digest& digest, const std::vector<std::string>& lines,
                      const Feed& feed) {
  FeedItem item;
  const std::string day = format_day(digest.day);
  item.id = name_uuid("trouble " + digest.profile + " " + day);
  item.url = feed.home;
  item.title = day + " is not complete: " + std::to_string(lines.size()) +
               (lines.size() == 1 ? " source" : " sources") + " gave less than usual or nothing";
  item.published = item.updated = midnight(digest.day);
  item.summary = join(lines, "; ");
  item.html = "<p>Papers may be missing from this day:</p><ul>";
  for (const std::string& line : lines) item.html += "<li>" + render::html_text(line) + "</li>";
  item.html += "</ul>";
  item.paper = false;
  return item;
}

/// Adds the item, or lets the older one lie in what is there already of its paper.
void add_item(Feed& feed, std::unordered_map<std::string, std::size_t>& places, FeedItem item) {
  const auto [found, fresh] = places.emplace(item.id, feed.items.size());
  if (fresh) return feed.items.push_back(std::move(item));
  FeedItem& newer = feed.items[found->second];
  newer.published = std::min(newer.published, item.published);
}

void name_feed(Feed& feed, const Digest& newest, const Options& options) {
  const std::string profile = plain_line(newest.profile.empty() ? newest.origin : newest.profile);
  const std::string topic = plain_line(options.topic);
  feed.title = "Papers of the day";
  if (!profile.empty()) feed.title += ": " + profile;
  if (!topic.empty()) feed.title += ", " + topic;
  feed.description = "New scientific papers, chosen and summarized for each day";
  feed.self = options.url;
  feed.home = options.url.empty() ? "https://arxiv.org/" : options.url;
  feed.id = options.url.empty() ? name_uuid("feed " + profile + "\n" + topic) : options.url;
  feed.updated = midnight(newest.day);
}

}  // namespace

Feed make_feed(std::vector<Digest> digests, const Options& options) {
  std::stable_sort(digests.begin(), digests.end(),
                   [](const Digest& a, const Digest& b) { return a.day > b.day; });
  Feed feed;
  name_feed(feed, digests.front(), options);
  std::unordered_map<std::string, std::size_t> places;
  for (const Digest& digest : digests) {
    const std::vector<std::string> lines = troubles(digest);
    if (!lines.empty()) add_item(feed, places, trouble_item(digest, lines, feed));
    for (const Entry& entry : digest.entries) add_item(feed, places, item_of(entry, digest));
  }
  return feed;
}

}  // namespace sheaf::publish
