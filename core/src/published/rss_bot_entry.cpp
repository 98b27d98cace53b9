// Reading one numbered paper of an arxiv_rss_bot page; see rss_bot_entry.hpp.
// Pure functions; any thread.
#include "published/rss_bot_entry.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "published/language.hpp"
#include "published/listing_paper.hpp"
#include "published/listing_text.hpp"
#include "published/rss_bot_fields.hpp"

namespace sheaf::published::rss_bot {
namespace {

using listing::LineCursor;
using listing::one_line;

// Reads the "**Key**: value" lines; what follows them is the body.
std::string_view read_fields(LineCursor& lines, std::string_view text, Entry& entry, Page& page) {
  while (lines.next()) {
    if (trim(lines.line()).empty()) continue;
    const listing::KeyValue pair = listing::key_value(lines.line());
    if (pair.key.empty()) return text.substr(lines.begin());
    set_field(pair.key, pair.value, lines.number(), entry, page);
  }
  return {};
}

// "AI Summary (by qwen-long)" → "qwen-long".
std::string_view provider_of(std::string_view title) {
  const std::size_t by = title.find("(by ");
  if (by == std::string_view::npos) return {};
  const std::string_view name = title.substr(by + 4);
  return trim(name.substr(0, name.find(')')));
}

bool is_summary_heading(std::string_view line) {
  return listing::heading_level(line) >= 3 && listing::heading_text(line).starts_with("AI Summary");
}

// One blank line on each side belongs to the frame; the rest is the model's.
std::string_view without_frame(std::string_view text) {
  if (text.starts_with('\n')) text.remove_prefix(1);
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\n')) text.remove_suffix(1);
  return text;
}

// What stands in front of the first "---". Behind it the page goes on: a heading of its own is no
// loss, other text is.
std::string_view before_rule(std::string_view text, std::size_t line, Page& page) {
  std::size_t end = text.size(), behind = text.size();
  for (LineCursor lines(text); end == text.size() && lines.next();)
    if (trim(lines.line()) == "---") end = lines.begin(), behind = lines.end();
  const std::string_view rest = trim(text.substr(behind));
  const std::size_t level = listing::heading_level(rest.substr(0, rest.find('\n')));
  if (!rest.empty() && level != 1 && level != 2)
    page.warnings.push_back(at_line(line) + "text behind this paper that belongs to none: \"" +
                            shorten(one_line(rest.substr(0, 400)), 80) + "\"");
  return text.substr(0, end);
}

// `text` begins with "<details>". The model may write such blocks itself, so the last end counts.
void read_details(std::string_view text, std::size_t line, Summary& summary, Page& page) {
  const std::size_t end = text.rfind("</details>");
  if (end == std::string_view::npos)
    page.warnings.push_back(at_line(line) +
                            "the AI summary has no end; the page may be cut off there");
  std::string_view inside = text.substr(0, end);
  std::string_view behind;
  if (end != std::string_view::npos) behind = trim(before_rule(text.substr(end + 10), line, page));
  const std::size_t title = inside.find("<summary>");
  const std::size_t title_end = inside.find("</summary>");
  if (title != std::string_view::npos && title_end != std::string_view::npos && title < title_end) {
    summary.provider = one_line(provider_of(inside.substr(title, title_end - title)));
    inside.remove_prefix(title_end + 10);
  } else {
    inside.remove_prefix(std::min(inside.find('>') + 1, inside.size()));
  }
  if (inside.starts_with('\n')) inside.remove_prefix(1);
  summary.text = without_frame(inside);
  if (!behind.empty()) summary.text += "\n\n" + std::string(behind);
}

// The older layout: a heading, then the text to the end of the block.
void read_headed_summary(std::string_view text, Summary& summary) {
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  summary.provider = one_line(provider_of(text.substr(0, line_end)));
  std::string_view inside = text.substr(std::min(line_end + 1, text.size()));
  if (inside.starts_with('\n')) inside.remove_prefix(1);
  while (inside.ends_with('\n')) inside.remove_suffix(1);
  summary.text = inside;
}

// Feeds until autumn 2025 were printed as they came: "arXiv:2509.1v2 Announce Type: cross
// \nAbstract: …"
std::string_view read_feed_preamble(std::string_view text, std::size_t line, Entry& entry,
                                    Page& page) {
  const std::size_t type = text.substr(0, 80).find("Announce Type:");
  if (!text.starts_with("arXiv:") || type == std::string_view::npos) return text;
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  std::string_view name = text.substr(type + 14, line_end - std::min(line_end, type + 14));
  const std::size_t abstract = std::min(text.find("Abstract:"), text.size());
  if (abstract < line_end) name = text.substr(type + 14, abstract - type - 14);
  set_id(trim(text.substr(0, type)), line, entry, page);
  set_type(trim(name), line, entry, page);
  return trim(text.substr(std::min(std::max(abstract + 9, line_end), text.size())));
}

std::string paragraphs(std::string_view text) {
  std::string out;
  bool blank = false;
  for (LineCursor lines(text); lines.next();) {
    const std::string line = one_line(lines.line());
    if (line.empty()) {
      blank = !out.empty();
      continue;
    }
    if (!out.empty()) out += blank ? '\n' : ' ';
    blank = false;
    out += line;
  }
  return out;
}

void read_abstract(std::string_view text, std::size_t line, Entry& entry, Page& page) {
  text = trim(text);
  if (listing::heading_level(text) >= 3 && listing::heading_text(text).starts_with("Abstract"))
    text = trim(text.substr(std::min(text.find('\n'), text.size())));
  text = read_feed_preamble(text, line, entry, page);
  if (text.empty()) return;
  entry.paper.abstract = paragraphs(text);
  if (entry.paper.abstract.ends_with("...") || entry.paper.abstract.ends_with("…")) ++page.cut;
}

// Takes the line "---" between papers, and blank lines, off the end.
std::string_view without_rule(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto stripped = [&](std::string_view view) {
    return view.substr(0, view.find_last_not_of(kSpace) + 1);
  };
  const std::string_view before = stripped(text);
  if (before != "---" && !before.ends_with("\n---")) return text;
  return before.substr(0, before.size() - 3);
}

void read_body(std::string_view body, std::size_t line, Entry& entry, Page& page) {
  body = without_rule(body);
  for (LineCursor lines(body); lines.next();) {
    const bool details = trim(lines.line()).starts_with("<details");
    if (!details && !is_summary_heading(lines.line())) continue;
    read_abstract(body.substr(0, lines.begin()), line, entry, page);
    const std::string_view rest = body.substr(lines.begin());
    if (details)
      read_details(rest, line, entry.summary, page);
    else
      read_headed_summary(rest, entry.summary);
    entry.summary.language = guess_language(entry.summary.text);
    return;
  }
  read_abstract(before_rule(body, line, page), line, entry, page);
}

// "12. [" — a heading that a line break of the feed may have cut in two.
bool starts_numbered_link(std::string_view text) {
  const std::size_t point = text.find_first_not_of("0123456789");
  return point != 0 && point != std::string_view::npos && text.substr(point).starts_with(". [");
}

// "12. [Title](link)"
std::optional<Heading> parse_numbered_link(std::string_view text) {
  text = trim(text);
  Heading heading;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), heading.number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (!text.starts_with('.')) return std::nullopt;
  text = trim(text.substr(1));
  const std::size_t middle = text.rfind("](");
  if (!text.starts_with('[') || middle == std::string_view::npos || !text.ends_with(')'))
    return std::nullopt;
  heading.title = text.substr(1, middle - 1);
  heading.link = text.substr(middle + 2, text.size() - middle - 3);
  return heading;
}

}  // namespace

std::optional<Heading> parse_heading(std::string_view text) {
  constexpr int kMostLines = 4;
  if (!text.starts_with("### ")) return std::nullopt;
  std::size_t end = 0;
  for (int line = 0; line < kMostLines && end < text.size(); ++line) {
    const std::size_t begin = line == 0 ? 0 : end + 1;
    end = std::min(text.find('\n', begin), text.size());
    if (trim(text.substr(begin, end - begin)).empty()) return std::nullopt;
    if (auto heading = parse_numbered_link(text.substr(4, end - 4))) {
      heading->size = end;
      return heading;
    }
    if (!starts_numbered_link(text.substr(4, 20))) return std::nullopt;
  }
  return std::nullopt;
}

void read_block(const Block& block, Page& page) {
  const std::optional<Heading> heading = parse_heading(block.text);
  if (!heading) return;
  LineCursor lines(block.text, block.line);
  while (lines.end() <= heading->size && lines.next()) {
  }
  Entry entry;
  entry.paper.detail = Detail::kMentioned;
  entry.paper.title = one_line(heading->title);
  if (page.day) entry.announcement.day = *page.day;
  listing::identify(entry.paper, heading->link);
  const std::string_view body = read_fields(lines, block.text, entry, page);
  read_body(body, lines.number(), entry, page);
  if (!block.topic.empty()) entry.topics.push_back(one_line(block.topic));
  if (entry.paper.id.empty()) {
    page.warnings.push_back(at_line(block.line) + "paper " + std::to_string(heading->number) +
                            " has neither a link nor an id: \"" + shorten(entry.paper.title, 80) +
                            "\"");
    return;
  }
  page.entries.push_back(std::move(entry));
}

}  // namespace sheaf::published::rss_bot
