// Features: the terms of papers as unit TF-IDF vectors whose document frequencies are kept.
// Plain values; built by one thread, then read by any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rank/terms.hpp"

namespace sheaf::rank {

/// Weight of every term, from the background stream, and from the library only as far as the
/// background is small: what is frequent in the library alone is what the reader likes.
class TermWeights {
 public:
  TermWeights() = default;
  /// The first `items` papers are the library. A term of a single paper weighs nothing: it only makes
  /// that paper's vector shorter elsewhere (0.4 dAP worse on real reading lists).
  TermWeights(const CountedPapers& papers, std::size_t items);

  bool empty() const { return codes_.empty(); }
  float operator[](std::uint32_t term) const { return kOfCode[codes_[term]]; }
  /// Counts become (1 + ln tf) · idf and a vector of length 1; terms that weigh nothing go.
  /// Returns the new end.
  TermCount* weigh(TermCount* begin, TermCount* end) const;

  /// One byte a term: what a stored model holds. Weights are rounded to it when they are learned, so
  /// that a model read back scores exactly as before.
  const std::vector<std::uint8_t>& codes() const { return codes_; }
  static TermWeights from_codes(std::vector<std::uint8_t> codes);

 private:
  static const std::vector<float> kOfCode;
  std::vector<std::uint8_t> codes_;
};

}  // namespace sheaf::rank
