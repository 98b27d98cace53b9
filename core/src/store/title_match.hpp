// The same paper without a common id: an arXiv paper and a record of a scheme that has no DOIs, by
// title and authors (identity.hpp). Borrows the Database; within the caller's transaction.
#pragma once

#include <cstdint>
#include <optional>

#include "model/paper.hpp"
#include "store/sqlite.hpp"

namespace sheaf::store {

/// The row of the paper that `paper`, not yet stored under any of its ids, is by its title. An
/// arXiv paper costs one look-up in a table of the few loose records; a loose record costs one
/// full-text search of the titles.
Result<std::optional<std::int64_t>> find_by_title(Database& database, const Paper& paper);

}  // namespace sheaf::store
