// Dual coordinate descent; see linear_svm.hpp.
// Pure functions; any thread.
#include "rank/linear_svm.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sheaf::rank {
namespace {

constexpr int kMostRounds = 200;
constexpr double kTolerance = 1e-3;  ///< of the projected gradient, whose scale is 1

double product(const LinearModel& model, const FeatureRows& rows, std::size_t row) {
  double sum = model.bias;
  for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i)
    sum += model.weights[rows.features[i].index] * rows.features[i].value;
  return sum;
}

void move(LinearModel& model, const FeatureRows& rows, std::size_t row, double by) {
  model.bias += by;
  for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i)
    model.weights[rows.features[i].index] += by * rows.features[i].value;
}

/// A shuffle of our own: the standard's differs from library to library.
void shuffle(std::vector<std::size_t>& order, std::uint64_t& state) {
  for (std::size_t i = order.size(); i > 1; --i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    std::swap(order[i - 1], order[(state >> 33) % i]);
  }
}

}  // namespace

double LinearModel::decision(const FeatureRows& rows, std::size_t row) const {
  return product(*this, rows, row);
}

LinearModel train_svm(const FeatureRows& rows, std::size_t dimensions,
                      const std::vector<bool>& positive, double cost) {
  LinearModel model;
  model.weights.assign(dimensions, 0);
  const std::size_t count = rows.size();
  const auto ones = static_cast<double>(std::count(positive.begin(), positive.end(), true));
  const double all = static_cast<double>(count), others = all - ones;
  if (ones == 0 || others == 0) return model;
  std::vector<double> alpha(count, 0), diagonal(count), squares(count, 1);  // 1: the bias's feature
  for (std::size_t row = 0; row < count; ++row) {
    for (std::size_t i = rows.begin[row]; i < rows.begin[row + 1]; ++i)
      squares[row] += static_cast<double>(rows.features[i].value) * rows.features[i].value;
    diagonal[row] = 1 / (2 * cost * all / (2 * (positive[row] ? ones : others)));
  }
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::uint64_t state = 1;
  for (int round = 0; round < kMostRounds; ++round) {
    shuffle(order, state);
    double worst = 0;
    for (const std::size_t row : order) {
      const double sign = positive[row] ? 1 : -1;
      const double gradient =
          sign * product(model, rows, row) - 1 + alpha[row] * diagonal[row];
      if (alpha[row] == 0 && gradient >= 0) continue;
      worst = std::max(worst, std::abs(gradient));
      const double before = alpha[row];
      alpha[row] = std::max(0.0, before - gradient / (squares[row] + diagonal[row]));
      move(model, rows, row, sign * (alpha[row] - before));
    }
    if (worst < kTolerance) break;
  }
  return model;
}

}  // namespace sheaf::rank
