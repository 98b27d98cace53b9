// Source memory as rows. Borrows the Database; used inside the Store's lock.
#pragma once

#include <string_view>

#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace sheaf::store {

Status write_source(Database& database, std::string_view name, const SourceMemory& memory);

}  // namespace sheaf::store
