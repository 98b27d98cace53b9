// Store, announcements: what each list announced on each day, and that it announced nothing.
// Each public call locks the connection.
#include <algorithm>
#include <unordered_map>

#include "store/impl.hpp"
#include "store/paper_writer.hpp"
#include "store/papers.hpp"
#include "store/sources.hpp"

namespace sheaf::store {
namespace {

struct Item {
  std::int64_t paper = 0;
  AnnounceType type = AnnounceType::kNew;
  friend bool operator==(const Item&, const Item&) = default;
};

constexpr std::string_view kReadItems =
    "SELECT paper, type FROM announcements WHERE day = ?1 AND list = ?2 ORDER BY position";
constexpr std::string_view kRemoveItems = "DELETE FROM announcements WHERE day = ?1 AND list = ?2";
constexpr std::string_view kAddItem =
    "INSERT INTO announcements(day, list, paper, type, position) VALUES(?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view kRecordBatch =
    "INSERT INTO batches(day, list, source, taken) VALUES(?1, ?2, ?3, ?4)"
    " ON CONFLICT DO UPDATE SET source = excluded.source, taken = excluded.taken";

constexpr std::string_view kForgetCompleteness =
    "UPDATE papers SET detail = 0, fingerprint = 0 WHERE key = ?1 AND detail > 0 AND NOT EXISTS"
    " (SELECT 1 FROM announcements WHERE day = ?2 AND paper = ?1 AND type IN (?3, ?4))";

constexpr std::string_view kReadDays =
    "SELECT day FROM batches WHERE list = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day";

/// A list of papers, each once at its first place, with its strongest type.
class ItemList {
 public:
  void add(const Item& item) {
    const auto [place, is_new] = places_.try_emplace(item.paper, items_.size());
    if (is_new)
      items_.push_back(item);
    else
      items_[place->second].type = std::min(items_[place->second].type, item.type);
  }
  const std::vector<Item>& items() const { return items_; }

 private:
  std::vector<Item> items_;
  std::unordered_map<std::int64_t, std::size_t> places_;
};

Status read_items(Database& database, Day day, std::string_view list, ItemList& into) {
  SHEAF_ASSIGN(Statement read, database.prepare(kReadItems));
  read.bind(1, day_number(day)).bind(2, list);
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return {};
    into.add({read.integer(0), static_cast<AnnounceType>(read.integer(1))});
  }
}

/// The same batch again, as after a feed that was fetched anew, writes nothing.
Status replace_items(Database& database, const Store::Batch& batch, const ItemList& wanted) {
  ItemList stored;
  SHEAF_TRY(read_items(database, batch.day, batch.list, stored));
  if (stored.items() == wanted.items()) return {};
  const std::int64_t day = day_number(batch.day);
  SHEAF_ASSIGN(Statement remove, database.prepare(kRemoveItems));
  SHEAF_TRY(remove.bind(1, day).bind(2, batch.list).run());
  SHEAF_ASSIGN(Statement add, database.prepare(kAddItem));
  std::int64_t position = 0;
  for (const Item& item : wanted.items()) {
    add.bind(1, day).bind(2, batch.list).bind(3, item.paper);
    add.bind(4, static_cast<std::int64_t>(item.type)).bind(5, position++);
    SHEAF_TRY(add.run());
  }
  return {};
}

Status record_batch(Database& database, const Store::Batch& batch, Seconds now) {
  SHEAF_ASSIGN(Statement record, database.prepare(kRecordBatch));
  record.bind(1, day_number(batch.day)).bind(2, batch.list).bind(3, batch.source).bind(4, now);
  return record.run();
}

/// A page that tells of a replacement without its version: the record that is there is of an older one.
/// Kept in the row, so that a run that ends before the new record came is not the last to want it.
Status forget_completeness(Database& database, const Store::Batch& batch, const std::vector<Item>& items) {
  SHEAF_ASSIGN(Statement forget, database.prepare(kForgetCompleteness));
  forget.bind(2, day_number(batch.day)).bind(3, static_cast<std::int64_t>(AnnounceType::kReplace));
  forget.bind(4, static_cast<std::int64_t>(AnnounceType::kReplaceCross));
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool replaced = items[i].type == AnnounceType::kReplace || items[i].type == AnnounceType::kReplaceCross;
    if (!replaced || batch.items[i].paper.version != 0) continue;
    SHEAF_TRY(forget.bind(1, items[i].paper).run());
  }
  return {};
}

Result<ItemList> put_items(Database& database, const Store::Batch& batch, Seconds now,
                           PutCounts& counts) {
  SHEAF_ASSIGN(PaperWriter writer, PaperWriter::open(database, now));
  std::vector<Item> put;
  put.reserve(batch.items.size());
  for (const StoredAnnouncement& announcement : batch.items) {
    SHEAF_ASSIGN(const std::int64_t key, writer.put(announcement.paper, counts));
    put.push_back({key, announcement.type});
  }
  for (Item& item : put) item.paper = writer.current(item.paper);
  SHEAF_TRY(forget_completeness(database, batch, put));
  ItemList items;
  for (const Item& item : put) items.add(item);
  return items;
}

}  // namespace

Result<PutCounts> Store::put_batch(const Batch& batch) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  const Seconds now = written_at();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  PutCounts counts;
  SHEAF_ASSIGN(const ItemList items, put_items(database, batch, now, counts));
  SHEAF_TRY(replace_items(database, batch, items));
  SHEAF_TRY(record_batch(database, batch, now));
  SHEAF_TRY(write_source(database, batch.source, batch.memory));
  SHEAF_TRY(transaction.commit());
  return counts;
}

Result<std::vector<StoredAnnouncement>> Store::announced(Day day,
                                                         const std::vector<std::string>& lists) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  ItemList items;
  for (const std::string& list : lists) SHEAF_TRY(read_items(database, day, list, items));
  SHEAF_ASSIGN(Statement read, database.prepare(kPaperByKey));
  std::vector<StoredAnnouncement> announcements;
  announcements.reserve(items.items().size());
  for (const Item& item : items.items()) {
    SHEAF_ASSIGN(const bool found, read.bind(1, item.paper).step());
    if (!found) continue;  // removed by another process a moment ago
    announcements.push_back({read_paper(read), item.type});
    read.reset();
  }
  return announcements;
}

Result<TypeCounts> Store::announced_counts(Day day, const std::vector<std::string>& lists) {
  const std::lock_guard lock(impl_->mutex);
  ItemList items;
  for (const std::string& list : lists) SHEAF_TRY(read_items(impl_->database(), day, list, items));
  TypeCounts counts;
  for (const Item& item : items.items()) counts.add(item.type);
  return counts;
}

Result<std::vector<std::string>> Store::recorded_lists(Day day) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read,
               impl_->database().prepare("SELECT list FROM batches WHERE day = ?1 ORDER BY list"));
  read.bind(1, day_number(day));
  std::vector<std::string> lists;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return lists;
    lists.push_back(read.text(0));
  }
}

Result<std::optional<Day>> Store::last_recorded_day(std::string_view list) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read,
               impl_->database().prepare("SELECT max(day) FROM batches WHERE list = ?1"));
  SHEAF_TRY(read.bind(1, list).step());
  const std::optional<std::int64_t> day = read.optional_integer(0);
  return day ? std::optional<Day>(day_of(*day)) : std::optional<Day>();
}

Result<std::vector<Day>> Store::recorded_days(std::string_view list, Day from, Day to) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadDays));
  read.bind(1, list).bind(2, day_number(from)).bind(3, day_number(to));
  std::vector<Day> days;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return days;
    days.push_back(day_of(read.integer(0)));
  }
}

}  // namespace sheaf::store
