// The one line that says why a paper is where it is.
// Pure function; any thread.
#pragma once

#include <string>
#include <vector>

namespace sheaf::rank {

struct FoundKeyword {
  std::string term;  ///< as the profile spells it
  double weight = 1;
  bool in_title = false;
};

/// "keywords: efficient, decoding (title) · author: Jane Doe · like "Medusa: …" in your library",
/// at most about 160 characters. Heavy keywords come first, those that speak against the paper are
/// said so; `nearest` may be empty.
std::string make_reason(std::vector<FoundKeyword> found, const std::vector<std::string>& authors,
                        const std::string& nearest);

/// What the learned ranking found; any part may be empty.
struct LearnedReason {
  std::vector<std::string> terms;    ///< heaviest first
  std::vector<std::string> similar;  ///< titles of the nearest library papers
  std::vector<FoundKeyword> keywords;
  std::vector<std::string> authors;  ///< followed
  std::string known_author;          ///< one whom the library has
  std::string category;              ///< that the profile has a weight for
  bool category_against = false;
  std::string interest;
};

/// "speculative decoding, draft model · like "Medusa: …" and "EAGLE…" in your library · author:
/// Jane Doe", at most 160 characters: parts that do not fit any more are left out, the last first.
std::string make_learned_reason(const LearnedReason& reason);

}  // namespace sheaf::rank
