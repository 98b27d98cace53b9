// The ranking formulas of other systems, over our vectors, for readers who know them.
// Pure functions of their arguments; any thread.
#pragma once

#include <vector>

#include "model/paper.hpp"
#include "model/profile.hpp"
#include "model/score.hpp"

namespace sheaf::rank {

/// arxiv-sanity-lite (compute.py, serve.py): TF-IDF of the words and pairs of title, abstract and
/// authors; a linear SVM (squared hinge, C 0.01, classes balanced) of the library against all the
/// other papers, `papers` and `background`; the score is 100 times the decision value, around 0 where
/// it is undecided. Papers of the library among them are left out of the others, by title. Terms that
/// carried a score stand in Score::carried. Without a library or without other papers every score is 0.
std::vector<Score> sanity_lite_scores(const std::vector<Paper>& papers,
                                      const std::vector<LibraryItem>& library,
                                      const std::vector<Paper>& background = {});

/// zotero-arxiv-daily (reranker): 10 · Σ wᵢ · cos(abstract, abstract of item i), items with an
/// abstract sorted newest first, wᵢ = 1 / (1 + log10(i + 1)) from i = 0, normalised to sum 1. Its
/// embeddings are replaced by our TF-IDF vectors, so that values are lower than its own.
std::vector<Score> zotero_arxiv_daily_scores(const std::vector<Paper>& papers,
                                             const std::vector<LibraryItem>& library);

}  // namespace sheaf::rank
