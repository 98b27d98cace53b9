// RowIndex: see row_index.hpp.
// Pure functions; any thread.
#include "rank/row_index.hpp"

#include <algorithm>
#include <bit>

namespace sheaf::rank {
namespace {

constexpr std::size_t kFewestLists = 1024;

}  // namespace

RowIndex::RowIndex(const std::vector<SparseRow>& rows) : rows_(rows.size()) {
  std::size_t postings = 0;
  for (const SparseRow& row : rows) postings += static_cast<std::size_t>(row.end - row.begin);
  const std::size_t lists =
      std::clamp<std::size_t>(std::bit_ceil(postings), kFewestLists, kTermBuckets);
  begin_.assign(lists + 1, 0);
  for (const SparseRow& row : rows)
    for (const TermCount* x = row.begin; x != row.end; ++x) ++begin_[list_of(x->term) + 1];
  for (std::size_t i = 0; i < lists; ++i) begin_[i + 1] += begin_[i];
  postings_.resize(postings);
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::uint32_t row = 0; row < rows.size(); ++row)
    for (const TermCount* x = rows[row].begin; x != rows[row].end; ++x)
      postings_[at[list_of(x->term)]++] = {x->term, row, x->count};
}

void RowIndex::cosines_of(SparseRow paper, std::vector<float>& cosines) const {
  cosines.assign(rows_, 0.0F);
  if (rows_ == 0) return;
  for (const TermCount* x = paper.begin; x != paper.end; ++x) {
    const std::size_t list = list_of(x->term);
    for (std::uint32_t i = begin_[list]; i < begin_[list + 1]; ++i)
      if (postings_[i].term == x->term) cosines[postings_[i].row] += x->count * postings_[i].weight;
  }
}

}  // namespace sheaf::rank
