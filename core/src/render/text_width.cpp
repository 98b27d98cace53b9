// Widths of characters by groups, and line breaking; see text_width.hpp. The widths are those of
// DejaVu Sans, which is wider than the faces browsers usually have for sans-serif.
// Pure functions; any thread.
#include "render/text_width.hpp"

#include "base/text.hpp"

namespace sheaf::render {
namespace {

bool is_mark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x591 && c <= 0x5BD) ||
         (c >= 0x64B && c <= 0x65F) || (c >= 0x1F3FB && c <= 0x1F3FF);
}

bool is_wide(char32_t c) {
  return is_cjk_code_point(c) || (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303F) ||
         (c >= 0x3000 && c <= 0x33FF) || (c >= 0xFE30 && c <= 0xFE4F) ||
         (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6);
}

double width_of(char32_t c) {
  if (c < 0x80) {
    const char a = static_cast<char>(c);
    if (std::string_view("ijl|'").find(a) != std::string_view::npos) return 0.30;
    if (std::string_view(" .,:;!fIrt()[]/\\\"J").find(a) != std::string_view::npos) return 0.42;
    if (std::string_view("mwMW%@").find(a) != std::string_view::npos) return 1.0;
    if (std::string_view("+=<>~^#").find(a) != std::string_view::npos) return 0.84;
    if (c >= 'A' && c <= 'Z') return 0.78;
    return 0.64;
  }
  if (is_mark(c)) return 0;
  if (is_wide(c)) return 1.0;
  if (c >= 0x1F000) return 1.4;  // emoji
  if (c >= 0x2000 && c < 0x2BFF) return 0.9;
  return 0.75;
}

/// Puts units (words, CJK characters) on lines.
class Wrapper {
 public:
  explicit Wrapper(double em) : em_(em) {}

  void add(std::string_view unit, bool after_blank) {
    const double wide = text_width(unit);
    const double blank = after_blank && !line_.empty() ? width_of(' ') : 0;
    if (!line_.empty() && used_ + blank + wide > em_) end_line();
    if (!line_.empty() && blank > 0) put(" ");
    if (wide <= em_) return put(unit);
    for (std::size_t pos = 0; pos < unit.size();) {
      const std::size_t start = pos;
      const double one = width_of(next_code_point(unit, pos));
      if (!line_.empty() && used_ + one > em_) end_line();
      put(unit.substr(start, pos - start));
    }
  }
  std::vector<std::string> take() {
    if (!line_.empty()) end_line();
    return std::move(lines_);
  }

 private:
  void put(std::string_view text) {
    line_ += text;
    used_ += text_width(text);
  }
  void end_line() {
    lines_.push_back(std::move(line_));
    line_.clear();
    used_ = 0;
  }

  double em_, used_ = 0;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

double text_width(std::string_view text) {
  double width = 0;
  for (std::size_t pos = 0; pos < text.size();) width += width_of(next_code_point(text, pos));
  return width;
}

std::vector<std::string> wrap_text(std::string_view text, double em, std::size_t most) {
  Wrapper wrapper(em);
  bool blank = false;
  for (std::size_t pos = 0; pos < text.size();) {
    if (text[pos] == ' ') {
      blank = true;
      ++pos;
      continue;
    }
    const std::size_t start = pos;
    bool wide = is_wide(next_code_point(text, pos));
    while (!wide && pos < text.size() && text[pos] != ' ') {
      std::size_t next = pos;
      if (is_wide(next_code_point(text, next))) break;
      pos = next;
    }
    wrapper.add(text.substr(start, pos - start), blank);
    blank = false;
  }
  std::vector<std::string> lines = wrapper.take();
  if (lines.size() > most) {
    lines.resize(most);
    lines.back() += "…";
  }
  return lines;
}

}  // namespace sheaf::render
