// The n-grams of a text's sentences as buckets of hashed weights, summed up once so that the sum
// of any run of words costs a few subtractions.
// Borrows the weights; a TldrGrams belongs to one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory_resource>
#include <vector>

namespace sheaf::summarize {

/// Runs of one to three words, and the first one to four words of a part marked as such.
class TldrGrams {
 public:
  /// kTldrBuckets weights and the memory must outlive this.
  TldrGrams(const std::int8_t* weights, std::pmr::memory_resource* memory)
      : weights_(weights), words_(memory) {}

  void reserve(std::size_t words);
  /// Appends a word; `first`: it begins a sentence.
  void add(std::uint32_t hash, bool first);

  /// Of words begin to end, which must be of one sentence.
  int sum(std::size_t begin, std::size_t end) const;
  /// The buckets that sum() adds up.
  void list(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const;

 private:
  template <class Visit>
  void visit_starts(std::size_t begin, std::size_t end, const Visit& visit) const;

  static constexpr std::size_t kOrder = 3;
  struct Word {
    std::array<std::uint32_t, kOrder> gram{};  ///< hashes of the n-grams that end here
    std::array<int, kOrder> sum{};             ///< of their weights, up to and with this word
  };
  const std::int8_t* weights_;
  std::pmr::vector<Word> words_;
  std::size_t sentence_ = 0;  ///< where the last one begins
};

}  // namespace sheaf::summarize
