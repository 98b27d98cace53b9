// Document: title and sentences of a paper, read into words once for all that looks at them.
// Owns its texts; immutable once read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "summarize/words.hpp"

namespace sheaf::summarize {

struct Document {
  std::string title;                   ///< plain_text()
  std::vector<std::string> sentences;  ///< as split
  Words title_words;
  std::vector<Words> words;            ///< one per sentence
};

Document read_document(std::string_view title, std::vector<std::string> sentences);

}  // namespace sheaf::summarize
