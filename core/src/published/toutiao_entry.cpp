// Turning one item of an ai_toutiao page into an entry; see toutiao_entry.hpp.
// Pure functions; any thread.
#include "published/toutiao_entry.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/entities.hpp"
#include "base/text.hpp"
#include "published/language.hpp"
#include "published/listing_paper.hpp"
#include "published/listing_text.hpp"
#include "published/mermaid_text.hpp"

namespace sheaf::published::toutiao {
namespace {

using listing::one_line;

// "[arXiv251229] Title" → the day, and the title without the tag.
std::optional<Day> take_date_tag(std::string_view& title) {
  constexpr std::string_view kTag = "[arXiv";
  title = trim(title);
  const std::size_t close = title.find(']');
  if (!title.starts_with(kTag) || close == std::string_view::npos) return std::nullopt;
  std::string digits(title.substr(kTag.size(), close - kTag.size()));
  if (digits.size() == 6) digits = "20" + digits;
  if (digits.size() != 8) return std::nullopt;
  const auto day =
      parse_day(digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6));
  if (day) title = trim(title.substr(close + 1));
  return day;
}

struct Marker {
  std::string_view text;
  AnnounceType type;
};
constexpr std::array<Marker, 6> kMarkers = {{{"(cross-list)", AnnounceType::kCross},
                                             {"[cross-list]", AnnounceType::kCross},
                                             {"(cross-listed)", AnnounceType::kCross},
                                             {"[cross]", AnnounceType::kCross},
                                             {"(replaced)", AnnounceType::kReplace},
                                             {"[replaced]", AnnounceType::kReplace}}};

// arXiv's listing marks cross-lists behind the title: "(cross-list from cs.LG)".
AnnounceType take_marker(std::string_view& title) {
  const std::size_t from = title.rfind("(cross-list from ");
  if (from != std::string_view::npos && title.find(')', from) + 1 == title.size()) {
    title = trim(title.substr(0, from));
    return AnnounceType::kCross;
  }
  for (const Marker& marker : kMarkers) {
    if (!title.ends_with(marker.text)) continue;
    title = trim(title.substr(0, title.size() - marker.text.size()));
    return marker.type;
  }
  return AnnounceType::kNew;
}

// A number that begins a part of a numbered list: "1)", "1.", "(1)", "1、". `at` stands on its
// first byte; `size` is 0 when it is none.
struct Number {
  std::size_t size = 0;
  char style = ' ';
};
Number number_at(std::string_view text, std::size_t at, std::size_t wanted) {
  const std::string digits = std::to_string(wanted);
  const bool bracket = text.substr(at).starts_with('(');
  const std::size_t begin = at + (bracket ? 1 : 0);
  if (!text.substr(begin).starts_with(digits)) return {};
  const std::string_view rest = text.substr(begin + digits.size());
  const std::size_t size = begin + digits.size() - at;
  if (rest.starts_with("、")) return {size + 3, '.'};
  if (bracket) return rest.starts_with(')') ? Number{size + 1, '('} : Number{};
  const char style = rest.empty() ? ' ' : rest.front();
  const bool spaced = rest.size() > 1 && !is_ascii_digit(rest[1]);
  if ((style != '.' && style != ')' && style != ':') || !spaced) return {};
  return {size + 1, style};
}

// "a speedup of 2. Then" is no list: a point needs a sentence's end in front of it.
bool may_begin(std::string_view text, std::size_t at, char style) {
  if (at == 0) return true;
  if (!is_ascii_space(text[at - 1])) return false;
  if (style == ')' || style == '(') return true;
  const std::string_view before = trim(text.substr(at < 8 ? 0 : at - 8, at < 8 ? at : 8));
  for (const std::string_view end : {".", ";", "!", "?", ")", "\"", "。", "；", "）", "”"})
    if (before.ends_with(end)) return true;
  return before.empty();
}

std::string_view without_separator(std::string_view part) {
  part = trim(part);
  while (part.ends_with(';') || part.ends_with(',')) part = trim(part.substr(0, part.size() - 1));
  return part;
}

void set_code(std::string_view value, std::size_t line, Entry& entry, Page& page) {
  if (listing::is_blank_value(value)) return;
  const std::string_view url = listing::first_web_url(value);
  entry.summary.code_url = url;
  if (url.empty() && (value.starts_with("github.com/") || value.starts_with("gitlab.com/")))
    entry.summary.code_url = "https://" + std::string(value.substr(0, value.find_first_of(" ,;)")));
  if (entry.summary.code_url.empty() || entry.summary.code_url.size() + 10 < value.size())
    page.warnings.push_back(
        "line " + std::to_string(line) + ": of the code links \"" + shorten(one_line(value), 120) +
        "\" " + (entry.summary.code_url.empty() ? "none" : "only one") + " could be read");
}

void set_thumbnail(std::string_view value, Summary& summary) {
  summary.thumbnail_url = listing::first_web_url(value);
}

void set_type(std::string_view value, Entry& entry) {
  if (const auto type = parse_announce_type(ascii_lower(value))) entry.announcement.type = *type;
}

void keep_unknown(std::string_view key, std::string_view value, Summary& summary) {
  if (listing::is_blank_value(value)) return;
  if (!summary.text.empty()) summary.text += '\n';
  summary.text += "- **" + one_line(key) + ":** " + one_line(value);
}

bool set_text_field(std::string_view key, std::string_view text, Entry& entry) {
  Summary& summary = entry.summary;
  if (key == "tags")
    summary.tags = split_tags(text);
  else if (key == "authors")
    entry.paper.authors = listing::split_author_names(text);
  else if (key == "institution" || key == "institutions")
    summary.institutions = listing::split_institutions(text);
  else if (key == "contributions")
    summary.contributions = split_contributions(text);
  else if (key == "abstract")
    entry.paper.abstract = one_line(text);
  else if (key == "simple llm summary" || key == "llm summary" || key == "summary")
    summary.tldr = one_line(text);
  else
    return false;
  return true;
}

void set_field(std::string_view printed_key, std::string_view raw, const Item& item,
               const Place& place, Entry& entry, Page& page) {
  const std::string key = ascii_lower(printed_key);
  if (key == "link" || key == "mindmap") return;
  if (key == "thumbnail") return set_thumbnail(raw, entry.summary);
  const std::string text = without_escapes(raw, place.escaped_braces);
  if (key == "code") return set_code(text, item.line, entry, page);
  if (key == "type") return set_type(text, entry);
  if (key == "categories" || key == "category") {
    entry.paper.categories = listing::split_categories(text);
  } else if (!set_text_field(key, text, entry)) {
    keep_unknown(printed_key, text, entry.summary);
  }
}

std::string_view link_of(const Item& item) {
  if (!item.link.empty()) return item.link;
  for (const auto& [key, value] : item.fields)
    if (equals_ignoring_case(key, "link")) return value;
  return {};
}

// The link as printed, or inside Markdown: "[pdf](https://…)", "<https://…>".
bool set_identity(std::string_view link, Paper& paper) {
  return listing::identify(paper, link) || listing::identify(paper, listing::first_web_url(link));
}

void set_mindmap(const Item& item, Summary& summary, Page& page) {
  if (item.mermaid.empty()) return;
  summary.mindmap_source = item.mermaid;
  if (auto tree = mind_map_of_mermaid(item.mermaid)) {
    summary.mindmap = *std::move(tree);
  } else {
    page.warnings.push_back("line " + std::to_string(item.line) +
                            ": the mindmap could not be read; its source is kept");
  }
}

// Where no model was asked or none answered, the pages print "TBD", nothing, or the title again.
bool lacks_summary(const Item& item, Entry& entry) {
  Summary& summary = entry.summary;
  if (summary.tldr == entry.paper.title || listing::is_blank_value(summary.tldr))
    summary.tldr.clear();
  return !item.brief && summary.tldr.empty();
}

}  // namespace

std::string without_escapes(std::string_view text, bool escaped_braces) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char next = at + 1 < text.size() ? text[at + 1] : ' ';
    const bool brace = escaped_braces && (next == '{' || next == '}');
    if (text[at] == '\\' && (brace || next == '<' || next == '>')) ++at;
    out += text[at];
  }
  return decode_entities(out);
}

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> tags;
  if (listing::is_blank_value(text)) return tags;
  for (std::string_view group : listing::split_outside_brackets(text, ',')) {
    if (group.starts_with('[') && group.ends_with(']')) group = group.substr(1, group.size() - 2);
    for (const std::string_view part : listing::split_outside_brackets(group, ',')) {
      std::string tag = one_line(part);
      const bool known = std::find(tags.begin(), tags.end(), tag) != tags.end();
      if (!known && !listing::is_blank_value(tag) && tags.size() < 100)
        tags.push_back(std::move(tag));
    }
  }
  return tags;
}

std::vector<std::string> split_contributions(std::string_view text) {
  std::vector<std::string> parts;
  text = trim(text);
  if (listing::is_blank_value(text)) return parts;
  const Number first = number_at(text, 0, 1);
  std::size_t start = first.size, wanted = 2;
  for (std::size_t at = start; first.size > 0 && at < text.size(); ++at) {
    if (!is_ascii_digit(text[at]) && text[at] != '(') continue;
    const Number number = number_at(text, at, wanted);
    if (number.size == 0 || number.style != first.style || !may_begin(text, at, number.style))
      continue;
    parts.push_back(one_line(without_separator(text.substr(start, at - start))));
    start = at + number.size;
    at = start - 1;
    ++wanted;
  }
  parts.push_back(one_line(without_separator(text.substr(start))));
  parts.erase(std::remove(parts.begin(), parts.end(), std::string()), parts.end());
  return parts;
}

Outcome add_item(const Item& item, const Place& place, Page& page) {
  Entry entry;
  entry.paper.detail = Detail::kMentioned;
  const std::string plain = without_escapes(item.title, place.escaped_braces);
  std::string_view title = plain;
  const std::optional<Day> tagged = take_date_tag(title);
  entry.announcement.type = take_marker(title);
  entry.paper.title = one_line(title);
  if (const auto day = tagged ? tagged : place.day) entry.announcement.day = *day;
  entry.paper.categories = place.categories;
  if (!set_identity(link_of(item), entry.paper)) {
    page.warnings.push_back("line " + std::to_string(item.line) + ": a paper without a link: \"" +
                            shorten(entry.paper.title, 80) + "\"");
    return Outcome::kUnreadable;
  }
  for (const auto& [key, value] : item.fields) set_field(key, value, item, place, entry, page);
  set_mindmap(item, entry.summary, page);
  if (!place.topic.empty()) entry.topics.push_back(place.topic);
  const bool lacking = lacks_summary(item, entry);
  entry.summary.language = guess_language(entry.summary.tldr);
  page.entries.push_back(std::move(entry));
  return lacking ? Outcome::kNoSummary : Outcome::kRead;
}

}  // namespace sheaf::published::toutiao
