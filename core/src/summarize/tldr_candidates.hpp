// What a TL;DR may be: a sentence, whole or shortened, or two short ones.
// Plain values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <vector>

#include "summarize/tldr_text.hpp"

namespace sheaf::summarize {

enum class TldrCut : std::uint8_t { kNone, kMark, kWhich, kComma, kBy, kAnd, kPhrase };
inline constexpr std::size_t kTldrCuts = 7;

/// A part of a sentence, by words and by bytes of its text.
struct TldrPart {
  std::uint32_t sentence = 0;
  std::uint32_t begin = 0;  ///< tokens
  std::uint32_t end = 0;
  std::uint32_t text_begin = 0;
  std::uint32_t text_end = 0;  ///< a cut part lacks its full stop
};

struct TldrCandidate {
  TldrPart part;
  TldrPart second;  ///< empty unless `pair`
  TldrCut cut = TldrCut::kNone;
  bool without_lead = false;  ///< "To save time, we fly" → "We fly"
  bool pair = false;
  bool whole() const { return cut == TldrCut::kNone && !without_lead && !pair; }
};

/// In order of the sentences, each whole sentence before its shortened forms. What begins with
/// "This" or "They" stands only behind the sentence that it hangs on. Empty only for texts without
/// words.
std::pmr::vector<TldrCandidate> tldr_candidates(
    const TldrText& text, std::pmr::memory_resource* memory = std::pmr::get_default_resource());

std::string candidate_text(const TldrText& text, const TldrCandidate& candidate);

}  // namespace sheaf::summarize
