// DailyArXiv's tables by topic, other than the original: nothing in a cell can end it or the row,
// addresses are https, the column for code stands where a paper has code, and sources that failed
// are told above the tables. See pages.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "publish/escape.hpp"
#include "publish/pages.hpp"
#include "publish/sections.hpp"

namespace sheaf::publish {
namespace {

constexpr std::size_t kShortComment = 20, kTeaser = 5;  // the original's

std::string first_points(std::string_view text, std::size_t points) {
  std::size_t pos = 0;
  for (std::size_t i = 0; i < points && pos < text.size(); ++i) next_code_point(text, pos);
  return std::string(text.substr(0, pos));
}

std::string folded(const std::string& teaser, const std::string& text) {
  return "<details><summary>" + teaser + "</summary><p>" + text + "</p></details>";
}

std::string comment_cell(const Paper& paper) {
  const std::string comment = plain_line(paper.comment);
  if (count_code_points(comment) <= kShortComment) return cell(comment);
  return folded(cell(first_points(comment, kTeaser)) + "...", cell(comment));
}

std::string title_cell(const Paper& paper) {
  // A bracket as reference, and pipes on top of it: the text of a link in a cell.
  const std::string text = cell(plain_line(paper.title));
  const std::string title = replace_all(replace_all(text, "[", "&#91;"), "]", "&#93;");
  std::string url = paper_url(paper);
  if (paper.scheme == "arxiv" && paper.version > 0) url += "v" + std::to_string(paper.version);
  return "**[" + (title.empty() ? link_text(paper.id) : title) + "](" + url + ")**";
}

Day date_of(const Entry& entry) {
  const auto time = entry.paper.updated ? entry.paper.updated : entry.paper.published;
  if (!time) return entry.announcement.day;
  return std::chrono::floor<std::chrono::days>(
      std::chrono::sys_seconds(std::chrono::seconds(*time)));
}

const std::string& code_of(const Entry& entry) {
  return entry.paper.code_url.empty() ? entry.summary.code_url : entry.paper.code_url;
}

std::string row(const Entry& entry, bool with_code) {
  const std::string abstract = cell(entry.paper.abstract);
  std::string out = "| " + title_cell(entry.paper) + " | " + format_day(date_of(entry)) + " | " +
                    (abstract.empty() ? abstract : folded("Show", abstract)) + " | " +
                    comment_cell(entry.paper) + " |";
  if (!with_code) return out + "\n";
  const std::string code = safe_url(code_of(entry));
  return out + " " + (code.empty() ? "None" : "[Code Link](" + code + ")") + " |\n";
}

std::string table(const Section& section, bool with_code) {
  std::string out = "## " + link_text(section.name) + "\n\n";
  out += "| **Title** | **Date** | **Abstract** | **Comment** |";
  out += with_code ? " **CodeRepository** |\n| --- | --- | --- | --- | --- |\n"
                   : "\n| --- | --- | --- | --- |\n";
  for (const Entry* entry : section.entries) out += row(*entry, with_code);
  return out + "\n";
}

}  // namespace

std::string daily_table(const Digest& digest) {
  const bool with_code = std::any_of(digest.entries.begin(), digest.entries.end(),
                                     [](const Entry& entry) { return !code_of(entry).empty(); });
  std::string out = "# Daily Papers\n\n" + std::string(kEscapedMark) +
                    "\n\nLast update: " + format_day(digest.day) + "\n\n";
  if (const std::string note = sample_note(digest); !note.empty()) out += "> " + note + "\n\n";
  for (const std::string& trouble : troubles(digest))
    out += "> Not complete: " + prose(trouble) + "\n\n";
  for (const Section& section : sections_of(entries_of(digest), true))
    out += table(section, with_code);
  out.pop_back();
  return out;
}

}  // namespace sheaf::publish
