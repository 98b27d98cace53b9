// Score: how well a paper fits a reader, and why.
// Plain data; whoever holds a value owns it.
#pragma once

#include <string>
#include <vector>

#include "base/clock.hpp"

namespace sheaf {

/// A word or phrase of a paper and what it did to the score.
struct CarriedTerm {
  std::string term;   ///< as the paper spells it, lower case
  double points = 0;  ///< of the score's scale; below 0: it spoke against the paper
  friend bool operator==(const CarriedTerm&, const CarriedTerm&) = default;
};

struct Score {
  /// Higher is better. "learned": 0-100, 70 meaning that 7 of 10 such papers are kept; the other
  /// scorers have scales of their own (rank/scorers.hpp).
  double value = 0;
  std::string reason;  ///< short enough for a table cell; empty when nothing spoke for the paper
  std::vector<std::string> terms = {};    ///< keywords found, as the profile spells them
  std::vector<std::string> authors = {};  ///< followed authors found
  std::vector<std::string> similar = {};  ///< titles of the nearest library papers, nearest first
  std::vector<CarriedTerm> carried = {};  ///< heaviest first
  std::string interest = {};   ///< which of the reader's interests it fits best; empty: there is one
  double uncertainty = 0;      ///< 0 (sure) to 1 (a guess)
  bool explored = false;       ///< shown because the model is unsure, not for its score
  std::vector<std::string> folded = {};  ///< ids of near-duplicates that stand behind it
  friend bool operator==(const Score&, const Score&) = default;
};

/// One item of the reader's own library, as a host hands it over.
struct LibraryItem {
  std::string key;  ///< the host's own
  std::string title;
  std::string abstract;
  std::vector<std::string> authors;
  std::string added;  ///< "YYYY-MM-DD…" or empty
  std::vector<std::string> collections;
  std::vector<std::string> tags;
  std::vector<std::string> categories = {};  ///< arXiv's, where the host knows them
  std::string id = {};  ///< the paper's, as Paper::id spells it, where it is known
  friend bool operator==(const LibraryItem&, const LibraryItem&) = default;
};

enum class FeedbackKind { kLiked = 0, kKept = 1, kRead = 2, kDismissed = 3, kTrashed = 4, kNone = 5 };

/// What a reader thought of a paper, and when.
struct Opinion {
  std::string id;
  FeedbackKind kind = FeedbackKind::kNone;
  Seconds at = 0;
  friend bool operator==(const Opinion&, const Opinion&) = default;
};

}  // namespace sheaf
