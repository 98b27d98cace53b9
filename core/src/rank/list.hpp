// The day's list: near-duplicates folded, alike papers spread, some places for what is uncertain.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "model/paper.hpp"
#include "model/profile.hpp"
#include "model/score.hpp"

namespace sheaf::rank {

/// Of so many papers, the best, the order is spread by `diversity`; the rest keeps its order.
inline constexpr std::size_t kSpreadPapers = 300;
/// Where no max_papers says how much of a list is read, places to explore lie among the first so many.
inline constexpr std::size_t kReadPapers = 50;

/// Every paper of the day is shown, folded, below_score or over_limit; what stands behind a paper
/// that is left out counts with it.
struct DayList {
  std::vector<std::size_t> shown;  ///< indices of papers, in the order of the list
  std::vector<std::pair<std::size_t, std::size_t>> folded;  ///< (paper, the shown one it stands behind)
  std::size_t below_score = 0;     ///< left out by profile.min_score
  std::size_t over_limit = 0;      ///< left out by profile.max_papers
};

/// Chooses and orders; sets Score::folded and Score::explored of shown papers and clears those of the
/// others. One score per paper; a value that is no number ranks last. With diversity 0, explore 0 and
/// nothing alike it is rank_order() cut to the profile.
/// Of near-duplicates the best stands in front. The order is that of maximal marginal relevance
/// (Carbonell & Goldstein 1998): each place goes to the paper with the largest
/// (1 - diversity) · score - diversity · cosine with the nearest one before it, scores moved to 0-1.
/// At most `explore` places, spread evenly, and no more than half of max_papers, go to the papers of
/// largest uncertainty among those that would not be read but are in the better half of the day; they
/// may be below min_score.
DayList make_day_list(const std::vector<Paper>& papers, std::vector<Score>& scores,
                      const Profile& profile);

/// Pairs (i, j), i < j, of papers that say the same: one title and much of one abstract or an author in
/// common, or nearly one abstract under alike titles that do not count ("Part I", "Part II"). Each j stands in one pair, with
/// the earliest paper it repeats. About linear in the length of all texts.
std::vector<std::pair<std::size_t, std::size_t>> near_duplicates(const std::vector<Paper>& papers);

}  // namespace sheaf::rank
