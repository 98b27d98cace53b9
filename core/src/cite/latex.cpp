// Text to LaTeX that BibTeX can read: escapes, balanced braces, protected capitals.
// Pure functions; any thread.
#include <algorithm>

#include "base/byte_set.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/bibtex.hpp"
#include "cite/latex_table.hpp"
#include "cite/rich_latex.hpp"

namespace sheaf::cite {
namespace {

bool is_letter(char c) { return is_ascii_alnum(c) && !is_ascii_digit(c); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// Whether a letter that Unicode has with the accent stands at `pos`, bare or in braces, or a macro that is a
/// letter. "\c{opyright}" and "2\^{r}" are somebody's slips, and biber would make of them what stops LaTeX.
bool bears_accent(std::string_view text, std::size_t pos, std::string_view accent) {
  const bool braced = pos < text.size() && text[pos] == '{';
  if (braced) ++pos;
  if (pos >= text.size()) return false;
  if (text[pos] == '\\') return pos + 1 < text.size() && is_letter(text[pos + 1]);
  const std::size_t start = pos;
  next_code_point(text, pos);
  const bool closed = !braced || (pos < text.size() && text[pos] == '}');
  return closed && tex_accent(accent, text.substr(start, pos - start));
}

/// A macro or an accent at `pos` that LaTeX knows: its length, or 0. "\alpha" outside mathematics
/// would stop a LaTeX run, so macros count only when they dress text or stand for a letter.
std::size_t known_macro(std::string_view text, std::size_t pos) {
  std::size_t end = pos + 1;
  while (end < text.size() && is_letter(text[end])) ++end;
  const std::string_view macro = text.substr(pos + 1, end - pos - 1);
  if (macro.empty()) {
    if (end >= text.size()) return 0;
    const bool accent = contains("'`^\"~=.", text.substr(end, 1)) && bears_accent(text, end + 1, text.substr(end, 1));
    return accent || contains("%&_#$-/, ", text.substr(end, 1)) ? 2 : 0;
  }
  const bool braced = end < text.size() && text[end] == '{';
  if (macro.starts_with("math") || macro == "boldsymbol" || macro == "operatorname") return 0;
  if (is_tex_dress(macro) || macro == "LaTeX" || macro == "TeX") return end - pos;
  if (macro.size() == 1 && contains("uvHckrd", macro)) return braced && bears_accent(text, end, macro) ? 2 : 0;
  static constexpr std::string_view kLetters[] = {"AA", "AE", "L",  "O", "OE", "aa", "ae",
                                                  "i",  "j",  "l",  "o", "oe", "ss"};
  const bool letter =
      std::find(std::begin(kLetters), std::end(kLetters), macro) != std::end(kLetters);
  return letter ? end - pos : 0;
}

constexpr ByteSet kSpecial("\\{}&%_#$~^<>|");  ///< of prose: what escape_prose() looks at

std::string_view escaped_character(char c) {
  switch (c) {
    case '&': return "\\&";
    case '%': return "\\%";
    case '_': return "\\_";
    case '#': return "\\#";
    case '$': return "\\$";
    case '~': return "\\textasciitilde{}";
    case '^': return "\\textasciicircum{}";
    case '<': return "\\textless{}";  // these three are other characters in TeX's first text encoding
    case '>': return "\\textgreater{}";
    case '|': return "\\textbar{}";
    default: return {};
  }
}

std::string escape_prose(std::string_view prose, bool balanced) {
  std::string out;
  for (std::size_t pos = 0; pos < prose.size(); ++pos) {
    const std::size_t special = kSpecial.find_in(prose, pos);
    out += prose.substr(pos, special - pos);
    pos = special;
    if (pos == prose.size()) break;
    const char c = prose[pos];
    const char after = pos + 1 < prose.size() ? prose[pos + 1] : '\0';
    const bool brace = c == '{' || c == '}';
    if (c == '\\') {
      if (balanced && (after == '{' || after == '}')) {
        out += c;
        out += prose[++pos];
      } else if (after == '{' || after == '}') {
        continue;
      } else if (const std::size_t length = known_macro(prose, pos); length > 0) {
        out += prose.substr(pos, length);
        pos += length - 1;
      } else {
        out += "\\textbackslash{}";
      }
    } else if (brace && !balanced) {
      out += c == '{' ? "\\textbraceleft{}" : "\\textbraceright{}";
    } else if (const auto escaped = escaped_character(c); !escaped.empty()) {
      out += escaped;
    } else {
      out += c;
    }
  }
  return out;
}

/// The macro at `pos`, as the author's letters when only their own preamble knew it: an undefined one
/// would stop a LaTeX run. The position of its last character.
std::size_t escape_math_macro(std::string_view math, std::size_t pos, std::string& out) {
  std::size_t end = pos + 1;
  while (end < math.size() && is_letter(math[end])) ++end;
  const std::string_view name = math.substr(pos + 1, end - pos - 1);
  if (is_math_macro(name)) out += math.substr(pos, end - pos);
  else if (name == "Bbb" || name == "frak") out += name == "Bbb" ? "\\mathbb" : "\\mathfrak";  // AMS-TeX's
  else out += "\\mathrm{" + std::string(name) + "}";
  return end - 1;
}

/// Mathematics whose braces BibTeX can count.
std::string escape_math(std::string_view math) {
  const bool balanced = braces_balanced(math, true);
  std::string out = "$";
  for (std::size_t pos = 0; pos < math.size(); ++pos) {
    const char c = math[pos];
    const char after = pos + 1 < math.size() ? math[pos + 1] : '\0';
    if (c == '\\' && !balanced && (after == '{' || after == '}')) {
      out += after == '{' ? "\\lbrace " : "\\rbrace ";
      ++pos;
    } else if (c == '\\' && is_letter(after)) {
      pos = escape_math_macro(math, pos, out);
    } else if (c == '\\') {
      out += c;
      if (after != '\0') out += math[++pos];
    } else {
      if (c == '%' || c == '#') out += '\\';
      out += c;
    }
  }
  return out + "$";
}

/// Letters and digits between other characters: what BibTeX's styles may change the case of.
bool needs_protection(std::string_view part, bool begins_sentence, bool names) {
  const std::size_t capitals =
      static_cast<std::size_t>(std::count_if(part.begin(), part.end(), is_upper));
  if (capitals == 0) return false;
  if (part.size() == 1) return !begins_sentence && part != "A";
  return capitals > 1 || !is_upper(part.front()) || (names && !begins_sentence);
}

/// True for a title in sentence case, where a capital inside makes a name: a third or more of the words
/// that a title in capitals would capitalize are small.
bool has_small_words(std::string_view title) {
  int small = 0, capital = 0;
  bool first = true;
  for (const std::string& word : split_list(title, ' ')) {
    const bool plain = word.size() > 3 && std::all_of(word.begin() + 1, word.end(), [](char c) {
                         return (is_letter(c) && !is_upper(c)) || c == '-' || c == ',' || c == ':';
                       });
    if (!first && plain && !stays_small(ascii_lower(word)) && word != "using")
      ++(is_upper(word.front()) ? capital : small);
    first = word.ends_with(':');
  }
  return small > 0 && 2 * small >= capital;
}

struct Reading {
  bool begins_sentence = true;
  int depth = 0;
  bool names = false;  ///< the title's words are small, so a capital makes a name
};

/// The macro at `pos`, braced when BibTeX would change its case; moves `pos` past it.
std::string protect_macro(std::string_view escaped, std::size_t& pos, int depth) {
  std::size_t end = pos + 1;
  while (end < escaped.size() && is_letter(escaped[end])) ++end;
  end = std::min(std::max(end, pos + 2), escaped.size());
  const std::string macro(escaped.substr(pos, end - pos));
  pos = end;
  const bool shout = depth == 0 && std::any_of(macro.begin(), macro.end(), is_upper);
  return shout ? "{" + macro + "}" : macro;
}

bool in_word(char c) { return is_ascii_alnum(c) || static_cast<unsigned char>(c) >= 0x80; }

std::string protect_capitals(std::string_view escaped, Reading& reading) {
  std::string out;
  for (std::size_t pos = 0; pos < escaped.size();) {
    const char c = escaped[pos];
    if (c == '\\') {
      out += protect_macro(escaped, pos, reading.depth);
      reading.begins_sentence = false;
      continue;
    }
    if (!in_word(c)) {
      reading.depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ':' || c == '.' || c == '?' || c == '!') reading.begins_sentence = true;
      out += c;
      ++pos;
      continue;
    }
    std::size_t end = pos;
    while (end < escaped.size() && in_word(escaped[end])) ++end;
    const std::string_view part = escaped.substr(pos, end - pos);
    const bool protect = reading.depth == 0 && needs_protection(part, reading.begins_sentence, reading.names);
    out += protect ? "{" + std::string(part) + "}" : std::string(part);
    reading.begins_sentence = false;
    pos = end;
  }
  return out;
}

/// One line of valid UTF-8 without control characters.
std::string visible_line(std::string_view text) {
  std::string line = collapse_spaces(to_valid_utf8(text));
  const auto may_be_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '\xC2'; };
  if (std::none_of(line.begin(), line.end(), may_be_control)) return line;
  std::string visible;
  for (std::size_t pos = 0; pos < line.size();) {
    const std::size_t start = pos;
    const char32_t c = next_code_point(line, pos);
    if (c >= 0x20 && (c < 0x7F || c > 0x9F)) visible.append(line, start, pos - start);
  }
  return visible;
}

/// Pieces of a line, and whether the braces of its prose pair up. BibTeX counts braces with and without a
/// backslash before them.
std::vector<TexPiece> pieces_of(std::string_view line, bool& balanced) {
  std::vector<TexPiece> pieces = split_math(line);
  std::string prose;
  for (TexPiece& piece : pieces)
    if (!piece.math) prose += piece.text = compose_letters(piece.text);
  balanced = braces_balanced(prose, true);
  return pieces;
}

}  // namespace

std::string latex_escape(std::string_view text) {
  std::string line = visible_line(text);
  if (kSpecial.find_in(line) == line.size()) return line;  // most names
  std::string out;
  bool balanced = false;
  for (const TexPiece& piece : pieces_of(line, balanced))
    out += piece.math ? escape_math(piece.text) : escape_prose(piece.text, balanced);
  return out;
}

std::string bibtex_title(std::string_view title) {
  std::string out;
  Reading reading;
  reading.names = has_small_words(title);
  bool balanced = false;
  for (const TexPiece& piece : pieces_of(visible_line(title), balanced)) {
    // At brace depth 0 BibTeX's styles turn $O(n)$ into $o(n)$.
    out += piece.math ? "{" + escape_math(piece.text) + "}"
                      : protect_capitals(escape_prose(piece.text, balanced), reading);
    if (piece.math) reading.begins_sentence = false;
  }
  return out;
}

}  // namespace sheaf::cite
