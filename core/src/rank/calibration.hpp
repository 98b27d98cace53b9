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
  double weight = 1;  ///< not above 0: the outcome does not count
};

/// value → 100 · P(kept | value), strictly rising. Plain numbers, so that it lies in the stored model.
/// A logistic curve (Platt 1999) on class-balanced values, moved to the day's share of kept papers
/// (Saerens, Latinne, Decaestecker 2002), then bent where bins of the data say otherwise, each by how
/// sure it is, and made rising by pool-adjacent-violators (Zadrozny, Elkan 2002).
class Calibration {
 public:
  /// `unseen`: decision values of library items by models that did not learn from them (cross-fitted),
  /// kept = true, and of background papers, kept = false; `base_rate` is the share of a day that a
  /// reader keeps when nothing else is known. How many of each kind there are does not matter for the
  /// level, only for how sure it is. `feedback`: what the reader really did with papers shown; the
  /// more there is (sum of weights), the more it decides.
  static Calibration fit(const std::vector<Outcome>& unseen, double base_rate,
                         const std::vector<Outcome>& feedback = {});

  /// 0 to 100, rising also beyond the knots; not a number, or no knots → 0.
  double score_of(double value) const;

  std::vector<double> knots_values;  ///< rising
  std::vector<double> knots_scores;  ///< one each, rising, 0 to 100
};

}  // namespace sheaf::rank
