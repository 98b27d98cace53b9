// Likeness by embeddings of a model outside, on a scale that papers of any model share.
// Pure function; any thread.
#pragma once

#include <cstddef>
#include <vector>

namespace sheaf::rank {

/// For each candidate the mean cosine with its nearest library vectors plus that with all of them,
/// standardised over the candidates (mean 0, deviation 1, at most ±4), so that models whose cosines
/// lie in 0.7-0.9 and models whose lie in 0-0.4 weigh the same. A candidate without a vector (empty,
/// of other dimensions than most, or not finite) gets 0, the day's middle. Empty when there is no
/// library vector or no candidate has one. O(candidates · library · dimensions).
std::vector<float> embedding_likeness(const std::vector<std::vector<float>>& library,
                                      const std::vector<std::vector<float>>& candidates);

}  // namespace sheaf::rank
