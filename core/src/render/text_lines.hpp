// Lines of a text with their places, and edits that leave every other byte alone.
// Plain values over a text that the caller keeps; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::render {

struct Line {
  std::size_t begin = 0;
  std::size_t length = 0;  ///< without the line end
  std::size_t next = 0;    ///< where the next line begins
};

/// A byte order mark is no part of the first line.
std::vector<Line> split_lines(std::string_view text);
std::string_view line_text(std::string_view text, const Line& line);  ///< without trailing blanks
/// "\r\n" when the first line ends so, else "\n".
std::string_view line_end_of(std::string_view text);

struct TextEdit {
  std::size_t begin = 0, end = 0;  ///< bytes replaced; equal: inserted before `begin`
  std::string text;                ///< with "\n"; becomes the file's line ends
};
std::string apply_edits(std::string_view text, std::vector<TextEdit> edits);

}  // namespace sheaf::render
