// From the bytes of a published page to a Digest; see reader.hpp.
// No state; any thread.
#include "published/reader.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "published/escapes.hpp"
#include "published/formats.hpp"
#include "published/merge.hpp"
#include "published/mojibake.hpp"
#include "published/page_text.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kWarningsTold = 20;  // a status is read by people; the rest is counted

Error unreadable(std::string_view name, std::string_view problem) {
  return Error{ErrorCode::kParse,
               (name.empty() ? "the page" : std::string(name)) + ": " + std::string(problem)};
}

void take_byte_order_mark(std::string& text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
}

/// "\r\n" and "\r" become "\n".
std::string with_plain_line_ends(std::string text) {
  if (text.find('\r') == std::string::npos) return text;
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    text[out++] = text[at] == '\r' ? '\n' : text[at];
  }
  text.resize(out);
  return text;
}

struct Decoded {
  std::string text;
  std::vector<std::string> notes;     ///< what was put right
  std::vector<std::string> warnings;  ///< what is lost
};

Decoded decode(std::string text) {
  Decoded decoded;
  take_byte_order_mark(text);
  text = with_plain_line_ends(std::move(text));
  if (!is_valid_utf8(text)) {
    std::string valid = to_valid_utf8(text);
    const auto place = std::mismatch(valid.begin(), valid.end(), text.begin(), text.end()).first;
    const auto line = static_cast<std::size_t>(std::count(valid.begin(), place, '\n'));
    text = std::move(valid);
    decoded.warnings.push_back(
        at_line(line, "the first bytes that are not UTF-8, marked with U+FFFD"));
  }
  Repair repair = repair_encoding(text);
  if (repair.damaged) {
    text = std::move(repair.text);
    take_byte_order_mark(text);
    decoded.notes.push_back("damaged encoding undone: " + std::to_string(repair.sequences) +
                            " characters put right, " + std::to_string(repair.restored) +
                            " lost ones restored (" + std::to_string(repair.by_language) +
                            " by the usual words of the language)");
    if (repair.marked > 0)
      decoded.warnings.push_back(
          std::to_string(repair.marked) +
          " characters lost to the damaged encoding, each marked with U+FFFD");
  }
  decoded.text = without_controls(std::move(text));
  return decoded;
}

std::string_view last_part_of_name(std::string_view name) {
  name = name.substr(0, name.find_first_of("?#"));
  while (name.ends_with("/")) name.remove_suffix(1);
  return name.substr(name.find_last_of("/\\") + 1);
}

std::optional<Day> day_of_name(std::string_view name) {
  for (const std::string_view part : {last_part_of_name(name), name})
    if (const std::vector<Day> days = days_in(part); !days.empty()) return days.back();
  return std::nullopt;
}

/// A reader leaves an entry's day at zero where the page does not tell one.
bool has_day(const Entry& entry) {
  return entry.announcement.day != Day{};
}

std::optional<Day> latest_paper_day(const std::vector<Entry>& entries) {
  std::optional<Seconds> latest;
  for (const Entry& entry : entries)
    for (const auto& time : {entry.paper.published, entry.paper.updated})
      if (time && (!latest || *time > *latest)) latest = time;
  if (!latest) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(*latest)));
}

std::optional<Day> day_of(const Page& page, std::string_view name) {
  std::optional<Day> latest = page.day;
  for (const Entry& entry : page.entries)
    if (has_day(entry) && (!latest || entry.announcement.day > *latest))
      latest = entry.announcement.day;
  if (!latest) latest = day_of_name(name);
  return latest ? latest : latest_paper_day(page.entries);
}

/// What can be said of the day when nobody tells it: ids of arXiv begin with year and month.
std::string newest_month(const std::vector<Entry>& entries) {
  std::string newest;
  for (const Entry& entry : entries) {
    const std::string& id = entry.paper.id;
    if (entry.paper.scheme == "arxiv" && id.find('.') == 4)
      newest = std::max(newest, id.substr(0, 4));
  }
  return newest.empty()
             ? newest
             : "; its newest arXiv ids are of 20" + newest.substr(0, 2) + "-" + newest.substr(2);
}

Result<Page> read_page(Format format, std::string_view text) {
  switch (format) {
    case Format::kAiEnhanced:
      return read_ai_enhanced(text);
    case Format::kAiEnhancedLines:
      return read_ai_enhanced_lines(text);
    case Format::kDailyArxiv:
      return read_daily_arxiv(text);
    case Format::kRssBot:
      return read_rss_bot(text);
    case Format::kToutiao:
      return read_toutiao(text);
    case Format::kSheaf:
      break;
  }
  return Error{ErrorCode::kInternal, "no reader for this format"};
}

bool says_something(const Summary& summary) {
  for (const std::string* text :
       {&summary.tldr, &summary.motivation, &summary.method, &summary.result, &summary.conclusion,
        &summary.text, &summary.mindmap_source})
    if (!text->empty()) return true;
  return !summary.contributions.empty() || !summary.tags.empty();
}

void complete(std::vector<Entry>& entries, Day page_day, std::string_view origin) {
  for (Entry& entry : entries) {
    if (!has_day(entry)) entry.announcement.day = page_day;
    entry.paper.detail = Detail::kMentioned;
    if (entry.summary.provider.empty() && says_something(entry.summary))
      entry.summary.provider = std::string(origin);
  }
}

SourceStatus status_of(Format format, std::string_view name, const Page& page,
                       const Decoded& decoded, std::size_t papers) {
  std::vector<std::string> parts = decoded.notes;
  if (page.cut > 0) parts.push_back(std::to_string(page.cut) + " texts cut off by the page");
  std::vector<std::string> warnings = decoded.warnings;
  warnings.insert(warnings.end(), page.warnings.begin(), page.warnings.end());
  const std::size_t told = std::min(warnings.size(), kWarningsTold);
  parts.insert(parts.end(), warnings.begin(), warnings.begin() + static_cast<std::ptrdiff_t>(told));
  if (told < warnings.size())
    parts.push_back("and " + std::to_string(warnings.size() - told) + " more warnings");
  const bool partial = page.cut > 0 || !warnings.empty();
  std::string source(format_name(format));
  if (const std::string_view last = last_part_of_name(name); !last.empty())
    source += ":" + std::string(last);
  return {std::move(source), partial ? SourceState::kPartial : SourceState::kOk, join(parts, "; "),
          papers};
}

Result<Digest> read_own(std::string_view text, std::string_view name) {
  SHEAF_ASSIGN(const Json json, parse_json(text, name.empty() ? "digest" : name));
  Result<Digest> digest = digest_from_json(json, name.empty() ? "digest" : name);
  if (!digest.ok()) return Error{ErrorCode::kParse, digest.error().message};
  if (digest->origin.empty()) digest->origin = std::string(format_name(Format::kSheaf));
  // Every reader of a page counts on one source; a digest written by hand may name none.
  if (digest->sources.empty())
    digest->sources.push_back({digest->origin, SourceState::kOk, "", digest->entries.size()});
  return digest;
}

}  // namespace

Result<Digest> read_published(std::string text, std::string_view name,
                              std::optional<Day> otherwise) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return unreadable(name, "is UTF-16; save it as UTF-8 and read it again");
  const Decoded decoded = decode(std::move(text));
  const auto format = detect_format(decoded.text);
  if (!format)
    return unreadable(name,
                      "is no page of daily-arXiv-ai-enhanced, DailyArXiv, arxiv_rss_bot or "
                      "ai_toutiao, and no digest of Sheaf's own (digest.json)");
  if (*format == Format::kSheaf) return read_own(decoded.text, name);
  Result<Page> read = read_page(*format, decoded.text);
  if (!read.ok()) return unreadable(name, read.error().message);
  Page& page = *read;
  if (says_that_texts_are_escaped(decoded.text)) undo_escapes(page.entries, *format);
  if (page.entries.empty())
    return unreadable(name, "looks like a page of " + std::string(format_name(*format)) +
                                ", but no paper can be read from it");
  const auto told = day_of(page, name);
  const auto day = told ? told : otherwise;
  if (!day)
    return unreadable(name, "tells no date, and neither does its name" +
                                newest_month(page.entries) +
                                ". Name the file after its day, like \"2026-01-20.md\"");
  Digest digest;
  digest.day = *day;
  digest.origin = std::string(format_name(*format));
  complete(page.entries, page.day.value_or(*day), digest.origin);
  digest.entries = merge_entries(std::move(page.entries));
  for (const Entry& entry : digest.entries) digest.announced.add(entry.announcement.type);
  if (!told) page.warnings.push_back("the page tells no day; taken for that of " + format_day(*day));
  digest.sources.push_back(status_of(*format, name, page, decoded, digest.entries.size()));
  return digest;
}

}  // namespace sheaf::published
