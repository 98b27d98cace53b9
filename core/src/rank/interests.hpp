// The interests in a reader's library: clusters of its items' vectors, and how like a paper is to each.
// Plain values; built by one thread, then read by any.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rank/features.hpp"
#include "rank/logistic.hpp"

namespace sheaf::rank {

/// The mean vector of each interest, for the likeness of a paper to all of them at the cost of its
/// terms.
class InterestCentres {
 public:
  InterestCentres() = default;
  InterestCentres(const std::vector<SparseRow>& items, const std::vector<std::uint32_t>& of_item,
                  std::size_t count);

  /// Replaces `values` by one per interest.
  void values_of(SparseRow paper, std::vector<double>& values) const;

 private:
  std::size_t count_ = 0;
  std::vector<std::uint32_t> row_of_;  ///< per term; 0: no item has it
  std::vector<float> rows_;            ///< row × interest
};

/// Which interest each item belongs to, and how far apart they are.
struct Clustering {
  std::vector<std::uint32_t> of_item;
  std::size_t count = 0;
  /// Likeness of items of different interests over that of items of one, of the nearest two
  /// interests: about 0.7 in a library of one subject, 0.2-0.5 where there are several.
  double closeness = 1;
};

/// Spherical k-means (Dhillon, Modha 2001) for 2 to 5 interests, begun from items far apart; the
/// largest number whose interests stay apart, or one. Deterministic.
Clustering find_interests(const std::vector<SparseRow>& items);

/// The closeness of a clustering that is given.
double closeness_of(const std::vector<SparseRow>& items, const std::vector<std::uint32_t>& of_item,
                    std::size_t count);

}  // namespace sheaf::rank
