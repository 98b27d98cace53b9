// Kinds of words, as far as key phrases need them: by tables and endings, not by grammar.
// Pure functions; any thread. All words in lower case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "summarize/word_hash.hpp"

namespace sheaf::summarize {

/// What key phrases need to know of a word.
struct WordSense {
  enum Kind : std::uint64_t {
    kUnknown = 0,
    kUnfit = 1,     ///< cannot be part of a phrase; then nothing else is set
    kFits = 2,
    kGeneral = 4,   ///< too general to stand alone: "model", but not "language model"
    kModifier = 8,  ///< an adjective or participle by its ending: cannot end a phrase
  };
  std::uint64_t key = 0;          ///< hash of the word without plural
  std::uint64_t kind = kUnknown;  ///< bits of Kind
};

/// `hash` is word_hash(low). Stop words, adverbs, words of research prose that name nothing
/// ("approach", "demonstrate") and those in -ing that name no thing ("reconciling", but not
/// "learning" or "fine-tuning") do not fit; of these, acronyms are only asked the first two.
WordSense sense_of(std::string_view low, std::uint64_t hash, bool acronym);

/// "models" → "model", "studies" → "study", "caches" → "cache"; "physics" and "bias" stay.
std::string singular(std::string_view low);

}  // namespace sheaf::summarize
