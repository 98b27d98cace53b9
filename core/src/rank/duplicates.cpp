// Near-duplicates by shingles of three words: MinHash signatures (Broder 1997) made in one pass over
// a text (Li, Owen, Zhang 2012), looked up by bands; what shares a band or a title is compared in
// full. Declared in list.hpp. Pure functions; any thread.
#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_map>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "rank/list.hpp"

namespace sheaf::rank {
namespace {

constexpr double kSameAbstract = 0.9;   ///< shared shingles of one text under two titles
constexpr double kRevisedAbstract = 0.4;  ///< the same under one title: the text was reworked
constexpr std::size_t kTellingTitle = 4;  ///< words; shorter titles are many papers' ("Editorial")
/// Shared words of two titles over one abstract: forms ("withdrawn by the authors") and records that
/// got another paper's abstract are no repeats.
constexpr double kAlikeTitle = 0.5;
constexpr std::size_t kShortestAbstract = 5;
/// 8 bands of 3: two texts of likeness 0.9 miss each other once in 30,000 times.
constexpr std::size_t kBands = 8, kRows = 3, kBinCount = kBands * kRows;
/// A paper is compared with so many of a bucket, the latest: a thousand texts that are alike, but not
/// enough, must not cost a million comparisons.
constexpr std::size_t kMostCompared = 8;

using Hash = std::uint64_t;

Hash mix(Hash hash) {
  hash ^= hash >> 31;
  hash *= 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

/// By byte: 0 ends a word, else the byte without case.
constexpr std::array<unsigned char, 256> kWordBytes = [] {
  std::array<unsigned char, 256> bytes{};
  for (int c = 0; c < 256; ++c) {
    const bool word = c >= 0x80 || is_ascii_alnum(static_cast<char>(c));
    if (word) bytes[static_cast<std::size_t>(c)] =
        static_cast<unsigned char>(ascii_lower(static_cast<char>(c)));
  }
  return bytes;
}();

/// Calls `take` with the hash of each word: letters and digits without case; a character of three
/// bytes or more is a word by itself, since Chinese has no spaces.
template <class Take>
void for_each_word(std::string_view text, const Take& take) {
  Hash hash = 0;
  for (const char c : text) {
    const Hash byte = kWordBytes[static_cast<unsigned char>(c)];
    if ((byte == 0 || byte >= 0xE0) && hash != 0) {
      take(mix(hash));
      hash = 0;
    }
    if (byte != 0) hash = hash * 0x100000001B3ULL + byte;
  }
  if (hash != 0) take(mix(hash));
}

/// Calls `take` with the hash of each three words in a row; returns the number of words.
template <class Take>
std::size_t for_each_shingle(std::string_view text, const Take& take) {
  Hash before = 0, last = 0;
  std::size_t words = 0;
  for_each_word(text, [&](Hash word) {
    if (++words >= 3) take(mix(before * 31 + last * 17 + word));
    before = last;
    last = word;
  });
  return words;
}

struct Reading {
  Hash title = 0;  ///< of its words in order
  std::size_t title_words = 0, abstract_words = 0;
  std::array<Hash, kBinCount> least;  ///< the least shingle of each bin
};

Reading read(const Paper& paper) {
  Reading out;
  const bool tex = paper.title.find_first_of("\\$") != std::string::npos;
  for_each_word(tex ? plain_text(paper.title) : paper.title, [&](Hash word) {
    out.title = mix(out.title * 31 + word);
    ++out.title_words;
  });
  out.least.fill(~Hash{0});
  out.abstract_words = for_each_shingle(paper.abstract, [&](Hash shingle) {
    Hash& least = out.least[(shingle >> 40) % kBinCount];
    least = std::min(least, shingle);
  });
  return out;
}

std::vector<Hash> sorted_hashes(std::vector<Hash> hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  return hashes;
}

/// Jaccard's coefficient of two sorted sets; two empty ones share nothing.
double likeness_of(const std::vector<Hash>& a, const std::vector<Hash>& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    shared += *i == *j ? 1 : 0;
    const bool next_a = *i <= *j, next_b = *j <= *i;
    i += next_a;
    j += next_b;
  }
  const std::size_t all = a.size() + b.size() - shared;
  return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
}

std::vector<std::string> title_words(const Paper& paper) {
  std::string text = ascii_lower(paper.title);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x80 && !is_ascii_alnum(c)) c = ' ';
  std::vector<std::string> words = split_list(text, ' ');
  std::sort(words.begin(), words.end());
  return words;
}

/// "2", "ii", "b", "second": words that tell the parts of a series apart.
bool counts(const std::string& word) {
  static constexpr std::string_view kOrdinals[] = {"first", "second", "third", "fourth", "fifth",
                                                   "one",   "two",    "three", "four",   "five"};
  if (word == "a") return false;  // more often the article
  if (word.size() == 1 || std::any_of(word.begin(), word.end(), is_ascii_digit)) return true;
  if (std::find(std::begin(kOrdinals), std::end(kOrdinals), word) != std::end(kOrdinals)) return true;
  return word.find_first_not_of("ivx") == std::string::npos;
}

/// "…, Part I" and "…, Part II" may share most of their abstracts and are two papers.
bool told_apart(const Paper& a, const Paper& b) {
  const std::vector<std::string> first = title_words(a), second = title_words(b);
  std::vector<std::string> differ;
  std::set_symmetric_difference(first.begin(), first.end(), second.begin(), second.end(),
                                std::back_inserter(differ));
  return std::any_of(differ.begin(), differ.end(), counts);
}

bool share_author(const Paper& a, const Paper& b) {
  const auto names = [](const Paper& paper) {
    std::vector<Hash> out;
    for (const Author& author : paper.authors) out.push_back(fnv1a64(to_lower(author.name)));
    return sorted_hashes(std::move(out));
  };
  return likeness_of(names(a), names(b)) > 0;
}

class DuplicateFinder {
 public:
  explicit DuplicateFinder(const std::vector<Paper>& papers)
      : papers_(papers), shingles_(papers.size()) {
    readings_.reserve(papers.size());
    by_key_.reserve(papers.size() * (kBands + 1));
  }

  std::vector<std::pair<std::size_t, std::size_t>> find() {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (std::size_t paper = 0; paper < papers_.size(); ++paper) {
      readings_.push_back(read(papers_[paper]));
      const std::vector<Hash> keys = keys_of(readings_[paper]);
      if (const std::size_t first = repeated_by(paper, keys); first != paper) {
        out.emplace_back(first, paper);
        continue;  // whoever repeats this one repeats the first
      }
      for (const Hash key : keys) keep(by_key_[key], paper);
    }
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  /// The latest papers of a bucket; the first stays, since copies of it are the likeliest.
  struct Bucket {
    std::array<std::uint32_t, kMostCompared> papers;
    std::uint32_t count = 0;
  };

  static void keep(Bucket& bucket, std::size_t paper) {
    const std::size_t place =
        bucket.count < kMostCompared ? bucket.count : 1 + bucket.count % (kMostCompared - 1);
    bucket.papers[place] = static_cast<std::uint32_t>(paper);
    ++bucket.count;
  }

  static std::vector<Hash> keys_of(const Reading& reading) {
    std::vector<Hash> keys;
    if (reading.title_words > 0) keys.push_back(mix(reading.title));
    if (reading.abstract_words < kShortestAbstract) return keys;
    for (std::size_t band = 0; band < kBands; ++band) {
      Hash key = band + 1;
      bool empty = true;
      for (std::size_t row = 0; row < kRows; ++row) {
        const Hash least = reading.least[band * kRows + row];
        empty = empty && least == ~Hash{0};
        key = mix(key * 31 + least);
      }
      if (!empty) keys.push_back(key);
    }
    return keys;
  }

  /// The earlier paper that this one repeats, or itself.
  std::size_t repeated_by(std::size_t paper, const std::vector<Hash>& keys) {
    std::vector<std::uint32_t> others;
    for (const Hash key : keys) {
      const auto found = by_key_.find(key);
      if (found == by_key_.end()) continue;
      const std::size_t count = std::min<std::size_t>(found->second.count, kMostCompared);
      others.insert(others.end(), found->second.papers.begin(), found->second.papers.begin() + count);
    }
    std::sort(others.begin(), others.end());
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (const std::uint32_t other : others)
      if (same(other, paper)) return other;
    return paper;
  }

  bool same(std::size_t a, std::size_t b) {
    const Reading &first = readings_[a], &second = readings_[b];
    const std::size_t words = std::min(first.abstract_words, second.abstract_words);
    if (first.title == second.title && first.title_words == second.title_words) {
      if (first.title_words >= kTellingTitle &&
          (words < kShortestAbstract || share_author(papers_[a], papers_[b])))
        return true;
      return abstract_likeness(a, b) >=
             (first.title_words >= kTellingTitle ? kRevisedAbstract : kSameAbstract);
    }
    if (words < kShortestAbstract || abstract_likeness(a, b) < kSameAbstract) return false;
    return title_likeness(a, b) >= kAlikeTitle && !told_apart(papers_[a], papers_[b]);
  }

  double abstract_likeness(std::size_t a, std::size_t b) {
    return likeness_of(shingles(a), shingles(b));
  }

  double title_likeness(std::size_t a, std::size_t b) const {
    const auto words = [this](std::size_t paper) {
      std::vector<Hash> out;
      for_each_word(papers_[paper].title, [&](Hash word) { out.push_back(word); });
      return sorted_hashes(std::move(out));
    };
    return likeness_of(words(a), words(b));
  }

  /// Sorted only when a paper is compared, which most never are.
  const std::vector<Hash>& shingles(std::size_t paper) {
    std::vector<Hash>& out = shingles_[paper];
    if (out.empty()) {
      for_each_shingle(papers_[paper].abstract, [&](Hash shingle) { out.push_back(shingle); });
      out = sorted_hashes(std::move(out));
    }
    return out;
  }

  const std::vector<Paper>& papers_;
  std::vector<Reading> readings_;
  std::vector<std::vector<Hash>> shingles_;
  std::unordered_map<Hash, Bucket> by_key_;
};

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> near_duplicates(const std::vector<Paper>& papers) {
  return DuplicateFinder(papers).find();
}

}  // namespace sheaf::rank
