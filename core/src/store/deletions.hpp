// Papers that their source has deleted: removed unless the reader has something of them.
// Borrows the Database; within the caller's transaction.
#pragma once

#include <string>
#include <vector>

#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace sheaf::store {

/// Unknown ids are passed over; an id that is only an alias names another source's paper, which
/// that source still has. Counts what was removed and what was kept.
Status delete_papers(Database& database, const std::vector<std::string>& ids, PutCounts& counts);

}  // namespace sheaf::store
