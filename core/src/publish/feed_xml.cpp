// RSS 2.0 (rssboard.org/rss-specification, with its best practices profile) and Atom (RFC 4287);
// see feed.hpp.
// Pure functions; any thread.
#include <array>

#include "base/markup.hpp"
#include "publish/feed.hpp"

namespace sheaf::publish {
namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string element(std::string_view name, std::string_view text,
                    std::string_view attributes = {}) {
  std::string tag(name);
  return "<" + tag + std::string(attributes) + ">" + xml_text(text) + "</" + tag + ">\n";
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_text(value) + "\"";
}

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// "Fri, 17 Apr 2026 00:00:00 +0000" of the day; feeds are dated by day.
std::string rfc822_day(Seconds time) {
  static constexpr std::array<const char*, 7> kDays = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
  static constexpr std::array<const char*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Day day =
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(time)));
  const std::chrono::year_month_day date(day);
  return std::string(kDays[std::chrono::weekday(day).c_encoding()]) + ", " +
         two_digits(static_cast<unsigned>(date.day())) + " " +
         kMonths[static_cast<unsigned>(date.month()) - 1] + " " + format_day(day).substr(0, 4) +
         " 00:00:00 +0000";
}

std::string rss_item(const FeedItem& item) {
  std::string out = "<item>\n" + element("title", item.title) + element("link", item.url);
  out += element("guid", item.id, " isPermaLink=\"false\"");
  out += element("pubDate", rfc822_day(item.updated));
  for (const std::string& author : item.authors) out += element("dc:creator", author);
  for (const std::string& category : item.categories) out += element("category", category);
  if (!item.summary.empty()) out += element("description", xml_text(item.summary));  // text as HTML
  return out + element("content:encoded", item.html) + "</item>\n";
}

std::string atom_entry(const FeedItem& item) {
  std::string out =
      "<entry>\n" + element("id", item.id) + element("title", item.title, " type=\"text\"");
  out += "<link rel=\"alternate\"" + attribute("href", item.url) + "/>\n";
  out += element("published", format_rfc3339(item.published));
  out += element("updated", format_rfc3339(item.updated));
  for (const std::string& author : item.authors)
    out += "<author>" + element("name", author) + "</author>\n";
  for (const std::string& category : item.categories)
    out += "<category" + attribute("term", category) + "/>\n";
  if (!item.summary.empty()) out += element("summary", item.summary, " type=\"text\"");
  return out + element("content", item.html, " type=\"html\"") + "</entry>\n";
}

}  // namespace

std::string rss_text(const Feed& feed) {
  std::string out(kHead);
  out +=
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\""
      " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
      " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\">\n<channel>\n";
  out += element("title", feed.title) + element("link", feed.home);
  out +=
      element("description", feed.description) + element("lastBuildDate", rfc822_day(feed.updated));
  out +=
      element("generator", "Sheaf") + element("docs", "https://www.rssboard.org/rss-specification");
  out += element("ttl", "720") + element("sy:updatePeriod", "daily") +
         element("sy:updateFrequency", "1");
  if (!feed.self.empty())
    out += "<atom:link rel=\"self\" type=\"application/rss+xml\"" + attribute("href", feed.self) +
           "/>\n";
  for (const FeedItem& item : feed.items) out += rss_item(item);
  return out + "</channel>\n</rss>\n";
}

std::string atom_text(const Feed& feed) {
  std::string out(kHead);
  out += "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n" + element("id", feed.id);
  out += element("title", feed.title) + element("subtitle", feed.description);
  out += element("updated", format_rfc3339(feed.updated));
  out += "<author>" + element("name", "Sheaf") + "</author>\n" + element("generator", "Sheaf");
  if (!feed.self.empty())
    out +=
        "<link rel=\"self\" type=\"application/atom+xml\"" + attribute("href", feed.self) + "/>\n";
  for (const FeedItem& item : feed.items) out += atom_entry(item);
  return out + "</feed>\n";
}

}  // namespace sheaf::publish
