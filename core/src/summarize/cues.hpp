// Cue phrases of scientific abstracts and what they speak for, as data.
// Constant tables; any thread.
#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

inline constexpr std::size_t kRoles = 5;  ///< in the order of enum Role

/// Points for background, objective, method, result, other: natural logarithms times ten.
struct RoleCue {
  std::string_view phrase;
  std::array<signed char, kRoles> points;
};

/// For Chinese text, which has no words to look up: substrings of the sentence.
const std::vector<RoleCue>& chinese_role_cues();

/// How much a phrase speaks for each field of the card; about twenty are a role's certainty.
struct FieldCue {
  std::string_view phrase;
  signed char problem, method, result, conclusion, contribution;
};
const std::vector<FieldCue>& field_cues();

}  // namespace sheaf::summarize
