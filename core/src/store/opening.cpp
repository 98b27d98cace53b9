// Opening a store's file: see opening.hpp.
// Never opens a database file that is there: closing any descriptor of it would drop the locks that
// SQLite holds for another connection of this process. Sizes come from stat().
#include "store/opening.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "base/file.hpp"

namespace sheaf::store {
namespace {

constexpr const char* kMemory = ":memory:";

Result<std::string> absolute_path(const std::string& path) {
  std::error_code failure;
  // Through symbolic links, so that two names of one store have one lock file.
  const std::filesystem::path whole = std::filesystem::weakly_canonical(
      std::filesystem::absolute(std::filesystem::path(path), failure), failure);
  if (failure == std::errc::not_enough_memory) return Error(ErrorCode::kNoMemory, {});
  if (failure)
    return Error(ErrorCode::kIo, "store " + path + ": no such place (" + failure.message() +
                                     "): choose another file with --store");
  if (std::filesystem::is_directory(whole, failure))
    return Error(ErrorCode::kIo, "store " + path + ": is a folder: name a file in it with --store");
  return whole.string();
}

std::uintmax_t size_of(const std::string& path) {
  std::error_code missing;
  const std::uintmax_t size = std::filesystem::file_size(path, missing);
  return missing ? 0 : size;
}

/// Makes the file, empty, so that only its owner can read what he reads; SQLite gives its log and its
/// journal the same mode. Only for one that is alone: a file that is there is left as it is, and
/// nobody else can have opened this one before it is closed here.
void make_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file >= 0) ::close(file);  // else SQLite says what is wrong
}

Error damaged(const Database& database, const std::string& finding) {
  Error error = database.error(SQLITE_CORRUPT);
  error.message += " [" + finding + "]";
  return error;
}

Status check_with(Database& database, std::string_view sql) {
  SHEAF_ASSIGN(const std::string finding, database.query_text(sql));
  if (finding != "ok") return damaged(database, finding);
  return {};
}

/// A large store is checked in part: the tables written last by every run, and the newest papers
/// with the index that finds them. `sheaf doctor` checks the rest.
Status check_part(Database& database) {
  for (const char* table : {"sources", "slots", "batches"})
    SHEAF_TRY(check_with(database, std::string("PRAGMA quick_check(") + table + ")"));
  return check_with(database,
                    "SELECT CASE WHEN count(*) = 0 THEN 'ok' ELSE 'an index misses a paper' END"
                    " FROM (SELECT key, id FROM papers ORDER BY key DESC LIMIT 1000) newest"
                    " WHERE NOT EXISTS (SELECT 1 FROM papers p INDEXED BY sqlite_autoindex_papers_1"
                    " WHERE p.id = newest.id AND p.key = newest.key)");
}

Status check_after_unclean_end(Database& database, std::uintmax_t full_check_bytes) {
  SHEAF_ASSIGN(const int version, schema_version(database));
  if (version == 0) return {};  // it ended before the first step was whole
  if (size_of(database.path()) > full_check_bytes) return check_part(database);
  return check_with(database, "PRAGMA quick_check(1)");
}

/// What is kept in the file's header or belongs to its journal.
Status set_journal(Database& database) {
  // A file system without shared memory (some network mounts) keeps the rollback journal; that
  // is as safe and only slower, so the answer is not looked at.
  SHEAF_TRY(database.query_text("PRAGMA journal_mode=WAL"));
  return database.execute(
      "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=OFF; PRAGMA wal_autocheckpoint=2000;"
      "PRAGMA journal_size_limit=67108864");
}

Status prepare_file(OpenFile& file, bool unclean, const OpenOptions& options) {
  Database& database = *file.database;
  if (database.read_only()) return database.error(SQLITE_READONLY);
  const int known = static_cast<int>(options.migrations->size());
  SHEAF_TRY(check_identity(database, known));
  if (unclean) SHEAF_TRY(check_after_unclean_end(database, options.full_check_bytes));
  file.checked = unclean;
  SHEAF_TRY(set_journal(database));
  SHEAF_TRY(migrate(database, *options.migrations));
  return file.presence.share();
}

}  // namespace

Result<OpenFile> open_file(const std::string& path, const OpenOptions& options) {
  OpenFile file;
  if (path.empty() || path == kMemory) {
    SHEAF_ASSIGN(file.database, Database::open(kMemory, options.busy_ms));
    SHEAF_TRY(migrate(*file.database, *options.migrations));
    return file;
  }
  SHEAF_ASSIGN(const std::string whole, absolute_path(path));
  SHEAF_TRY(make_directories(std::filesystem::path(whole).parent_path().string()));
  SHEAF_ASSIGN(file.presence, Presence::announce(whole));
  // A clean end of the last connection removes the log, so one with content tells of a kill.
  const bool unclean = file.presence.alone() && size_of(whole + "-wal") > 0;
  if (file.presence.alone()) make_private(whole);
  SHEAF_ASSIGN(file.database, Database::open(whole, options.busy_ms));
  SHEAF_TRY(prepare_file(file, unclean, options));
  return file;
}

}  // namespace sheaf::store
