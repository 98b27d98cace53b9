// Splitting at mathematics and reading TeX aloud; the tables are in tex_symbols.cpp.
// Pure functions; any thread.
#include "base/tex.hpp"

#include <algorithm>

#include "base/byte_set.hpp"
#include "base/digits.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

// Hostile input is bounded here: longer spans and deeper nesting are taken as they stand.
constexpr std::size_t kMaxSpan = 2000;
constexpr int kMaxDepth = 12;
constexpr ByteSet kOpensMath("$\\");
constexpr ByteSet kMeansMore("\\`'{~");  ///< in prose

std::string prose_text(std::string_view prose, int depth);
std::string math_text(std::string_view math, int depth);

bool is_ascii_letter(char c) { return is_ascii_alnum(c) && !is_ascii_digit(c); }

/// Position of the closing delimiter at or after `from`, not escaped, or npos.
std::size_t find_closing(std::string_view text, std::size_t from, std::string_view closing) {
  text = text.substr(0, from + kMaxSpan);
  for (std::size_t pos = from; pos < text.size(); ++pos) {
    if (text.compare(pos, closing.size(), closing) == 0) return pos;
    if (text[pos] == '\\') ++pos;
  }
  return std::string_view::npos;
}

/// The mathematics that a single dollar at `open` begins; `end` is set past the closing dollar.
std::optional<std::string_view> dollar_math(std::string_view text, std::size_t open,
                                            std::size_t& end) {
  const std::size_t close = find_closing(text, open + 1, "$");
  if (close == std::string_view::npos || close == open + 1) return std::nullopt;
  const std::string_view inner = text.substr(open + 1, close - open - 1);
  const bool blank_before = is_ascii_space(inner.front());
  const bool blank_after = is_ascii_space(inner.back());
  if (blank_before != blank_after || trim(inner).empty()) return std::nullopt;
  if (close + 1 < text.size() && is_ascii_digit(text[close + 1])) return std::nullopt;
  end = close + 1;
  return inner;
}

/// Mathematics in any of its four delimiters, beginning at `open`.
std::optional<std::string_view> math_at(std::string_view text, std::size_t open, std::size_t& end) {
  std::string_view closing;
  if (text.compare(open, 2, "$$") == 0) closing = "$$";
  if (text.compare(open, 2, "\\(") == 0) closing = "\\)";
  if (text.compare(open, 2, "\\[") == 0) closing = "\\]";
  std::optional<std::string_view> inner;
  if (!closing.empty()) {
    const std::size_t close = find_closing(text, open + 2, closing);
    if (close == std::string_view::npos) return std::nullopt;
    inner = text.substr(open + 2, close - open - 2);
    end = close + 2;
  } else if (text[open] == '$') {
    inner = dollar_math(text, open, end);
  }
  if (!inner || trim(*inner).empty() || !braces_balanced(*inner)) return std::nullopt;
  return trim(*inner);
}

/// The macro name after the backslash at `pos`; moves `pos` past it.
std::string_view take_macro(std::string_view text, std::size_t& pos) {
  const std::size_t start = ++pos;
  while (pos < text.size() && is_ascii_letter(text[pos])) ++pos;
  if (pos == start && pos < text.size()) next_code_point(text, pos);
  return text.substr(start, pos - start);
}

/// The braced argument or single code point at `pos`, without its braces; moves `pos` past it.
std::string_view take_argument(std::string_view text, std::size_t& pos) {
  if (pos >= text.size()) return {};
  text = cut_utf8(text, pos + kMaxSpan);
  const std::size_t start = pos;
  if (text[pos] != '{') {
    if (text[pos] == '\\') {
      take_macro(text, pos);
    } else {
      next_code_point(text, pos);
    }
    return text.substr(start, pos - start);
  }
  int depth = 0;
  for (; pos < text.size(); ++pos) {
    if (text[pos] == '\\') { ++pos; continue; }
    if (text[pos] == '{') ++depth;
    if (text[pos] == '}' && --depth == 0) return text.substr(start + 1, pos++ - start - 1);
  }
  pos = text.size();
  return text.substr(std::min(start + 1, text.size()));
}

void skip_spaces(std::string_view text, std::size_t& pos) {
  while (pos < text.size() && text[pos] == ' ') ++pos;
}

/// An accented letter whose macro was just taken; leaves `pos` alone when there is none.
std::optional<std::string> accented(std::string_view text, std::string_view accent,
                                    std::size_t& pos) {
  std::size_t after = pos;
  skip_spaces(text, after);
  std::string_view letter = trim(take_argument(text, after));
  if (letter == "\\i") letter = "ı";
  if (letter == "\\j") letter = "j";
  auto composed = tex_accent(accent, letter);
  if (composed) pos = after;
  return composed;
}

/// What an accent of mathematics stands over, as text: "\hat x", "\bar{P}", "\bar\mathcal{M}".
std::string under_accent(std::string_view math, std::size_t& pos, int depth) {
  skip_spaces(math, pos);
  std::string argument(take_argument(math, pos));
  if (argument.starts_with('\\') && pos < math.size() && math[pos] == '{') {
    argument += '{';
    argument += take_argument(math, pos);
    argument += '}';
  }
  return math_text(argument, depth + 1);
}

/// A group that only ties letters together, as in "{BERT}" or "l'{é}ducation".
bool is_tie(std::string_view group) {
  return !group.empty() && std::all_of(group.begin(), group.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
  }) && !std::all_of(group.begin(), group.end(), is_ascii_digit);
}

void prose_macro(std::string_view prose, std::size_t& pos, int depth, std::string& out) {
  const std::size_t start = pos;
  const std::string_view macro = take_macro(prose, pos);
  if (macro.empty()) { out += '\\'; return; }
  if (auto letter = accented(prose, macro, pos)) { out += *letter; return; }
  if (pos < prose.size() && (prose[pos] == '{' || prose[pos] == '\\') && is_math_accent(macro)) {
    out += math_accent(macro, under_accent(prose, pos, depth));
    return;
  }
  if (is_tex_style(macro)) {
    // \href{address}{text} and \textcolor{red}{text}: the first argument is not for readers.
    if ((macro == "href" || macro == "textcolor") && pos < prose.size() && prose[pos] == '{')
      take_argument(prose, pos);
    if (pos < prose.size() && prose[pos] == '{') {
      out += prose_text(take_argument(prose, pos), depth + 1);
    } else {
      skip_spaces(prose, pos);
    }
    return;
  }
  if (const auto symbol = tex_symbol(macro)) {
    out += *symbol;
    if (prose.compare(pos, 2, "{}") == 0) pos += 2;
    return;
  }
  if (std::string_view("%&_#${}").find(macro.front()) != std::string_view::npos) {
    out += macro;
  } else if (macro == " " || macro == "\\" || macro == "," || macro == ";" || macro == "/") {
    out += macro == "/" ? "" : " ";
  } else {
    if (pos < prose.size() && prose[pos] == '{') take_argument(prose, pos);
    out += prose.substr(start, pos - start);
  }
}

/// TeX's tie, unless the tilde means "about" or sits in a URL.
bool is_tie_tilde(std::string_view prose, std::size_t pos) {
  if (pos == 0 || pos + 1 >= prose.size()) return false;
  const char before = prose[pos - 1], after = prose[pos + 1];
  return (is_ascii_alnum(before) || before == '.' || before == ')') &&
         (is_ascii_alnum(after) || after == '\\');
}

void append_digits(std::string& out, std::string_view digits, bool raised) {
  static constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  static constexpr std::string_view kLowered[] = {"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉"};
  for (const char c : digits) out += (raised ? kRaised : kLowered)[c - '0'];
}

void script(std::string_view math, std::size_t& pos, int depth, std::string& out) {
  const char mark = math[pos++];
  skip_spaces(math, pos);
  const std::string argument = math_text(take_argument(math, pos), depth + 1);
  const bool digits =
      !argument.empty() && std::all_of(argument.begin(), argument.end(), is_ascii_digit);
  if (digits) {
    append_digits(out, argument, mark == '^');
  } else if (argument == "⋆" || argument == "*" || argument == "∗" || argument == "′" ||
             argument == "†") {
    out += argument;
  } else if (count_code_points(argument) > 1) {
    out += mark + ("(" + argument + ")");
  } else {
    out += mark + argument;
  }
}

/// Greek, accented Latin, and the letters among the symbols: ℓ, ℏ, ℵ.
bool is_letter_symbol(std::string_view symbol) {
  std::size_t pos = 0;
  const char32_t c = next_code_point(symbol, pos);
  return (c >= 0xC0 && c <= 0x3FF && c != 0xD7 && c != 0xF7) || (c >= 0x2100 && c <= 0x214F);
}

/// "\sqrt{n}" and "\sqrt[3]{n}"; the brackets show how far the root goes.
std::string root(std::string_view math, std::size_t& pos, int depth) {
  std::string out = "√";
  skip_spaces(math, pos);
  if (const std::size_t close = math.substr(0, pos + kMaxSpan).find(']', pos);
      pos < math.size() && math[pos] == '[' && close != std::string_view::npos) {
    const std::string index = math_text(math.substr(pos + 1, close - pos - 1), depth + 1);
    std::string raised;
    if (all_digits(index)) append_digits(raised, index, true);
    out = index == "3" ? "∛" : index == "4" ? "∜" : !raised.empty() ? raised + "√" : index + "-√";
    pos = close + 1;
  }
  const std::string under = under_accent(math, pos, depth);
  return out + (count_code_points(under) > 1 && !all_digits(under) ? "(" + under + ")" : under);
}

void math_macro(std::string_view math, std::size_t& pos, int depth, std::string& out) {
  const std::string_view macro = take_macro(math, pos);
  if (macro == "frac" || macro == "tfrac" || macro == "dfrac") {
    const std::string above = math_text(take_argument(math, pos), depth + 1);
    out += above + "/" + math_text(take_argument(math, pos), depth + 1);
  } else if (macro == "left" || macro == "right" || macro == "bigl" || macro == "bigr") {
    return;
  } else if (macro == "sqrt") {
    out += root(math, pos, depth);
  } else if (is_math_accent(macro)) {
    out += math_accent(macro, under_accent(math, pos, depth));
  } else if (const auto symbol = tex_symbol(macro)) {
    // A letter after a symbol needs no blank, "\alpha x" reads as αx; an operator keeps those on both sides.
    const bool operates = out.ends_with(' ') && !is_letter_symbol(*symbol);
    out += *symbol;
    if (!operates) skip_spaces(math, pos);
  } else if (is_tex_style(macro)) {
    skip_spaces(math, pos);
  } else if (!macro.empty() && is_ascii_letter(macro.front())) {
    out += macro;
  } else if (macro == "|") {
    out += "‖";
  } else if (!macro.empty() &&
             std::string_view("%&_#${}").find(macro.front()) != std::string_view::npos) {
    out += macro;
  } else if (macro != "!") {
    out += ' ';
  }
}

std::string prose_text(std::string_view prose, int depth) {
  if (depth > kMaxDepth) return std::string(prose);
  std::string out;
  bool quoted = false;  // '' closes only what `` opened: it is also a second of arc
  for (std::size_t pos = 0; pos < prose.size();) {
    if (prose[pos] == '\\') {
      prose_macro(prose, pos, depth, out);
    } else if (prose.compare(pos, 2, "``") == 0 && prose.compare(pos, 3, "```") != 0 &&
               prose.substr(pos, kMaxSpan).find("''") != std::string_view::npos) {
      out += "“";
      quoted = true;
      pos += 2;
    } else if (quoted && prose.compare(pos, 2, "''") == 0) {
      out += "”";
      quoted = false;
      pos += 2;
    } else if (prose[pos] == '{') {
      std::size_t after = pos;
      const std::string_view group = take_argument(prose, after);
      const bool closed = after > pos + 1 && prose[after - 1] == '}';
      if (closed && (is_tie(group) || group.starts_with('\\'))) {
        out += prose_text(group, depth + 1);
        pos = after;
      } else {
        out += prose[pos++];
      }
    } else if (prose[pos] == '~' && is_tie_tilde(prose, pos)) {
      out += ' ';
      ++pos;
    } else {
      const std::size_t next = kMeansMore.find_in(prose, pos + 1);
      out += prose.substr(pos, next - pos);
      pos = next;
    }
  }
  return out;
}

std::string math_text(std::string_view math, int depth) {
  if (depth > kMaxDepth) return std::string(math);
  std::string out;
  for (std::size_t pos = 0; pos < math.size();) {
    const char c = math[pos];
    if (c == '\\') {
      math_macro(math, pos, depth, out);
    } else if (c == '^' || c == '_') {
      script(math, pos, depth, out);
    } else if (c == '{' || c == '}' || c == '$') {
      ++pos;
    } else {
      out += c == '~' ? ' ' : c;
      ++pos;
    }
  }
  return collapse_spaces(out);
}

}  // namespace

bool braces_balanced(std::string_view text, bool with_escaped) {
  int depth = 0;
  for (std::size_t pos = 0; pos < text.size(); ++pos) {
    if (text[pos] == '\\' && !with_escaped) { ++pos; continue; }
    if (text[pos] == '{') ++depth;
    if (text[pos] == '}' && --depth < 0) return false;
  }
  return depth == 0;
}

std::vector<TexPiece> split_math(std::string_view text) {
  std::vector<TexPiece> pieces;
  std::string prose;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t open = kOpensMath.find_in(text, pos);
    prose += text.substr(pos, open - pos);
    pos = open;
    if (pos == text.size()) break;
    std::size_t end = 0;
    if (const auto math = math_at(text, pos, end)) {
      if (!prose.empty()) pieces.push_back({false, std::move(prose)});
      prose.clear();
      pieces.push_back({true, std::string(*math)});
      pos = end;
      continue;
    }
    const std::size_t passed = std::min<std::size_t>(text[pos] == '\\' ? 2 : 1, text.size() - pos);
    prose += text.substr(pos, passed);
    pos += passed;
  }
  if (!prose.empty()) pieces.push_back({false, std::move(prose)});
  return pieces;
}

namespace {

/// Beyond Latin Extended-A, LaTeX reads the letters with accents as macros alone: "\c e" → "\c{e}".
std::string in_latex(std::string letter, std::string_view accent, std::string_view argument) {
  std::size_t end = 0;
  if (next_code_point(letter, end) <= 0x17F) return letter;
  argument = trim(argument);
  const bool braced = argument.starts_with('{');
  return "\\" + std::string(accent) + (braced ? "" : "{") + std::string(argument) + (braced ? "" : "}");
}

}  // namespace

std::string compose_letters(std::string_view prose) {
  std::string out;
  for (std::size_t pos = 0; pos < prose.size();) {
    if (prose[pos] != '\\') {
      const std::size_t macro_at = std::min(prose.find('\\', pos), prose.size());
      out += prose.substr(pos, macro_at - pos);
      pos = macro_at;
      continue;
    }
    const std::size_t start = pos;
    const std::string_view macro = take_macro(prose, pos);
    std::optional<std::string> letter = accented(prose, macro, pos);
    const std::size_t argument = start + 1 + macro.size();
    if (letter) letter = in_latex(*std::move(letter), macro, prose.substr(argument, pos - argument));
    if (!letter && std::find(kTexLetters.begin(), kTexLetters.end(), macro) != kTexLetters.end()) {
      if (const auto symbol = tex_symbol(macro)) letter = std::string(*symbol);
      if (prose.substr(pos).starts_with("{}")) pos += 2;
      else if (letter && !(out.ends_with('{') && prose.substr(pos).starts_with("}"))) skip_spaces(prose, pos);
    }
    if (!letter) {
      out += prose.substr(start, std::max(pos, start + 1) - start);
      pos = std::max(pos, start + 1);
    } else if (out.ends_with('{') && pos < prose.size() && prose[pos] == '}') {
      out.pop_back();  // "{\'e}" held the letter alone
      out += *letter;
      ++pos;
    } else {
      out += *letter;
    }
  }
  return out;
}

std::string plain_prose(std::string_view prose) { return prose_text(prose, 0); }

std::string plain_math(std::string_view math) { return math_text(math, 0); }

std::string plain_text(std::string_view text) {
  std::string out;
  for (const TexPiece& piece : split_math(to_valid_utf8(text)))
    out += piece.math ? plain_math(piece.text) : plain_prose(piece.text);
  return collapse_spaces(out);
}

}  // namespace sheaf
