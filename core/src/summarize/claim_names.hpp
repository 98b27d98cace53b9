// Names as writers write them ("GPT-4", "GPT4", "retrieval-augmented generation", "RAG"), and what
// of them a source has.
// Pure functions over folded text (claim_text.hpp); NameIndex owns its words and is immutable once
// read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

/// A word with what hangs on it by hyphens, as it stands in a text.
struct NameToken {
  std::size_t begin = 0, end = 0;
};

/// The token at `at`, which must be the start of a word: letters, digits, inner hyphens,
/// apostrophes, and points between digits.
NameToken name_token(std::string_view text, std::size_t at);

/// Acronyms, capitals inside a word, letters with digits: a name wherever it stands.
bool is_marked_name(std::string_view token);
/// "Qwen": one capital in front. A name only where no sentence begins.
bool is_capitalised(std::string_view token);
/// "AI", "GPU", "US": names nothing of a paper's own.
bool is_common_name(std::string_view token);

class NameIndex {
 public:
  explicit NameIndex(std::string_view text);

  /// A marked name, or any token: its letters occur, or it is the acronym of a phrase.
  bool has_token(std::string_view token) const;
  /// A run of capitalised words: each occurs, or their initials do.
  bool has_phrase(std::string_view phrase) const;

 private:
  void add_initials(std::string_view text);
  bool has_joined(std::string_view joined) const;
  bool has_stem(std::string_view word) const;
  bool has_acronym_of(const std::vector<std::string>& words, std::size_t missing) const;

  std::vector<std::uint64_t> joined_;  ///< hashes of one to four neighbouring pieces; sorted
  std::vector<std::string> words_;     ///< of four letters and more; sorted
  std::string initials_;               ///< of each run of words, with and without the small ones
  std::string capital_initials_;       ///< the same of capitalised words only
};

/// "LLaMA-2-7B" → "llama", "2", "7b".
std::vector<std::string> name_pieces(std::string_view token);

}  // namespace sheaf::summarize
