// arXiv's pages of one announcement day: /catchup/{subject}/{day} (up to 90 days back) and
// /list/{category}/new (the newest day), which share their markup: bytes to papers.
// Pure parsing, no network; any thread.
//
// The format is that of arXiv's public templates (arxiv-browse, catchup.html and list_macros.html,
// 2026). What they show differs from the feed in this, and makes the record kAnnounced:
//  - no version (0 here): title and abstract are those of the newest version, not of that day;
//  - authors as links, one each; TeX accents already turned into letters; neither DOI nor licence;
//  - URLs in abstract and comment shown as "this https URL": put back from the link;
//  - a replacement of a cross-listed paper looks like any other: told by its primary category.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/digest.hpp"
#include "source/arxiv_feed.hpp"

namespace sheaf::source {

inline constexpr int kCatchupDays = 90;             ///< how far back arXiv goes
inline constexpr std::size_t kCatchupPage = 2000;   ///< entries to a page

/// "cs.CL", an archive ("cs") or "grp_physics", as a part of the URL; kInvalid for anything else.
Result<std::string> catchup_subject(std::string_view category);
std::string catchup_url(std::string_view site, std::string_view subject, Day day, int page);
std::string listing_new_url(std::string_view site, std::string_view subject, std::size_t skip);

struct CatchupPage {
  FeedDay feed;                     ///< in the order of the page
  std::optional<Day> next_day;      ///< the next announced day, where the page links to one
  std::size_t total = 0;            ///< of all pages, as the page states it ("Total of N entries")
  std::size_t entries = 0;          ///< on this page, read or not
  std::size_t last_page = 0, last_skip = 0;  ///< the largest "page=" and "skip=" it links to
};

/// `subject` as asked for: replacements of papers whose primary category is outside of it become
/// kReplaceCross (all are kReplace when it is empty). kInvalid with arXiv's own words for its page
/// about a bad request; kParse for any other page and for one that was cut off. An entry that
/// cannot be read, and numbers that do not agree with what a section states, are warnings.
Result<CatchupPage> parse_catchup_page(std::string_view body, std::string_view subject);

/// A whole day, of one or more pages.
struct CatchupAnswer {
  FeedDay feed;                 ///< each paper once; sizes proven against the stated total
  std::optional<Day> next_day;
  std::size_t total = 0;        ///< as stated
  /// "arxiv:cs.CL": kOk; kEmpty when nothing was announced; kPartial when entries are missing or
  /// could not be read, with the reason.
  SourceStatus status;
};

}  // namespace sheaf::source
