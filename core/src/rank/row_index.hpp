// RowIndex: an inverted index over sparse vectors, for the cosines of a paper with all of them at the
// cost of the terms they share.
// A plain value that owns its table; built by one thread, then read by any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rank/terms.hpp"

namespace sheaf::rank {

class RowIndex {
 public:
  RowIndex() = default;
  explicit RowIndex(const std::vector<SparseRow>& rows);

  /// Replaces `cosines` by one per row; the vectors are of length 1.
  void cosines_of(SparseRow paper, std::vector<float>& cosines) const;
  std::size_t size() const { return rows_; }

 private:
  struct Posting {
    std::uint32_t term = 0, row = 0;
    float weight = 0;
  };
  std::size_t list_of(std::uint32_t term) const { return term & (begin_.size() - 2); }

  std::size_t rows_ = 0;
  /// Of list i [begin_[i], begin_[i + 1]); terms share lists when there are few postings, so that small
  /// sets make small tables. A power of two of lists.
  std::vector<std::uint32_t> begin_;
  std::vector<Posting> postings_;
};

}  // namespace sheaf::rank
