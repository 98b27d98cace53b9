// Logistic regression with L2 penalty over sparse rows.
// Pure functions of their arguments; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rank/terms.hpp"

namespace sheaf::rank {

struct Example {
  SparseRow row;
  bool positive = false;
  double weight = 1;  ///< of its loss; 0: left out
};

/// weights · x + bias.
struct LinearModel {
  std::vector<float> weights;  ///< per feature
  float bias = 0;

  double operator()(SparseRow row) const;
};

/// Minimises ½·(|w|² + bias²) + C · Σ weight · ln(1 + exp(-y·(w·x + bias))), liblinear's objective
/// (Fan et al. 2008), by L-BFGS (Nocedal 1980) with a backtracking line search, from `start` when it
/// has as many features. Deterministic; at most `steps` passes over the rows.
LinearModel fit_logistic(const std::vector<Example>& examples, std::size_t features, double c,
                         const LinearModel* start = nullptr, int steps = 60);

}  // namespace sheaf::rank
