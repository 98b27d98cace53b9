// Likeness to the library: see library.hpp. Library vectors lie in an inverted index (term →
// items), so a paper costs the postings of its terms, not the size of the library. Pure function;
// any thread.
#include "rank/library.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "rank/row_index.hpp"
#include "rank/terms.hpp"

namespace sheaf::rank {
namespace {

/// So many papers weigh as much as the whole library in the document frequencies.
constexpr double kFewPapers = 5;
/// Added to the library's size in its mean, so that a handful of items is no measure of breadth.
constexpr double kSmallLibrary = 10;

/// Inverse document frequency of every bucket. `items`: library documents, which come first.
/// Terms of one document match nothing, but they belong to its length: without them a single word
/// that two short texts share by chance would make them equal.
std::vector<float> inverse_frequencies(const CountedPapers& documents, std::size_t items) {
  std::vector<std::uint32_t> in_library(kTermBuckets, 0), in_papers(kTermBuckets, 0);
  const std::size_t border = documents.begin[items];
  for (std::size_t i = 0; i < documents.terms.size(); ++i)
    ++(i < border ? in_library : in_papers)[documents.terms[i].term];
  const auto papers = static_cast<double>(documents.size() - items);
  const double share = kFewPapers / (kFewPapers + papers);
  const double all = papers + share * static_cast<double>(items) + 1;
  std::vector<float> weights(kTermBuckets);
  for (std::size_t i = 0; i < kTermBuckets; ++i) {
    if (in_papers[i] + in_library[i] == 0) continue;  // most buckets; a logarithm each is felt
    weights[i] = static_cast<float>(std::log(all / (in_papers[i] + share * in_library[i] + 1)));
  }
  return weights;
}

/// Counts become unit TF-IDF vectors, term frequency sublinear.
void weigh(CountedPapers& documents, const std::vector<float>& weights) {
  for (std::size_t doc = 0; doc < documents.size(); ++doc) {
    const auto first = documents.terms.begin() + static_cast<std::ptrdiff_t>(documents.begin[doc]);
    const auto last =
        documents.terms.begin() + static_cast<std::ptrdiff_t>(documents.begin[doc + 1]);
    float squares = 0;
    for (auto term = first; term != last; ++term) {
      term->count = (1 + std::log(term->count)) * weights[term->term];
      squares += term->count * term->count;
    }
    if (squares == 0) continue;
    const float scale = 1 / std::sqrt(squares);
    for (auto term = first; term != last; ++term) term->count *= scale;
  }
}

/// Each document without the terms that weigh nothing or speak against; they stay in its length.
std::vector<SparseRow> telling_rows(CountedPapers& documents) {
  std::vector<SparseRow> rows;
  for (std::size_t doc = 0; doc < documents.size(); ++doc) {
    TermCount* const begin = documents.terms.data() + documents.begin[doc];
    TermCount* const end = documents.terms.data() + documents.begin[doc + 1];
    rows.push_back({begin, std::remove_if(begin, end, [](const TermCount& x) { return !(x.count > 0); })});
  }
  return rows;
}

/// Best first; equal cosines keep the library's order.
std::vector<Neighbour> nearest_of(const std::vector<float>& cosines) {
  std::vector<Neighbour> out;
  for (std::size_t item = 0; item < cosines.size(); ++item) {
    const float cosine = cosines[item];
    if (cosine <= 0 || (out.size() == kNearest && cosine <= out.back().cosine)) continue;
    const auto place = std::find_if(
        out.begin(), out.end(), [cosine](const Neighbour& other) { return other.cosine < cosine; });
    out.insert(place, {item, cosine});
    if (out.size() > kNearest) out.pop_back();
  }
  return out;
}

Likeness likeness_of(const std::vector<float>& cosines) {
  Likeness out;
  out.nearest = nearest_of(cosines);
  double near = 0, all = 0;
  for (const Neighbour& neighbour : out.nearest) near += neighbour.cosine;
  for (const float cosine : cosines) all += cosine;
  const auto items = static_cast<double>(cosines.size());
  out.value = near / static_cast<double>(std::min(kNearest, cosines.size())) +
              kBreadth * all / (items + kSmallLibrary);
  return out;
}

}  // namespace

std::vector<Likeness> likeness_to_library(const std::vector<Paper>& papers,
                                          const std::vector<LibraryItem>& library) {
  std::vector<Likeness> out(papers.size());
  if (library.empty() || papers.empty()) return out;
  CountedPapers documents;
  for (const LibraryItem& item : library) documents.add(item.title, item.abstract);
  for (const Paper& paper : papers) documents.add(paper.title, paper.abstract);
  weigh(documents, inverse_frequencies(documents, library.size()));
  const std::vector<SparseRow> rows = telling_rows(documents);
  const RowIndex index({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(library.size())});
  std::vector<float> cosines;
  for (std::size_t paper = 0; paper < papers.size(); ++paper) {
    index.cosines_of(rows[library.size() + paper], cosines);
    out[paper] = likeness_of(cosines);
  }
  return out;
}

}  // namespace sheaf::rank
