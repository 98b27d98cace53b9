// The ranking formulas of other systems, over our vectors, for readers who know them.
// Pure functions of their arguments; any thread.
#pragma once

#include <vector>

#include "model/paper.hpp"
#include "model/profile.hpp"
#include "model/score.hpp"

namespace sheaf::rank {

/// arxiv-sanity-lite: TF-IDF, and a linear SVM of the library against all the other papers.
std::vector<Score> sanity_lite_scores(const std::vector<Paper>& papers,
                                      const std::vector<LibraryItem>& library,
                                      const std::vector<Paper>& background = {});

/// zotero-arxiv-daily: mean likeness to the library, weighed by how recently each item was added.
std::vector<Score> zotero_arxiv_daily_scores(const std::vector<Paper>& papers,
                                             const std::vector<LibraryItem>& library);

}  // namespace sheaf::rank
