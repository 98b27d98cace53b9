// Calibration: from a model's decision values to a score of 0-100 that means the same every day.
// A plain value; pure functions; any thread.
#pragma once

#include <cstddef>
#include <vector>

namespace sheaf::rank {

/// A decision value and whether the reader kept the paper.
struct Outcome {
  double value = 0;
  bool kept = false;
  double weight = 1;
};

/// value → 100 · P(kept | value), rising. Plain numbers, so that it lies in the stored model.
class Calibration {
 public:
  /// `unseen`: decision values of library items by models that did not learn from them (cross-fitted),
  /// kept = true, and of background papers, kept = false; `base_rate` is the share of a day that a
  /// reader keeps when nothing else is known. `feedback`: what the reader really did with papers
  /// shown; the more there is, the more it decides.
  static Calibration fit(const std::vector<Outcome>& unseen, double base_rate,
                         const std::vector<Outcome>& feedback = {});

  double score_of(double value) const;  ///< 0 to 100; not a number → 0

  std::vector<double> knots_values;  ///< rising
  std::vector<double> knots_scores;  ///< one each, rising, 0 to 100
};

}  // namespace sheaf::rank
