// Lines and edits; see text_lines.hpp.
// Pure functions; any thread.
#include "render/text_lines.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"

namespace sheaf::render {

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  std::size_t pos = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (pos < text.size()) {
    const std::size_t feed = text.find('\n', pos);
    const bool ends = feed != std::string_view::npos;
    const std::size_t stop = ends ? feed : text.size();
    const bool carriage = stop > pos && text[stop - 1] == '\r';
    lines.push_back({pos, stop - pos - (carriage ? 1 : 0), ends ? feed + 1 : text.size()});
    pos = lines.back().next;
  }
  return lines;
}

std::string_view line_text(std::string_view text, const Line& line) {
  std::string_view out = text.substr(line.begin, line.length);
  while (!out.empty() && is_ascii_space(out.back())) out.remove_suffix(1);
  return out;
}

std::string_view line_end_of(std::string_view text) {
  const std::size_t feed = text.find('\n');
  return feed != std::string_view::npos && feed > 0 && text[feed - 1] == '\r' ? "\r\n" : "\n";
}

std::string apply_edits(std::string_view text, std::vector<TextEdit> edits) {
  // Insertions come before a replacement of the same place.
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) {
    return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
  });
  const std::string_view line_end = line_end_of(text);
  std::string out;
  std::size_t pos = 0;
  for (const TextEdit& edit : edits) {
    out += text.substr(pos, edit.begin - pos);
    out += line_end == "\n" ? edit.text : replace_all(edit.text, "\n", line_end);
    pos = edit.end;
  }
  out += text.substr(pos);
  return out;
}

}  // namespace sheaf::render
