// HTML from foreign text; see html.hpp.
// Pure functions; any thread.
#include "render/html.hpp"

#include "base/tex.hpp"
#include "base/text.hpp"

namespace sheaf::render {
namespace {

/// Control characters and direction overrides, which could show a link as another one.
bool is_unwanted(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = next_code_point(text, pos);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (!is_unwanted(c)) append_utf8(out, c);
    }
  }
  return out;
}

}  // namespace

std::string html_text(std::string_view text) { return escaped(plain_text(to_valid_utf8(text))); }

std::string html_link(std::string_view label, std::string_view url) {
  const std::string shown = html_text(label);
  if (!url.starts_with("https://") && !url.starts_with("http://")) return shown;
  return "<a href=\"" + escaped(to_valid_utf8(url)) + "\" rel=\"noopener noreferrer\">" + shown + "</a>";
}

}  // namespace sheaf::render
