// Rhetorical roles of an abstract's sentences, with how sure each of them is.
// Plain values and a pure function; any thread.
#pragma once

#include <array>
#include <vector>

#include "model/summary.hpp"
#include "summarize/cues.hpp"
#include "summarize/document.hpp"

namespace sheaf::summarize {

/// Chances of background, objective, method, result, other (the order of enum Role); their sum
/// is 1.
using RoleChances = std::array<float, kRoles>;

struct RoleReading {
  std::vector<Role> labels;          ///< one per sentence
  std::vector<RoleChances> chances;  ///< one per sentence, given the whole abstract

  float chance(std::size_t sentence, Role role) const {
    return chances[sentence][static_cast<std::size_t>(role)];
  }
};

/// Reads the abstract as a whole: a sentence's role depends on its words, its place, its
/// neighbours' words and their roles. Deterministic.
RoleReading read_roles(const Document& document);

}  // namespace sheaf::summarize
