// Unit TF-IDF vectors of a set of documents, one after another in one table.
// A value; built by one thread, then read by any.
#pragma once

#include <cstddef>
#include <string_view>

#include "rank/terms.hpp"

namespace sheaf::rank {

class TfIdf {
 public:
  /// Counts the terms of a document; weigh() comes after the last.
  void add(std::string_view title, std::string_view abstract);
  /// Counts become (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1) and each document a vector of length 1,
  /// of its `most` heaviest terms (0: of all); one without terms stays empty.
  void weigh(std::size_t most = 0);

  std::size_t size() const { return papers_.size(); }
  SparseRow row(std::size_t document) const { return papers_.row(document); }

 private:
  CountedPapers papers_;
};

}  // namespace sheaf::rank
