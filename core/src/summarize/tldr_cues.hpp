// Words that tell the TL;DR ranker what a sentence does, as bits of tokens.
// Constant after first use; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "summarize/tldr_text.hpp"

namespace sheaf::summarize {

// Bits beside those of TokenBit, which only the reading of the text needs.
inline constexpr std::uint32_t kAfterSuch = 1u << 30;  ///< "such as", "such that"
inline constexpr std::uint32_t kSuch = 1u << 29;
inline constexpr std::uint32_t kArticle = 1u << 28;
inline constexpr std::uint32_t kReferred = 1u << 27;  ///< "task": after "this" mostly said before

/// The last step of a token's hash, after short_hash_with() of its letters.
constexpr std::uint32_t finished_hash(std::uint32_t state) {
  return state ^ (state >> 15);
}

/// Bits of a word in lower case; `hash` is its finished hash. 0 for most.
std::uint32_t tldr_cue_bits(std::string_view word, std::uint32_t hash);

}  // namespace sheaf::summarize
