// Document: see document.hpp.
// Pure function; any thread.
#include "summarize/document.hpp"

#include "summarize/latex.hpp"

namespace sheaf::summarize {

Document read_document(std::string_view title, std::vector<std::string> sentences) {
  Document document;
  document.title = plain_text(title);
  document.title_words = read_words(document.title);
  document.words.reserve(sentences.size());
  for (const std::string& sentence : sentences) document.words.push_back(read_words(sentence));
  document.sentences = std::move(sentences);
  return document;
}

}  // namespace sheaf::summarize
