// White space folded to what it means; see fold.hpp.
// Pure functions; any thread.
#include "base/fold.hpp"

#include <algorithm>
#include <cstdint>

#include "base/text.hpp"

namespace sheaf {

namespace {

bool is_fold_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// Whether trimmed text has nothing to fold: no control character, no two spaces in a row. Written
// without branches in the loop, so that compilers vectorise it.
bool is_folded(std::string_view text) {
  if (text.empty()) return true;
  const char* bytes = text.data();
  const std::size_t last = text.size() - 1;
  std::uint8_t found = 0;
  for (std::size_t i = 0; i < last; ++i) {
    const auto c = static_cast<std::uint8_t>(bytes[i]);
    found |= static_cast<std::uint8_t>((c < 0x20) | ((c == ' ') & (bytes[i + 1] == ' ')));
  }
  return found == 0;
}

void append_words(std::string& out, std::string_view text) {
  std::size_t at = 0;
  bool first = true;
  while (at < text.size()) {
    while (at < text.size() && is_fold_space(text[at])) ++at;
    const std::size_t start = at;
    while (at < text.size() && !is_fold_space(text[at])) ++at;
    if (at == start) break;
    if (!first) out += ' ';
    first = false;
    out.append(text, start, at - start);
  }
}

// Line by line, because hard-wrapped lines mostly have nothing else to fold.
void append_folded(std::string& out, std::string_view text) {
  bool first = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trim(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (!first) out += ' ';
    first = false;
    if (is_folded(line)) {
      out += line;
    } else {
      append_words(out, line);
    }
  }
}

// Where the paragraph that begins at `start` ends: at a line break before a blank or another break.
std::size_t paragraph_end(std::string_view text, std::size_t start) {
  for (std::size_t at = text.find('\n', start); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && is_fold_space(text[at + 1])) return at;
  }
  return text.size();
}

// U+202A to U+202E and U+2066 to U+2069 in UTF-8.
bool is_direction(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return false;
  const auto middle = static_cast<unsigned char>(text[at + 1]), last = static_cast<unsigned char>(text[at + 2]);
  return (middle == 0x80 && last >= 0xAA && last <= 0xAE) || (middle == 0x81 && last >= 0xA6 && last <= 0xA9);
}

std::size_t find_direction(std::string_view text, std::size_t from) {
  std::size_t at = text.find('\xE2', from);
  while (at != std::string_view::npos && !is_direction(text, at)) at = text.find('\xE2', at + 1);
  return at;
}

// Embedded directions turn around what is shown beside them: a title could deceive about its link.
std::string without_directions(std::string_view text, std::size_t found) {
  std::string out;
  out.reserve(text.size());
  std::size_t from = 0;
  for (; found != std::string_view::npos; found = find_direction(text, from)) {
    out.append(text, from, found - from);
    from = found + 3;
  }
  return out.append(text, from, std::string_view::npos);
}

}  // namespace

std::string one_line(std::string_view text) {
  const std::size_t direction = find_direction(text, 0);
  if (direction != std::string_view::npos) return one_line(without_directions(text, direction));
  text = trim(text);
  if (is_folded(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  append_folded(out, text);
  return out;
}

std::string paragraphs(std::string_view text) {
  const std::size_t direction = find_direction(text, 0);
  if (direction != std::string_view::npos) return paragraphs(without_directions(text, direction));
  text = trim(text);
  if (is_folded(text)) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = paragraph_end(text, at);
    const std::string_view part = trim(text.substr(at, end - at));
    if (!part.empty()) {
      if (!out.empty()) out += '\n';
      append_folded(out, part);
    }
    at = end + 1;
  }
  return out;
}

}  // namespace sheaf
