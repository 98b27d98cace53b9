// From a model's JSON to a Summary.
// Pure functions; any thread.
#include "llm/card_answer.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::llm {
namespace {

constexpr std::size_t kTldrPoints = 500, kFieldPoints = 1500, kListPoints = 400, kLabelPoints = 80;
constexpr std::size_t kMaxContributions = 6, kMaxTags = 6;
constexpr std::size_t kBranches = 8, kLeaves = 3;
constexpr std::size_t kReportPoints = 8000;

Error wrong(const std::string& problem) {
  return Error{ErrorCode::kParse, "the answer is not the JSON asked for: " + problem};
}

/// A string; a list of strings is taken for its sentences. Null and absent are empty.
Result<std::string> text_member(const Json& object, const char* key, std::string_view separator = " ") {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return std::string();
  if (found->is_string()) return found->get<std::string>();
  std::vector<std::string> parts;
  if (found->is_array())
    for (const Json& part : *found)
      if (part.is_string()) parts.push_back(part.get<std::string>());
  if (!found->is_array() || parts.size() != found->size())
    return wrong("\"" + std::string(key) + "\" is not a text");
  return join(parts, separator);
}

Status read_line(const Json& object, const char* key, std::string& out, std::size_t max_points) {
  SHEAF_ASSIGN(const std::string text, text_member(object, key));
  out = plain_line(text, max_points);
  return {};
}

std::vector<std::string> lines_of(const Json& object, const char* key, std::size_t most, std::size_t max_points) {
  std::vector<std::string> out;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return out;
  for (const Json& item : *found) {
    if (out.size() == most) break;
    if (item.is_string()) add_once(out, plain_line(item.get_ref<const std::string&>(), max_points), most);
  }
  return out;
}

/// The list's own spelling of a word; empty when it is not in the list.
std::string listed(const std::vector<std::string>& list, std::string_view word) {
  const std::string wanted = to_lower(collapse_spaces(word));
  for (const std::string& known : list)
    if (to_lower(known) == wanted) return known;
  return {};
}

MindNode mindmap_of(const Json& object, const char* key, std::string_view title) {
  MindNode root{plain_line(title, kLabelPoints), {}};
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return root;
  for (const Json& branch : *found) {
    if (root.children.size() == kBranches) break;
    MindNode node;
    if (branch.is_string()) node.label = plain_line(branch.get_ref<const std::string&>(), kLabelPoints);
    if (branch.is_object()) {
      node.label = plain_line(json_string(branch, "label"), kLabelPoints);
      for (std::string& leaf : lines_of(branch, "points", kLeaves, kLabelPoints))
        node.children.push_back({std::move(leaf), {}});
    }
    if (!node.label.empty()) root.children.push_back(std::move(node));
  }
  return root;
}

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0xFEFF || c == 0x00AD || (c >= 0xE0000 && c <= 0xE007F);
}

/// Valid UTF-8 of visible characters; "\n" stays, other controls become spaces.
std::string visible(std::string_view text) {
  std::string out;
  const std::string valid = to_valid_utf8(text);
  for (std::size_t pos = 0; pos < valid.size();) {
    const char32_t c = next_code_point(valid, pos);
    if (is_invisible(c)) continue;
    const bool control = (c < 0x20 && c != U'\n') || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
    append_utf8(out, control ? U' ' : c);
  }
  return out;
}

/// Without the marks of headings, quotes and list items before a line.
std::string_view without_marks(std::string_view line) {
  for (;;) {
    line = trim(line);
    const std::size_t marks = line.find_first_not_of("#>-*+");
    if (marks == 0 || line.empty()) return line;
    if (marks == std::string_view::npos) return {};
    if (line[marks] != ' ') return line;  // "-5 %", "#1", "**bold**"
    line.remove_prefix(marks);
  }
}

/// Pairs that begin something in Markdown, Obsidian or its plugins, taken apart.
std::string neutral_inline(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> kParts[] = {
      {"`", "ˋ"}, {"[[", "[ ["}, {"](", "] ("}, {"![", "! ["}, {"[^", "[ ^"}, {"]:", "] :"},
      {"%%", "% %"}, {"::", ": :"}, {"{{", "{ {"}, {"~~~", "~ ~ ~"}};
  std::string out(text);
  for (const auto& [from, to] : kParts)
    for (int again = 0; again < 2 && contains(out, from); ++again) out = replace_all(out, from, to);
  std::string safe;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const char next = i + 1 < out.size() ? out[i + 1] : ' ';
    const bool tag_start = is_ascii_alnum(next) || next == '/' || next == '!' || next == '?' || next == '%';
    const bool high = static_cast<unsigned char>(next) >= 0x80;
    if (out[i] == '<' && tag_start) {
      safe += "＜";
    } else if (out[i] == '#' && (is_ascii_alnum(next) || next == '_' || high)) {
      safe += "＃";
    } else if (out[i] == '^' && i > 0 && out[i - 1] == ' ') {
      safe += "ˆ";
    } else {
      safe += out[i];
    }
  }
  return safe;
}

/// One line of a report: a row of a table, an item of a list, or prose.
std::string report_line(std::string_view line) {
  const std::string_view text = trim(line);
  if (text.starts_with("```") || text.starts_with("~~~")) return {};
  if (text.starts_with('|')) return neutral_inline(text);
  const bool item = text.starts_with("- ") || text.starts_with("* ") || text.starts_with("+ ");
  const std::string body = neutral_inline(without_marks(text));
  if (body.find_first_not_of("-=_*+ ") == std::string::npos) return {};  // rules and underlines
  return item ? "- " + body : body;
}

}  // namespace

std::string plain_line(std::string_view text, std::size_t max_points) {
  // Longer than any field by far: what is behind need not be looked at.
  const std::string clean = visible(cut_utf8(text, max_points * 16));
  std::string line = replace_all(collapse_spaces(clean), "**", "");
  return shorten(without_marks(line), max_points);
}

std::string plain_markdown(std::string_view text, std::size_t max_points) {
  const std::string clean = visible(cut_utf8(text, max_points * 16));
  std::string out;
  bool blank = false;
  for (const std::string& raw : split(clean, '\n')) {
    const std::string line = report_line(raw);
    if (line.empty()) {
      blank = !out.empty();
      continue;
    }
    if (!out.empty()) out += blank ? "\n\n" : "\n";
    blank = false;
    out += line;
  }
  if (count_code_points(out) <= max_points) return out;
  out = std::string(cut_utf8(out, max_points));
  out.erase(std::min(out.rfind('\n'), out.size()));  // no half rows
  return out + "\n\n…";
}

Result<Summary> card_from_answer(const Json& answer, std::string_view title, const CardOptions& options) {
  if (!answer.is_object()) return wrong("it is not an object");
  Summary card;
  SHEAF_TRY(read_line(answer, "tldr", card.tldr, kTldrPoints));
  if (card.tldr.empty()) return wrong("\"tldr\" is missing or empty");
  SHEAF_TRY(read_line(answer, "motivation", card.motivation, kFieldPoints));
  SHEAF_TRY(read_line(answer, "method", card.method, kFieldPoints));
  SHEAF_TRY(read_line(answer, "result", card.result, kFieldPoints));
  SHEAF_TRY(read_line(answer, "conclusion", card.conclusion, kFieldPoints));
  card.contributions = lines_of(answer, "contributions", kMaxContributions, kListPoints);
  card.area = listed(options.areas, json_string(answer, "area"));
  for (const std::string& tag : lines_of(answer, "tags", 4 * kMaxTags, kLabelPoints))
    add_once(card.tags, listed(options.tags, tag), kMaxTags);
  card.mindmap = mindmap_of(answer, "mindmap", title);
  card.language = options.language;
  if (!options.second_language.empty()) {
    SHEAF_TRY(read_line(answer, "second_tldr", card.second.tldr, kTldrPoints));
    card.second.mindmap = mindmap_of(answer, "second_mindmap", title);
    if (!card.second.tldr.empty()) card.second.language = options.second_language;
    if (card.second.language.empty()) return wrong("\"second_tldr\" is missing or empty");
  }
  return card;
}

Result<Report> report_from_answer(const Json& answer) {
  if (!answer.is_object()) return wrong("it is not an object");
  Report report;
  const std::pair<const char*, std::string*> sections[] = {
      {"contribution", &report.contribution}, {"setup", &report.setup}, {"results", &report.results},
      {"conclusions", &report.conclusions}, {"limits", &report.limits}, {"future_work", &report.future_work}};
  for (const auto& [key, section] : sections) {
    SHEAF_ASSIGN(const std::string text, text_member(answer, key, "\n"));
    *section = plain_markdown(text, kReportPoints);
  }
  if (report.empty()) return wrong("every section of the report is empty");
  return report;
}

}  // namespace sheaf::llm
