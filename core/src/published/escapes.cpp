// Undoing what publish/escape.hpp does; see escapes.hpp.
// Pure functions; any thread.
#include "published/escapes.hpp"

#include "base/entities.hpp"
#include "base/text.hpp"

namespace sheaf::published {
namespace {

constexpr std::string_view kMark = "<!-- texts are escaped: &#93; stands for ] -->";
constexpr std::size_t kHead = std::size_t{64} << 10;  // a long table of contents may come first

void undo(std::string& text) {
  if (text.find_first_of("&\\<") == std::string::npos) return;
  text = decode_entities(replace_all(replace_all(text, "<br>", "\n"), "\\|", "|"));
}

void undo(std::vector<std::string>& list) {
  for (std::string& text : list) undo(text);
}

}  // namespace

bool says_that_texts_are_escaped(std::string_view text) {
  const std::size_t at = text.substr(0, kHead).find(kMark);
  return at != std::string_view::npos && (at == 0 || text[at - 1] == '\n');
}

void undo_escapes(std::vector<Entry>& entries) {
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
  }
}

}  // namespace sheaf::published
