// What is asked about a paper: the card for every one, the report for the best.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "llm/chat.hpp"
#include "llm/prompts.hpp"
#include "model/paper.hpp"

namespace sheaf::llm {

struct CardOptions {
  std::string language = "en";   ///< BCP 47
  std::string second_language;   ///< empty: one language
  std::vector<std::string> areas, tags;  ///< the closed lists; empty: none is asked for
};

ChatRequest card_request(const Paper& paper, std::string_view full_text, const Prompts& prompts,
                         const CardOptions& options);
/// `full_text` empty: from the abstract alone.
ChatRequest report_request(const Paper& paper, std::string_view full_text, const Prompts& prompts,
                           const CardOptions& options);

/// "Chinese (zh)", for a model; an unknown tag as it is.
std::string language_name(std::string_view tag);

/// Of a text longer than this a model sees the beginning and the end.
inline constexpr std::size_t kMaxPaperBytes = 120000;

}  // namespace sheaf::llm
