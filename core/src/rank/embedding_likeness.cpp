// Likeness by embeddings; see embedding_likeness.hpp.
// Pure function; any thread.
#include "rank/embedding_likeness.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace sheaf::rank {
namespace {

constexpr std::size_t kNearestItems = 3;
constexpr double kMostDeviations = 4;

using Vector = std::vector<float>;

/// 0 for a vector that has no direction.
double length_of(const Vector& vector) {
  double squares = 0;
  for (const float x : vector) squares += static_cast<double>(x) * x;
  return std::isfinite(squares) && squares > 0 ? std::sqrt(squares) : 0;
}

/// The number of dimensions that most vectors have; 0: there is no vector.
std::size_t usual_dimensions(const std::vector<Vector>& a, const std::vector<Vector>& b) {
  std::map<std::size_t, std::size_t> counts;
  for (const auto* list : {&a, &b})
    for (const Vector& vector : *list)
      if (!vector.empty()) ++counts[vector.size()];
  std::size_t best = 0, most = 0;
  for (const auto& [dimensions, count] : counts)
    if (count > most) best = dimensions, most = count;
  return best;
}

/// Of length 1, those alone that have a direction in `dimensions`.
std::vector<Vector> unit_vectors(const std::vector<Vector>& vectors, std::size_t dimensions) {
  std::vector<Vector> out;
  for (const Vector& vector : vectors) {
    const double length = length_of(vector);
    if (vector.size() != dimensions || length == 0) continue;
    out.push_back(vector);
    for (float& x : out.back()) x = static_cast<float>(x / length);
  }
  return out;
}

float product(const Vector& a, const Vector& b) {
  float sums[8] = {};  // independent sums, which the compiler makes vectors of
  std::size_t i = 0;
  for (; i + 8 <= a.size(); i += 8)
    for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += a[i + lane] * b[i + lane];
  float sum = 0;
  for (; i < a.size(); ++i) sum += a[i] * b[i];
  for (const float lane : sums) sum += lane;
  return sum;
}

/// Mean of the nearest cosines plus the mean of all.
double raw_likeness(const Vector& candidate, const std::vector<Vector>& library,
                    std::vector<float>& cosines) {
  cosines.clear();
  double all = 0, near = 0;
  for (const Vector& item : library) {
    cosines.push_back(product(candidate, item));
    all += cosines.back();
  }
  const std::size_t count = std::min(kNearestItems, cosines.size());
  std::partial_sort(cosines.begin(), cosines.begin() + static_cast<std::ptrdiff_t>(count),
                    cosines.end(), std::greater<>());
  for (std::size_t i = 0; i < count; ++i) near += cosines[i];
  return near / static_cast<double>(count) + all / static_cast<double>(library.size());
}

}  // namespace

std::vector<float> embedding_likeness(const std::vector<std::vector<float>>& library,
                                      const std::vector<std::vector<float>>& candidates) {
  const std::size_t dimensions = usual_dimensions(library, candidates);
  const std::vector<Vector> items = unit_vectors(library, dimensions);
  if (items.empty()) return {};
  std::vector<float> out(candidates.size(), 0), cosines;
  std::vector<std::size_t> known;
  std::vector<double> raw;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const std::vector<Vector> unit = unit_vectors({candidates[i]}, dimensions);
    if (unit.empty()) continue;
    known.push_back(i);
    raw.push_back(raw_likeness(unit.front(), items, cosines));
  }
  if (known.empty()) return {};
  double mean = 0, variance = 0;
  for (const double value : raw) mean += value / static_cast<double>(raw.size());
  for (const double value : raw)
    variance += (value - mean) * (value - mean) / static_cast<double>(raw.size());
  const double deviation = std::sqrt(variance);
  if (deviation < 1e-6) return out;  // all alike: nothing tells them apart
  for (std::size_t i = 0; i < known.size(); ++i)
    out[known[i]] = static_cast<float>(
        std::clamp((raw[i] - mean) / deviation, -kMostDeviations, kMostDeviations));
  return out;
}

}  // namespace sheaf::rank
