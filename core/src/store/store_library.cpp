// Store, library and feedback: what the reader owns and what the reader thought of papers.
// Each public call locks the connection.
#include "store/encode.hpp"
#include "store/impl.hpp"
#include "store/names.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kReadItem =
    "SELECT key, title, added, authors, collections, tags, abstract FROM library WHERE key = ?1";
constexpr std::string_view kReadItems =
    "SELECT key, title, added, authors, collections, tags, abstract FROM library"
    " ORDER BY position";
constexpr std::string_view kWriteItem =
    "INSERT INTO library(key, title, added, authors, collections, tags, abstract)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    " ON CONFLICT(key) DO UPDATE SET title = excluded.title, added = excluded.added,"
    " authors = excluded.authors, collections = excluded.collections, tags = excluded.tags,"
    " abstract = excluded.abstract";
// Hosts may hand over old events again; the latest opinion stays, also that there is none.
constexpr std::string_view kWriteFeedback =
    "INSERT INTO feedback(paper_id, kind, at) VALUES(?1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET kind = excluded.kind, at = excluded.at"
    " WHERE excluded.at >= feedback.at";
constexpr std::string_view kReadFeedback =
    "SELECT paper_id, kind FROM feedback WHERE kind <> ?1 ORDER BY at, paper_id";

LibraryItem read_item(const Statement& row) {
  LibraryItem item;
  item.key = row.text(0);
  item.title = row.text(1);
  item.added = row.text(2);
  item.authors = decode_list(row.text(3));
  item.collections = decode_list(row.text(4));
  item.tags = decode_list(row.text(5));
  item.abstract = row.text(6);
  return item;
}

Status write_item(Statement& write, const LibraryItem& item) {
  const std::string authors = encode_list(item.authors);
  const std::string collections = encode_list(item.collections);
  const std::string tags = encode_list(item.tags);
  write.bind(1, item.key).bind(2, item.title).bind(3, item.added).bind(4, authors);
  return write.bind(5, collections).bind(6, tags).bind(7, item.abstract).run();
}

Status put_item(Statement& read, Statement& write, const LibraryItem& item, PutCounts& counts) {
  SHEAF_ASSIGN(const bool known, read.bind(1, item.key).step());
  const bool same = known && read_item(read) == item;
  read.reset();
  if (!same) SHEAF_TRY(write_item(write, item));
  ++(same ? counts.unchanged : known ? counts.updated : counts.added);
  return {};
}

}  // namespace

Result<PutCounts> Store::put_library(const std::vector<LibraryItem>& items) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadItem));
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kWriteItem));
  PutCounts counts;
  for (const LibraryItem& item : items) SHEAF_TRY(put_item(read, write, item, counts));
  SHEAF_TRY(transaction.commit());
  return counts;
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

Status Store::remove_library_item(std::string_view key) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement remove, impl_->database().prepare("DELETE FROM library WHERE key = ?1"));
  SHEAF_TRY(remove.bind(1, key).run());
  return transaction.commit();
}

Status Store::put_feedback(std::string_view paper_id, FeedbackKind kind, Seconds at) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(impl_->database()));
  SHEAF_ASSIGN(const std::string id, names.resolve(paper_id));
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kWriteFeedback));
  write.bind(1, id).bind(2, static_cast<std::int64_t>(kind)).bind(3, at);
  SHEAF_TRY(write.run());
  return transaction.commit();
}

Result<std::vector<std::pair<std::string, FeedbackKind>>> Store::feedback() {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadFeedback));
  read.bind(1, static_cast<std::int64_t>(FeedbackKind::kNone));
  std::vector<std::pair<std::string, FeedbackKind>> all;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return all;
    all.emplace_back(read.text(0), static_cast<FeedbackKind>(read.integer(1)));
  }
}

}  // namespace sheaf::store
