// Templates: what stands in a note, as the reader wants it. A small language of values, sections and
// blocks (obsidian-bridge/README.md, "Your own template"). Whatever goes in of a paper is escaped for
// the place where it stands, so that a template cannot make structure of it.
// Immutable once read, so threads may share one.
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "render/note.hpp"
#include "render/template_tree.hpp"

namespace sheaf::render {

class NoteTemplate {
 public:
  /// `name` is the file's, for errors: "Templates/paper.md:3:7: there is no value \"titel\": …".
  static Result<NoteTemplate> read(std::string_view text, std::string_view name,
                                   const Vocabulary& words);
  /// Properties, heading, blocks and what stands around them. Line ends are "\n".
  Note fill(const TemplateScope& scope) const;

 private:
  explicit NoteTemplate(TemplateTree tree) : tree_(std::move(tree)) {}
  TemplateTree tree_;
};

/// The built-in ones, where a reader's own may begin.
std::string_view paper_template_text();
std::string_view digest_template_text();
/// What templates may say of a paper and of a day.
const Vocabulary& paper_vocabulary();
const Vocabulary& digest_vocabulary();

}  // namespace sheaf::render
