// Character references by what CommonMark, GitHub's tables and MDX take as structure; see
// escape.hpp. Backslashes would read better, but no reader of these pages undoes them, and in a
// title they look like TeX's own.
// Pure functions; any thread.
#include "publish/escape.hpp"

#include <algorithm>

#include "base/entities.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf::publish {
namespace {

/// Where a text stands decides which characters must not stay.
struct Place {
  bool brackets = false;  ///< the text of a link
  bool pipes = false;     ///< a table's cell
  bool mdx = false;       ///< braces and "<" are code
  Braces braces = Braces::kBackslash;
};

bool is_punctuation(char c) {
  return c > ' ' && c < 0x7F && !is_ascii_alnum(c);
}
char at(std::string_view text, std::size_t pos) {
  return pos < text.size() ? text[pos] : ' ';
}
char before(std::string_view text, std::size_t pos) {
  return pos > 0 ? text[pos - 1] : ' ';
}

/// Control characters, noncharacters and direction overrides, which could show one text as another.
bool is_unwanted(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

std::string reference(char c) {
  return "&#" + std::to_string(static_cast<int>(c)) + ";";
}

bool begins_tag(std::string_view text, std::size_t pos) {
  const char next = at(text, pos + 1);
  return next == '/' || next == '!' || next == '?' ||
         (is_ascii_alnum(next) && !is_ascii_digit(next));
}

/// A sign that a word or the end of the text stands beside may open or close emphasis.
bool may_flank(std::string_view text, std::size_t pos) {
  return !is_ascii_space(before(text, pos)) || !is_ascii_space(at(text, pos + 1));
}
bool inside_word(std::string_view text, std::size_t pos) {
  return is_ascii_alnum(before(text, pos)) && is_ascii_alnum(at(text, pos + 1));
}

/// What must not stay anywhere in prose.
bool is_structure(std::string_view text, std::size_t pos) {
  const char c = text[pos];
  switch (c) {
    case '\\':
      return pos + 1 == text.size() || is_punctuation(text[pos + 1]);
    case '`':
      return true;
    case '*':
      return may_flank(text, pos);
    case '_':
      return may_flank(text, pos) && !inside_word(text, pos);
    case '~':
      return at(text, pos + 1) == '~' || !is_ascii_space(before(text, pos));
    case ']':
      return contains("([:", std::string_view(text).substr(std::min(pos + 1, text.size()), 1)) &&
             pos + 1 < text.size();
    default:
      return false;
  }
}

void put_angle(std::string& out, std::string_view text, std::size_t pos, const Place& place) {
  if (place.mdx)
    out += text[pos] == '<' ? "&lt;" : ">";
  else
    out += text[pos] == '<' && begins_tag(text, pos) ? "&lt;" : text.substr(pos, 1);
}

void put_brace(std::string& out, char c, const Place& place) {
  if (!place.mdx)
    out += c;
  else
    out += place.braces == Braces::kBackslash ? "\\" + std::string(1, c) : reference(c);
}

void put_prose(std::string& out, std::string_view text, std::size_t pos, const Place& place) {
  const char c = text[pos];
  const bool bracket = c == '[' || c == ']';
  if (c == '<' || c == '>') return put_angle(out, text, pos, place);
  if (c == '{' || c == '}') return put_brace(out, c, place);
  if (c == '&' && read_entity(text.substr(pos))) {
    out += "&amp;";
  } else if ((place.brackets && bracket) || (place.pipes && c == '|') || (place.mdx && c == '$') ||
             is_structure(text, pos)) {
    out += reference(c);
  } else {
    out += c;
  }
}

/// Inside mathematics references would show as they are written, so only what would end the place
/// is changed there.
void put_math(std::string& out, std::string_view text, std::size_t pos, const Place& place) {
  const char c = text[pos];
  if (place.mdx && c == '\\' && is_punctuation(at(text, pos + 1))) {
    out += "&#92;";  // MDX would lose it, and read the brace behind it
  } else if (c == '|' && place.pipes) {
    out += before(text, pos) == '\\' ? "&#124;" : "\\|";
  } else if ((place.brackets && (c == '[' || c == ']')) || c == '`' || (place.mdx && c == '*')) {
    out += reference(c);
  } else if (c == '&' && read_entity(text.substr(pos))) {
    out += "&amp;";
  } else if (c == '<' || c == '>') {
    put_angle(out, text, pos, place);
  } else if (c == '{' || c == '}') {
    put_brace(out, c, place);
  } else {
    out += c;
  }
}

/// Marks which bytes are inside $…$, dollars included. Pieces come in order, so each is found
/// behind the last.
std::vector<bool> math_bytes(std::string_view line) {
  std::vector<bool> math(line.size(), false);
  std::size_t from = 0;
  for (const TexPiece& piece : split_math(line)) {
    const std::size_t found = line.find(piece.text, from);
    if (found == std::string_view::npos) break;
    const std::size_t end = found + piece.text.size();
    if (!piece.math) {
      from = end;
      continue;
    }
    std::size_t open = found, close = end;
    while (open > from && (line[open - 1] == '$' || is_ascii_space(line[open - 1]))) --open;
    while (open < found && line[open] != '$') ++open;
    while (close < line.size() && is_ascii_space(line[close])) ++close;
    while (close < line.size() && line[close] == '$' && close - end < 2) ++close;
    // \(…\) and \[…\] are no mathematics to Markdown.
    if (open < found && close > end)
      std::fill(math.begin() + static_cast<std::ptrdiff_t>(open),
                math.begin() + static_cast<std::ptrdiff_t>(close), true);
    from = end;
  }
  return math;
}

std::string escaped(std::string_view line, const Place& place) {
  if (line.find_first_of("\\`*_~[]<>{}|&$") == std::string_view::npos) return std::string(line);
  const std::vector<bool> math = math_bytes(line);
  std::string out;
  out.reserve(line.size() + line.size() / 8);
  for (std::size_t pos = 0; pos < line.size(); ++pos) {
    if (math[pos])
      put_math(out, line, pos, place);
    else
      put_prose(out, line, pos, place);
  }
  return out;
}

std::size_t label_end(std::string_view line) {
  const std::size_t colon = line.substr(0, 40).find(':');
  if (colon == std::string_view::npos || colon == 0) return std::string_view::npos;
  const bool words =
      std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
        return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80 ||
               std::string_view(" ;&/-_*").find(c) != std::string_view::npos;
      });
  return words ? colon : std::string_view::npos;
}

/// "12. " or "12) " at the start: the place of the sign, or npos.
std::size_t list_number_end(std::string_view line) {
  const std::size_t end = line.find_first_not_of("0123456789");
  const bool number = end != 0 && end != std::string_view::npos && end < 10 &&
                      (line[end] == '.' || line[end] == ')');
  return number ? end : std::string_view::npos;
}

/// What a line could begin with.
std::string line_start_escaped(const std::string& line) {
  if (line.empty()) return line;
  const bool mark = std::string_view("#>-+=|:*_").find(line[0]) != std::string_view::npos;
  if (mark) return reference(line[0]) + line.substr(1);
  if (const std::size_t sign = list_number_end(line); sign != std::string_view::npos)
    return line.substr(0, sign) + reference(line[sign]) + line.substr(sign + 1);
  const std::size_t colon = label_end(line);
  if (colon == std::string_view::npos) return line;
  return line.substr(0, colon) + reference(':') + line.substr(colon + 1);
}

bool ends_or_imitates(std::string_view line) {
  const std::string_view start = trim(line);
  if (!start.starts_with("###")) return false;
  const std::string_view text =
      trim(start.substr(std::min(start.find_first_not_of('#'), start.size())));
  return !text.empty() &&
         (is_ascii_digit(text[0]) || text[0] == '[' || text.starts_with("AI Summary"));
}

std::string essay_line(std::string_view line) {
  std::string out;
  if (ends_or_imitates(line)) {
    const std::size_t sign = line.find('#');
    out += std::string(line.substr(0, sign)) + "\\";
    line.remove_prefix(sign);
  }
  for (std::size_t pos = 0; pos < line.size(); ++pos) {
    if (line[pos] == '<' && begins_tag(line, pos))
      out += "&lt;";
    else
      out += line[pos];
  }
  return out;
}

std::string without_unwanted(std::string_view text, bool lines) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next_code_point(text, pos);
    if (!is_unwanted(c) || (lines && (c == '\n' || c == '\t'))) append_utf8(out, c);
  }
  return out;
}

}  // namespace

std::string plain_line(std::string_view text) {
  return collapse_spaces(without_unwanted(collapse_spaces(to_valid_utf8(text)), false));
}

std::string prose(std::string_view text) {
  return escaped(plain_line(text), {});
}

std::string link_text(std::string_view text) {
  Place place;
  place.brackets = true;
  return escaped(plain_line(text), place);
}

std::string cell(std::string_view text) {
  Place place;
  place.pipes = true;
  std::string out;
  for (const std::string& line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    out += (out.empty() ? "" : "<br>") + escaped(plain_line(line), place);
  }
  return out;
}

std::string prose_lines(std::string_view text, FirstLine first) {
  std::string out;
  bool blank = false;
  for (const std::string& raw : split(text, '\n')) {
    const std::string line = plain_line(raw);
    if (line.empty()) {
      blank = !out.empty();
      continue;
    }
    if (!out.empty()) out += blank ? "\n\n" : "\n";
    const bool free = out.empty() && first == FirstLine::kBehindLabel;
    out += free ? escaped(line, {}) : line_start_escaped(escaped(line, {}));
    blank = false;
  }
  return out;
}

std::string essay(std::string_view markdown) {
  std::string out;
  for (const std::string& line : split(without_unwanted(to_valid_utf8(markdown), true), '\n')) {
    if (!out.empty()) out += '\n';
    out += essay_line(line);
  }
  return out;
}

std::string mdx(std::string_view text, Braces braces) {
  Place place;
  place.mdx = true;
  place.braces = braces;
  return escaped(plain_line(text), place);
}

std::string safe_url(std::string_view url) {
  url = trim(url);
  if (!url.starts_with("https://") && !url.starts_with("http://")) return {};
  std::string out;
  for (const char c : to_valid_utf8(url)) {
    const bool kept = static_cast<unsigned char>(c) > ' ' && c != 0x7F &&
                      std::string_view("()[]<>{}|\"'\\`*^").find(c) == std::string_view::npos;
    out += kept ? std::string(1, c) : percent_encode(std::string_view(&c, 1));
  }
  return out;
}

}  // namespace sheaf::publish
