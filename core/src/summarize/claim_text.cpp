// Folding of text for comparison; see claim_text.hpp.
// Pure functions, one pass; any thread.
#include "summarize/claim_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace sheaf::summarize {
namespace {

struct Symbol {
  std::string_view command, text;
};
constexpr std::array kSymbols = {Symbol{"times", "x"},
                                 Symbol{"cdot", "x"},
                                 Symbol{"sim", "~"},
                                 Symbol{"approx", "~"},
                                 Symbol{"simeq", "~"},
                                 Symbol{"percent", "%"},
                                 Symbol{"mu", "u"},
                                 Symbol{"ldots", " "},
                                 Symbol{"dots", " "},
                                 Symbol{"to", " "},
                                 Symbol{"quad", " "},
                                 Symbol{"rightarrow", " "},
                                 Symbol{"textasciitilde", "~"}};

class Folder {
 public:
  Folder(std::string_view text, bool places) : text_(text), places_(places) {
    out_.text.reserve(text.size());
    if (!places) return;
    out_.begin.reserve(text.size());
    out_.end.reserve(text.size());
  }

  FoldedText fold() {
    while (at_ < text_.size()) {
      const std::size_t start = at_;
      const auto byte = static_cast<unsigned char>(text_[at_]);
      if (byte == '\\') {
        fold_command();
      } else if (byte < 0x80) {
        ++at_;
        fold_ascii(text_[start], start);
      } else {
        const char32_t c = next_code_point(text_, at_);
        fold_wide(c, start);
      }
    }
    return std::move(out_);
  }

 private:
  void emit(std::string_view bytes, std::size_t start) {
    out_.text += bytes;
    if (!places_) return;
    out_.begin.insert(out_.begin.end(), bytes.size(), static_cast<std::uint32_t>(start));
    out_.end.insert(out_.end.end(), bytes.size(), static_cast<std::uint32_t>(at_));
  }

  void fold_ascii(char c, std::size_t start) {
    if (c == '$' || c == '{' || c == '}' || c == '*' || c == '`') return;
    const char one = is_ascii_space(c) && c != '\n' ? ' ' : c;
    emit({&one, 1}, start);
  }

  // "\%" is its character, "\," and "\!" are nothing, "\times" is in the table, a command that only
  // dresses its argument goes, and another keeps its name.
  void fold_command() {
    const std::size_t start = at_++;
    if (at_ >= text_.size()) return;
    if (!is_ascii_alnum(text_[at_]) || is_ascii_digit(text_[at_])) {
      const char c = text_[at_];
      if (static_cast<unsigned char>(c) >= 0x80) return;
      ++at_;
      if (c == '%' || c == '&' || c == '_' || c == '#') emit({&c, 1}, start);
      if (c == ' ' || c == '\\' || c == ';') emit(" ", start);
      return;
    }
    std::size_t end = at_;
    while (end < text_.size() && is_ascii_alnum(text_[end]) && !is_ascii_digit(text_[end])) ++end;
    const std::string_view name = text_.substr(at_, end - at_);
    at_ = end;
    const auto* const symbol = std::find_if(kSymbols.begin(), kSymbols.end(),
                                            [&](const Symbol& s) { return s.command == name; });
    if (symbol != kSymbols.end()) return emit(symbol->text, start);
    const bool dress = name.starts_with("text") || name.starts_with("math") || name == "emph" ||
                       name == "rm" || name == "bf" || name == "it" || name == "left" ||
                       name == "right" || name == "operatorname";
    if (!dress) emit(ascii_lower(name) + " ", start);  // \Gamma is no name
  }

  void fold_wide(char32_t c, std::size_t start) {
    if (c >= 0xFF01 && c <= 0xFF5E) return fold_ascii(static_cast<char>(c - 0xFEE0), start);
    if (c == 0x2014 || c == 0x2015) return emit(" - ", start);  // parts sentences, not words
    if ((c >= 0x2010 && c <= 0x2013) || c == 0x2212 || c == 0xFE63) return emit("-", start);
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000 || c == 0x2028)
      return emit(" ", start);
    if ((c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c == 0xAD || (c >= 0x300 && c <= 0x36F))
      return;
    if (c == 0xD7 || c == 0x2715) return emit("x", start);
    if (c == 0x2248 || c == 0x223C || c == 0x7EA6) return emit("~", start);  // ≈ ∼ 约
    if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB || c == 0xBB ||
        (c >= 0x300C && c <= 0x300F))
      return emit("\"", start);
    if (c == 0x2018 || c == 0x2019) return emit("'", start);
    if (c == 0x3002) return emit(". ", start);  // 。
    if (c == 0x3001) return emit(",", start);   // 、
    if (c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079) || c == 0x207B)
      return fold_superscript(c, start);
    if (c >= 0x2080 && c <= 0x2089) return fold_ascii(static_cast<char>('0' + (c - 0x2080)), start);
    if (c == 0xB5 || c == 0x3BC) return emit("u", start);
    if (c >= 0xC0 && c <= 0x24F) {
      const std::string plain = to_ascii(text_.substr(start, at_ - start));
      if (!plain.empty()) return emit(plain, start);
    }
    if (c == kReplacementCharacter) return emit(" ", start);
    emit(text_.substr(start, at_ - start), start);
  }

  void fold_superscript(char32_t c, std::size_t start) {
    const bool goes_on = !out_.text.empty() && in_superscript_ == start;
    std::string bytes = goes_on ? "" : "^";
    if (c == 0x207B) {
      bytes += '-';
    } else {
      const char32_t digit = c == 0xB9 ? 1 : c == 0xB2 ? 2 : c == 0xB3 ? 3 : c - 0x2070;
      bytes += static_cast<char>('0' + digit);
    }
    emit(bytes, start);
    in_superscript_ = at_;
  }

  std::string_view text_;
  bool places_;
  std::size_t at_ = 0;
  std::size_t in_superscript_ = std::string_view::npos;  ///< where one that goes on would begin
  FoldedText out_;
};

}  // namespace

FoldedText fold_text(std::string_view text) {
  return Folder(text, true).fold();
}
std::string folded(std::string_view text) {
  return Folder(text, false).fold().text;
}

}  // namespace sheaf::summarize
