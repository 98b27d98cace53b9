// Appending to a list of names that a hostile record must not make endless: looking each one up
// takes time by the list's length.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace sheaf::source {

/// More keywords, institutions or ids than any paper has.
inline constexpr std::size_t kMaxListed = 500;

/// add_once() up to kMaxListed entries.
inline void add_listed(std::vector<std::string>& list, std::string_view value) {
  add_once(list, value, kMaxListed);
}

}  // namespace sheaf::source
