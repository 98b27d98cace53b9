// What the TL;DR ranker looks at: features of words and of candidates. The one definition: the
// trainer reads them from tests/bench/tldr_features.cpp.
// Plain values; a TldrScorer belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "summarize/tldr_candidates.hpp"
#include "summarize/tldr_grams.hpp"
#include "summarize/tldr_model.hpp"
#include "summarize/tldr_text.hpp"

namespace sheaf::summarize {

using WordFeatures = std::array<float, kTldrWordDense>;
using CandidateFeatures = std::array<float, kTldrDense>;

WordFeatures word_features(const TldrText& text, const WordType& type);

/// Scores the candidates of one text. A candidate's first features are what its ROUGE-1 F1 against
/// a TL;DR of usual length is expected to be: the chances of its words to occur there.
class TldrScorer {
 public:
  /// All must outlive the scorer.
  TldrScorer(const TldrText& text, const TldrModel& model,
             std::pmr::memory_resource* memory = std::pmr::get_default_resource());

  CandidateFeatures features(const TldrCandidate& candidate);
  /// Hashed n-grams, and the word before which it is cut: buckets of
  /// model.candidate.hashed.
  std::vector<std::uint32_t> ngrams(const TldrCandidate& candidate) const;
  double score(const TldrCandidate& candidate);

 private:
  /// What a word adds to the sums over a candidate's words.
  enum Addend { kWords, kDistinct, kChance, kContentChance, kContent, kStops, kTitle, kCentrality };
  using Addends = std::array<float, 8>;

  /// Over the words of a candidate.
  struct Sums {
    Addends of{};
    std::uint32_t title_pairs = 0, commas = 0, hanging = 0;
    std::uint32_t bits = 0;  ///< of all words but the last, whose marks may be cut away

    float expected(float length) const { return 2 * of[kChance] / (of[kWords] + length); }
  };
  Sums sums_of(const TldrCandidate& candidate);
  /// Notes in `prefixes`, unless null, the sums up to each word.
  void add_part(const TldrPart& part, Sums& sums, Sums* prefixes = nullptr);
  void add_context(const TldrCandidate& candidate, CandidateFeatures& out, std::size_t at) const;
  float chance_of(const WordType& type, const WordFeatures& features) const;
  void read_grams();
  std::uint32_t cut_bucket(const TldrCandidate& candidate) const;

  const TldrText& text_;
  const TldrModel& model_;
  TldrGrams grams_;
  std::pmr::vector<std::array<Addends, 2>> addends_;  ///< by type, at its first occurrence and later
  std::pmr::vector<std::uint32_t> seen_;              ///< by type: the candidate that had it last
  std::pmr::vector<Sums> prefixes_;       ///< by word: from its sentence's begin up to it
  std::pmr::vector<float> whole_;         ///< by sentence: expected F1 of the whole sentence
  std::pmr::vector<float> rank_;          ///< by sentence: how many are expected to be better
  std::pmr::vector<float> announced_before_;  ///< by sentence: earlier ones that announce something
  float persons_ = 0;                    ///< sentences with "we"
  std::uint32_t most_title_ = 1;         ///< words of the title in one sentence
  std::uint32_t round_ = 0;
  float best_whole_ = 0;
};

}  // namespace sheaf::summarize
