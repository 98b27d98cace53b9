// Keyword rules and followed authors of a profile, read once and asked of many papers.
// Values that borrow the profile's lists; immutable once built, so threads may share them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "model/profile.hpp"
#include "model/score.hpp"
#include "rank/names.hpp"
#include "rank/phrases.hpp"
#include "rank/reason.hpp"

namespace sheaf::rank {

inline constexpr double kTitleBonus = 0.5;

/// Which keywords a paper has.
struct KeywordHits {
  std::vector<unsigned char> text;   ///< per keyword: in title and abstract
  std::vector<unsigned char> title;  ///< per keyword: in the title
};

/// arxiv_rss_bot's formula with weights, all keywords found by one automaton.
class KeywordScorer {
 public:
  explicit KeywordScorer(const std::vector<Keyword>& keywords);

  KeywordHits find(std::string_view title, std::string_view abstract) const;
  double points(const KeywordHits& hits) const;
  /// Each keyword once, though a list may hold it in two spellings (and scores it twice).
  std::vector<FoundKeyword> found(const KeywordHits& hits) const;

 private:
  const std::vector<Keyword>& keywords_;
  PhraseFinder finder_;
  std::vector<std::size_t> first_of_;  ///< the first keyword that is the same but for case
};

class FollowedAuthors {
 public:
  explicit FollowedAuthors(const std::vector<Keyword>& authors);

  /// Adds the names found to the score's authors and returns the sum of their weights.
  double find(const Paper& paper, Score& score) const;

 private:
  const std::vector<Keyword>& authors_;
  std::vector<PersonName> names_;
};

}  // namespace sheaf::rank
