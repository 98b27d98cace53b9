// Digests as the pages and feeds that others read: the published forms of four digest systems, so
// that a site made with one of them goes on, and RSS, Atom and JSON Feed.
// Pure functions of what is given; no state, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/digest.hpp"

namespace sheaf::publish {

enum class Format {
  kWeekPage,      ///< "docusaurus-mindmap": a week of days in MDX, as ai_toutiao has it
  kAiPage,        ///< "ai-enhanced": Markdown of daily-arXiv-ai-enhanced
  kAiLines,       ///< "ai-enhanced-jsonl": its JSON lines
  kDailyTable,    ///< "daily-table": DailyArXiv's tables by topic
  kScoredReadme,  ///< "scored-readme": arxiv_rss_bot's numbered README
  kRss,           ///< "rss": RSS 2.0
  kAtom,          ///< "atom": RFC 4287
  kJsonFeed       ///< "json-feed": JSON Feed 1.1
};

std::optional<Format> parse_format(std::string_view name);
std::string_view format_name(Format format);
std::string_view media_type(Format format);
std::vector<std::string> format_names();  ///< all of them, in the order above
/// Several days can go into one text: the week page and the feeds.
bool takes_several_days(Format format);

struct Options {
  /// Only entries under this heading, or of this category where no entry stands under it. A week
  /// page then is that category's own page, with its slug.
  std::string topic = {};
  /// The text that is there already, in the same format; read by week pages only. Days in it that
  /// are not given stay as they are, byte for byte.
  std::string existing = {};
  std::string url = {};  ///< where the feed will lie, or empty
};

/// `digests` are of one profile, a day at most once, in any order; at least one. Texts of papers
/// never become structure of the page; what each format writes other than its original, and why,
/// stands at the head of its .cpp file. Output depends on nothing but what is given.
///
/// kInvalid when there is no digest, several for a format of one day, `existing` is no page of this
/// format or of another week or category, or `url` is not http or https. kNotFound when no entry is
/// of `topic`, naming the topics there are.
Result<std::string> publish(Format format, const std::vector<Digest>& digests,
                            const Options& options = {});

}  // namespace sheaf::publish
