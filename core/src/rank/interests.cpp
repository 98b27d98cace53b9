// Interests: see interests.hpp.
// Pure functions; any thread.
#include "rank/interests.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace sheaf::rank {
namespace {

constexpr std::size_t kFewItems = 20;    ///< a smaller library is one interest
constexpr std::size_t kLeastItems = 3;   ///< of an interest
constexpr std::size_t kMostLearned = 500;  ///< items that centres are learned from
constexpr std::size_t kMostInterests = 5;
constexpr double kApart = 0.5;
constexpr int kRounds = 12;

/// Rows over few dense features, so that centres are short.
struct Compact {
  std::vector<TermCount> terms;
  std::vector<SparseRow> rows;
  std::size_t features = 0;
};

Compact compact(const std::vector<SparseRow>& items) {
  Compact out;
  std::size_t total = 0;
  for (const SparseRow& item : items) total += static_cast<std::size_t>(item.end - item.begin);
  out.terms.reserve(total);
  std::unordered_map<std::uint32_t, std::uint32_t> ids;  // looked up only, never walked
  for (const SparseRow& item : items) {
    const TermCount* begin = out.terms.data() + out.terms.size();
    for (const TermCount* x = item.begin; x != item.end; ++x) {
      const auto id = ids.try_emplace(x->term, static_cast<std::uint32_t>(ids.size())).first->second;
      out.terms.push_back({id, x->count});
    }
    out.rows.push_back({begin, out.terms.data() + out.terms.size()});
  }
  out.features = ids.size();
  return out;
}

using Centre = std::vector<float>;

float dot(SparseRow row, const Centre& centre) {
  float sum = 0;
  for (const TermCount* x = row.begin; x != row.end; ++x) sum += x->count * centre[x->term];
  return sum;
}

void add(SparseRow row, Centre& centre) {
  for (const TermCount* x = row.begin; x != row.end; ++x) centre[x->term] += x->count;
}

void normalise(Centre& centre) {
  double squares = 0;
  for (const float x : centre) squares += static_cast<double>(x) * static_cast<double>(x);
  if (squares == 0) return;
  const auto scale = static_cast<float>(1 / std::sqrt(squares));
  for (float& x : centre) x *= scale;
}

/// Items far apart: the first, then always the one least like those taken.
std::vector<Centre> first_centres(const Compact& items, std::size_t count) {
  std::vector<Centre> centres;
  std::vector<float> nearest(items.rows.size(), -1.0F);
  std::size_t next = 0;
  while (centres.size() < count) {
    centres.emplace_back(items.features, 0.0F);
    add(items.rows[next], centres.back());
    for (std::size_t i = 0; i < items.rows.size(); ++i)
      nearest[i] = std::max(nearest[i], dot(items.rows[i], centres.back()));
    next = static_cast<std::size_t>(std::min_element(nearest.begin(), nearest.end()) -
                                    nearest.begin());
  }
  return centres;
}

std::uint32_t nearest_centre(SparseRow row, const std::vector<Centre>& centres) {
  std::uint32_t best = 0;
  float most = -2;
  for (std::uint32_t c = 0; c < centres.size(); ++c) {
    const float cosine = dot(row, centres[c]);
    if (cosine <= most) continue;
    most = cosine;
    best = c;
  }
  return best;
}

/// Interests that hold too little join the nearest that does not.
void drop_small(const Compact& items, std::vector<Centre>& centres,
                std::vector<std::uint32_t>& of_item) {
  std::vector<std::size_t> sizes(centres.size(), 0);
  for (const std::uint32_t c : of_item) ++sizes[c];
  std::vector<Centre> kept;
  for (std::size_t c = 0; c < centres.size(); ++c)
    if (sizes[c] >= std::max(kLeastItems, of_item.size() / 50)) kept.push_back(std::move(centres[c]));
  if (kept.empty()) kept.emplace_back(items.features, 0.0F);
  centres = std::move(kept);
  for (std::size_t i = 0; i < of_item.size(); ++i)
    of_item[i] = nearest_centre(items.rows[i], centres);
}

Clustering cluster(const Compact& items, std::size_t count) {
  std::vector<Centre> centres = first_centres(items, count);
  const std::size_t stride = (items.rows.size() + kMostLearned - 1) / kMostLearned;
  Clustering out;
  std::vector<std::uint32_t> before;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::uint32_t> now;
    std::vector<Centre> sums(centres.size(), Centre(items.features, 0.0F));
    for (std::size_t i = 0; i < items.rows.size(); i += stride) {
      now.push_back(nearest_centre(items.rows[i], centres));
      add(items.rows[i], sums[now.back()]);
    }
    if (now == before) break;
    before = std::move(now);
    for (Centre& sum : sums) normalise(sum);
    centres = std::move(sums);
  }
  for (const SparseRow& row : items.rows) out.of_item.push_back(nearest_centre(row, centres));
  drop_small(items, centres, out.of_item);
  out.count = centres.size();
  return out;
}

double closeness(const Compact& items, const std::vector<std::uint32_t>& of_item,
                 std::size_t count) {
  std::vector<Centre> sums(count, Centre(items.features, 0.0F));
  std::vector<double> own(count, 0), sizes(count, 0);
  for (std::size_t i = 0; i < items.rows.size(); ++i) {
    add(items.rows[i], sums[of_item[i]]);
    for (const TermCount* x = items.rows[i].begin; x != items.rows[i].end; ++x)
      own[of_item[i]] += static_cast<double>(x->count) * static_cast<double>(x->count);
    sizes[of_item[i]] += 1;
  }
  const auto product = [&](std::size_t a, std::size_t b) {
    double sum = 0;
    for (std::size_t j = 0; j < items.features; ++j)
      sum += static_cast<double>(sums[a][j]) * static_cast<double>(sums[b][j]);
    return sum;
  };
  double most = 0;
  std::vector<double> within(count);
  for (std::size_t a = 0; a < count; ++a) {
    within[a] = (product(a, a) - own[a]) / std::max(1.0, sizes[a] * (sizes[a] - 1));
    for (std::size_t b = 0; b < a; ++b) {
      const double scale = std::sqrt(std::max(within[a], 1e-6) * std::max(within[b], 1e-6));
      most = std::max(most, product(a, b) / std::max(1.0, sizes[a] * sizes[b]) / scale);
    }
  }
  return count > 1 ? most : 1;
}

}  // namespace

InterestCentres::InterestCentres(const std::vector<SparseRow>& items,
                                 const std::vector<std::uint32_t>& of_item, std::size_t count)
    : count_(count), row_of_(kTermBuckets, 0), rows_(count, 0.0F) {
  std::vector<float> sizes(count, 0.0F);
  for (const std::uint32_t interest : of_item) sizes[interest] += 1;
  for (std::size_t i = 0; i < items.size(); ++i)
    for (const TermCount* x = items[i].begin; x != items[i].end; ++x) {
      std::uint32_t& row = row_of_[x->term];
      if (row == 0) {
        row = static_cast<std::uint32_t>(rows_.size() / count);
        rows_.resize(rows_.size() + count, 0.0F);
      }
      rows_[row * count + of_item[i]] += x->count / sizes[of_item[i]];
    }
}

void InterestCentres::values_of(SparseRow paper, std::vector<double>& values) const {
  values.assign(count_, 0);
  if (count_ == 0) return;
  for (const TermCount* x = paper.begin; x != paper.end; ++x) {
    const std::uint32_t row = row_of_[x->term];
    if (row == 0) continue;
    for (std::size_t k = 0; k < count_; ++k)
      values[k] += static_cast<double>(x->count) * static_cast<double>(rows_[row * count_ + k]);
  }
}

Clustering find_interests(const std::vector<SparseRow>& items) {
  Clustering one;
  one.of_item.assign(items.size(), 0);
  one.count = items.empty() ? 0 : 1;
  if (items.size() < kFewItems) return one;
  const Compact rows = compact(items);
  Clustering best = std::move(one);
  for (std::size_t count = 2; count <= kMostInterests; ++count) {
    Clustering found = cluster(rows, count);
    if (found.count <= best.count) continue;
    found.closeness = closeness(rows, found.of_item, found.count);
    if (found.closeness < kApart) best = std::move(found);
  }
  return best;
}

double closeness_of(const std::vector<SparseRow>& items, const std::vector<std::uint32_t>& of_item,
                    std::size_t count) {
  return closeness(compact(items), of_item, count);
}

}  // namespace sheaf::rank
