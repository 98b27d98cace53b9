// Prompts: plain text files with {{placeholders}}, built in or from the reader's folder.
// Plain values; loading reads files, the rest is pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace sheaf::llm {

/// Names and values; see core/prompts/README.md for what each means.
using PromptValues = std::vector<std::pair<std::string_view, std::string_view>>;

struct Prompts {
  std::string system;  ///< system.txt
  std::string card;    ///< card.txt
  std::string report;  ///< report.txt
  std::string hash;    ///< of all three: part of the key of what they make

  friend bool operator==(const Prompts&, const Prompts&) = default;
};

/// The built-in prompts; files of these names in `folder` (empty: none) replace them one by one.
/// kInvalid with file and line for a placeholder that is unknown, not closed or missing.
Result<Prompts> load_prompts(const std::string& folder);

/// Puts the values in; what stands in a value is never read as a placeholder.
std::string fill_prompt(std::string_view prompt, const PromptValues& values);

}  // namespace sheaf::llm
