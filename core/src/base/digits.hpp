// Digits of ASCII in text. Pure functions; any thread.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/text.hpp"

namespace sheaf {

/// One or more digits and nothing else.
inline bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_ascii_digit);
}

}  // namespace sheaf
