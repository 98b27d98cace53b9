// Telling the formats of published digests by their text; see reader.hpp. Each line votes for the
// format whose papers begin so; headings and headers count only where no paper does.
// No state; any thread.
#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "published/page_text.hpp"
#include "published/reader.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kMarkdownFormats = 4;
constexpr std::array<Format, kMarkdownFormats> kOrder = {Format::kAiEnhanced, Format::kRssBot,
                                                         Format::kToutiao, Format::kDailyArxiv};
enum Slot : std::size_t { kAi = 0, kRss = 1, kToutiao = 2, kDaily = 3 };

struct Votes {
  std::array<std::size_t, kMarkdownFormats> papers{};
  std::array<std::size_t, kMarkdownFormats> hints{};
  bool labels = false;  ///< "TL;DR:", "Task:" or "Abstract:" at the start of a line
};

std::size_t digits_at(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_ascii_digit(text[end])) ++end;
  return end;
}

bool has_link(std::string_view line) {
  return contains(line, "](http") || contains(line, "<a href='http") ||
         contains(line, "<a href=\"http");
}

/// "### [3] [title](url)" and "### [title](url)" against "### 3. [title](url)".
void vote_heading(std::string_view line, Votes& votes) {
  const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
  const std::string_view text = trim(line.substr(level));
  const std::size_t digits = digits_at(text);
  const bool numbered = digits > 0 && text.substr(digits).starts_with(". ");
  if (level >= 2 && numbered && has_link(text)) ++votes.papers[kRss];
  if (level >= 2 && text.starts_with("[") && has_link(text)) ++votes.papers[kAi];
  if (contains(text, "[[Back]](#toc)") || text == "Table of Contents") ++votes.hints[kAi];
  if (contains(text, "arXiv Papers Bot")) ++votes.hints[kRss];
}

/// "| **[title](url)** | date |" against "| 3 | [title](url) | `USENIX` |".
void vote_row(std::string_view line, Votes& votes) {
  const std::string_view cell = trim(line.substr(1));
  const std::size_t digits = digits_at(cell);
  const bool numbered = digits > 0 && trim(cell.substr(digits)).starts_with("|");
  if (has_link(cell)) ++votes.papers[numbered ? kRss : kDaily];
  if (contains(cell, "Title")) ++votes.hints[cell.starts_with("#") ? kRss : kDaily];
}

void vote_text(std::string_view line, Votes& votes) {
  std::string_view text = line;
  while (!text.empty() && std::string_view("-*[ ").find(text.front()) != std::string_view::npos)
    text.remove_prefix(1);
  // "- **[arXiv251229] title**", "- **[arXiv251229, cross] title**"
  if (text.starts_with("arXiv") && digits_at(text.substr(5)) >= 6 && line.starts_with("-"))
    ++votes.papers[kToutiao];
  if (contains(line, "Simple LLM Summary")) ++votes.hints[kToutiao];
  if (line.starts_with("<summary>Details</summary>")) ++votes.hints[kAi];
  for (const std::string_view label : {"TL;DR", "Task", "Abstract", "Motivation"})
    votes.labels = votes.labels || (text.starts_with(label) && contains(text.substr(0, 24), ":"));
}

std::optional<Format> markdown_format(std::string_view text) {
  Votes votes;
  for (const std::string_view raw : lines_of(text)) {
    const std::string_view line = trim(raw);
    if (line.starts_with("#"))
      vote_heading(line, votes);
    else if (line.starts_with("|"))
      vote_row(line, votes);
    else
      vote_text(line, votes);
  }
  if (!votes.labels) votes.papers[kAi] = 0;
  for (const auto& counts : {votes.papers, votes.hints}) {
    const auto best = std::max_element(counts.begin(), counts.end());
    if (*best > 0) return kOrder[static_cast<std::size_t>(best - counts.begin())];
  }
  return std::nullopt;
}

std::optional<Format> object_format(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  if (json.contains("entries") && json.contains("day")) return Format::kSheaf;
  const bool told = json.contains("AI") || json.contains("abs") || json.contains("summary");
  const bool named = json.contains("id") || json.contains("abs") || json.contains("url");
  return named && told ? std::optional(Format::kAiEnhancedLines) : std::nullopt;
}

/// JSON text is told by its first whole object; a damaged line does not hide those behind it.
std::optional<Format> json_format(std::string_view text) {
  constexpr std::size_t kLinesTried = 20;
  std::size_t tried = 0;
  for (std::string_view line = text; !line.empty() && tried < kLinesTried; ++tried) {
    const std::size_t end = std::min(line.find('\n'), line.size());
    const std::string_view one = trim(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
    if (!one.starts_with("{") || !one.ends_with("}")) continue;
    const auto json = parse_json(one, "line");
    if (json.ok())
      if (const auto format = object_format(*json)) return format;
  }
  const bool digest = contains(text, "\"entries\"") && contains(text, "\"day\"");
  if (text.starts_with("{") && digest) return Format::kSheaf;
  const bool list = text.starts_with("[") && contains(text, "\"id\"");
  return list && (contains(text, "\"AI\"") || contains(text, "\"summary\""))
             ? std::optional(Format::kAiEnhancedLines)
             : std::nullopt;
}

}  // namespace

std::string_view format_name(Format format) {
  switch (format) {
    case Format::kAiEnhanced:
    case Format::kAiEnhancedLines:
      return "daily-arXiv-ai-enhanced";
    case Format::kDailyArxiv:
      return "DailyArXiv";
    case Format::kRssBot:
      return "arxiv_rss_bot";
    case Format::kToutiao:
      return "ai_toutiao";
    case Format::kSheaf:
      return "sheaf";
  }
  return {};
}

std::optional<Format> detect_format(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  if (text.starts_with("{") || text.starts_with("["))
    if (const auto format = json_format(text)) return format;
  return markdown_format(text);
}

}  // namespace sheaf::published
