// Stems and the index of cue phrases; see cue_index.hpp.
// No state; any thread.
#include "summarize/cue_index.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestWord = 40;  ///< of longer ones the beginning counts

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// "studies" → "studi", "classes" → "class", "boxes" → "box", "models" → "model", "bias" stays.
std::size_t length_without_plural(std::string_view word) {
  const std::size_t n = word.size();
  if (n < 4 || word[n - 1] != 's') return n;
  const char third = word[n - 3], second = word[n - 2];
  if (second == 's' || second == 'u' || second == 'i' || (third == 'i' && second == 'a')) return n;
  if (second != 'e' || n == 4) return n - 1;
  const char fourth = word[n - 4];
  const bool hissing = third == 'x' || third == 'z' ||
                       (n > 5 && ((fourth == 's' && third == 's') ||
                                  ((fourth == 'c' || fourth == 's') && third == 'h')));
  return third == 'i' || hissing ? n - 2 : n - 1;
}

/// "pruned", "pruning", "prune" → "prun"; what is left has four letters or more.
std::size_t length_without_ending(std::string_view word) {
  const std::size_t n = word.size();
  if (n < 5) return n;
  switch (word[n - 1]) {
    case 'n': return n >= 10 && (word.ends_with("ization") || word.ends_with("isation")) ? n - 5 : n;
    case 'g': return n >= 7 && word[n - 2] == 'n' && word[n - 3] == 'i' ? n - 3 : n;
    case 'd': return n >= 6 && word[n - 2] == 'e' ? n - 2 : n;
    case 'e': return n - 1;
    default: return n;
  }
}

/// A stem is a word's beginning, with at most one letter changed or added.
struct Stem {
  std::size_t length = 0;  ///< of the beginning
  char last = 0;           ///< follows it, or 0
};

bool may_change(char last) {
  return last == 's' || last == 'e' || last == 'd' || last == 'g' || last == 'n' || last == 'y';
}

Stem stem_of(std::string_view word) {
  // The usual word ends as no ending does.
  if (word.empty() || (word.size() <= kLongestWord && !may_change(word.back())))
    return {word.size(), 0};
  if (word.size() > 2 && word.ends_with("'s")) word.remove_suffix(2);
  word = word.substr(0, kLongestWord);
  word = word.substr(0, length_without_plural(word));
  const std::size_t n = word.size();
  if (n > 3 && word[n - 1] == 'y' && !is_vowel(word[n - 2])) return {n - 1, 'i'};
  word = word.substr(0, length_without_ending(word));
  // "optimis" as "optimiz": the two spellings of -ise.
  if (word.size() >= 5 && word.ends_with("is")) return {word.size() - 1, 'z'};
  return {word.size(), 0};
}

/// Hash of the stem at the beginning of `text`, eight bytes at a time: most stems have no more.
std::uint64_t hash_of(std::string_view text, const Stem& stem) {
  std::uint64_t hash = 14695981039346656037ULL;
  const std::size_t size = stem.length + (stem.last != 0);
  for (std::size_t at = 0; at < size; at += 8) {
    std::uint64_t bytes = eight_bytes(text.substr(at));
    const std::size_t rest = stem.length - at;
    if (rest < 8) {
      bytes &= (std::uint64_t{1} << (8 * rest)) - 1;
      bytes |= std::uint64_t{static_cast<unsigned char>(stem.last)} << (8 * rest);
    }
    hash = (hash ^ bytes) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32;  // the low bits choose the slot
  }
  return hash == 0 ? 1 : hash;
}

/// Whether one of eight bytes is `sign`, by the classic test for a zero byte.
bool has_byte(std::uint64_t bytes, unsigned char sign) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  const std::uint64_t off = bytes ^ (kOnes * sign);
  return ((off - kOnes) & ~off & (kOnes * 0x80)) != 0;
}

/// Whether the word may have parts; may say so for a word before a hyphenated one.
bool may_have_parts(std::string_view text, std::size_t size) {
  for (std::size_t at = 0; at < size; at += 8) {
    const std::uint64_t bytes = eight_bytes(text.substr(at));
    if (has_byte(bytes, '-') || has_byte(bytes, 0xE2)) return true;
  }
  return false;
}

/// Length of the hyphen, or one of Unicode's hyphens, dashes and quotes, at `pos`; or 0.
std::size_t sign_length(std::string_view word, std::size_t pos) {
  if (word[pos] == '-') return 1;
  if (word[pos] != '\xE2' || word.compare(pos, 2, "\xE2\x80") != 0) return 0;
  return std::min<std::size_t>(3, word.size() - pos);
}

}  // namespace

std::uint64_t stem_hash(std::string_view word) { return hash_of(word, stem_of(word)); }

void append_stems(const Words& words, std::size_t i, std::vector<std::uint64_t>& out) {
  const std::string_view word = words.word(i);
  const std::string_view from = words.text.substr(words.words[i].begin);
  if (!may_have_parts(from, word.size())) {
    out.push_back(hash_of(from, stem_of(word)));
    return;
  }
  for (std::size_t pos = 0; pos < word.size();) {
    const std::size_t start = pos;
    std::size_t sign = 0;
    while (pos < word.size() && (sign = sign_length(word, pos)) == 0) ++pos;
    if (pos > start) out.push_back(stem_hash(word.substr(start, pos - start)));
    pos += sign;
  }
}

void CueIndex::add(std::uint32_t target, std::string_view cue) {
  Hit hit{target, false, false, false, 0};
  cue = trim(cue);
  if (!cue.empty() && contains("~^!", cue.substr(0, 1))) {
    hit.weak = cue.front() == '~';
    hit.title_only = cue.front() == '^';
    hit.other = cue.front() == '!';
    cue.remove_prefix(1);
  }
  const auto start = static_cast<std::uint32_t>(stems_.size());
  WordBuffer buffer;
  buffer.read(cue);
  const Words words = buffer[0];
  for (std::size_t i = 0; i < words.count(); ++i) append_stems(words, i, stems_);
  hit.words = static_cast<std::uint32_t>(stems_.size()) - start;
  if (hit.words > 0) cues_.push_back({hit, start});
}

void CueIndex::finish() {
  std::stable_sort(cues_.begin(), cues_.end(), [this](const Cue& a, const Cue& b) {
    const std::uint64_t first = stems_[a.stems], second = stems_[b.stems];
    return first != second ? first < second : a.hit.words > b.hit.words;
  });
  std::size_t room = 16;
  while (room < cues_.size() * 2) room *= 2;
  slots_.assign(room, {});
  for (std::uint32_t i = 0; i < cues_.size();) {
    const std::uint64_t stem = stems_[cues_[i].stems];
    std::uint32_t last = i;
    while (last < cues_.size() && stems_[cues_[last].stems] == stem) ++last;
    std::size_t at = stem & (room - 1);
    while (slots_[at].stem != 0) at = (at + 1) & (room - 1);
    slots_[at] = {stem, i, last};
    may_begin_.set(stem >> 50);
    i = last;
  }
}

}  // namespace sheaf::summarize
