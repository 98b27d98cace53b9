// What stands in a paper's note: values and blocks by their names in templates.
// Borrows the entry, links and style; pure functions, any thread.
#pragma once

#include <string>
#include <vector>

#include "render/note.hpp"
#include "render/template_tree.hpp"

namespace sheaf::render {

struct PaperView {
  const Entry& entry;
  const NoteLinks& links;
  const NoteStyle& style;
  std::string note_path = {};  ///< of the paper's note, for those who link to it

  const Paper& paper() const { return entry.paper; }
  const Summary& summary() const { return entry.summary; }
};

struct PaperField {
  Vocabulary::Field field;
  std::vector<std::string> (*items)(const PaperView& view);
};
const std::vector<PaperField>& paper_fields();

struct PaperBlock {
  Vocabulary::Block block;
  std::string (*text)(const PaperView& view);
};
const std::vector<PaperBlock>& paper_blocks();

/// The values of a paper, for its own note or among a day's.
class PaperScope final : public TemplateScope {
 public:
  explicit PaperScope(PaperView view) : view_(std::move(view)) {}
  std::vector<std::string> items(std::size_t field) const override;
  std::string block(std::size_t block) const override;
  const std::vector<std::string>& unsupported() const override;

 private:
  PaperView view_;
};

// ---- shared by fields and blocks

std::vector<std::string> author_links(const PaperView& view);
std::vector<std::string> topic_links(const PaperView& view);
std::string code_url(const Entry& entry);
std::string html_url(const Paper& paper);
/// "new in cs.LG", without Markdown.
std::string announced_text(const Entry& entry);

}  // namespace sheaf::render
