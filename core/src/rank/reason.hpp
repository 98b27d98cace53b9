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

}  // namespace sheaf::rank
