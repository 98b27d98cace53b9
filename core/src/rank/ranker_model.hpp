// What a Ranker has learned, and how a paper's decision value is made of it.
// Owned by one Ranker, immutable once learned; any thread. Only ranker*.cpp include this.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "rank/calibration.hpp"
#include "rank/evidence.hpp"
#include "rank/features.hpp"
#include "rank/interests.hpp"
#include "rank/logistic.hpp"
#include "rank/ranker.hpp"
#include "rank/row_index.hpp"

namespace sheaf::rank {

/// Weights of the parts of a decision value, in deviations of the background's text values; chosen on
/// the reading lists of twenty readers (models/README.md).
inline constexpr double kCategoryWeight = 0.25;
inline constexpr double kAuthorWeight = 0.8;
inline constexpr double kFollowedWeight = 1.5;
inline constexpr double kCategoryRuleWeight = 0.5;
/// Keywords count 2 / (1 + n / 2) with n positives: as much as the text at two papers, 0.2 at
/// twenty, next to nothing at two hundred.
double keyword_weight(double positives);

/// Middle and width of values over the background.
struct Spread {
  double mean = 0, deviation = 1;
  double operator()(double value) const { return (value - mean) / deviation; }
};
Spread spread_of(const std::vector<double>& values);

/// A positive that the model remembers: for reasons, interests, and to learn on without reading it.
struct Remembered {
  std::uint64_t print = 0;  ///< of all its fields
  std::string title;
  std::uint32_t interest = 0;
};

struct Ranker::Model {
  TermWeights terms;
  std::vector<std::int16_t> weights;  ///< per bucket, in steps of weight_step
  double weight_step = 0, bias = 0;
  Spread text;
  AuthorEvidence authors;
  CategoryEvidence categories;
  std::uint64_t keywords_print = 0;  ///< of the keywords that `keywords` was measured with
  Spread keywords;
  Calibration calibration;
  double positives = 0;   ///< papers the text weights were learned from; 0: there are none
  double interest_weight = 0;
  std::vector<Interest> interests;
  std::vector<Spread> interest_spreads;
  std::vector<Remembered> library;
  CountedPapers counted;  ///< of the library
  std::vector<std::string> notes;

  // Made of the above.
  std::vector<TermCount> vectors;
  RowIndex index;
  InterestCentres centres;

  /// Fills what is made of the rest.
  void finish();
  double weight(std::uint32_t term) const { return weight_step * weights[term]; }
  double text_value(SparseRow paper) const;
};

std::uint64_t print_of(const std::vector<Keyword>& keywords);
std::vector<std::uint64_t> author_keys(const Paper& paper);
std::vector<std::uint64_t> author_keys(const std::vector<std::string>& names);

}  // namespace sheaf::rank
