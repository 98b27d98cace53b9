// Unit TF-IDF vectors of a set of documents, one after another in one table.
// A value; built by one thread, then read by any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rank/terms.hpp"

namespace sheaf::rank {

class TfIdf {
 public:
  /// Counts the terms of a document; weigh() comes after the last.
  void add(std::string_view title, std::string_view abstract);
  /// Counts become (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1) and each document a vector of length 1,
  /// of its `most` heaviest terms (0: of all); one without terms stays empty.
  void weigh(std::size_t most = 0);

  std::size_t size() const { return begin_.size() - 1; }
  const TermCount* begin(std::size_t document) const { return terms_.data() + begin_[document]; }
  const TermCount* end(std::size_t document) const { return terms_.data() + begin_[document + 1]; }

 private:
  std::vector<TermCount> terms_;
  std::vector<std::size_t> begin_{0};
};

/// term → the documents that have it, for cosines with all of them at the cost of shared terms.
class TermIndex {
 public:
  /// Of the first `documents`.
  TermIndex(const TfIdf& vectors, std::size_t documents);

  /// Adds the cosine of `document` with each indexed one to `cosines`.
  void add_cosines(const TfIdf& vectors, std::size_t document, std::vector<float>& cosines) const;

 private:
  /// Terms share lists, which are far fewer than buckets, so that small sets make small tables.
  static constexpr std::uint32_t kLists = 1U << 15;
  struct Posting {
    std::uint32_t term = 0, document = 0;
    float weight = 0;
  };
  std::vector<std::uint32_t> begin_;
  std::vector<Posting> postings_;
};

}  // namespace sheaf::rank
