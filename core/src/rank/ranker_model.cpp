// What a Ranker has learned: see ranker_model.hpp.
// Pure functions; any thread.
#include "rank/ranker_model.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace sheaf::rank {

double keyword_weight(double positives) { return 2 / (1 + positives / 2); }

Spread spread_of(const std::vector<double>& values) {
  if (values.empty()) return {};
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  const double mean = sum / static_cast<double>(values.size());
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double deviation = std::sqrt(squares / static_cast<double>(values.size()));
  return {mean, deviation > 1e-9 ? deviation : 1};
}

namespace {

constexpr std::ptrdiff_t kIndexedTerms = 48;

const TermCount* keep_heaviest(TermCount* begin, const TermCount* end) {
  if (end - begin <= kIndexedTerms) return end;
  TermCount* const last = begin + (end - begin);
  std::nth_element(begin, begin + kIndexedTerms, last, [](const TermCount& a, const TermCount& b) {
    return a.count != b.count ? a.count > b.count : a.term < b.term;
  });
  return begin + kIndexedTerms;
}

}  // namespace

void Ranker::Model::finish() {
  vectors = counted.terms;
  std::vector<SparseRow> rows;
  for (std::size_t i = 0; i < counted.size(); ++i) {
    TermCount* begin = vectors.data() + counted.begin[i];
    rows.push_back({begin, terms.weigh(begin, vectors.data() + counted.begin[i + 1])});
  }
  if (!interests.empty()) {
    std::vector<std::uint32_t> of_item;
    for (const Remembered& item : library) of_item.push_back(item.interest);
    centres = InterestCentres(rows, of_item, interests.size());
  }
  // Neighbours are told by what an item is about, not by all its words.
  for (SparseRow& row : rows) row.end = keep_heaviest(vectors.data() + (row.begin - vectors.data()), row.end);
  index = RowIndex(rows);
}

double Ranker::Model::text_value(SparseRow paper) const {
  double sum = 0;
  for (const TermCount* x = paper.begin; x != paper.end; ++x)
    sum += weights[x->term] * static_cast<double>(x->count);
  return bias + weight_step * sum;
}

std::uint64_t print_of(const std::vector<Keyword>& keywords) {
  std::uint64_t print = fnv1a64("keywords");
  for (const Keyword& keyword : keywords)
    print = fnv1a64(keyword.term + '\n' + std::to_string(keyword.weight), print);
  return print;
}

std::vector<std::uint64_t> author_keys(const Paper& paper) {
  std::vector<std::uint64_t> keys;
  keys.reserve(paper.authors.size());
  for (const Author& author : paper.authors) keys.push_back(author_key(author.name));
  return keys;
}

std::vector<std::uint64_t> author_keys(const std::vector<std::string>& names) {
  std::vector<std::uint64_t> keys;
  keys.reserve(names.size());
  for (const std::string& name : names) keys.push_back(author_key(name));
  return keys;
}

}  // namespace sheaf::rank
