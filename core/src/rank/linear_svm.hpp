// A linear support vector machine with squared hinge loss, trained on its dual by coordinate descent
// (Hsieh et al. 2008, "A dual coordinate descent method for large-scale linear SVM").
// A value; pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sheaf::rank {

struct Feature {
  std::uint32_t index = 0;
  float value = 0;
};

/// Rows of features, one after another: row i has [begin[i], begin[i + 1]).
struct FeatureRows {
  std::vector<Feature> features;
  std::vector<std::size_t> begin{0};
  std::size_t size() const { return begin.size() - 1; }
};

struct LinearModel {
  std::vector<double> weights;
  double bias = 0;
  double decision(const FeatureRows& rows, std::size_t row) const;
};

/// `positive[i]` for row i; each class weighs as much as the other (n / (2 · n of the class) · cost).
/// The bias is regularised like a weight, as in LIBLINEAR. Deterministic. Needs both classes.
LinearModel train_svm(const FeatureRows& rows, std::size_t dimensions,
                      const std::vector<bool>& positive, double cost);

}  // namespace sheaf::rank
