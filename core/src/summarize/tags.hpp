// Key phrases of a paper.
// Pure function; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "summarize/document.hpp"

namespace sheaf::summarize {

inline constexpr std::size_t kMaxTags = 6;

/// Up to kMaxTags phrases of one to three words, most telling first: frequent, in the title,
/// without stop words and formulas; lower case but for acronyms and names ("LLM", "CUDA kernel").
std::vector<std::string> find_tags(const Document& document);

}  // namespace sheaf::summarize
