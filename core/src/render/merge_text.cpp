// Places of pieces in a note; see merge_text.hpp.
// Pure functions of the text; any thread.
#include "render/merge_text.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "render/note_parts.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kAlike = 8;  ///< bytes by which a block's first line is known again

std::string_view first_line(std::string_view block) { return block.substr(0, block.find('\n')); }

bool begins_alike(std::string_view line, std::string_view hint) {
  const std::string_view start = first_line(hint).substr(0, kAlike);
  return !start.empty() && line.starts_with(start);
}

/// "before [[target|label]]": what stands before a link, and the link; at the end only `before`.
struct Link {
  std::string_view before, target, label;
};

/// Takes the next link off the front of `text`. The bar may be escaped, as in tables.
Link next_link(std::string_view& text) {
  const std::size_t open = text.find("[[");
  const std::size_t close = open == std::string_view::npos ? open : text.find("]]", open);
  if (close == std::string_view::npos) return {std::exchange(text, {}), {}, {}};
  const std::string_view inner = text.substr(open + 2, close - open - 2);
  const std::size_t bar = inner.find('|');
  std::string_view target = inner.substr(0, bar);
  if (target.ends_with('\\')) target.remove_suffix(1);
  const Link link{text.substr(0, open), target,
                  bar == std::string_view::npos ? std::string_view() : inner.substr(bar + 1)};
  text.remove_prefix(close + 2);
  return link;
}

/// Whether `link`, spelled in full, relatively or by its shortest end, leads to one of the notes: a
/// word of the reader's in it would lead elsewhere.
bool leads_to(std::string_view link, const std::vector<std::string_view>& notes) {
  if (link.ends_with(".md")) link.remove_suffix(3);
  while (link.starts_with("../")) link.remove_prefix(3);
  return !link.empty() && std::any_of(notes.begin(), notes.end(), [link](std::string_view note) {
    return note == link || (note.ends_with(link) && note[note.size() - link.size() - 1] == '/');
  });
}

bool is_fence(std::string_view line) {
  return line.starts_with("```") || line.starts_with("~~~");
}

}  // namespace

bool is_block(std::string_view piece) { return piece.starts_with("sheaf-"); }

MergeText::MergeText(std::string_view text)
    : text_(text), lines_(split_lines(text)), matter_(read_front_matter(text, lines_)) {
  for (std::size_t i = matter_.body_line; i < lines_.size(); ++i)
    if (const auto id = mark_of(line_text(text_, lines_[i])); !id.empty())
      marks_.push_back({std::string(id), i});
}

std::string_view MergeText::raw(std::size_t line) const {
  return text_.substr(lines_[line].begin, lines_[line].length);
}

std::size_t MergeText::line_begin(std::size_t line) const {
  return line < lines_.size() ? lines_[line].begin : text_.size();
}

std::size_t MergeText::line_end(std::size_t line) const {
  return lines_[line].begin + lines_[line].length;
}

bool MergeText::is_blank(std::size_t line) const {
  return line >= lines_.size() || line_text(text_, lines_[line]).empty();
}

std::optional<std::size_t> MergeText::mark_line(std::string_view id) const {
  for (const Mark& mark : marks_)
    if (mark.id == id) return mark.line;
  return std::nullopt;
}

std::optional<LineRange> MergeText::find(std::string_view id, std::string_view rendered,
                                         const SameLine& same_line) const {
  const std::vector<Line> want = split_lines(rendered);
  for (const Mark& mark : marks_) {
    if (mark.id != id || mark.line + 1 < matter_.body_line + want.size()) continue;
    const std::size_t first = mark.line + 1 - want.size();
    std::size_t same = 0;
    while (same < want.size() &&
           same_line(rendered.substr(want[same].begin, want[same].length), raw(first + same))) ++same;
    if (same == want.size()) return LineRange{first, mark.line};
  }
  return std::nullopt;
}

std::optional<LineRange> MergeText::find_exact(std::string_view id,
                                               std::string_view rendered) const {
  return find(id, rendered, [](std::string_view a, std::string_view b) { return a == b; });
}

std::optional<LineRange> MergeText::find_relinked(std::string_view id, std::string_view rendered,
                                                  std::string_view wanted) const {
  std::vector<std::string_view> notes;
  for (std::string_view rest = wanted; !rest.empty();)
    if (const Link link = next_link(rest); !link.target.empty()) notes.push_back(link.target);
  return find(id, rendered, [&notes](std::string_view a, std::string_view b) {
    while (!a.empty() || !b.empty()) {
      const Link ours = next_link(a), here = next_link(b);
      if (ours.before != here.before || ours.label != here.label) return false;
      if (ours.target != here.target && !leads_to(here.target, notes)) return false;
    }
    return true;
  });
}

std::size_t MergeText::start_of_paragraph(std::size_t mark_line, std::size_t lowest) const {
  std::size_t line = mark_line;
  if (mark_of(raw(line)).size() + 1 == raw(line).size())  // a mark on a line of its own
    while (line > lowest && is_blank(line - 1)) --line;
  if (line > lowest && is_fence(raw(line - 1))) {
    std::size_t open = line - 1;
    while (open > lowest && !is_fence(raw(open - 1))) --open;
    if (open > lowest) return open - 1;
  }
  while (line > lowest && !is_blank(line - 1)) --line;
  return line;
}

LineRange MergeText::reader_range(std::size_t mark_line,
                                  const std::vector<std::string_view>& hints) const {
  std::size_t lowest = matter_.body_line;
  for (const Mark& mark : marks_)
    if (mark.line < mark_line) lowest = std::max(lowest, mark.line + 1);
  for (std::size_t line = mark_line + 1; line-- > lowest;) {
    if (line > lowest && !is_blank(line - 1)) continue;
    for (const std::string_view hint : hints)
      if (begins_alike(raw(line), hint)) return {line, mark_line};
  }
  return {start_of_paragraph(mark_line, lowest), mark_line};
}

std::string MergeText::lines_text(const LineRange& range) const {
  std::string out;
  for (std::size_t line = range.first; line <= range.last; ++line) {
    if (line > range.first) out += '\n';
    out += raw(line);
  }
  return out;
}

std::string MergeText::property_text(const FrontMatter::Property& property) const {
  return lines_text({property.first_line, property.end_line - 1});
}

}  // namespace sheaf::render
