// What an SQLite result code means to the person who reads it: file, cause, remedy.
// Reads the connection's state only; called by the thread that uses the connection.
#include <cstring>

#include "store/sqlite.hpp"

namespace sheaf::store {
namespace {

std::string system_cause(sqlite3* handle) {
  const int number = handle ? sqlite3_system_errno(handle) : 0;
  return number == 0 ? std::string() : std::string(" (") + std::strerror(number) + ")";
}

std::string unexpected(sqlite3* handle, int code) {
  const char* text = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
  return "SQLite answered " + std::to_string(code) + " (" + text +
         "): run `sheaf doctor` to check the file; if it finds nothing, please report this";
}

std::string locked(int busy_ms) {
  const std::string limit =
      busy_ms % 1000 == 0 ? std::to_string(busy_ms / 1000) + " s" : std::to_string(busy_ms) + " ms";
  return "another program holds it for longer than " + limit +
         ": close that program or let it finish, then run again";
}

}  // namespace

Error Database::error(int code) const {
  const std::string store = "store " + path_ + ": ";
  const std::string cause = system_cause(handle_);
  if (code == SQLITE_CORRUPT_VTAB)  // the papers may be sound
    return {ErrorCode::kStore,
            store +
                "the full-text index does not match the papers: run `sheaf doctor`, which builds it anew"};
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return {ErrorCode::kStore, store + locked(busy_ms_)};
    case SQLITE_CORRUPT:
      return {ErrorCode::kStore,
              store +
                  "the file is damaged: move it away and run again (papers are fetched anew), "
                  "or restore a backup"};
    case SQLITE_NOTADB:
      return {ErrorCode::kStore,
              store +
                  "this is not an SQLite file, so not a Sheaf store: choose another file with "
                  "--store, or move this one away"};
    case SQLITE_FULL:
      return {ErrorCode::kIo,
              store +
                  "the disk is full: free some space and run again; what was stored before is "
                  "unharmed"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return {ErrorCode::kIo,
              store + "cannot be opened for writing" + cause +
                  ": check the permissions of the file and its folder, or choose another file with "
                  "--store"};
    case SQLITE_IOERR:
      return {ErrorCode::kIo, store + "reading or writing failed" + cause + ", code " +
                                  std::to_string(code) + ": check the disk and run again"};
    case SQLITE_NOMEM:
      return {ErrorCode::kNoMemory, store +
                                        "not enough memory: close other programs or ask for "
                                        "less at once"};
    case SQLITE_TOOBIG:
      return {ErrorCode::kInvalid,
              store + "a text is longer than a store can hold (1 GB): leave it out"};
    default:
      return {ErrorCode::kStore, store + unexpected(handle_, code)};
  }
}

}  // namespace sheaf::store
