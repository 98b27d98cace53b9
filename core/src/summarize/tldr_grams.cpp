// Sums over n-grams: see tldr_grams.hpp.
// Owns its sums; one thread.
#include "summarize/tldr_grams.hpp"

#include <algorithm>

#include "summarize/tldr_model.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::uint32_t kStart = 0x5EAF;
constexpr std::size_t kStarts = 4;

std::uint32_t bucket(std::uint32_t hash) {
  return hash % kTldrBuckets;
}

std::uint32_t mixed(std::uint32_t a, std::uint32_t b) {
  std::uint32_t hash = (a ^ (b * 0x9E3779B1u)) * 0x85EBCA6Bu;
  return hash ^ (hash >> 13);
}

}  // namespace

void TldrGrams::reserve(std::size_t words) {
  words_.reserve(words);
}

void TldrGrams::add(std::uint32_t hash, bool first) {
  const std::size_t at = words_.size();
  if (first) sentence_ = at;
  Word& word = words_.emplace_back();
  const Word& before = words_[at > 0 ? at - 1 : 0];
  const std::size_t order = std::min(kOrder, at - sentence_ + 1);
  for (std::size_t n = 0; n < kOrder; ++n) {
    word.sum[n] = before.sum[n];
    if (n >= order) continue;
    word.gram[n] = n == 0 ? hash : mixed(before.gram[n - 1], hash);
    word.sum[n] += weights_[bucket(word.gram[n])];
  }
}

template <class Visit>
void TldrGrams::visit_starts(std::size_t begin, std::size_t end, const Visit& visit) const {
  std::uint32_t start = kStart;
  end = std::min(end, begin + kStarts);
  for (std::size_t i = begin; i < end; ++i) {
    start = mixed(start, words_[i].gram[0]);
    visit(bucket(start));
  }
}

int TldrGrams::sum(std::size_t begin, std::size_t end) const {
  if (begin >= end) return 0;
  int sum = 0;
  for (std::size_t n = 0; n < kOrder && begin + n < end; ++n) {
    sum += words_[end - 1].sum[n];
    if (begin + n > 0) sum -= words_[begin + n - 1].sum[n];
  }
  visit_starts(begin, end, [&](std::uint32_t bucket) { sum += weights_[bucket]; });
  return sum;
}

void TldrGrams::list(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const {
  for (std::size_t n = 0; n < kOrder; ++n)
    for (std::size_t i = begin + n; i < end; ++i) out.push_back(bucket(words_[i].gram[n]));
  visit_starts(begin, end, [&out](std::uint32_t bucket) { out.push_back(bucket); });
}

}  // namespace sheaf::summarize
