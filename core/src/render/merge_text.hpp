// MergeText: a note as it lies there, with the places of the pieces that are Sheaf's or were.
// Borrows the text; a plain value otherwise, any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "render/front_matter.hpp"
#include "render/text_lines.hpp"

namespace sheaf::render {

/// Lines of a note, both inside.
struct LineRange {
  std::size_t first, last;
};

class MergeText {
 public:
  explicit MergeText(std::string_view text);

  std::string_view text() const { return text_; }
  const std::vector<Line>& lines() const { return lines_; }
  const FrontMatter& matter() const { return matter_; }
  bool has_marks() const { return !marks_.empty(); }

  /// The line of the first mark of that name.
  std::optional<std::size_t> mark_line(std::string_view id) const;
  /// Where a block stands exactly as rendered, line ends aside: also a blank more or less at the end
  /// of a line is the reader's, who may mean a line break by it.
  std::optional<LineRange> find_exact(std::string_view id, std::string_view rendered) const;
  /// The same, but for links that the reader's program made follow a note he moved: what stands there
  /// leads to a note that some link of `wanted` leads to, under the same words.
  std::optional<LineRange> find_relinked(std::string_view id, std::string_view rendered,
                                         std::string_view wanted) const;
  /// What the reader made of a block, for him to look at: from a line that begins like one of
  /// `hints` (blocks as rendered) to the mark, or the paragraph, callout, table or fence above it.
  LineRange reader_range(std::size_t mark_line, const std::vector<std::string_view>& hints) const;
  /// The lines as they stand there, with "\n" between them and none at the end.
  std::string lines_text(const LineRange& range) const;
  std::string property_text(const FrontMatter::Property& property) const;

  std::size_t line_begin(std::size_t line) const;
  std::size_t line_end(std::size_t line) const;  ///< before the line end
  bool is_blank(std::size_t line) const;

 private:
  struct Mark {
    std::string id;
    std::size_t line;
  };
  using SameLine = std::function<bool(std::string_view rendered, std::string_view here)>;
  std::optional<LineRange> find(std::string_view id, std::string_view rendered,
                                const SameLine& same_line) const;
  std::string_view raw(std::size_t line) const;
  std::size_t start_of_paragraph(std::size_t mark_line, std::size_t lowest) const;

  std::string_view text_;
  std::vector<Line> lines_;
  FrontMatter matter_;
  std::vector<Mark> marks_;
};

/// Whether a piece's name is a block's; else it is a key of the front matter.
bool is_block(std::string_view piece);

}  // namespace sheaf::render
