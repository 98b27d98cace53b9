// Store, sources: what is remembered of each source list between runs.
// Each public call locks the connection.
#include "store/impl.hpp"
#include "store/sources.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kWrite =
    "INSERT OR REPLACE INTO sources(name, etag, last_modified, cursor, batch_day, batch_hash,"
    " last_state, last_detail, checked) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view kRead =
    "SELECT name, etag, last_modified, cursor, batch_day, batch_hash, last_state, last_detail,"
    " checked FROM sources WHERE name = ?1";
constexpr std::string_view kReadAll =
    "SELECT name, etag, last_modified, cursor, batch_day, batch_hash, last_state, last_detail,"
    " checked FROM sources ORDER BY name";

SourceMemory read_source(const Statement& row) {
  SourceMemory memory;
  memory.etag = row.text(1);
  memory.last_modified = row.text(2);
  memory.cursor = row.text(3);
  if (const auto day = row.optional_integer(4)) memory.batch_day = day_of(*day);
  memory.batch_hash = row.text(5);
  memory.last_state = row.text(6);
  memory.last_detail = row.text(7);
  memory.checked = row.integer(8);
  return memory;
}

}  // namespace

Status write_source(Database& database, std::string_view name, const SourceMemory& memory) {
  SHEAF_ASSIGN(Statement write, database.prepare(kWrite));
  std::optional<Seconds> day;
  if (memory.batch_day) day = day_number(*memory.batch_day);
  write.bind(1, name).bind(2, memory.etag).bind(3, memory.last_modified).bind(4, memory.cursor);
  write.bind(5, day).bind(6, memory.batch_hash).bind(7, memory.last_state);
  write.bind(8, memory.last_detail).bind(9, memory.checked);
  return write.run();
}

Result<SourceMemory> Store::source_memory(std::string_view source) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kRead));
  SHEAF_ASSIGN(const bool found, read.bind(1, source).step());
  return found ? read_source(read) : SourceMemory();
}

Status Store::set_source_memory(std::string_view source, const SourceMemory& memory) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_TRY(write_source(impl_->database(), source, memory));
  return transaction.commit();
}

Result<std::vector<std::pair<std::string, SourceMemory>>> Store::all_sources() {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadAll));
  std::vector<std::pair<std::string, SourceMemory>> sources;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return sources;
    sources.emplace_back(read.text(0), read_source(read));
  }
}

}  // namespace sheaf::store
