// Hashes of words, and fixed sets of words behind them.
// Plain values, pure functions and an immutable set; any thread.
#pragma once

#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

/// The first eight bytes of `text` as a number, the first in the lowest; 0 where it ends.
inline std::uint64_t eight_bytes(std::string_view text) {
  static_assert(std::endian::native == std::endian::little);
  const char* bytes = text.data();
  const std::size_t n = text.size();
  if (n >= 8) {
    std::uint64_t all = 0;
    std::memcpy(&all, bytes, 8);
    return all;
  }
  const auto byte = [bytes](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  };
  // Where the parts overlap they agree.
  if (n < 4) return n == 0 ? 0 : byte(0) | byte(n / 2) | byte(n - 1);
  std::uint32_t first = 0, last = 0;
  std::memcpy(&first, bytes, 4);
  std::memcpy(&last, bytes + n - 4, 4);
  return first | std::uint64_t{last} << (8 * (n - 4));
}

/// Hash by which words are told apart. Eight bytes at a time: most words have no more.
inline std::uint64_t word_hash(std::string_view word) {
  std::uint64_t hash = 14695981039346656037ULL;
  while (true) {
    hash = (hash ^ eight_bytes(word)) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 32;  // the low bits choose the slot
    if (word.size() <= 8) return hash;
    word.remove_prefix(8);
  }
}

/// A fixed set of words, asked very often: their hashes behind a filter of bits. Immutable.
class WordSet {
 public:
  template <class Table>
  explicit WordSet(const Table& words) : slots_(16) {
    while (slots_.size() < std::size(words) * 4) slots_.resize(slots_.size() * 2);
    for (const std::string_view word : words) add(word_hash(word));
  }
  bool has(std::string_view word) const {
    const std::uint64_t hash = word_hash(word);
    return may_be_[hash >> 52] && slots_[place_of(hash)] == hash;
  }

 private:
  void add(std::uint64_t hash) {
    may_be_.set(hash >> 52);
    slots_[place_of(hash)] = hash;
  }
  std::size_t place_of(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  std::bitset<4096> may_be_;
  std::vector<std::uint64_t> slots_;  ///< open addressing, a power of two; 0: free
};

}  // namespace sheaf::summarize
