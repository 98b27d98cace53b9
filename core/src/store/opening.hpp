// Opening a store's file: folder, presence, identity, check after an unclean end, schema.
// The caller owns what comes back; one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "store/presence.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace sheaf::store {

struct OpenOptions {
  int busy_ms = kBusyTimeoutMs;
  const Migrations* migrations = &store_migrations();
  /// After an unclean end a larger file is checked in part: a whole check would hold up opening
  /// for many seconds.
  std::uintmax_t full_check_bytes = std::uintmax_t{512} << 20;
};

struct OpenFile {
  Presence presence;  ///< outlives the connection: members end in reverse order
  std::unique_ptr<Database> database;
  bool checked = false;  ///< the last end was unclean and the file was found sound
};

/// An empty path or ":memory:" keeps everything in memory.
Result<OpenFile> open_file(const std::string& path, const OpenOptions& options = {});

}  // namespace sheaf::store
