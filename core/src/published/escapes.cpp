// Undoing what publish/escape.hpp does; see escapes.hpp.
// Pure functions; any thread.
#include "published/escapes.hpp"

#include "base/entities.hpp"
#include "base/text.hpp"

namespace sheaf::published {
namespace {

constexpr std::string_view kMark = "<!-- texts are escaped: &#93; stands for ] -->";
constexpr std::size_t kHead = std::size_t{64} << 10;  // a long table of contents may come first

class Undo {
 public:
  explicit Undo(bool tables) : tables_(tables) {}

  void operator()(std::string& text) const {
    if (tables_) text = replace_all(replace_all(text, "<br>", "\n"), "\\|", "|");
    if (contains(text, "&")) text = decode_entities(text);
  }
  void operator()(std::vector<std::string>& list) const {
    for (std::string& text : list) (*this)(text);
  }

 private:
  bool tables_;
};

}  // namespace

bool says_that_texts_are_escaped(std::string_view text) {
  const std::size_t at = text.substr(0, kHead).find(kMark);
  return at != std::string_view::npos && (at == 0 || text[at - 1] == '\n');
}

void undo_escapes(std::vector<Entry>& entries, Format format) {
  const Undo undo(format == Format::kDailyArxiv);
  for (Entry& entry : entries) {
    for (std::string* text :
         {&entry.paper.title, &entry.paper.abstract, &entry.paper.comment, &entry.paper.venue,
          &entry.score.reason, &entry.summary.tldr, &entry.summary.motivation,
          &entry.summary.method, &entry.summary.result, &entry.summary.conclusion,
          &entry.summary.provider})
      undo(*text);
    for (Author& author : entry.paper.authors) undo(author.name);
    undo(entry.topics);
    undo(entry.score.terms);
    undo(entry.summary.tags);
    if (format == Format::kAiEnhanced) undo(entry.summary.text);
  }
}

}  // namespace sheaf::published
