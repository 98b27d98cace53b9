// SQLite with RAII: see sqlite.hpp.
// A statement is finalized by its Database, or at once when the same text is idle there already.
#include "store/sqlite.hpp"

#include <algorithm>
#include <new>
#include <thread>
#include <utility>

namespace sheaf::store {

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      handle_(std::exchange(other.handle_, nullptr)),
      place_(std::move(other.place_)),
      bind_error_(other.bind_error_) {}

Statement::~Statement() {
  if (handle_) database_->give_back(std::move(place_));
}

Statement& Statement::bind(int index, std::int64_t value) {
  const int code = sqlite3_bind_int64(handle_, index, value);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind(int index, const std::optional<Seconds>& value) {
  if (value) return bind(index, *value);
  const int code = sqlite3_bind_null(handle_, index);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  const char* bytes = text.data() ? text.data() : "";  // a null pointer would bind NULL
  const int code =
      sqlite3_bind_text64(handle_, index, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind_real(int index, double value) {
  const int code = sqlite3_bind_double(handle_, index, value);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  const char* data = bytes.data() ? bytes.data() : "";
  const int code = sqlite3_bind_blob64(handle_, index, data, bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) bind_error_ = code;
  return *this;
}

Result<bool> Statement::step() {
  if (bind_error_ != SQLITE_OK) return database_->error(std::exchange(bind_error_, SQLITE_OK));
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) {
    reset();
    return false;
  }
  Error error = database_->failed(code);
  reset();
  return error;
}

Status Statement::run() {
  while (true) {
    SHEAF_ASSIGN(const bool more, step());
    if (!more) return {};
  }
}

void Statement::reset() {
  sqlite3_reset(handle_);
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::optional<Seconds> Statement::optional_integer(int column) const {
  if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
  return sqlite3_column_int64(handle_, column);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (!bytes) return absent();
  return std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

std::string Statement::blob(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  if (!bytes) return absent();
  return std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)));
}

/// NULL, or an empty blob, is no text; a text that there was no memory for must not pass for one.
std::string Statement::absent() const {
  if (sqlite3_errcode(sqlite3_db_handle(handle_)) == SQLITE_NOMEM) throw std::bad_alloc();
  return {};
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, int busy_ms) {
  std::unique_ptr<Database> database(new Database(path, busy_ms));
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &database->handle_, flags, nullptr);
  if (code != SQLITE_OK) return database->error(code);
  SHEAF_TRY(database->configure());
  return database;
}

Database::~Database() {
  for (const auto& [sql, handle] : idle_) sqlite3_finalize(handle);
  sqlite3_finalize(rollback_);
  sqlite3_close_v2(handle_);
}

/// What concerns the connection alone and neither reads nor writes the file.
Status Database::configure() {
  sqlite3_extended_result_codes(handle_, 1);
  sqlite3_busy_handler(handle_, &Database::on_busy, this);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  // No memory mapping: a host must not die of SIGBUS because a file was cut short.
  SHEAF_TRY(execute(
      "PRAGMA mmap_size=0; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;"
      "PRAGMA cache_size=-16384"));
  const int code = sqlite3_prepare_v3(handle_, "ROLLBACK", -1, SQLITE_PREPARE_PERSISTENT, &rollback_, nullptr);
  return code == SQLITE_OK ? Status() : Status(error(code));
}

/// Of a statement that ran: at these SQLite may have rolled back by itself.
Error Database::failed(int code) {
  const int kind = code & 0xff;
  if (kind == SQLITE_NOMEM || kind == SQLITE_IOERR || kind == SQLITE_FULL || kind == SQLITE_INTERRUPT)
    rolled_back_ = touch_ != nullptr;
  return error(code);
}

Status Database::forget(int busy_ms) {
  const int usual = std::exchange(busy_ms_, busy_ms);
  const Status begun = execute("BEGIN IMMEDIATE");
  busy_ms_ = usual;
  SHEAF_TRY(begun);
  Status touched = execute(touch_);
  roll_back();
  if (touched.ok()) rolled_back_ = false;
  return touched;
}

Result<Statement> Database::prepare(std::string_view sql) {
  if (rolled_back_ && !in_transaction()) {
    // Reading goes on while another process holds the lock for writing; the next call tries again.
    const bool reads = sql.starts_with("SELECT");
    if (const Status forgotten = forget(reads ? 0 : busy_ms_); !forgotten.ok() && !reads) return forgotten.error();
  }
  if (const auto found = idle_.find(sql); found != idle_.end()) {
    return Statement(*this, idle_.extract(found));
  }
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) return error(code);
  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> owned(handle, sqlite3_finalize);
  StatementMap place;
  place.emplace(sqlite3_sql(handle), handle);
  owned.release();
  return Statement(*this, place.extract(place.begin()));
}

void Database::give_back(StatementMap::node_type place) {
  sqlite3_stmt* const handle = place.mapped();
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  if (!idle_.insert(std::move(place)).inserted) sqlite3_finalize(handle);
}

Status Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(code);
  return {};
}

void Database::roll_back() noexcept {
  // A destructor on the way out of a lack of memory must not ask for more: not even to compile this.
  sqlite3_step(rollback_);
  sqlite3_reset(rollback_);
}

Result<std::int64_t> Database::query_integer(std::string_view sql) {
  SHEAF_ASSIGN(Statement statement, prepare(sql));
  SHEAF_ASSIGN(const bool found, statement.step());
  return found ? statement.integer(0) : std::int64_t{0};
}

Result<std::string> Database::query_text(std::string_view sql) {
  SHEAF_ASSIGN(Statement statement, prepare(sql));
  SHEAF_ASSIGN(const bool found, statement.step());
  return found ? statement.text(0) : std::string();
}

bool Database::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

bool Database::read_only() const {
  return sqlite3_db_readonly(handle_, "main") == 1;
}

int Database::changes() const {
  return sqlite3_changes(handle_);
}

std::int64_t Database::last_key() const {
  return sqlite3_last_insert_rowid(handle_);
}

/// SQLite's own handler ends with sleeps of 100 ms; shorter ones serve short transactions better.
int Database::on_busy(void* self, int count) {
  auto& database = *static_cast<Database*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (count == 0) database.busy_since_ = now;
  if (now - database.busy_since_ >= std::chrono::milliseconds(database.busy_ms_)) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(1 + count / 4, 20)));
  return 1;
}

Result<Transaction> Transaction::begin(Database& database) {
  // Left open by one that could not be rolled back; the connection has one transaction at a time.
  if (database.in_transaction()) database.roll_back();
  SHEAF_ASSIGN(Statement statement, database.prepare("BEGIN IMMEDIATE"));
  SHEAF_TRY(statement.run());
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // SQLite may have rolled back by itself (disk full); then there is nothing left to do. An error
  // of the rollback itself has no receiver: the one that led here is already on its way.
  if (database_ && database_->in_transaction()) database_->roll_back();
}

Status Transaction::commit() {
  SHEAF_ASSIGN(Statement statement, database_->prepare("COMMIT"));
  SHEAF_TRY(statement.run());
  database_ = nullptr;
  return {};
}

}  // namespace sheaf::store
