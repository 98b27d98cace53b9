// A note read back from its own text; see note_from_text() in note.hpp.
// Pure function; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "render/front_matter.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/text_lines.hpp"

namespace sheaf::render {
namespace {

constexpr std::string_view kMarkStart = "^sheaf-";

/// The block without its mark: the inverse of marked_block().
Note::Block without_mark(const Note::Block& block) {
  const std::string mark = "^" + block.id;
  std::string_view text = block.text;
  if (text.ends_with(mark)) text.remove_suffix(mark.size());
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return {block.id, std::string(text)};
}

}  // namespace

std::string_view mark_of(std::string_view line) {
  const std::size_t caret = line.rfind(kMarkStart);
  if (caret == std::string_view::npos || (caret > 0 && !is_ascii_space(line[caret - 1]))) return {};
  const std::string_view id = line.substr(caret + 1);
  const bool plain =
      std::all_of(id.begin(), id.end(), [](char c) { return is_ascii_alnum(c) || c == '-'; });
  return plain ? id : std::string_view();
}

NoteParts read_note_parts(std::string_view text) {
  NoteParts out;
  out.lines = split_lines(text);
  out.matter = read_front_matter(text, out.lines);
  std::size_t start = out.matter.body_line;
  const auto skip_blank = [&] {
    while (start < out.lines.size() && out.lines[start].length == 0) ++start;
  };
  skip_blank();
  if (start < out.lines.size() && line_text(text, out.lines[start]).starts_with("# "))
    out.heading = line_text(text, out.lines[start++]);
  skip_blank();
  for (std::size_t i = start; i < out.lines.size(); ++i) {
    const std::string_view id = mark_of(line_text(text, out.lines[i]));
    if (id.empty()) continue;
    const std::size_t begin = out.lines[start].begin;
    const std::size_t end = out.lines[i].begin + out.lines[i].length;
    out.blocks.push_back({std::string(id), std::string(text.substr(begin, end - begin))});
    start = i + 1;
    skip_blank();
  }
  out.tail_begin = start < out.lines.size() ? out.lines[start].begin : text.size();
  return out;
}

Note note_from_text(std::string_view text) {
  const NoteParts parts = read_note_parts(text);
  Note note;
  for (const FrontMatter::Property& property : parts.matter.properties) {
    const std::string_view line = line_text(text, parts.lines[property.first_line]);
    const std::size_t colon = property.key.size() + 1;
    note.properties.push_back({property.key, std::string(trim(line.substr(std::min(colon, line.size()))))});
  }
  note.heading = parts.heading;
  for (const Note::Block& block : parts.blocks) note.blocks.push_back(without_mark(block));
  note.tail = std::string(text.substr(std::min(parts.tail_begin, text.size())));
  return note;
}

}  // namespace sheaf::render
