// KnownCategories: canonical spellings of terms that come by the hundred thousand.
// Owns what it remembers; one thread.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "model/paper.hpp"

namespace sheaf::source {

/// More terms than any paper has; a hostile list must not be searched again for every term.
inline constexpr std::size_t kMaxCategories = 100;

class KnownCategories {
 public:
  /// As category_of_term(), remembered. Lent until the next call.
  const std::string& canonical(std::string_view term);
  /// Adds the terms of a list, separated by white space, to the paper: the first is primary. False
  /// when some are none and were left out, the first of them in `unknown`.
  bool add_terms(std::string_view terms, Paper& paper, std::string& unknown);

 private:
  struct Known {
    std::string term, category;
  };
  std::array<Known, 64> known_;
};

}  // namespace sheaf::source
