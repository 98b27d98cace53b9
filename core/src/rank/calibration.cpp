// Calibration; see calibration.hpp. Everything is reckoned in log-odds of standardised values and
// becomes knots at the end.
// Pure functions; any thread.
#include "rank/calibration.hpp"

#include <algorithm>
#include <cmath>

namespace sheaf::rank {
namespace {

constexpr double kUsualShare = 0.02;  ///< when the base rate given makes no sense
/// Invented outcomes of each kind at ±1: they are the curve of a reader of whom nothing is known, and
/// keep the slope finite when values separate the kinds.
constexpr double kInvented = 3;
constexpr double kLeastSlope = 0.05;  ///< a model that learned nothing still orders its papers
/// Deviations, in log-odds, of what is true from what the step before says: of a bin from the curve,
/// of feedback's level and slope from the library's.
constexpr double kLibraryBend = 1.2;
constexpr double kFeedbackBend = 0.7;
constexpr double kLevelDeviation = 1.0;
constexpr double kSlopeDeviation = 0.4;
constexpr std::size_t kBins = 10;
constexpr double kMostLogOdds = 7;     ///< nobody is sure of more than 999 in 1,000
/// Of the papers that look as if every one were kept, so many are: on real reading lists the next weeks'
/// papers of the highest values are kept less often than their cross-fitted values say. Feedback
/// knows better and may go beyond.
constexpr double kMostKept = 0.9;
constexpr double kLargestValue = 1e100;  ///< larger ones are damage, and their squares infinite
constexpr double kTilt = 1e-4;         ///< of the score, per knot: equal scores would lose the order
constexpr double kBeyond = 0.5;        ///< of the score, at most, for values above all knots

double log_odds(double share) { return std::log(share / (1 - share)); }
double share_of(double odds) { return 1 / (1 + std::exp(-odds)); }

/// Outcomes that count, by rising value.
struct Sample {
  std::vector<Outcome> points;
  double kept = 0, other = 0;  ///< sums of weights
};

Sample usable(const std::vector<Outcome>& outcomes) {
  Sample out;
  for (const Outcome& outcome : outcomes) {
    // Written so that NaN is left out too.
    if (!(std::abs(outcome.value) <= kLargestValue)) continue;
    if (!(outcome.weight > 0 && outcome.weight <= kLargestValue)) continue;
    out.points.push_back(outcome);
    (outcome.kept ? out.kept : out.other) += outcome.weight;
  }
  std::sort(out.points.begin(), out.points.end(),
            [](const Outcome& a, const Outcome& b) { return a.value < b.value; });
  return out;
}

/// Middle and width of the values, both kinds weighing the same.
struct Scale {
  double middle = 0, width = 1;
  double operator()(double value) const { return (value - middle) / width; }
  double back(double z) const { return middle + width * z; }
};

Scale scale_of(const Sample& sample) {
  double sum = 0, squares = 0, all = 0;
  const auto weight_of = [&](const Outcome& point) {
    return point.weight / (point.kept ? sample.kept : sample.other);
  };
  for (const Outcome& point : sample.points) {
    sum += weight_of(point) * point.value;
    all += weight_of(point);
  }
  if (all <= 0) return {};
  const double middle = sum / all;
  for (const Outcome& point : sample.points)
    squares += weight_of(point) * (point.value - middle) * (point.value - middle);
  const double width = std::sqrt(squares / all);
  // All values equal: the scale of the value itself, so that a little more is a little better.
  return {middle, width > 1e-9 * (1 + std::abs(middle)) ? width : 1 + std::abs(middle)};
}

void standardise(Sample& sample, const Scale& scale) {
  for (Outcome& point : sample.points) point.value = scale(point.value);
}

struct Line {
  double level = 0, slope = 1;
  double at(double z) const { return level + slope * z; }
};

/// One weighted observation of a logistic line.
struct Observed {
  double z = 0, kept = 0, weight = 1;
};

/// Newton's method for a logistic line with normal priors around `prior` (Gelman et al. 2008).
Line fit_line(const std::vector<Observed>& data, Line prior, double level_sd, double slope_sd) {
  const double level_precision = 1 / (level_sd * level_sd);
  const double slope_precision = 1 / (slope_sd * slope_sd);
  Line line = prior;
  for (int step = 0; step < 50; ++step) {
    double g0 = level_precision * (prior.level - line.level);
    double g1 = slope_precision * (prior.slope - line.slope);
    double h00 = level_precision, h01 = 0, h11 = slope_precision;
    for (const Observed& one : data) {
      const double p = share_of(line.at(one.z));
      const double gap = one.weight * (one.kept - p), bend = one.weight * p * (1 - p);
      g0 += gap;
      g1 += gap * one.z;
      h00 += bend;
      h01 += bend * one.z;
      h11 += bend * one.z * one.z;
    }
    const double det = h00 * h11 - h01 * h01;
    if (!(det > 0)) break;
    const double d0 = (h11 * g0 - h01 * g1) / det, d1 = (h00 * g1 - h01 * g0) / det;
    // A long step of an unbounded likelihood may overshoot; short ones always end at the maximum.
    const double most = std::max(std::abs(d0), std::abs(d1));
    const double pace = most > 2 ? 2 / most : 1;
    line.level += pace * d0;
    line.slope += pace * d1;
    if (most < 1e-9) break;
  }
  return line;
}

/// The line of unseen values, each kind weighing the same, moved to the base rate.
Line line_of(const Sample& sample, double base_rate) {
  std::vector<Observed> data;
  // A tenth of the background tells the slope as well as all of it; the lesser kind sets how much
  // the data weigh against what is invented.
  const double mass = std::max(std::min(sample.kept, sample.other), 1.0);
  for (const Outcome& point : sample.points) {
    const double total = point.kept ? sample.kept : sample.other;
    data.push_back({point.value, point.kept ? 1.0 : 0.0, point.weight * mass / total});
  }
  data.push_back({1, 1, kInvented});
  data.push_back({-1, 0, kInvented});
  Line line = fit_line(data, {0, 1}, 10, 10);
  line.slope = std::max(line.slope, kLeastSlope);
  line.level += log_odds(base_rate);
  return line;
}

/// A curve through points: straight between them, level beyond.
struct Curve {
  std::vector<double> z, height;

  double at(double where) const {
    if (z.empty()) return 0;
    const auto after = std::upper_bound(z.begin(), z.end(), where);
    if (after == z.begin()) return height.front();
    if (after == z.end()) return height.back();
    const auto i = static_cast<std::size_t>(after - z.begin());
    const double part = (where - z[i - 1]) / (z[i] - z[i - 1]);
    return height[i - 1] + part * (height[i] - height[i - 1]);
  }
};

/// The values that cut the points chosen into `parts` by count, both ends with them.
template <class Chosen>
void add_quantiles(const Sample& sample, std::size_t parts, const Chosen& chosen,
                   std::vector<double>& out) {
  std::vector<double> values;
  for (const Outcome& point : sample.points)
    if (chosen(point)) values.push_back(point.value);
  if (values.empty()) return;
  for (std::size_t i = 0; i <= parts; ++i)
    out.push_back(values[std::min(values.size() - 1, i * values.size() / parts)]);
}

std::vector<double> sorted_unique(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Quantiles of the kept and of the others: kept papers lie where the others are rare, and the
/// other way round, so the quantiles of both see both.
std::vector<double> quantiles(const Sample& sample, std::size_t parts) {
  std::vector<double> out;
  add_quantiles(sample, parts, [](const Outcome& point) { return point.kept; }, out);
  add_quantiles(sample, parts, [](const Outcome& point) { return !point.kept; }, out);
  return sorted_unique(std::move(out));
}

/// What bins of the sample say beyond `line`, each as far as it is sure of it. `drawn`: log-odds of
/// the kinds in the sample beyond those of the day; 0 for a sample that is drawn as the day is.
Curve bend_of(const Sample& sample, const Line& line, double deviation, double drawn) {
  Curve out;
  const std::vector<double> edges = quantiles(sample, kBins);
  auto point = sample.points.begin();
  for (std::size_t edge = 1; edge < edges.size(); ++edge) {
    double kept = 0, other = 0, sum = 0;
    const bool last = edge + 1 == edges.size();
    for (; point != sample.points.end() && (last || point->value < edges[edge]); ++point) {
      (point->kept ? kept : other) += point->weight;
      sum += point->weight * point->value;
    }
    if (kept + other <= 0) continue;
    const double z = sum / (kept + other);
    if (!out.z.empty() && z <= out.z.back()) continue;
    // The variance of the log-odds of two counts, half an outcome added to each.
    const double variance = 1 / (kept + 0.5) + 1 / (other + 0.5);
    const double trust = deviation * deviation / (deviation * deviation + variance);
    const double odds = std::log((kept + 0.5) / (other + 0.5)) - drawn;
    out.z.push_back(z);
    out.height.push_back(trust * (odds - line.at(z)));
  }
  return out;
}

/// Pool-adjacent-violators with equal weights.
void make_rising(std::vector<double>& values) {
  struct Block {
    double sum = 0;
    std::size_t count = 0;
    double mean() const { return sum / static_cast<double>(count); }
  };
  std::vector<Block> blocks;
  for (const double value : values) {
    blocks.push_back({value, 1});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].mean() >= blocks.back().mean()) {
      const Block top = blocks.back();
      blocks.pop_back();
      blocks.back().sum += top.sum;
      blocks.back().count += top.count;
    }
  }
  auto out = values.begin();
  for (const Block& block : blocks) out = std::fill_n(out, block.count, block.mean());
}

/// Where the curve is written down: both samples' quantiles, and one width beyond them.
std::vector<double> knots_of(const Sample& unseen, const Sample& feedback) {
  std::vector<double> out = quantiles(unseen, 2 * kBins);
  for (const double z : quantiles(feedback, kBins)) out.push_back(z);
  if (out.empty()) out.push_back(0);
  const auto [low, high] = std::minmax_element(out.begin(), out.end());
  const double below = *low - 1, above = *high + 1;
  for (const double z : {below, below + 0.5, above - 0.5, above}) out.push_back(z);
  return sorted_unique(std::move(out));
}

/// Log-odds by standard value as the library tells them.
Curve library_curve(const Sample& library, double rate, std::vector<double> knots) {
  const Line line = line_of(library, rate);
  const double drawn =
      std::log((library.kept + 0.5) / (library.other + 0.5)) - log_odds(rate);
  const Curve bend = bend_of(library, line, kLibraryBend, drawn);
  Curve out;
  for (const double z : knots)
    out.height.push_back(log_odds(
        kMostKept * share_of(std::clamp(line.at(z) + bend.at(z), -kMostLogOdds, kMostLogOdds))));
  make_rising(out.height);
  out.z = std::move(knots);
  return out;
}

/// The same corrected by feedback: another level and slope, then bins. Feedback needs no correction
/// for its rate: given its value, whether a paper is kept does not depend on having been shown.
void learn_feedback(Sample shown, Curve& curve) {
  if (shown.points.empty()) return;
  std::vector<Observed> data;
  for (Outcome& point : shown.points) {
    point.value = curve.at(point.value);
    data.push_back({point.value, point.kept ? 1.0 : 0.0, point.weight});
  }
  Line line = fit_line(data, {0, 1}, kLevelDeviation, kSlopeDeviation);
  line.slope = std::max(line.slope, kLeastSlope);
  const Curve bend = bend_of(shown, line, kFeedbackBend, 0);
  // What feedback teaches of the papers that are shown is no slope for those far below: beyond its
  // values its last correction stays.
  const double low = data.front().z, high = data.back().z;
  for (double& odds : curve.height) {
    const double near = std::clamp(odds, low, high);
    const double correction = line.at(near) - near + bend.at(near);
    odds = std::clamp(odds + correction, -kMostLogOdds, kMostLogOdds);
  }
  make_rising(curve.height);
}

}  // namespace

Calibration Calibration::fit(const std::vector<Outcome>& unseen, double base_rate,
                             const std::vector<Outcome>& feedback) {
  const double rate = base_rate > 0 && base_rate < 1 ? std::clamp(base_rate, 1e-4, 0.9) : kUsualShare;
  Sample library = usable(unseen), shown = usable(feedback);
  const Scale scale = scale_of(library.points.empty() ? shown : library);
  standardise(library, scale);
  standardise(shown, scale);
  Curve curve = library_curve(library, rate, knots_of(library, shown));
  learn_feedback(std::move(shown), curve);

  Calibration out;
  for (std::size_t i = 0; i < curve.z.size(); ++i) {
    out.knots_values.push_back(scale.back(curve.z[i]));
    out.knots_scores.push_back(100 * share_of(curve.height[i]) + kTilt * static_cast<double>(i));
  }
  return out;
}

double Calibration::score_of(double value) const {
  if (std::isnan(value) || knots_values.empty() || knots_scores.size() != knots_values.size())
    return 0;
  const double width = std::max(knots_values.back() - knots_values.front(), 1e-12);
  const auto after = std::upper_bound(knots_values.begin(), knots_values.end(), value);
  if (after == knots_values.begin())
    return knots_scores.front() / (1 + (knots_values.front() - value) / width);
  if (after == knots_values.end()) {
    const double beyond = (value - knots_values.back()) / width;
    const double room = std::min(kBeyond, 100 - knots_scores.back());
    return std::isinf(value) ? knots_scores.back() + room
                             : knots_scores.back() + room * beyond / (1 + beyond);
  }
  const auto i = static_cast<std::size_t>(after - knots_values.begin());
  const double part =
      (value - knots_values[i - 1]) / (knots_values[i] - knots_values[i - 1]);
  return knots_scores[i - 1] + part * (knots_scores[i] - knots_scores[i - 1]);
}

}  // namespace sheaf::rank
