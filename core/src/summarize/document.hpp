// Document: title and sentences of a paper, made readable and read into words once for all that
// looks at them.
// Owns its texts; immutable once read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "summarize/latex.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {

struct Document {
  std::string title;                   ///< plain_text()
  std::vector<std::string> sentences;  ///< as split
  std::vector<std::optional<std::string>> readable;  ///< plain_text() where that is another text
  std::vector<std::string> clean;                    ///< clean_sentence() of each
  std::vector<Texture> textures;                     ///< of the sentences
  WordBuffer buffer;                                 ///< what the next two look into
  Words title_words;
  std::vector<Words> words;  ///< one per sentence
  std::vector<std::string_view> terms;  ///< the different pieces of words, by Piece::term
  bool wide = false;                    ///< has bytes beyond ASCII, in title or sentences

  const std::string& readable_text(std::size_t i) const {
    return readable[i] ? *readable[i] : sentences[i];
  }
};

Document read_document(std::string_view title, std::vector<std::string> sentences);

}  // namespace sheaf::summarize
