// Two rows that turn out to be one paper: everything that refers to one goes over to the other.
// Borrows the Database; within the caller's transaction.
#pragma once

#include <cstdint>

#include "store/sqlite.hpp"

namespace sheaf::store {

/// Moves versions, announcements (the stronger type of two) and scores from row `gone` to row
/// `kept`, and removes `gone`. Its full text must have been taken out; names are written anew by
/// the caller, and what the reader has under its id follows with them.
Status absorb_row(Database& database, std::int64_t kept, std::int64_t gone);

}  // namespace sheaf::store
