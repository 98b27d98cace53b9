// The authors of an announcement: one string with commas, taken apart with care.
// Pure function; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "model/paper.hpp"

namespace sheaf {

/// "Ann Lee, Bo Tan Jr. (MIT), and Cy Roe" → three authors. Suffixes stay with their name, text in
/// parentheses becomes an affiliation (bare footnote numbers are dropped), nothing is split within
/// parentheses.
std::vector<Author> split_author_list(std::string_view text);

/// "B\'ela Bollob\'as" → "Béla Bollobás", in names and affiliations. arXiv's API and feeds write
/// letters, its raw formats TeX as it was submitted; a record must not go back from one to the other.
void read_tex_names(std::vector<Author>& authors);

}  // namespace sheaf
