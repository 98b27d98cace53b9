// Store, library: what the reader owns. Each public call locks the connection.
#include <unordered_set>

#include "store/encode.hpp"
#include "store/impl.hpp"
#include "store/revision.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kReadItem =
    "SELECT key, title, added, authors, collections, tags, abstract, categories, id, fingerprint, origin"
    " FROM library WHERE key = ?1";
constexpr std::string_view kReadItems =
    "SELECT key, title, added, authors, collections, tags, abstract, categories, id FROM library"
    " ORDER BY position";
constexpr std::string_view kWriteItem =
    "INSERT INTO library(key, title, added, authors, collections, tags, abstract, categories, id,"
    " origin, fingerprint) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
    " ON CONFLICT(key) DO UPDATE SET title = excluded.title, added = excluded.added,"
    " authors = excluded.authors, collections = excluded.collections, tags = excluded.tags,"
    " abstract = excluded.abstract, categories = excluded.categories, id = excluded.id,"
    " origin = excluded.origin, fingerprint = excluded.fingerprint";
constexpr std::size_t kItemsBetweenReports = 1024;

LibraryItem read_item(const Statement& row) {
  LibraryItem item;
  item.key = row.text(0);
  item.title = row.text(1);
  item.added = row.text(2);
  item.authors = decode_list(row.text(3));
  item.collections = decode_list(row.text(4));
  item.tags = decode_list(row.text(5));
  item.abstract = row.text(6);
  item.categories = decode_list(row.text(7));
  item.id = row.text(8);
  return item;
}

/// Puts items of one origin; its statements are prepared once.
class ItemWriter {
 public:
  static Result<ItemWriter> open(Database& database, std::string_view origin) {
    SHEAF_ASSIGN(Statement read, database.prepare(kReadItem));
    SHEAF_ASSIGN(Statement write, database.prepare(kWriteItem));
    return ItemWriter(std::move(read), std::move(write), origin);
  }

  Status put(const LibraryItem& item, PutCounts& counts) {
    const std::int64_t print = fingerprint(item, origin_);
    SHEAF_ASSIGN(const bool known, read_.bind(1, item.key).step());
    const bool same = known && is_same(item, print);
    read_.reset();
    if (!same) SHEAF_TRY(write(item, print));
    ++(same ? counts.unchanged : known ? counts.updated : counts.added);
    return {};
  }

 private:
  ItemWriter(Statement read, Statement write, std::string_view origin)
      : read_(std::move(read)), write_(std::move(write)), origin_(origin) {}

  /// Rows of the schema before have no fingerprint yet.
  bool is_same(const LibraryItem& item, std::int64_t print) const {
    const std::int64_t stored = read_.integer(9);
    return stored != 0 ? stored == print : read_.text(10) == origin_ && read_item(read_) == item;
  }

  Status write(const LibraryItem& item, std::int64_t print) {
    const std::string authors = encode_list(item.authors);
    const std::string collections = encode_list(item.collections);
    const std::string tags = encode_list(item.tags);
    const std::string categories = encode_list(item.categories);
    write_.bind(1, item.key).bind(2, item.title).bind(3, item.added).bind(4, authors);
    write_.bind(5, collections).bind(6, tags).bind(7, item.abstract).bind(8, categories);
    return write_.bind(9, item.id).bind(10, origin_).bind(11, print).run();
  }

  Statement read_, write_;
  std::string_view origin_;
};

Status put_items(Database& database, const LibraryChange& change, const Task& task, PutCounts& counts) {
  SHEAF_ASSIGN(ItemWriter writer, ItemWriter::open(database, change.origin));
  for (std::size_t i = 0; i < change.items.size(); ++i) {
    if (i % kItemsBetweenReports == 0) SHEAF_TRY(task.report({"write", i, change.items.size(), 0}));
    SHEAF_TRY(writer.put(change.items[i], counts));
  }
  return {};
}

/// Keys of the origin that the change does not name.
Result<std::vector<std::string>> keys_gone(Database& database, const LibraryChange& change) {
  std::unordered_set<std::string_view> named(change.keys.begin(), change.keys.end());
  for (const LibraryItem& item : change.items) named.insert(item.key);
  SHEAF_ASSIGN(Statement read, database.prepare("SELECT key FROM library WHERE origin = ?1"));
  read.bind(1, change.origin);
  std::vector<std::string> gone;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return gone;
    if (std::string key = read.text(0); named.count(key) == 0) gone.push_back(std::move(key));
  }
}

Status remove_items(Database& database, const std::vector<std::string>& keys) {
  SHEAF_ASSIGN(Statement remove, database.prepare("DELETE FROM library WHERE key = ?1"));
  for (const std::string& key : keys) SHEAF_TRY(remove.bind(1, key).run());
  return {};
}

}  // namespace

Status raise_library_revision(Database& database) {
  return database.execute("UPDATE revisions SET number = number + 1 WHERE name = 'library'");
}

Result<PutCounts> Store::put_library(const LibraryChange& change, const Task& task) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  PutCounts counts;
  SHEAF_TRY(put_items(database, change, task, counts));
  if (change.complete) {
    SHEAF_ASSIGN(const std::vector<std::string> gone, keys_gone(database, change));
    SHEAF_TRY(remove_items(database, gone));
    counts.removed = gone.size();
  }
  if (counts.added + counts.updated + counts.removed > 0) SHEAF_TRY(raise_library_revision(database));
  SHEAF_TRY(transaction.commit());
  return counts;
}

Result<PutCounts> Store::put_library(const std::vector<LibraryItem>& items) {
  LibraryChange change;
  change.items = items;
  return put_library(change);
}

Result<std::vector<LibraryItem>> Store::library() {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadItems));
  std::vector<LibraryItem> items;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return items;
    items.push_back(read_item(read));
  }
}

Result<bool> Store::remove_library_item(std::string_view key) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_TRY(remove_items(database, {std::string(key)}));
  const bool removed = database.changes() > 0;
  if (removed) SHEAF_TRY(raise_library_revision(database));
  SHEAF_TRY(transaction.commit());
  return removed;
}

Result<std::size_t> Store::clear_library() {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(const std::int64_t count, database.query_integer("SELECT count(*) FROM library"));
  SHEAF_TRY(database.execute("DELETE FROM library"));
  if (count > 0) SHEAF_TRY(raise_library_revision(database));
  SHEAF_TRY(transaction.commit());
  return static_cast<std::size_t>(count);
}

Result<std::uint64_t> Store::library_revision() {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(const std::int64_t number, impl_->database().query_integer(
                                              "SELECT number FROM revisions WHERE name = 'library'"));
  return static_cast<std::uint64_t>(number);
}

}  // namespace sheaf::store
