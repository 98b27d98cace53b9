// Reading templates: tags, lines and errors with their place. Internal to template_*.cpp.
// Borrows the text; one reader, one thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "render/template_place.hpp"
#include "render/template_tree.hpp"

namespace sheaf::render {

/// "{{#name}}" and where it stands.
struct TemplateTag {
  char sigil = '\0';  ///< one of # ^ / > ! or none
  std::string_view name;
  std::size_t begin = 0, end = 0;  ///< bytes of the whole text
  bool alone = false;              ///< on its line: the line goes with it
  std::size_t line_begin = 0, line_end = 0;  ///< of that line, its line feed inside
};

/// A template's text with its name and words: what every part of the reading needs.
class TemplateText {
 public:
  TemplateText(std::string_view text, std::string_view name, const Vocabulary& words)
      : text_(text), name_(name), words_(words) {}

  std::string_view text() const { return text_; }
  const Vocabulary& words() const { return words_; }

  /// "Templates/paper.md:3:7: problem"
  Error wrong(std::size_t at, const std::string& problem) const;
  /// The next tag in [from, end), or one that begins at `end`.
  Result<TemplateTag> next_tag(std::size_t from, std::size_t end) const;
  /// Sets what `node` shows, or says which names there are.
  Status find_field(TemplateNode& node, const TemplateTag& tag, const Vocabulary* papers) const;
  Result<std::size_t> find_block(const TemplateTag& tag) const;

 private:
  std::string_view text_, name_;
  const Vocabulary& words_;
};

/// [begin, end) of a text as nodes. One line of the heading, or a body.
Result<std::vector<TemplateNode>> read_template_body(const TemplateText& text, std::size_t begin,
                                                     std::size_t end, bool heading);
/// The lines between the "---" of front matter.
Result<std::vector<TemplateProperty>> read_template_matter(const TemplateText& text,
                                                           std::size_t begin, std::size_t end);

}  // namespace sheaf::render
