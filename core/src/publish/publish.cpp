// The formats by name, and one door to them; see publish.hpp.
// Pure functions; any thread.
#include "publish/publish.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "model/category.hpp"
#include "publish/feed.hpp"
#include "publish/pages.hpp"
#include "publish/sections.hpp"
#include "publish/week_page.hpp"

namespace sheaf::publish {
namespace {

struct FormatRow {
  Format format;
  std::string_view name, media_type;
  bool feed, several;
};
constexpr std::array<FormatRow, 8> kFormats = {{
    {Format::kWeekPage, "docusaurus-mindmap", "text/mdx", false, true},
    {Format::kAiPage, "ai-enhanced", "text/markdown", false, false},
    {Format::kAiLines, "ai-enhanced-jsonl", "application/jsonl", false, false},
    {Format::kDailyTable, "daily-table", "text/markdown", false, false},
    {Format::kScoredReadme, "scored-readme", "text/markdown", false, false},
    {Format::kRss, "rss", "application/rss+xml", true, true},
    {Format::kAtom, "atom", "application/atom+xml", true, true},
    {Format::kJsonFeed, "json-feed", "application/feed+json", true, true},
}};

const FormatRow& row_of(Format format) {
  return kFormats[static_cast<std::size_t>(format)];
}

Error wrong(std::string message) {
  return Error{ErrorCode::kInvalid, std::move(message)};
}

Status check_url(const std::string& url) {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool plain = std::none_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '"';
  });
  if (url.empty() || (web && plain && is_valid_utf8(url))) return {};
  return wrong("the feed's address \"" + to_valid_utf8(url) + "\" is no http or https address");
}

/// A day or a category without papers is quiet; a topic that nothing knows is a mistake.
Status check_topic(const std::string& topic, const std::vector<Digest>& digests, std::size_t left,
                   bool feed) {
  if (left > 0 || feed || canonical_category(trim(topic))) return {};
  std::vector<std::string> names = topic_names(digests);
  if (names.size() > 20) names.resize(20);
  return Error{ErrorCode::kNotFound,
               "no paper stands under \"" + shorten(to_valid_utf8(topic), 80) + "\"; there " +
                   (names.empty() ? "are none at all" : "are " + join(names, ", "))};
}

std::string page(Format format, const Digest& digest) {
  switch (format) {
    case Format::kAiPage:
      return ai_page(digest);
    case Format::kAiLines:
      return ai_lines(digest);
    case Format::kDailyTable:
      return daily_table(digest);
    default:
      return scored_readme(digest);
  }
}

std::string feed_text(Format format, const Feed& feed) {
  if (format == Format::kRss) return rss_text(feed);
  return format == Format::kAtom ? atom_text(feed) : json_feed_text(feed);
}

}  // namespace

std::optional<Format> parse_format(std::string_view name) {
  for (const FormatRow& row : kFormats)
    if (row.name == name) return row.format;
  return std::nullopt;
}

std::string_view format_name(Format format) {
  return row_of(format).name;
}
std::string_view media_type(Format format) {
  return row_of(format).media_type;
}
bool takes_several_days(Format format) {
  return row_of(format).several;
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const FormatRow& row : kFormats) names.emplace_back(row.name);
  return names;
}

Result<std::string> publish(Format format, const std::vector<Digest>& digests,
                            const Options& options) {
  const FormatRow& row = row_of(format);
  if (digests.empty()) return wrong("there is no digest to publish");
  if (digests.size() > 1 && !row.several)
    return wrong(std::string(row.name) + " is a page of one day, and there are " +
                 std::to_string(digests.size()));
  SHEAF_TRY(check_url(options.url));
  std::vector<Digest> chosen = digests;
  if (!trim(options.topic).empty()) {
    const std::size_t left = keep_topic(chosen, options.topic);
    SHEAF_TRY(check_topic(options.topic, digests, left, row.feed));
  }
  if (format == Format::kWeekPage) return week_page(chosen, options);
  if (row.feed) return feed_text(format, make_feed(std::move(chosen), options));
  return page(format, chosen.front());
}

}  // namespace sheaf::publish
