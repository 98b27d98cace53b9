// Escaping by what Obsidian, Templater, Dataview and Tasks take as structure. Backslashes come
// first, since Obsidian shows none of them; an invisible break only where escapes do not work.
// Pure functions; any thread.
#include "render/markdown.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/tex.hpp"

namespace sheaf::render {
namespace {

constexpr std::string_view kBreak = "\u200B";

bool is_punctuation(char c) {
  return c > ' ' && c < 0x7F && !is_ascii_alnum(c);
}

/// Control characters, direction overrides and invisible breaks: never wanted from outside.
/// U+200C and U+200D stay, since Persian and Indic words need them.
bool is_unwanted(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200B || c == 0x2060 || c == 0xFEFF ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
         (c >= 0xFDD0 && c <= 0xFDEF);
}

std::string one_line(std::string_view text) {
  const std::string joined = collapse_spaces(to_valid_utf8(text));
  std::string out;
  for (std::size_t pos = 0; pos < joined.size();) {
    const char32_t c = next_code_point(joined, pos);
    if (!is_unwanted(c)) append_utf8(out, c);
  }
  return collapse_spaces(out);
}

/// Full-width digits and letters; their neighbours are punctuation.
bool is_wide_alnum(char32_t c) {
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) ||
         (c >= 0xFF41 && c <= 0xFF5A);
}

char at(std::string_view text, std::size_t pos) { return pos < text.size() ? text[pos] : '\0'; }

bool is_hex(char c) {
  return is_ascii_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f');
}

/// Length of a bare http(s) URL that is safe as it stands, or 0. It shows itself and may be
/// clicked; escapes inside it would change where it leads.
std::size_t safe_url(std::string_view text, std::size_t pos) {
  if (text[pos] != 'h') return 0;
  if (text.compare(pos, 8, "https://") != 0 && text.compare(pos, 7, "http://") != 0) return 0;
  static constexpr std::string_view kAllowed = "-._~:/?#@!&'+,;=%";
  std::size_t end = pos;
  while (end < text.size() &&
         (is_ascii_alnum(text[end]) || contains(kAllowed, text.substr(end, 1))))
    ++end;
  while (end > pos && contains(".,;:!?'", text.substr(end - 1, 1))) --end;
  const std::string_view url = text.substr(pos, end - pos);
  const bool structure = contains(url, "%%") || contains(url, "::") || contains(url, "==") ||
                         contains(url, "~~") || contains(url, "__") || contains(url, "/_") ||
                         contains(url, "_/") || url.ends_with('_');
  return structure ? 0 : end - pos;
}

bool ends_line_as_id(std::string_view after_caret) {
  if (after_caret.empty()) return false;
  for (const char c : after_caret)
    if (!is_ascii_alnum(c) && c != '-') return false;
  return true;
}

bool begins_entity(std::string_view after_ampersand) {
  std::size_t length = at(after_ampersand, 0) == '#' ? 1 : 0;
  while (is_ascii_alnum(at(after_ampersand, length))) ++length;
  return length > 0 && at(after_ampersand, length) == ';';
}

/// Whether the character at `pos` of a line of prose needs a backslash.
bool needs_escape(std::string_view line, std::size_t pos) {
  const char c = line[pos];
  const char before = pos > 0 ? line[pos - 1] : '\0';
  const char after = at(line, pos + 1);
  switch (c) {
    case '`': case '[': case ']': case '$': return true;
    case '\\': return after == '\0' || is_punctuation(after);
    case '*': return pos == 0 || !(before == ' ' && (after == ' ' || after == '\0'));
    case '_': return !((is_ascii_alnum(before) || static_cast<unsigned char>(before) >= 0x80) &&
                       (is_ascii_alnum(after) || static_cast<unsigned char>(after) >= 0x80));
    case '#': return !is_ascii_alnum(before) && after != ' ' && after != '\0';
    case '<':
      return !(after == ' ' || after == '=' || after == '\0' || is_ascii_digit(after) ||
               after == '%');
    case '%': return before == '%' || after == '%' || before == '<' || after == '>';
    case '~': case '=': return before == c || after == c;
    case ':': return before == c;
    case '/': return before == ':' && after == '/';
    case '&': return begins_entity(line.substr(pos + 1));
    case '^': return (pos == 0 || before == ' ') && ends_line_as_id(line.substr(pos + 1));
    default: return false;
  }
}

/// Markers that mean something at the start of a line only: where the backslash goes, or npos.
std::size_t line_start_escape(std::string_view line) {
  const char first = at(line, 0);
  if (first == '-' || first == '>' || first == '#' || first == '|' || first == '=' || first == ':')
    return 0;
  if (first == '+' && (line.size() == 1 || line[1] == ' ')) return 0;
  std::size_t digits = 0;
  while (is_ascii_digit(at(line, digits))) ++digits;
  const char mark = at(line, digits);
  const char after = at(line, digits + 1);
  if (digits > 0 && (mark == '.' || mark == ')') && (after == ' ' || after == '\0')) return digits;
  return std::string_view::npos;
}

struct Place {
  bool first;     ///< begins the line
  bool last;      ///< ends it
  bool in_table;
};

/// Prose without mathematics.
std::string escape_prose(std::string_view prose, const Place& place) {
  // A block id is one only at the end of the line; more text is to come when not `last`.
  const std::string line = std::string(prose) + (place.last ? "" : "$");
  const bool starts = place.first && !place.in_table;
  const std::size_t start = starts ? line_start_escape(line) : std::string_view::npos;
  std::string out;
  for (std::size_t pos = 0; pos < prose.size(); ++pos) {
    if (const std::size_t length = safe_url(line, pos); length > 0) {
      out += line.substr(pos, length);
      pos += length - 1;
      continue;
    }
    const bool pipe = place.in_table && line[pos] == '|';
    if (pipe || pos == start || needs_escape(line, pos)) out += '\\';
    out += line[pos];
  }
  return out;
}

/// Mathematics that means the same and holds no structure of Obsidian or Templater, or nothing.
std::string safe_math(std::string_view math, bool in_table) {
  if (contains(math, "`") || contains(math, "%%") || math.ends_with('\\')) return {};
  std::string out;
  for (std::size_t pos = 0; pos < math.size(); ++pos) {
    const char c = math[pos];
    const char after = at(math, pos + 1);
    if (c == '|' && in_table) {
      out += "\\vert ";
    } else if (c == '\\' && after == '|' && in_table) {
      out += "\\Vert ";
      ++pos;
    } else if (c == '\\') {
      out += c;
      if (after != '\0') out += math[++pos];
    } else if (c == '#' || c == '$') {
      out += '\\';
      out += c;
    } else {
      out += c;
      // A blank means nothing in mathematics and keeps "<%", "<b", "[[", "]]", "::" and "%>" apart.
      const bool apart =
          (c == '<' && after != ' ') || (c == '%' && after == '>') ||
          ((c == '[' || c == ']' || c == ':' || c == '!') && (after == c || after == '['));
      if (apart && after != '\0') out += ' ';
    }
  }
  const std::string_view trimmed = trim(out);
  return "$" + std::string(trimmed) + "$";
}

/// Pieces as they will show. Mathematics that cannot be kept joins the prose around it.
std::vector<TexPiece> shown_pieces(std::string_view text, bool in_table) {
  std::vector<TexPiece> line;
  for (const TexPiece& piece : split_math(one_line(text))) {
    std::string math = piece.math ? safe_math(piece.text, in_table) : std::string();
    if (!math.empty()) {
      line.push_back({true, std::move(math)});
      continue;
    }
    std::string prose = piece.math ? plain_math(piece.text) : plain_prose(piece.text);
    if (!line.empty() && !line.back().math) {
      line.back().text += prose;
    } else {
      line.push_back({false, std::move(prose)});
    }
  }
  return line;
}

// Code points that no text may hold (Unicode 23.7): they carry a highlight through the escapes.
constexpr std::string_view kOpen = "\uFDD0";
constexpr std::string_view kClose = "\uFDD1";

bool is_word_byte(char c) { return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Whether text[pos, pos + size) is no part of a longer word or number.
bool stands_alone(std::string_view text, std::size_t pos, std::size_t size) {
  const char first = text[pos], last = text[pos + size - 1];
  const bool joined_before = pos > 0 && is_word_byte(text[pos - 1]) && is_ascii_alnum(first);
  const bool joined_after = is_word_byte(at(text, pos + size)) && is_ascii_alnum(last);
  return !joined_before && !joined_after;
}

/// Each of `words` in `prose` between kOpen and kClose; the first that fits wins.
std::string with_highlights(std::string_view prose, const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t pos = 0; pos < prose.size();) {
    const auto found = std::find_if(words.begin(), words.end(), [&](const std::string& word) {
      return !word.empty() && word.front() != '=' && word.back() != '=' &&
             prose.substr(pos).starts_with(word) && stands_alone(prose, pos, word.size());
    });
    if (found == words.end()) {
      out += prose[pos++];
      continue;
    }
    out.append(kOpen).append(*found).append(kClose);
    pos += found->size();
  }
  return out;
}

std::string render(std::string_view text, bool in_table,
                   const std::vector<std::string>& highlights = {}) {
  std::vector<TexPiece> line = shown_pieces(text, in_table);
  if (!highlights.empty())
    for (TexPiece& piece : line)
      if (!piece.math) piece.text = with_highlights(piece.text, highlights);
  std::string out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const Place place{i == 0, i + 1 == line.size(), in_table};
    const std::string shown = line[i].math ? line[i].text : escape_prose(line[i].text, place);
    // A digit or a dollar beside a closing dollar, or a dollar before an opening one, would undo
    // it.
    const bool after_math = i > 0 && line[i - 1].math;
    if (after_math && (is_ascii_digit(at(shown, 0)) || at(shown, 0) == '$')) out += kBreak;
    if (line[i].math && out.ends_with('$') && !after_math) out += kBreak;
    out += shown;
  }
  return out;
}

}  // namespace

std::string markdown_text(std::string_view text) { return render(text, false); }

std::string markdown_cell(std::string_view text) { return render(text, true); }

std::string markdown_highlighted(std::string_view text, const std::vector<std::string>& words,
                                 bool in_table) {
  if (words.empty()) return render(text, in_table);
  const std::string shown = render(text, in_table, words);
  return replace_all(replace_all(shown, kOpen, "=="), kClose, "==");
}

std::string link_label(std::string_view text) {
  // Nothing can be escaped inside a wikilink, hence look-alikes.
  const std::string plain = one_line(plain_text(text));
  std::string out;
  for (std::size_t pos = 0; pos < plain.size(); ++pos) {
    const char c = plain[pos];
    const char before = pos > 0 ? plain[pos - 1] : '\0';
    switch (c) {
      case '[': out += '('; break;
      case ']': out += ')'; break;
      case '|': out += "∣"; break;
      case '`': out += "ˋ"; break;
      case '$': out += "＄"; break;
      case '*': out += "∗"; break;
      case '\\': out += "∖"; break;
      case '<': out += "＜"; break;
      case '#':
        out += c;
        if (!is_ascii_alnum(before) && at(plain, pos + 1) > ' ') out += kBreak;
        break;
      case '~': case '=': case '%': case ':': case '_':
        if (before == c) out += kBreak;
        [[fallthrough]];
      default: out += c;
    }
  }
  return out;
}

std::string wikilink(std::string_view target, std::string_view label, bool in_table) {
  std::string path;
  for (const char c : one_line(target))
    if (!contains("[]|#^<>", std::string_view(&c, 1))) path += c;
  const std::string shown = link_label(label);
  if (shown.empty() || shown == path) return "[[" + path + "]]";
  return "[[" + path + (in_table ? "\\|" : "|") + shown + "]]";
}

std::string markdown_link(std::string_view label, std::string_view url, bool in_table) {
  const std::string shown = in_table ? markdown_cell(label) : markdown_text(label);
  if (!url.starts_with("https://") && !url.starts_with("http://")) return shown;
  std::string target;
  for (std::size_t i = 0; i < url.size(); ++i) {
    const char c = url[i];
    // A "%" that encodes nothing is one itself; so there is no "%%", which is Obsidian's even inside
    // a URL, as "::" is Dataview's.
    const bool plain = c == '%' ? is_hex(at(url, i + 1)) && is_hex(at(url, i + 2))
                                : is_ascii_alnum(c) || contains("-._~:/?#@!&'+,;=", url.substr(i, 1));
    if (plain && !(c == ':' && target.ends_with(c))) {
      target += c;
    } else {
      target += percent_encode(url.substr(i, 1));
    }
  }
  return "[" + shown + "](" + target + ")";
}

std::string yaml_string(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  const std::string valid = to_valid_utf8(text);
  std::string out = "\"";
  for (std::size_t pos = 0; pos < valid.size();) {
    const std::size_t start = pos;
    const char32_t c = next_code_point(valid, pos);
    // YAML breaks lines at U+0085, U+2028 and U+2029 too. '<' before '%' is spelt out because
    // Templater reads the whole file and would run what stands between "<%" and "%>".
    const bool spelt = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
                       c == 0xFEFF || c == 0xFFFE || c == 0xFFFF ||
                       (c == '<' && at(valid, pos) == '%');
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (spelt) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(c >> shift) & 0xF];
    } else {
      out += valid.substr(start, pos - start);
    }
  }
  return out + "\"";
}

std::string category_tag(std::string_view category) {
  std::string out = "arxiv/";
  for (const char c : category) {
    if (c == '.') {
      out += '/';
    } else if (is_ascii_alnum(c) || c == '-' || c == '_') {
      out += c;
    }
  }
  while (out.ends_with('/')) out.pop_back();
  return out;
}

std::string topic_tag(std::string_view topic) {
  const std::string plain = to_lower(one_line(plain_text(topic)));
  std::string word;
  for (std::size_t pos = 0; pos < plain.size();) {
    const char32_t c = next_code_point(plain, pos);
    const bool wide_sign = c >= 0xFF00 && c <= 0xFF65 && !is_wide_alnum(c);
    if ((is_word_code_point(c) && !wide_sign) || c == '_') {
      append_utf8(word, c);
    } else if (!word.empty() && word.back() != '-') {
      word += '-';
    }
  }
  while (word.ends_with('-')) word.pop_back();
  return word.empty() ? word : "topic/" + word;
}

}  // namespace sheaf::render
