// Schema: the tables of a store and the steps that lead there from any earlier version.
// Works on a borrowed Database; several processes may migrate the same file at once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/sqlite.hpp"

namespace sheaf::store {

inline constexpr std::int32_t kApplicationId = 0x53686561;  ///< "Shea", in the file's header

/// Step n leads from user_version n to n + 1. Steps are only ever appended: a released one never
/// changes.
using Migrations = std::vector<std::string>;
const Migrations& store_migrations();

/// kStore when the file is another program's or written by a newer Sheaf. Reads only.
Status check_identity(Database& database, int known_version);
/// Runs the missing steps, each in one transaction with its new user_version.
Status migrate(Database& database, const Migrations& steps);
Result<int> schema_version(Database& database);

}  // namespace sheaf::store
