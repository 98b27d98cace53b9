// The revision of the reader's library and feedback: a number that grows with every change.
// Borrows the Database; used inside the Store's lock, within the transaction of the change.
#pragma once

#include "store/sqlite.hpp"

namespace sheaf::store {

Status raise_library_revision(Database& database);

}  // namespace sheaf::store
