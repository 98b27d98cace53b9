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

struct DayList {
  std::vector<std::size_t> shown;  ///< indices of papers, in the order of the list
  std::vector<std::pair<std::size_t, std::size_t>> folded;  ///< (paper, the shown one it stands behind)
  std::size_t below_score = 0;     ///< left out by profile.min_score
  std::size_t over_limit = 0;      ///< left out by profile.max_papers
};

/// Chooses and orders; sets Score::folded and Score::explored of shown papers. With diversity 0,
/// explore 0 and nothing alike it is rank_order() cut to the profile. O(n · shown) at worst.
DayList make_day_list(const std::vector<Paper>& papers, std::vector<Score>& scores,
                      const Profile& profile);

/// Pairs (i, j), i < j, of papers that say the same: one title and nearly one abstract.
std::vector<std::pair<std::size_t, std::size_t>> near_duplicates(const std::vector<Paper>& papers);

}  // namespace sheaf::rank
