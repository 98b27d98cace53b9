// zotero-arxiv-daily's ranking; see peers.hpp.
// Pure function; any thread.
#include "rank/peers.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "rank/library.hpp"
#include "rank/reason.hpp"
#include "rank/tfidf.hpp"

namespace sheaf::rank {
namespace {

constexpr double kPoints = 10;

/// Items with an abstract, newest first; without a date last.
std::vector<LibraryItem> newest_first(const std::vector<LibraryItem>& library) {
  std::vector<LibraryItem> out;
  for (const LibraryItem& item : library)
    if (!trim(item.abstract).empty()) out.push_back(item);
  std::stable_sort(out.begin(), out.end(), [](const LibraryItem& a, const LibraryItem& b) {
    return a.added > b.added;
  });
  return out;
}

/// The weighted mean of the library's vectors: the mean of cosines is one product with it.
std::vector<float> mean_vector(const TfIdf& vectors, std::size_t first, std::size_t items) {
  double sum = 0;
  for (std::size_t i = 0; i < items; ++i) sum += 1 / (1 + std::log10(static_cast<double>(i + 1)));
  std::vector<float> out(kTermBuckets, 0);
  for (std::size_t i = 0; i < items; ++i) {
    const auto weight =
        static_cast<float>(1 / (1 + std::log10(static_cast<double>(i + 1))) / sum);
    const SparseRow row = vectors.row(first + i);
    for (const TermCount* term = row.begin; term != row.end; ++term)
      out[term->term] += weight * term->count;
  }
  return out;
}

}  // namespace

std::vector<Score> zotero_arxiv_daily_scores(const std::vector<Paper>& papers,
                                             const std::vector<LibraryItem>& library) {
  std::vector<Score> scores(papers.size());
  const std::vector<LibraryItem> items = newest_first(library);
  if (items.empty() || papers.empty()) return scores;
  TfIdf vectors;
  for (const Paper& paper : papers) vectors.add("", paper.abstract);
  for (const LibraryItem& item : items) vectors.add("", item.abstract);
  vectors.weigh();
  const std::vector<float> mean = mean_vector(vectors, papers.size(), items.size());
  const std::vector<Likeness> likeness = likeness_to_library(papers, items);
  for (std::size_t i = 0; i < papers.size(); ++i) {
    double product = 0;
    const SparseRow row = vectors.row(i);
    for (const TermCount* term = row.begin; term != row.end; ++term)
      product += static_cast<double>(term->count) * mean[term->term];
    scores[i].value = kPoints * product;
    for (const Neighbour& neighbour : likeness[i].nearest)
      scores[i].similar.push_back(items[neighbour.item].title);
    if (!scores[i].similar.empty())
      scores[i].reason = make_reason({}, {}, scores[i].similar.front());
  }
  return scores;
}

}  // namespace sheaf::rank
