// PlaceTracker: follows a template's own text and knows in what Markdown a value would stand.
// A plain value, one reader.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "render/template_tree.hpp"

namespace sheaf::render {

class PlaceTracker {
 public:
  void feed(std::string_view literal);
  /// A value stands here, which is never structure.
  void value();
  /// Nothing when no value may follow what stands before: "#", "^", "<" or a backslash.
  std::optional<Place> place() const;
  /// No code, comment, formula, tag or link is open.
  bool is_neutral() const { return structure().empty(); }
  /// What is open, to be compared at both ends of a section.
  std::string structure() const;

 private:
  enum class Angle { kNone, kTag, kComment, kTemplater };
  enum class Link { kNone, kTarget, kLabel, kUrlStart, kUrl };

  void feed(char c);
  void end_line();
  void end_run();
  void inside_angle(char c);
  void structure_char(char c);
  void note_char(char c);
  std::size_t open_code() const;  ///< backticks that opened the code we are in; 0: none
  bool on_fence_line() const { return head_ == "```" || head_ == "~~~"; }

  std::string head_;           ///< the line's first three characters behind blanks and ">"
  char last_ = '\n', before_last_ = '\n';
  bool prefix_ = true;         ///< nothing but blanks and ">" on this line yet
  bool escaped_ = false;
  char fence_ = '\0';          ///< the character of the fence we are in
  std::size_t run_ = 0;        ///< backticks just read
  std::size_t code_ = 0;       ///< backticks that opened code
  bool math_ = false, table_ = false;
  Angle angle_ = Angle::kNone;
  Link link_ = Link::kNone;
};

}  // namespace sheaf::render
