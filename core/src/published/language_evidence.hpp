// What Chinese words decide about the lost characters that the document leaves open.
// A pass over the characters it is given; one thread at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "published/lost_characters.hpp"

namespace sheaf::published {

/// Fills in every lost character on which all words of the list agree that the characters around it
/// can be read as, then those without rival; repeats until nothing changes. How many those are.
std::size_t restore_by_language(std::vector<Character>& document, const LostBytes& lost_bytes);

}  // namespace sheaf::published
