// Likeness to the library: see library.hpp. Library vectors lie in an inverted index (term →
// items), so a paper costs the postings of its terms, not the size of the library. Pure function;
// any thread.
#include "rank/library.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "rank/terms.hpp"

namespace sheaf::rank {
namespace {

/// So many papers weigh as much as the whole library in the document frequencies.
constexpr double kFewPapers = 5;
/// Added to the library's size in its mean, so that a handful of items is no measure of breadth.
constexpr double kSmallLibrary = 10;

/// All documents' terms one after another: document i has [begin[i], begin[i + 1]).
struct Documents {
  std::vector<TermCount> terms;
  std::vector<std::size_t> begin{0};

  void add(std::string_view title, std::string_view abstract) {
    append_terms(title, abstract, terms);
    begin.push_back(terms.size());
  }
  std::size_t size() const { return begin.size() - 1; }
};

/// Inverse document frequency of every bucket. `items`: library documents, which come first.
/// Terms of one document match nothing, but they belong to its length: without them a single word
/// that two short texts share by chance would make them equal.
std::vector<float> inverse_frequencies(const Documents& documents, std::size_t items) {
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
void weigh(Documents& documents, const std::vector<float>& weights) {
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

struct Posting {
  std::uint32_t item = 0;
  float weight = 0;
};

/// term → (item, weight) of the first `items` documents.
class InvertedIndex {
 public:
  InvertedIndex(const Documents& documents, std::size_t items) : begin_(kTermBuckets + 1, 0) {
    const std::size_t used = documents.begin[items];
    for (std::size_t i = 0; i < used; ++i)
      if (documents.terms[i].count > 0) ++begin_[documents.terms[i].term + 1];
    for (std::size_t i = 0; i < kTermBuckets; ++i) begin_[i + 1] += begin_[i];
    postings_.resize(begin_[kTermBuckets]);
    std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
    for (std::size_t item = 0; item < items; ++item)
      for (std::size_t i = documents.begin[item]; i < documents.begin[item + 1]; ++i) {
        const TermCount& term = documents.terms[i];
        if (term.count > 0)
          postings_[at[term.term]++] = {static_cast<std::uint32_t>(item), term.count};
      }
  }

  /// Adds the cosine with each item to `cosines`.
  void add_cosines(const TermCount& term, std::vector<float>& cosines) const {
    if (term.count <= 0) return;
    for (std::uint32_t i = begin_[term.term]; i < begin_[term.term + 1]; ++i)
      cosines[postings_[i].item] += term.count * postings_[i].weight;
  }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<Posting> postings_;
};

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
  Documents documents;
  for (const LibraryItem& item : library) documents.add(item.title, item.abstract);
  for (const Paper& paper : papers) documents.add(paper.title, paper.abstract);
  weigh(documents, inverse_frequencies(documents, library.size()));
  const InvertedIndex index(documents, library.size());
  std::vector<float> cosines(library.size());
  for (std::size_t paper = 0; paper < papers.size(); ++paper) {
    std::fill(cosines.begin(), cosines.end(), 0.0F);
    const std::size_t doc = library.size() + paper;
    for (std::size_t i = documents.begin[doc]; i < documents.begin[doc + 1]; ++i)
      index.add_cosines(documents.terms[i], cosines);
    out[paper] = likeness_of(cosines);
  }
  return out;
}

}  // namespace sheaf::rank
