// A sentence as folded words, and the cue phrases found in it.
// Plain values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "summarize/word_hash.hpp"

namespace sheaf::summarize {

/// A run of letters and digits: what words are made of. "state-of-the-art" has four, "llms" one.
struct Piece {
  std::uint32_t at = 0;     ///< in the sentence as it was read
  std::uint32_t begin = 0;  ///< in Words::text
  std::uint32_t size = 0;
  std::uint32_t short_hash = 0;  ///< FNV-1a of 32 bits
  std::uint64_t hash = 0;        ///< fnv1a64()
  std::uint32_t term = 0;        ///< number of the piece's kind in its Document
  bool inner_capital = false;    ///< "LSTM", "ResNet"
  bool wide = false;             ///< has bytes beyond ASCII
};

/// A word as it stands in Words::text.
struct Word {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
  std::uint64_t hash = 0;   ///< fnv1a64()
  std::uint32_t piece = 0;  ///< its first one; may have none: "%"
  std::uint32_t pieces = 0;
};

/// "We propose state-of-the-art LLMs (3.5%)" → "we propose state-of-the-art llms 3.5%": lower case,
/// one space between words and behind the last. Borrows from a WordBuffer.
struct Words {
  std::string_view text;
  std::span<const Word> words;
  std::span<const Piece> pieces;

  std::size_t count() const { return words.size(); }
  std::string_view word(std::size_t i) const { return text.substr(words[i].begin, words[i].size); }
  std::string_view piece(std::size_t i) const {
    return text.substr(pieces[i].begin, pieces[i].size);
  }
  /// Whether a word is nothing but one piece in ASCII, as most are.
  bool is_one_piece(std::size_t i) const {
    if (words[i].pieces != 1) return false;
    const Piece& first = pieces[words[i].piece];
    return first.size == words[i].size && !first.wide;
  }
};

/// Reads texts into words and owns them; one buffer for all texts of a document.
class WordBuffer {
 public:
  WordBuffer() = default;
  /// Room for so many bytes of texts.
  explicit WordBuffer(std::size_t bytes);
  WordBuffer(WordBuffer&&) = default;
  WordBuffer& operator=(WordBuffer&&) = default;

  void read(std::string_view text);
  void clear();
  std::span<Piece> pieces() { return pieces_; }
  /// The words of the i-th text, valid until the next read(), also when the buffer is moved.
  Words operator[](std::size_t i) const;

 private:
  struct Ends {
    std::size_t text = 0, words = 0, pieces = 0;
  };
  std::vector<char> text_;
  std::vector<Word> words_;
  std::vector<Piece> pieces_;
  std::vector<Ends> ends_ = {{}};  ///< of the texts; before the first
};

/// FNV-1a of 32 bits, of which shorter and longer words' hashes follow byte by byte.
inline constexpr std::uint32_t kShortHashSeed = 2166136261U;
constexpr std::uint32_t short_hash_with(std::uint32_t hash, char next) {
  return (hash ^ static_cast<unsigned char>(next)) * 16777619U;
}
/// The hash before `last` was added.
constexpr std::uint32_t short_hash_without(std::uint32_t hash, char last) {
  return (hash * 0x359C449BU) ^ static_cast<unsigned char>(last);  // 16777619's inverse
}
static_assert(short_hash_without(short_hash_with(kShortHashSeed, 'x'), 'x') == kShortHashSeed);

/// Common English words that carry no subject ("the", "using", "however").
bool is_stop_word(std::string_view lower);
std::span<const std::string_view> stop_words();

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
  /// Replaces `hits` by those in the words, in their order.
  void find(const Words& words, std::vector<Hit>& hits) const;

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
