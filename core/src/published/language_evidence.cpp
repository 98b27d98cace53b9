// Words are found by what damage leaves of them: the same bytes in the document; see
// language_evidence.hpp. The word table is made once and then read by all.
#include "published/language_evidence.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "published/chinese_words.hpp"
#include "published/repertoire.hpp"

namespace sheaf::published {
namespace {

constexpr std::size_t kLongestWord = 6;

/// What is left of a character when every byte is lost that any of the decoders loses.
std::uint32_t skeleton(const unsigned char* bytes, std::size_t count) {
  constexpr std::string_view kEverLost = "\x01\x81\x8D\x8E\x8F\x90\x9D\x9E\xAD";
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (kEverLost.find(static_cast<char>(bytes[i])) == kEverLost.npos) kept = kept << 8 | bytes[i];
  }
  return kept;
}

std::uint32_t skeleton_of(char32_t c) {
  std::string utf8;
  append_utf8(utf8, c);
  return skeleton(reinterpret_cast<const unsigned char*>(utf8.data()), utf8.size());
}

/// As a character counts in a word: Han characters for themselves, all others by kind. Spaces and
/// markup are of no kind: they can stand anywhere.
char32_t mark_of(char32_t c) {
  constexpr std::u32string_view kBreaks = U",.;:!?()\n（），。；：！？、“”《》…";
  if (is_han(c)) return c;
  if (c < 0x80 && is_ascii_alnum(static_cast<char>(c))) return kLatinMark;
  return kBreaks.find(c) != kBreaks.npos ? kBreakMark : U' ';
}

std::uint64_t extend(std::uint64_t hash, std::uint32_t part) {
  return (hash ^ part) * 0x9E3779B97F4A7C15ULL ^ (hash >> 29);
}

struct Word {
  std::array<char32_t, kLongestWord> characters{};
  std::size_t size = 0;
  bool only_disputes = false;
};

class WordTable {
 public:
  WordTable() {
    const std::string_view all = chinese_words();
    Word word;
    for (std::size_t pos = 0; pos < all.size();) {
      const char32_t c = next_code_point(all, pos);
      if (c == kDisputeMark)
        word.only_disputes = true;
      else if (c != ' ' && word.size < kLongestWord)
        word.characters[word.size++] = c;
      if (c == ' ' || pos == all.size()) {
        if (word.size > 1) add(word);
        word = {};
      }
    }
    const std::string_view unrivalled = unrivalled_hanzi();
    for (std::size_t pos = 0; pos < unrivalled.size();) {
      const char32_t c = next_code_point(unrivalled, pos);
      unrivalled_.emplace(skeleton_of(c), c);
    }
  }

  /// The words of that key; more than one when damage makes them the same.
  const std::vector<Word>* find(std::uint64_t key) const {
    const auto found = words_.find(key);
    return found == words_.end() ? nullptr : &found->second;
  }
  char32_t unrivalled(std::uint32_t remains) const {
    const auto found = unrivalled_.find(remains);
    return found == unrivalled_.end() ? 0 : found->second;
  }

 private:
  void add(const Word& word) {
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < word.size; ++i) {
      key = extend(key, skeleton_of(word.characters[i]));
      if (i + 1 < word.size) words_.try_emplace(key);  // so that longer words are looked for
    }
    words_[key].push_back(word);
  }

  std::unordered_map<std::uint64_t, std::vector<Word>> words_;
  std::unordered_map<std::uint32_t, char32_t> unrivalled_;
};

const WordTable& word_table() {
  static const WordTable table;
  return table;
}

struct Match {
  std::size_t begin;
  std::size_t end;
  const Word* word;
};

class Reading {
 public:
  Reading(std::vector<Character>& document, const LostBytes& lost_bytes)
      : document_(document),
        lost_bytes_(lost_bytes),
        proposals_(document.size()),
        disputes_(document.size()) {
    skeletons_.reserve(document.size());
    for (const Character& character : document) {
      const bool open = character.is_lost();
      skeletons_.push_back(open ? skeleton(character.bytes.data(), character.kept)
                                : skeleton_of(mark_of(character.value)));
    }
  }

  std::size_t run() {
    std::size_t restored = 0;
    for (int pass = 0; pass < 4; ++pass) {
      const std::size_t now = read_words() + read_unrivalled();
      restored += now;
      if (now == 0) break;
    }
    return restored;
  }

 private:
  static constexpr char32_t kDisputed = 1;

  bool reads_as(std::size_t at, char32_t c) const {
    const Character& character = document_[at];
    if (character.is_lost()) return lost_bytes_.could_be(character, c);
    return mark_of(character.value) == c;
  }

  bool reads_as(std::size_t begin, const Word& word) const {
    bool open = false;
    for (std::size_t i = 0; i < word.size; ++i) {
      if (!reads_as(begin + i, word.characters[i])) return false;
      open = open || document_[begin + i].is_lost();
    }
    return open;
  }

  void find_matches(std::size_t begin, std::vector<Match>& out) const {
    std::uint64_t key = 0;
    const std::size_t end = std::min(document_.size(), begin + kLongestWord);
    for (std::size_t i = begin; i < end; ++i) {
      key = extend(key, skeletons_[i]);
      const std::vector<Word>* words = word_table().find(key);
      if (words == nullptr) return;
      for (const Word& word : *words) {
        if (reads_as(begin, word)) out.push_back({begin, i + 1, &word});
      }
    }
  }

  /// What lies inside of a longer match is part of that word, not a word of its own.
  void propose(const std::vector<Match>& matches) {
    std::fill(proposals_.begin(), proposals_.end(), 0);
    std::fill(disputes_.begin(), disputes_.end(), 0);
    std::size_t reach_begin = 0, reach_end = 0;  // the longest match so far that ends last
    for (std::size_t m = 0; m < matches.size(); ++m) {
      const Match& match = matches[m];
      bool inside = reach_begin <= match.begin && match.end <= reach_end &&
                    reach_end - reach_begin > match.end - match.begin;
      for (std::size_t k = m + 1; k < matches.size() && matches[k].begin == match.begin; ++k) {
        inside = inside || matches[k].end > match.end;
      }
      if (match.end > reach_end) {
        reach_begin = match.begin;
        reach_end = match.end;
      }
      if (!inside) propose(match);
    }
  }

  void propose(const Match& match) {
    for (std::size_t i = match.begin; i < match.end; ++i) {
      if (!document_[i].is_lost()) continue;
      const char32_t c = match.word->characters[i - match.begin];
      char32_t& vote = match.word->only_disputes ? disputes_[i] : proposals_[i];
      vote = vote == 0 || vote == c ? c : kDisputed;
    }
  }

  std::size_t read_words() {
    std::vector<Match> matches;
    for (std::size_t i = 0; i < document_.size(); ++i) find_matches(i, matches);
    propose(matches);
    std::size_t restored = 0;
    for (std::size_t i = 0; i < document_.size(); ++i) {
      const char32_t c = proposals_[i];
      if (c > kDisputed && !is_disputed(i, c) && set(i, c)) ++restored;
    }
    return restored;
  }

  /// Only where no word disputes it.
  std::size_t read_unrivalled() {
    std::size_t restored = 0;
    for (std::size_t i = 0; i < document_.size(); ++i) {
      if (!document_[i].is_lost() || proposals_[i] != 0) continue;
      const char32_t c = word_table().unrivalled(skeletons_[i]);
      if (c != 0 && !is_disputed(i, c) && set(i, c)) ++restored;
    }
    return restored;
  }

  bool is_disputed(std::size_t at, char32_t c) const {
    return disputes_[at] != 0 && disputes_[at] != c;
  }

  bool set(std::size_t at, char32_t c) {
    if (!is_han(c) || !lost_bytes_.could_be(document_[at], c)) return false;
    document_[at].value = c;
    return true;
  }

  std::vector<Character>& document_;
  const LostBytes& lost_bytes_;
  std::vector<std::uint32_t> skeletons_;
  std::vector<char32_t> proposals_;  ///< 0: none; kDisputed: more than one
  std::vector<char32_t> disputes_;   ///< the same, by words that cannot propose
};

}  // namespace

std::size_t restore_by_language(std::vector<Character>& document, const LostBytes& lost_bytes) {
  return Reading(document, lost_bytes).run();
}

}  // namespace sheaf::published
