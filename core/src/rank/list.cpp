// The day's list; see list.hpp.
// Pure functions; any thread.
#include "rank/list.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "rank/row_index.hpp"
#include "rank/tfidf.hpp"

namespace sheaf::rank {
namespace {

/// The heaviest terms of a paper tell what it is like, at a fifth of the cost of all.
constexpr std::size_t kTellingTerms = 96;
constexpr double kLowest = -std::numeric_limits<double>::max();

/// The value to order by: damage ranks last, and infinities keep differences finite.
double value_of(const Score& score) {
  if (std::isnan(score.value)) return kLowest;
  return std::clamp(score.value, -1e300, 1e300);
}

/// Papers best first, those that stand behind another taken out.
struct Ranked {
  std::vector<std::size_t> order;
  std::vector<std::vector<std::size_t>> behind;  ///< per paper: those it stands for, best first
  std::size_t weight(std::size_t paper) const { return 1 + behind[paper].size(); }
};

Ranked rank_papers(const std::vector<Paper>& papers, const std::vector<Score>& scores, bool fold) {
  Ranked out;
  out.behind.resize(papers.size());
  std::vector<std::size_t> order(papers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return value_of(scores[a]) > value_of(scores[b]);
  });
  std::vector<std::size_t> group(papers.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  if (fold)
    for (const auto& [first, other] : near_duplicates(papers)) group[other] = first;
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> best(papers.size(), kNone);  ///< of each group
  for (const std::size_t paper : order) {
    std::size_t& front = best[group[paper]];
    if (front == kNone) {
      front = paper;
      out.order.push_back(paper);
    } else {
      out.behind[front].push_back(paper);
    }
  }
  return out;
}

/// Maximal marginal relevance over the first of `order`, in place.
void spread(const std::vector<Paper>& papers, const std::vector<Score>& scores, double diversity,
            std::vector<std::size_t>& order) {
  const std::size_t count = std::min(order.size(), kSpreadPapers);
  if (count < 3) return;
  TfIdf vectors;
  for (std::size_t i = 0; i < count; ++i)
    vectors.add(papers[order[i]].title, papers[order[i]].abstract);
  vectors.weigh(kTellingTerms);
  std::vector<SparseRow> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back(vectors.row(i));
  const RowIndex index(rows);
  const double best = value_of(scores[order[0]]), least = value_of(scores[order[count - 1]]);
  std::vector<double> relevance(count, 0);
  for (std::size_t i = 0; i < count; ++i)
    if (best > least) relevance[i] = (value_of(scores[order[i]]) / 2 - least / 2) / (best / 2 - least / 2);
  std::vector<float> nearest(count, 0), cosines(count);
  std::vector<std::size_t> left(count), out;
  std::iota(left.begin(), left.end(), std::size_t{0});
  while (!left.empty()) {
    const auto gain = [&](std::size_t i) {
      return (1 - diversity) * relevance[i] - diversity * nearest[i];
    };
    // The first of equals: the better one, or the earlier.
    const auto next = std::max_element(left.begin(), left.end(), [&](std::size_t a, std::size_t b) {
      return gain(a) < gain(b);
    });
    const std::size_t chosen = *next;
    left.erase(next);
    out.push_back(order[chosen]);
    index.cosines_of(rows[chosen], cosines);
    for (const std::size_t i : left) nearest[i] = std::max(nearest[i], cosines[i]);
  }
  std::copy(out.begin(), out.end(), order.begin());
}

/// The `count` most uncertain of those that are not among the first `read` of `list` but in the better
/// half of the day, by falling uncertainty.
std::vector<std::size_t> unsure_papers(const Ranked& ranked, const std::vector<Score>& scores,
                                       const std::vector<std::size_t>& list, std::size_t read,
                                       std::size_t count) {
  std::vector<bool> seen(scores.size(), false);
  for (std::size_t i = 0; i < std::min(read, list.size()); ++i) seen[list[i]] = true;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < (ranked.order.size() + 1) / 2; ++i) {
    const std::size_t paper = ranked.order[i];
    if (!seen[paper] && scores[paper].uncertainty > 0) out.push_back(paper);
  }
  std::stable_sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
    return scores[a].uncertainty > scores[b].uncertainty;
  });
  out.resize(std::min(out.size(), count));
  return out;
}

/// Gives some of the first `limit` places (0: of those that are read) to papers to explore.
void explore(const Ranked& ranked, std::vector<Score>& scores, const Profile& profile,
             std::size_t limit, std::vector<std::size_t>& list) {
  std::size_t places = profile.ranking.explore > 0 ? static_cast<std::size_t>(profile.ranking.explore) : 0;
  if (limit > 0) places = std::min(places, limit / 2);
  if (places == 0) return;
  // A full list gives up its last places; one with room keeps all of them.
  const std::size_t length = limit > 0 ? limit : kReadPapers;
  const std::size_t kept = std::min(list.size(), length - std::min(length, places));
  const std::vector<std::size_t> found = unsure_papers(
      ranked, scores, list, list.size() + places <= length ? list.size() : kept, places);
  if (found.empty()) return;
  for (const std::size_t paper : found) {
    scores[paper].explored = true;
    list.erase(std::remove(list.begin(), list.end(), paper), list.end());
  }
  const std::size_t among = std::min(length, list.size() + found.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::size_t place = std::min(list.size(), (i + 1) * among / (found.size() + 1));
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(place), found[i]);
  }
}

}  // namespace

DayList make_day_list(const std::vector<Paper>& papers, std::vector<Score>& scores,
                      const Profile& profile) {
  DayList out;
  scores.resize(papers.size());
  for (Score& score : scores) {
    score.folded.clear();
    score.explored = false;
  }
  const Ranked ranked = rank_papers(papers, scores, profile.ranking.fold);
  std::vector<std::size_t> list;
  for (const std::size_t paper : ranked.order)
    if (scores[paper].value >= profile.min_score) list.push_back(paper);
  const double diversity = profile.ranking.diversity;
  if (diversity > 0) spread(papers, scores, std::min(diversity, 1.0), list);
  const std::size_t limit = profile.max_papers > 0 ? static_cast<std::size_t>(profile.max_papers) : 0;
  explore(ranked, scores, profile, limit, list);

  for (const std::size_t paper : ranked.order)
    if (!(scores[paper].value >= profile.min_score) && !scores[paper].explored)
      out.below_score += ranked.weight(paper);
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (limit > 0 && i >= limit) {
      out.over_limit += ranked.weight(list[i]);
      continue;
    }
    out.shown.push_back(list[i]);
    for (const std::size_t other : ranked.behind[list[i]]) {
      out.folded.emplace_back(other, list[i]);
      scores[list[i]].folded.push_back(papers[other].id);
    }
  }
  return out;
}

}  // namespace sheaf::rank
