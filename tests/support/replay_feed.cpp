// arXiv's announcement feeds (rss.arxiv.org) from recorded days: validators, empty days and the
// error document.
// Pure functions of records, request and day; any thread.
#include <chrono>
#include <cstdio>
#include <ctime>

#include "support/replay_api.hpp"

namespace sheaf::test {
namespace {

constexpr const char* kRssStart =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<rss xmlns:arxiv=\"http://arxiv.org/schemas/atom\" "
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" version=\"2.0\">\n  <channel>\n";
constexpr const char* kRssEnd = "  </channel>\n</rss>\n";

std::string content_tag(std::string_view body) {
  unsigned long long low = 14695981039346656037ULL, high = 1099511628211ULL;
  for (const char c : body) {
    low = (low ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    high = (high + static_cast<unsigned char>(c)) * 6364136223846793005ULL + 1442695040888963407ULL;
  }
  char text[40];
  std::snprintf(text, sizeof text, "\"%016llx%016llx\"", low, high);
  return text;
}

std::string rfc822_midnight(const std::string& day, const char* time_and_zone) {
  std::tm parts{};
  std::sscanf(day.c_str(), "%4d-%2d-%2d", &parts.tm_year, &parts.tm_mon, &parts.tm_mday);
  parts.tm_year -= 1900;
  parts.tm_mon -= 1;
  const std::time_t time = timegm(&parts);
  gmtime_r(&time, &parts);
  char text[48];
  std::strftime(text, sizeof text, "%a, %d %b %Y ", &parts);
  return std::string(text) + time_and_zone;
}

std::string empty_rss(const std::string& category, const std::string& day) {
  const std::string address = "http://rss.arxiv.org/rss/" + category;
  return kRssStart +
         ("    <title>" + category + " updates on arXiv.org</title>\n    <link>" + address +
          "</link>\n    <description>" + category +
          " updates on the arXiv.org e-print archive.</description>\n") +
         "    <atom:link href=\"" + address + "\" rel=\"self\" type=\"application/rss+xml\"/>\n" +
         "    <language>en-us</language>\n    <lastBuildDate>" +
         rfc822_midnight(day, "04:00:10 +0000") + "</lastBuildDate>\n    <pubDate>" +
         rfc822_midnight(day, "00:00:00 -0400") +
         "</pubDate>\n    <skipDays>\n      <day>Sunday</day>\n      <day>Saturday</day>\n"
         "    </skipDays>\n" +
         kRssEnd;
}

std::string empty_atom(const std::string& category, const std::string& day) {
  const std::string address = "http://rss.arxiv.org/atom/" + category;
  return "<?xml version='1.0' encoding='UTF-8'?>\n<feed "
         "xmlns:arxiv=\"http://arxiv.org/schemas/atom\" "
         "xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-us\">\n  <id>" +
         address + "</id>\n  <title>" + category + " updates on arXiv.org</title>\n  <updated>" +
         day + "T04:00:10.941605+00:00</updated>\n  <link href=\"" + address +
         "\" rel=\"self\" type=\"application/atom+xml\"/>\n</feed>\n";
}

std::string feed_error(const ReplayRecords& records, const std::string& form,
                       const std::string& category) {
  const std::string address = escape_xml("http://rss.arxiv.org/" + form + "/" + category);
  std::string known;
  for (const std::string& name : records.categories()) known += (known.empty() ? "" : ", ") + name;
  return kRssStart +
         ("    <title>Feed error for query: " + address + "</title>\n    <link>" + address +
          "</link>\n    <description>Bad category '" + escape_xml(category) +
          "'. Valid categories here are: " + known + ".</description>\n") +
         kRssEnd;
}

/// If-None-Match: a list of tags, or "*".
bool names_tag(const std::string& header, const std::string& tag) {
  return header == "*" || header.find(tag) != std::string::npos;
}

}  // namespace

std::int64_t seconds_to_new_york_midnight(std::int64_t unix_seconds) {
  using namespace std::chrono;
  const sys_seconds now{seconds(unix_seconds)};
  const year this_year = year_month_day(floor<days>(now)).year();
  // United States rule since 2007: the second Sunday of March to the first of November, 2:00 local.
  const sys_seconds begins = sys_days(this_year / March / Sunday[2]) + hours(7);
  const sys_seconds ends = sys_days(this_year / November / Sunday[1]) + hours(6);
  const hours behind = now >= begins && now < ends ? hours(4) : hours(5);
  const sys_seconds local = now - behind;
  return (floor<days>(local) + days(1) - local).count();
}

Reply replay_feed(const ReplayRecords& records, const Request& request, const std::string& form,
                  const std::string& category, const std::string& day) {
  const std::string type = "application/" + form + "+xml";
  const std::string known = records.known_category(category);
  if (known.empty()) return reply(400, feed_error(records, form, category), "application/rss+xml");
  const std::string path = records.feed_path(known, day, form);
  const std::string body = !path.empty()   ? read_whole_file(path)
                           : form == "rss" ? empty_rss(known, day)
                                           : empty_atom(known, day);
  const std::string tag = content_tag(body);
  const std::int64_t age = seconds_to_new_york_midnight(request.unix_ms / 1000);
  const bool same = names_tag(request.header("If-None-Match"), tag);
  Reply made = same ? Reply() : reply(200, body, type);
  if (same) made.status = 304;
  return made.with("ETag", tag).with("Cache-Control", "max-age=" + std::to_string(age));
}

}  // namespace sheaf::test
