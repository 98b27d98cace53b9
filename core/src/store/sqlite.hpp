// SQLite with RAII: a connection, statements that are prepared once and kept, transactions.
// A Database owns its connection and idle statements; whoever uses it does so one thread at a time
// (Store holds its lock). Private to the store: nobody else may see sqlite3.h.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace sheaf::store {

inline constexpr int kBusyTimeoutMs = 10'000;

class Database;

/// Prepared statements by their text; the keys point into the statements.
using StatementMap = std::map<std::string_view, sqlite3_stmt*>;

/// One use of a prepared statement. Goes back to its Database, reset, when it is destroyed.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, const std::optional<Seconds>& value);
  /// Not copied: the text must live until the statement has run.
  Statement& bind(int index, std::string_view text);
  Statement& bind_real(int index, double value);
  /// Bytes that are no text; not copied either.
  Statement& bind_blob(int index, std::string_view bytes);

  /// True: there is a row; false: done, and ready to be bound anew.
  Result<bool> step();
  /// Runs to the end, ignoring rows.
  Status run();
  void reset();

  std::int64_t integer(int column) const;
  std::optional<Seconds> optional_integer(int column) const;
  std::string text(int column) const;
  std::string blob(int column) const;

 private:
  friend class Database;
  Statement(Database& database, StatementMap::node_type place)
      : database_(&database), handle_(place.mapped()), place_(std::move(place)) {}

  std::string absent() const;

  Database* database_;
  sqlite3_stmt* handle_;
  StatementMap::node_type place_;  ///< its place among the idle ones, so that going back needs no memory
  int bind_error_ = SQLITE_OK;
};

class Database {
 public:
  /// `path` is absolute, or ":memory:". Waits for locks of others up to `busy_ms`.
  static Result<std::unique_ptr<Database>> open(const std::string& path,
                                                int busy_ms = kBusyTimeoutMs);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  Result<Statement> prepare(std::string_view sql);
  /// Runs statements separated by ";" without rows.
  Status execute(const std::string& sql);
  void roll_back() noexcept;
  /// `touch` writes nothing, to a virtual table whose module remembers what it read (FTS5: how many rows
  /// there are). Short of memory or disk SQLite can roll back inside such a module, which then takes what it
  /// failed to read as read, and would write it with the next change. So after such an error the
  /// touch is begun and rolled back before anything else is prepared: that makes the module forget. Only reading
  /// does without it where others write just then.
  void forget_after_errors(const char* touch) { touch_ = touch; }
  /// First column of the first row; 0 or "" without one.
  Result<std::int64_t> query_integer(std::string_view sql);
  Result<std::string> query_text(std::string_view sql);

  bool in_transaction() const;
  bool read_only() const;
  int changes() const;
  std::int64_t last_key() const;  ///< rowid of the last INSERT
  const std::string& path() const { return path_; }
  /// What `code` means for this file: file, cause and remedy.
  Error error(int code) const;

 private:
  friend class Statement;
  Database(std::string path, int busy_ms) : path_(std::move(path)), busy_ms_(busy_ms) {}
  Status configure();
  Status forget(int busy_ms);
  Error failed(int code);
  void give_back(StatementMap::node_type place);
  static int on_busy(void* self, int count);

  std::string path_;
  int busy_ms_;
  std::chrono::steady_clock::time_point busy_since_{};
  sqlite3* handle_ = nullptr;
  sqlite3_stmt* rollback_ = nullptr;  ///< ready from the start: it must not want memory when there is none
  const char* touch_ = nullptr;
  bool rolled_back_ = false;  ///< perhaps, by SQLite itself, inside a module
  StatementMap idle_;
};

/// BEGIN IMMEDIATE, so that a lock is waited for at the start and never met half way. Rolls back
/// unless commit() succeeded.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace sheaf::store
