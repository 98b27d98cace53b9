// Features: see features.hpp.
// Pure functions; any thread.
#include "rank/features.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace sheaf::rank {
namespace {

/// So many papers weigh as much as the whole library in the document frequencies.
constexpr double kFewPapers = 5;
constexpr double kCodesPerUnit = 20;  ///< steps of 0.05: an idf is at most 12

/// 1 + ln tf of small counts, which nearly all are.
float term_frequency(float count) {
  static const std::array<float, 64> kSmall = [] {
    std::array<float, 64> table{};
    for (std::size_t i = 1; i < table.size(); ++i)
      table[i] = 1 + std::log(static_cast<float>(i));
    return table;
  }();
  const auto whole = static_cast<std::size_t>(count);
  return whole < kSmall.size() ? kSmall[whole] : 1 + std::log(count);
}

std::uint8_t code_of(double idf) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(idf * kCodesPerUnit), 1L, 255L));
}

}  // namespace

const std::vector<float> TermWeights::kOfCode = [] {
  std::vector<float> weights(256);
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<float>(static_cast<double>(i) / kCodesPerUnit);
  return weights;
}();

TermWeights::TermWeights(const CountedPapers& papers, std::size_t items)
    : codes_(kTermBuckets, 0) {
  std::vector<std::uint32_t> in_library(kTermBuckets, 0), in_stream(kTermBuckets, 0);
  const std::size_t border = papers.begin[items];
  for (std::size_t i = 0; i < papers.terms.size(); ++i)
    ++(i < border ? in_library : in_stream)[papers.terms[i].term];
  const auto stream = static_cast<double>(papers.size() - items);
  const double share = kFewPapers / (kFewPapers + stream);
  const double all = stream + share * static_cast<double>(items) + 1;
  const std::uint32_t least = papers.size() < 10 ? 1 : 2;
  for (std::size_t i = 0; i < kTermBuckets; ++i)
    if (in_stream[i] + in_library[i] >= least)
      codes_[i] = code_of(std::log(all / (in_stream[i] + share * in_library[i] + 1)));
}

TermWeights TermWeights::from_codes(std::vector<std::uint8_t> codes) {
  TermWeights out;
  out.codes_ = std::move(codes);
  return out;
}

TermCount* TermWeights::weigh(TermCount* begin, TermCount* end) const {
  TermCount* out = begin;
  float squares = 0;
  for (const TermCount* term = begin; term != end; ++term) {
    const float weight = (*this)[term->term];
    if (weight == 0) continue;
    const float value = term_frequency(term->count) * weight;
    squares += value * value;
    *out++ = {term->term, value};
  }
  if (squares > 0) {
    const float scale = 1 / std::sqrt(squares);
    for (TermCount* term = begin; term != out; ++term) term->count *= scale;
  }
  return out;
}

}  // namespace sheaf::rank
