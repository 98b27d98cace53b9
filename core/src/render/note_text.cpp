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
constexpr std::string_view kStartMark = "%% sheaf-";

struct BlockStart {
  std::string mark;
  std::size_t line = 0;
};

/// Lines [first, end) as one text, without line ends behind it.
std::string trimmed_lines(std::string_view text, const std::vector<Line>& lines, std::size_t first,
                          std::size_t end) {
  std::string_view out = text.substr(lines[first].begin, lines[end].begin - lines[first].begin);
  while (!out.empty() && is_ascii_space(out.back())) out.remove_suffix(1);
  return std::string(out);
}

/// The block without its mark: the inverse of marked_block().
Note::Block without_mark(const Note::Block& block) {
  const std::string mark = "^" + block.id;
  std::string_view text = block.text;
  if (text.ends_with(mark)) text.remove_suffix(mark.size());
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  return {block.id, std::string(text), block.before};
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
  BlockStart begun;
  for (std::size_t i = start; i < out.lines.size(); ++i) {
    const std::string_view line = line_text(text, out.lines[i]);
    if (line.starts_with(kStartMark)) begun = {std::string(line), i};
    const std::string_view id = mark_of(line);
    if (id.empty()) continue;
    Note::Block block{std::string(id), {}, {}};
    if (begun.mark == start_mark(id)) {
      block.before = trimmed_lines(text, out.lines, start, begun.line);
      start = begun.line + 1;
      skip_blank();
    }
    const std::size_t begin = out.lines[start].begin;
    const std::size_t end = out.lines[i].begin + out.lines[i].length;
    block.text = std::string(text.substr(begin, end - begin));
    out.blocks.push_back(std::move(block));
    start = i + 1;
    begun = {};
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
