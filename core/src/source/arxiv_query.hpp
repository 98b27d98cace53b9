// Search expressions in the query language of arXiv's API, made from a topic.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace sheaf::source {

enum class TextField { kTitleOrAbstract, kTitle, kAbstract, kAll };

/// What to look for. Groups that are not empty are joined by AND.
struct Topic {
  std::vector<std::string> keywords;    ///< each a phrase; any of them, or all
  bool all_keywords = false;
  TextField field = TextField::kTitleOrAbstract;  ///< for keywords and exclude
  std::vector<std::string> authors;     ///< any of them: "Jane Doe"
  bool authors_or_keywords = false;     ///< authors and keywords joined by OR instead
  std::vector<std::string> categories;  ///< any of them; a whole archive is "cs" or "cs.*"
  std::vector<std::string> exclude;     ///< none of these phrases
};

/// `(ti:"a b" OR abs:"a b") AND (cat:cs.CL) ANDNOT (…)`. Texts are always quoted; what could end a
/// phrase or begin an operator (quotes, brackets, colons, backslashes, wildcards, control
/// characters) becomes a space. kInvalid for a topic without anything to look for, for an unknown
/// category, and for one whose expression would make a URL of more than kMaxQueryBytes.
Result<std::string> topic_query(const Topic& topic);
inline constexpr std::size_t kMaxQueryBytes = 6000;  ///< percent-encoded

/// `submittedDate:[202604170000 TO 202604171200]`: the first version's submission, UTC, minutes,
/// both ends included. Outer bounds are rounded away from each other.
std::string date_window(Seconds from, Seconds until);
/// `(expression) AND submittedDate:[…]`; the window alone for an empty expression.
std::string within_dates(std::string_view expression, Seconds from, Seconds until);

}  // namespace sheaf::source
