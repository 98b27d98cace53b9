// Text that is no markup, made clean; see markup_text.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/entities.hpp"
#include "base/text.hpp"
#include "source/markup_text.hpp"

namespace sheaf::source {

std::string clean_line(std::string_view text) {
  std::string valid = to_valid_utf8(text);
  std::string out;
  out.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    const auto byte = static_cast<unsigned char>(valid[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      out += valid[at++];
      continue;
    }
    const char32_t c = next_code_point(valid, at);
    const bool direction =
        c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (is_ascii_space(static_cast<char>(byte))) {
      out += ' ';
    } else if (c >= 0x80 && c < 0xA0) {
      append_utf8(out, allowed_character(c));
    } else if (c >= 0x20 && c != 0x7F && !direction) {
      append_utf8(out, c);
    }
  }
  return collapse_spaces(out);
}

std::string clean_text(std::string_view text) {
  std::string out;
  std::string paragraph;
  const auto flush = [&] {
    std::string line = clean_line(paragraph);
    paragraph.clear();
    if (line.empty()) return;
    if (!out.empty()) out += '\n';
    out += line;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) {
      flush();
    } else {
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += line;
    }
  }
  flush();
  return out;
}

}  // namespace sheaf::source
