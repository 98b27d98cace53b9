// Scoring: keyword rules, followed authors and likeness to the reader's library, with the reason.
// The keyword formula is arxiv_rss_bot's (calculate_score): one point per keyword found in title or
// abstract, half a point more when it is in the title; here times the keyword's weight.
// Pure functions of their arguments: same input, same scores; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "model/profile.hpp"
#include "model/score.hpp"

namespace sheaf::rank {

/// arxiv_rss_bot to the letter: substrings, case ignored, abstract only up to its first line break,
/// repeated keywords count again.
double rss_bot_score(const Paper& paper, const std::vector<Keyword>& keywords);

/// The exclude word that is a substring of title or abstract, or empty.
std::string_view excluded_by(const Paper& paper, const std::vector<std::string>& exclude);

/// One score per paper, in order. With an empty library and no followed authors the "keywords"
/// scorer equals the weighted formula over the whole abstract.
std::vector<Score> score_papers(const std::vector<Paper>& papers, const Profile& profile,
                                const std::vector<LibraryItem>& library);

/// Indices of `scores`, best first; ties keep their order.
std::vector<std::size_t> rank_order(const std::vector<Score>& scores);

}  // namespace sheaf::rank
