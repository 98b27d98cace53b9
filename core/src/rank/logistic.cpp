// Logistic regression: see logistic.hpp.
// Pure functions; any thread.
#include "rank/logistic.hpp"

#include <algorithm>
#include <cmath>
#include <deque>

namespace sheaf::rank {
namespace {

constexpr std::size_t kMemory = 6;
constexpr double kEnough = 1e-3;  ///< of the first gradient: liblinear's default tolerance is 1e-2
constexpr int kLineSteps = 20;

using Vector = std::vector<float>;  ///< the weights, then the bias

double dot(const Vector& a, const Vector& b) {
  // Four sums, so that the order is fixed and yet the adding not a chain.
  double sums[4] = {0, 0, 0, 0};
  std::size_t i = 0;
  for (; i + 4 <= a.size(); i += 4)
    for (std::size_t j = 0; j < 4; ++j)
      sums[j] += static_cast<double>(a[i + j]) * static_cast<double>(b[i + j]);
  for (; i < a.size(); ++i) sums[0] += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void add_scaled(Vector& to, double scale, const Vector& from) {
  const auto factor = static_cast<float>(scale);
  for (std::size_t i = 0; i < to.size(); ++i) to[i] += factor * from[i];
}

double value_of(const SparseRow& row, const Vector& w) {
  double sum = w.back();
  for (const TermCount* x = row.begin; x != row.end; ++x)
    sum += static_cast<double>(w[x->term]) * static_cast<double>(x->count);
  return sum;
}

class Objective {
 public:
  Objective(const std::vector<Example>& examples, double c) : examples_(examples), c_(c) {}

  /// Of w, and its gradient.
  double operator()(const Vector& w, Vector& gradient) const {
    gradient = w;
    double loss = 0.5 * dot(w, w);
    for (const Example& example : examples_) {
      if (example.weight <= 0) continue;
      const double sign = example.positive ? 1 : -1;
      const double margin = sign * value_of(example.row, w);
      const double away = std::exp(-std::abs(margin));
      loss += c_ * example.weight * (std::log1p(away) + std::max(0.0, -margin));
      const double miss = (margin > 0 ? away : 1) / (1 + away);
      const auto pull = static_cast<float>(-sign * c_ * example.weight * miss);
      for (const TermCount* x = example.row.begin; x != example.row.end; ++x)
        gradient[x->term] += pull * x->count;
      gradient.back() += pull;
    }
    return loss;
  }

 private:
  const std::vector<Example>& examples_;
  double c_;
};

struct Pair {
  Vector step, change;
  double rho = 0;
};

/// The two-loop recursion: minus the inverse Hessian, as the last steps show it, times the gradient.
Vector direction_of(const Vector& gradient, const std::deque<Pair>& pairs) {
  Vector q = gradient;
  std::vector<double> alphas(pairs.size());
  for (std::size_t i = pairs.size(); i-- > 0;) {
    alphas[i] = pairs[i].rho * dot(pairs[i].step, q);
    add_scaled(q, -alphas[i], pairs[i].change);
  }
  if (!pairs.empty()) {
    const Pair& last = pairs.back();
    const auto scale = static_cast<float>(1 / (last.rho * dot(last.change, last.change)));
    for (float& x : q) x *= scale;
  }
  for (std::size_t i = 0; i < pairs.size(); ++i)
    add_scaled(q, alphas[i] - pairs[i].rho * dot(pairs[i].change, q), pairs[i].step);
  for (float& x : q) x = -x;
  return q;
}

void remember(std::deque<Pair>& pairs, Pair pair) {
  const double curvature = dot(pair.step, pair.change);
  if (!(curvature > 1e-12)) return;
  pair.rho = 1 / curvature;
  pairs.push_back(std::move(pair));
  if (pairs.size() > kMemory) pairs.pop_front();
}

class Minimiser {
 public:
  Minimiser(const Objective& objective, Vector w) : objective_(objective), w_(std::move(w)) {
    loss_ = objective_(w_, gradient_);
  }

  Vector run(int steps) {
    Vector zero(w_.size(), 0.0F), at_zero;
    objective_(zero, at_zero);
    const double enough = kEnough * std::sqrt(dot(at_zero, at_zero));
    while (passes_ < steps && std::sqrt(dot(gradient_, gradient_)) > enough)
      if (!step()) break;
    return std::move(w_);
  }

 private:
  /// False when no step lowers the objective any more.
  bool step() {
    const Vector direction = direction_of(gradient_, pairs_);
    const double slope = dot(direction, gradient_);
    if (!(slope < 0)) return false;
    double pace = pairs_.empty() ? 1 / std::max(1.0, std::sqrt(-slope)) : 1;
    Vector next, gradient;
    for (int i = 0; i < kLineSteps; ++i, pace /= 2) {
      next = w_;
      add_scaled(next, pace, direction);
      const double loss = objective_(next, gradient);
      ++passes_;
      if (loss > loss_ + 1e-4 * pace * slope) continue;
      accept(std::move(next), std::move(gradient), loss);
      return true;
    }
    return false;
  }

  void accept(Vector next, Vector gradient, double loss) {
    Pair pair{next, gradient, 0};
    add_scaled(pair.step, -1, w_);
    add_scaled(pair.change, -1, gradient_);
    remember(pairs_, std::move(pair));
    w_ = std::move(next);
    gradient_ = std::move(gradient);
    loss_ = loss;
  }

  const Objective& objective_;
  Vector w_, gradient_;
  double loss_ = 0;
  std::deque<Pair> pairs_;
  int passes_ = 0;
};

}  // namespace

double LinearModel::operator()(SparseRow row) const {
  double sum = bias;
  for (const TermCount* x = row.begin; x != row.end; ++x)
    sum += static_cast<double>(weights[x->term]) * static_cast<double>(x->count);
  return sum;
}

LinearModel fit_logistic(const std::vector<Example>& examples, std::size_t features, double c,
                         const LinearModel* start, int steps) {
  Vector w(features + 1, 0.0F);
  if (start != nullptr && start->weights.size() == features) {
    std::copy(start->weights.begin(), start->weights.end(), w.begin());
    w.back() = start->bias;
  }
  const Objective objective(examples, c);
  w = Minimiser(objective, std::move(w)).run(steps);
  LinearModel out;
  out.bias = w.back();
  w.pop_back();
  out.weights = std::move(w);
  return out;
}

}  // namespace sheaf::rank
