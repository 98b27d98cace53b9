// Terms: a text as hashed one- and two-word terms with counts, for likeness between papers.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::rank {

/// Terms are hashed into this many buckets: at 4,000 papers few useful terms share one, and a
/// table over all of them still is only a few megabytes.
inline constexpr std::uint32_t kTermBuckets = 1U << 20;

struct TermCount {
  std::uint32_t term = 0;  ///< below kTermBuckets
  float count = 0;
};

/// Borrowed terms of one paper, or any sparse features.
struct SparseRow {
  const TermCount* begin = nullptr;
  const TermCount* end = nullptr;
};

/// Appends the terms of a paper, each once, ordered by bucket; a word of the title counts three
/// times. Words lose case and plural s; stop words, bare numbers and LaTeX commands are no terms;
/// Chinese and Japanese text gives pairs of characters.
void append_terms(std::string_view title, std::string_view abstract, std::vector<TermCount>& out);

/// Memory that is used again from paper to paper: allocating it took a fifth of the time. One thread at a time. It is
/// its owner's and no thread's, since a thread's would outlive the library where a host unloads it.
struct TermScratch {
  std::string folded;
  std::vector<std::uint32_t> buckets, titled, spare;
};
void append_terms(std::string_view title, std::string_view abstract, std::vector<TermCount>& out,
                  TermScratch& scratch);

/// Counted terms of many papers, one after another: paper i has [begin[i], begin[i + 1]).
struct CountedPapers {
  std::vector<TermCount> terms;
  std::vector<std::size_t> begin{0};
  TermScratch scratch;

  void add(std::string_view title, std::string_view abstract);
  std::size_t size() const { return begin.size() - 1; }
  /// Until papers are added.
  SparseRow row(std::size_t paper) const {
    return {terms.data() + begin[paper], terms.data() + begin[paper + 1]};
  }
};

struct SpelledTerm {
  std::uint32_t term = 0;
  std::string text;  ///< as the paper first has it, lower case; empty: the paper does not have it
};

/// How a paper spells the given terms (few of them), in their order.
std::vector<SpelledTerm> spell_terms(std::string_view title, std::string_view abstract,
                                     const std::vector<std::uint32_t>& terms);

}  // namespace sheaf::rank
