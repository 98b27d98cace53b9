// Published digests as sources: the pages of daily-arXiv-ai-enhanced, DailyArXiv, arxiv_rss_bot and
// the ai_toutiao family, read back into a Digest that exports like any other.
// Pure functions of the bytes; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "model/digest.hpp"

namespace sheaf::published {

enum class Format {
  kAiEnhanced,       ///< daily-arXiv-ai-enhanced, Markdown (three layouts, any language)
  kAiEnhancedLines,  ///< its JSON lines
  kDailyArxiv,       ///< DailyArXiv, tables by keyword, README or issue body
  kRssBot,           ///< arxiv_rss_bot, numbered list or conference table
  kToutiao,          ///< ai_toutiao and its siblings, days of a week by category
  kSheaf             ///< a digest.json of our own
};

/// The name that stands in Digest::origin: "daily-arXiv-ai-enhanced", "DailyArXiv", "arxiv_rss_bot",
/// "ai_toutiao", "sheaf".
std::string_view format_name(Format format);

/// Told by what stands in the text, never by its name alone; nothing when it is none of these.
std::optional<Format> detect_format(std::string_view text);

/// Reads one published page. `name` is its file name or URL: used for a date that the page itself
/// does not tell, and in errors. Damaged encoding (UTF-8 read as windows-1254 or -1252) is undone
/// first; what could not be is marked with U+FFFD.
///
/// Digest::day is the latest day on the page; an entry's announcement holds its own. Each paper is
/// there once, in the page's order, with Detail::kMentioned; headings it stands under are its
/// topics. sources[0] is named by the format and `name`'s last part ("arxiv_rss_bot:README.md") and
/// says in its detail what could not be read, was cut off by the page or restored: kPartial when
/// anything is missing.
///
/// A page that tells no day gets that of `name`, then the latest date of its papers, then
/// `otherwise` (what the user said).
///
/// kParse when the format is none of ours, no paper can be read, or no day is told anywhere, saying
/// what was expected.
Result<Digest> read_published(std::string text, std::string_view name,
                              std::optional<Day> otherwise = std::nullopt);

}  // namespace sheaf::published
