// A sentence as folded words, and the cue phrases found in it.
// Plain values and pure functions; any thread.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

/// "We propose state-of-the-art LLMs (3.5%)" → "we propose state-of-the-art llms 3.5%": lower case,
/// one space between words.
struct Words {
  std::string text;
  std::vector<std::uint32_t> begin;  ///< of each word in `text`
  std::vector<std::uint32_t> size;

  std::size_t count() const { return begin.size(); }
  std::string_view word(std::size_t i) const {
    return std::string_view(text).substr(begin[i], size[i]);
  }
};

Words read_words(std::string_view sentence);

/// A fixed set of words, asked very often: hashes behind a filter of bits. Immutable.
class WordSet {
 public:
  template <class Table>
  explicit WordSet(const Table& words) {
    for (const std::string_view word : words) add(word);
    finish();
  }
  bool has(std::string_view word) const;

 private:
  void add(std::string_view word);
  void finish();

  std::bitset<4096> may_be_;
  std::vector<std::uint64_t> hashes_;  ///< sorted
};

/// Common English words that carry no subject ("the", "using", "however").
bool is_stop_word(std::string_view lower);

/// A table of phrases, looked up at every word; the longest wins and its words are used up.
/// Immutable; made once per table.
class PhraseTable {
 public:
  /// The phrases must outlive the table. A leading '^' binds a phrase to the start of the sentence.
  explicit PhraseTable(const std::vector<std::string_view>& phrases);

  struct Hit {
    std::size_t phrase = 0;
    std::size_t word = 0;  ///< where it begins
  };
  std::vector<Hit> find(const Words& words) const;

 private:
  struct Phrase {
    std::string_view text;
    std::size_t index = 0;
    std::size_t words = 1;
    bool at_start = false;
  };
  struct Slot {
    std::uint64_t hash = 0;   ///< of the first word; 0: free
    std::uint32_t first = 0;  ///< range in phrases_
    std::uint32_t last = 0;
  };
  const Slot* slot(std::uint64_t hash) const;

  std::vector<Phrase> phrases_;  ///< by first word, longest first
  std::vector<Slot> slots_;      ///< open addressing, a power of two
};

}  // namespace sheaf::summarize
