// One entry for each paper of a page that names it under several headings or on several days.
// Pure functions; any thread.
#pragma once

#include <vector>

#include "model/digest.hpp"

namespace sheaf::published {

/// Entries with the same Paper::id become one, at the first's place. Topics and categories are
/// gathered; the strongest announce type stays, with its day; the highest version's record stays;
/// what is empty in it, or cut off with "...", is filled from the others. Linear time.
std::vector<Entry> merge_entries(std::vector<Entry> entries);

}  // namespace sheaf::published
