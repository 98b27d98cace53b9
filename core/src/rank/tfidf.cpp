// TF-IDF vectors; see tfidf.hpp.
// No state beyond the values; any thread.
#include "rank/tfidf.hpp"

#include <algorithm>
#include <cmath>

namespace sheaf::rank {

void TfIdf::add(std::string_view title, std::string_view abstract) {
  papers_.add(title, abstract);
}

void TfIdf::weigh(std::size_t most) {
  std::vector<TermCount>& terms_of_all = papers_.terms;
  std::vector<std::size_t>& begins = papers_.begin;
  std::vector<std::uint32_t> documents(kTermBuckets, 0);
  for (const TermCount& term : terms_of_all) ++documents[term.term];
  std::vector<float> rarity;  // by document frequency: a logarithm for each term is felt
  for (std::size_t with = 0; with <= size(); ++with)
    rarity.push_back(std::log(static_cast<float>(size() + 1) / static_cast<float>(with + 1)) + 1);
  std::size_t written = 0;
  for (std::size_t document = 0; document < size(); ++document) {
    const auto first = terms_of_all.begin() + static_cast<std::ptrdiff_t>(begins[document]);
    auto last = terms_of_all.begin() + static_cast<std::ptrdiff_t>(begins[document + 1]);
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
    begins[document] = written;  // what came before has only become shorter
    for (auto term = first; term != last; ++term)
      terms_of_all[written++] = {term->term, term->count * scale};
  }
  begins[size()] = written;
  terms_of_all.resize(written);
}

}  // namespace sheaf::rank
