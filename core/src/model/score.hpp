// Score: how well a paper fits a reader, and why.
// Plain data; whoever holds a value owns it.
#pragma once

#include <string>
#include <vector>

namespace sheaf {

struct Score {
  double value = 0;    ///< higher is better; the scale is the scorer's ("keywords": points)
  std::string reason;  ///< short enough for a table cell; empty when nothing spoke for the paper
  std::vector<std::string> terms;    ///< keywords found, as the profile spells them
  std::vector<std::string> authors;  ///< followed authors found
  std::vector<std::string> similar;  ///< titles of the nearest library papers, nearest first
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
  friend bool operator==(const LibraryItem&, const LibraryItem&) = default;
};

enum class FeedbackKind { kLiked = 0, kKept = 1, kRead = 2, kDismissed = 3, kTrashed = 4, kNone = 5 };

}  // namespace sheaf
