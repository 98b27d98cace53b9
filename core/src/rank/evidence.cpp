// Evidence: see evidence.hpp.
// Pure functions; any thread.
#include "rank/evidence.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace sheaf::rank {
namespace {

constexpr double kMostAuthors = 4;  ///< the sum over authors is cut here
constexpr double kSmoothing = 10;

double share_kept(const AuthorEvidence::Counts& counts, double own) {
  const double kept = static_cast<double>(counts.kept) - own;
  return kept <= 0 ? 0 : kept / (kept + std::max(1.0, static_cast<double>(counts.stream)));
}

}  // namespace

std::uint64_t author_key(std::string_view name) {
  // "Doe, Jane" is "Jane Doe".
  std::string turned;
  if (const std::size_t comma = name.find(','); comma != std::string_view::npos)
    turned = std::string(name.substr(comma + 1)) + ' ' + std::string(name.substr(0, comma));
  else
    turned = name;
  if (std::any_of(turned.begin(), turned.end(), [](char c) { return (c & 0x80) != 0; })) {
    // A script without a Latin form stays as it is written.
    std::string ascii = to_ascii(turned);
    if (ascii.size() * 2 < turned.size()) return fnv1a64(to_lower(turned));
    turned = std::move(ascii);
  }
  std::string key;
  for (std::size_t pos = 0; pos < turned.size();) {
    const std::size_t start = pos;
    while (pos < turned.size() && is_ascii_alnum(turned[pos])) ++pos;
    // Middle initials are given or left out as it pleases.
    if (pos - start > 1 || (pos > start && key.empty())) {
      for (std::size_t i = start; i < pos; ++i) key += ascii_lower(turned[i]);
      key += ' ';
    }
    if (pos == start) ++pos;
  }
  return fnv1a64(key);
}

void AuthorEvidence::add_kept(const std::vector<std::uint64_t>& authors) {
  for (const std::uint64_t author : authors) counts[author].kept += 1;
}

void AuthorEvidence::add_stream(const std::vector<std::uint64_t>& authors) {
  for (const std::uint64_t author : authors)
    if (const auto found = counts.find(author); found != counts.end()) found->second.stream += 1;
}

double AuthorEvidence::of(const std::vector<std::uint64_t>& authors, double own) const {
  double sum = 0;
  for (const std::uint64_t author : authors)
    if (const auto found = counts.find(author); found != counts.end())
      sum += share_kept(found->second, own);
  return std::log1p(std::min(sum, kMostAuthors));
}

int AuthorEvidence::strongest(const std::vector<std::uint64_t>& authors) const {
  int best = -1;
  double most = 0;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const auto found = counts.find(authors[i]);
    if (found == counts.end() || share_kept(found->second, 0) <= most) continue;
    most = share_kept(found->second, 0);
    best = static_cast<int>(i);
  }
  return best;
}

void CategoryEvidence::add_kept(const std::string& primary) {
  if (primary.empty()) return;
  counts[primary].kept += 1;
  kept += 1;
}

void CategoryEvidence::add_stream(const std::string& primary) {
  if (primary.empty()) return;
  counts[primary].stream += 1;
  stream += 1;
}

double CategoryEvidence::of(const std::string& primary) const {
  if (primary.empty() || kept == 0) return 0;
  const auto found = counts.find(primary);
  const Counts both = found == counts.end() ? Counts{} : found->second;
  const double in_stream = (static_cast<double>(both.stream) + 1) / (static_cast<double>(stream) + 1);
  const double in_library = (static_cast<double>(both.kept) + kSmoothing * in_stream) /
                            (static_cast<double>(kept) + kSmoothing);
  return std::log(in_library / in_stream);
}

}  // namespace sheaf::rank
