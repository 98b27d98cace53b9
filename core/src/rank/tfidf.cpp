// TF-IDF vectors; see tfidf.hpp.
// No state beyond the values; any thread.
#include "rank/tfidf.hpp"

#include <algorithm>
#include <cmath>

namespace sheaf::rank {

void TfIdf::add(std::string_view title, std::string_view abstract) {
  append_terms(title, abstract, terms_);
  begin_.push_back(terms_.size());
}

void TfIdf::weigh(std::size_t most) {
  std::vector<std::uint32_t> documents(kTermBuckets, 0);
  for (const TermCount& term : terms_) ++documents[term.term];
  std::vector<float> rarity;  // by document frequency: a logarithm for each term is felt
  for (std::size_t with = 0; with <= size(); ++with)
    rarity.push_back(std::log(static_cast<float>(size() + 1) / static_cast<float>(with + 1)) + 1);
  std::size_t written = 0;
  for (std::size_t document = 0; document < size(); ++document) {
    const auto first = terms_.begin() + static_cast<std::ptrdiff_t>(begin_[document]);
    auto last = terms_.begin() + static_cast<std::ptrdiff_t>(begin_[document + 1]);
    for (auto term = first; term != last; ++term) {
      if (term->count > 1) term->count = 1 + std::log(term->count);
      term->count *= rarity[documents[term->term]];
    }
    if (most > 0 && static_cast<std::size_t>(last - first) > most) {
      const auto heavier = [](const TermCount& a, const TermCount& b) {
        return a.count != b.count ? a.count > b.count : a.term < b.term;
      };
      std::nth_element(first, first + static_cast<std::ptrdiff_t>(most), last, heavier);
      last = first + static_cast<std::ptrdiff_t>(most);
    }
    float squares = 0;
    for (auto term = first; term != last; ++term) squares += term->count * term->count;
    const float scale = squares > 0 ? 1 / std::sqrt(squares) : 0;
    begin_[document] = written;  // what came before has only become shorter
    for (auto term = first; term != last; ++term)
      terms_[written++] = {term->term, term->count * scale};
  }
  begin_[size()] = written;
  terms_.resize(written);
}

TermIndex::TermIndex(const TfIdf& vectors, std::size_t documents) : begin_(kLists + 1, 0) {
  if (documents == 0) return;
  const TermCount* const last = vectors.end(documents - 1);
  for (const TermCount* term = vectors.begin(0); term != last; ++term)
    ++begin_[term->term % kLists + 1];
  for (std::size_t i = 0; i < kLists; ++i) begin_[i + 1] += begin_[i];
  postings_.resize(begin_[kLists]);
  std::vector<std::uint32_t> at(begin_.begin(), begin_.end() - 1);
  for (std::size_t document = 0; document < documents; ++document)
    for (const TermCount* term = vectors.begin(document); term != vectors.end(document); ++term)
      postings_[at[term->term % kLists]++] = {term->term, static_cast<std::uint32_t>(document),
                                              term->count};
}

void TermIndex::add_cosines(const TfIdf& vectors, std::size_t document,
                            std::vector<float>& cosines) const {
  for (const TermCount* term = vectors.begin(document); term != vectors.end(document); ++term) {
    const std::uint32_t list = term->term % kLists;
    for (std::uint32_t i = begin_[list]; i < begin_[list + 1]; ++i)
      if (postings_[i].term == term->term)
        cosines[postings_[i].document] += term->count * postings_[i].weight;
  }
}

}  // namespace sheaf::rank
