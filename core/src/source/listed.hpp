// Appending to a list of names that a hostile record must not make endless: looking each one up
// takes time by the list's length.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/field_text.hpp"

namespace sheaf::source {

/// More keywords, institutions or ids than any paper has.
inline constexpr std::size_t kMaxListed = 500;

/// add_once() up to kMaxListed entries.
inline void add_listed(std::vector<std::string>& list, std::string_view value) {
  if (list.size() < kMaxListed) add_once(list, value);
}

}  // namespace sheaf::source
