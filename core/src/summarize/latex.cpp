// LaTeX to readable text: see latex.hpp. One pass, no nesting deeper than the text itself.
// Pure functions; any thread.
#include "summarize/latex.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/byte_set.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestFormula = 400;

/// Commands whose argument is no text for readers.
constexpr std::string_view kDropped[] = {"cite",  "citealp", "citep",  "citet", "eqref", "footnote",
                                         "index", "label",   "nocite", "ref",   "vspace"};
bool is_letter(char c) {
  const char low = ascii_lower(c);
  return low >= 'a' && low <= 'z';
}

template <class Table>
bool is_one_of(const Table& table, std::string_view name) {
  return std::find(std::begin(table), std::end(table), name) != std::end(table);
}

/// Past the brace that closes text[pos] == '{', or pos + 1 when none does near.
std::size_t group_end(std::string_view text, std::size_t pos) {
  int depth = 0;
  const std::size_t limit = std::min(text.size(), pos + kLongestFormula);
  for (std::size_t i = pos; i < limit; ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1;
  }
  return pos + 1;
}

constexpr ByteSet kMayMeanMore("\\${}~`'-");

class Reader {
 public:
  Reader(std::string_view text, bool unwrap_formulas) : text_(text), unwrap_(unwrap_formulas) {}

  std::string read() {
    out_.reserve(text_.size());
    while (pos_ < text_.size()) step();
    return collapse_spaces(out_);
  }

 private:
  void step() {
    const char c = text_[pos_];
    if (c == '\\') return command();
    if (c == '$') return formula();
    if (c == '{' || c == '}') {
      ++pos_;
    } else if (c == '~') {
      // "~" ties words, but before a number it means "about".
      out_ +=
          pos_ + 1 < text_.size() && is_ascii_digit(text_[pos_ + 1]) && !after_word() ? '~' : ' ';
      ++pos_;
    } else if (starts("``")) {
      put("“", 2);
    } else if (starts("''")) {
      put("”", 2);
    } else if (starts("---")) {
      put("—", 3);
    } else if (starts("--") && after_word()) {
      put("–", 2);
    } else {
      plain_run();
    }
  }

  /// Characters that mean themselves, all at once: most of a text.
  void plain_run() {
    const std::size_t start = pos_++;
    pos_ = kMayMeanMore.find_in(text_, pos_);
    out_.append(text_, start, pos_ - start);
  }

  bool starts(std::string_view what) const { return text_.compare(pos_, what.size(), what) == 0; }
  bool after_word() const {
    if (out_.empty()) return false;
    const char last = out_.back();
    return is_ascii_alnum(last) || last == '.' || static_cast<unsigned char>(last) >= 0x80;
  }
  void put(std::string_view what, std::size_t length) {
    out_ += what;
    pos_ += length;
  }

  void formula() {
    const std::size_t end = formula_end(text_, pos_);
    if (end == std::string_view::npos) return put("$", 1);
    const std::string_view whole = text_.substr(pos_, end - pos_);
    pos_ = end;
    put_formula(whole);
  }

  void put_formula(std::string_view whole) {
    std::string bare;
    if (unwrap_ && unwrap(whole, bare)) {
      out_ += bare;
    } else {
      out_ += whole;
    }
  }

  /// \(…\) and \[…\] become $…$: what is in them stays as it is, too.
  bool bracketed_formula(char open) {
    const std::string_view near = text_.substr(pos_, kLongestFormula);
    const std::size_t length = near.find(open == '(' ? "\\)" : "\\]", 2);
    if (length == std::string_view::npos) return false;
    const std::string_view inner = trim(near.substr(2, length - 2));
    if (inner.empty() || contains(inner, "$")) return false;
    put_formula("$" + std::string(inner) + "$");
    pos_ += length + 2;
    return true;
  }

  /// Formulas without structure: symbols become characters, no command or script group is left.
  static bool unwrap(std::string_view whole, std::string& bare) {
    const std::size_t dollars = whole.substr(0, 2) == "$$" && whole.size() > 3 ? 2 : 1;
    std::string inner(whole.substr(dollars, whole.size() - 2 * dollars));
    for (const std::string_view degree : {"^\\circ", "^{\\circ}"})
      if (contains(inner, degree)) inner = replace_all(inner, degree, "°");
    for (std::size_t i = 0; i + 1 < inner.size(); ++i) {
      if (inner[i] != '\\' || !is_letter(inner[i + 1])) continue;
      std::size_t end = i + 1;
      while (end < inner.size() && is_letter(inner[end])) ++end;
      const std::string_view name = std::string_view(inner).substr(i + 1, end - i - 1);
      if (!tex_symbol(name) && !is_tex_style(name)) return false;
    }
    if (contains(inner, "_{") || contains(inner, "^{") || contains(inner, "$")) return false;
    bare = Reader(inner, false).read();
    return true;
  }

  void command() {
    if (pos_ + 1 >= text_.size()) {
      ++pos_;
    } else if (accent()) {
      return;
    } else if (is_letter(text_[pos_ + 1])) {
      named_command();
    } else {
      const char c = text_[pos_ + 1];
      if ((c == '(' || c == '[') && bracketed_formula(c)) return;
      const bool space = c == '\\' || c == ',' || c == ';' || c == ':' || c == ' ' || c == '/';
      if (space) {
        out_ += ' ';
      } else if (is_one_of(std::string_view("%&#_${}"), c)) {
        out_ += c;
      } else if (c == '(' || c == ')' || c == '[' || c == ']') {
        out_ += '$';  // the other spelling of inline formulas
      }
      pos_ += 2;
      if (static_cast<unsigned char>(c) >= 0x80) --pos_;
    }
  }

  static bool is_one_of(std::string_view set, char c) {
    return set.find(c) != std::string_view::npos;
  }
  template <class Table>
  static bool is_one_of(const Table& table, std::string_view name) {
    return summarize::is_one_of(table, name);
  }

  /// \'e, \'{e}, \c{c}, \v c, and \'\i.
  bool accent() {
    const char mark = text_[pos_ + 1];
    std::size_t at = pos_ + 2;
    const bool by_letter = is_letter(mark);
    if (by_letter && (at >= text_.size() || (text_[at] != '{' && text_[at] != ' '))) return false;
    while (at < text_.size() && text_[at] == ' ' && by_letter) ++at;
    const bool braced = at < text_.size() && text_[at] == '{';
    if (braced) ++at;
    if (at < text_.size() && text_[at] == '\\') ++at;
    if (at >= text_.size()) return false;
    const auto letter = tex_accent(text_.substr(pos_ + 1, 1), text_.substr(at, 1));
    if (!letter) return false;
    ++at;
    if (braced && (at >= text_.size() || text_[at] != '}')) return false;
    out_ += *letter;
    pos_ = braced ? at + 1 : at;
    return true;
  }

  void named_command() {
    std::size_t end = pos_ + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    const std::string_view name = text_.substr(pos_ + 1, end - pos_ - 1);
    if (end < text_.size() && text_[end] == '*') ++end;
    pos_ = end;
    if (is_one_of(kDropped, name)) {
      if (pos_ < text_.size() && text_[pos_] == '{') pos_ = group_end(text_, pos_);
    } else if (const auto text = tex_symbol(name)) {
      // Outside of formulas a dotless letter only carries an accent.
      out_ += name == "i" || name == "j" ? name : *text;
      skip_spaces_after_letters(name);
    } else if (is_tex_style(name)) {
      // \href{address}{text} and \textcolor{red}{text}: the first argument is not for readers.
      const bool two = name == "href" || name == "textcolor";
      if (two && pos_ < text_.size() && text_[pos_] == '{') pos_ = group_end(text_, pos_);
    } else {
      out_ += name;
    }
  }

  /// LaTeX eats the space after a command: "\o re" is "øre". After Greek letters it was meant.
  void skip_spaces_after_letters(std::string_view name) {
    if (name.size() <= 2 && pos_ < text_.size() && text_[pos_] == ' ' && name != "in" &&
        name != "to")
      ++pos_;
  }

  std::string_view text_;
  bool unwrap_;
  std::size_t pos_ = 0;
  std::string out_;
};

}  // namespace

std::size_t formula_end(std::string_view text, std::size_t pos) {
  const std::size_t limit = std::min(text.size(), pos + kLongestFormula);
  const bool display = text.compare(pos, 2, "$$") == 0;
  const std::size_t start = pos + (display ? 2 : 1);
  if (start >= limit || (!display && is_ascii_space(text[start]))) return std::string_view::npos;
  for (std::size_t i = start; i < limit; ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '$') {
      if (display)
        return i + 1 < text.size() && text[i + 1] == '$' ? i + 2 : std::string_view::npos;
      if (is_ascii_space(text[i - 1])) return std::string_view::npos;
      if (i + 1 < text.size() && is_ascii_digit(text[i + 1])) return std::string_view::npos;
      return i + 1;
    } else if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] == '\n') {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

namespace {

constexpr std::size_t kBlock = 16;
using Block = std::array<unsigned char, kBlock>;

/// Lowers, for each of 16 bytes, `plain` to 0 where it means more than itself or begins a wide space,
/// or where it and the byte before it join: spaces, "--", "''"; and `simple` where it and the byte
/// before it are " (", " ," or "- ". Without branches, as processors do 16 at once.
void look_at(const char* bytes, Block& plain, Block& simple) {
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const auto before = static_cast<unsigned char>(bytes[static_cast<std::ptrdiff_t>(i) - 1]);
    const auto off = [byte](char sign) {
      return static_cast<unsigned char>(byte ^ static_cast<unsigned char>(sign));
    };
    const auto both = [](unsigned char a, unsigned char b) { return static_cast<unsigned char>(a | b); };
    const auto above = [byte](unsigned first, unsigned last) {  // 0 from first to last
      const auto from = static_cast<unsigned char>(byte - first);
      return static_cast<unsigned char>(from - std::min(from, static_cast<unsigned char>(last - first)));
    };
    unsigned char near = both(std::min(off(' '), std::min(off('-'), off('\''))),
                              static_cast<unsigned char>(byte ^ before));
    for (const unsigned char other : {off('\\'), off('$'), off('`'), off('{'), off('\xC2'),
                                      above('\t', '\r'), above('}', '~'), above(0xE1, 0xE3)})
      near = std::min(near, other);
    plain[i] = std::min(plain[i], near);
    const auto off_before = [before](char sign) {
      return static_cast<unsigned char>(before ^ static_cast<unsigned char>(sign));
    };
    simple[i] = std::min(simple[i], std::min(both(std::min(off('('), off(',')), off_before(' ')),
                                             both(off(' '), off_before('-'))));
  }
}

bool has_zero(const Block& block) {
  return *std::min_element(block.begin(), block.end()) == 0;
}

}  // namespace

Texture texture_of(std::string_view text) {
  if (text.empty()) return Texture::kSimple;
  if (text.front() == ' ' || text.back() == ' ') return Texture::kMarkup;
  Block plain, simple;
  plain.fill(255);
  simple.fill(255);
  // The last block may overlap the one before; what is shorter is filled up. A byte that joins none
  // stands before the first.
  std::array<char, kBlock + 1> edge;
  edge.fill('.');
  std::copy_n(text.data(), std::min(text.size(), kBlock), edge.begin() + 1);
  look_at(edge.data() + 1, plain, simple);
  const std::size_t last = text.size() - std::min(text.size(), kBlock);
  for (std::size_t i = kBlock; i < last; i += kBlock) look_at(text.data() + i, plain, simple);
  if (last > 0) look_at(text.data() + last, plain, simple);
  if (has_zero(plain)) return Texture::kMarkup;
  return has_zero(simple) ? Texture::kPlain : Texture::kSimple;
}

bool is_plain(std::string_view text) {
  return texture_of(text) != Texture::kMarkup;
}

std::string plain_text(std::string_view latex) {
  return is_plain(latex) ? std::string(latex) : Reader(latex, false).read();
}

std::string plain_label(std::string_view latex) {
  return is_plain(latex) ? std::string(latex) : Reader(latex, true).read();
}

}  // namespace sheaf::summarize
