// Store, feedback: what the reader thought of papers, as a log of events. The latest event counts, by its
// time and, within a second, by its place in the log. Each public call locks the connection.
#include "store/impl.hpp"
#include "store/names.hpp"
#include "store/revision.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kLatest =
    "SELECT number, kind, at FROM opinions WHERE paper_id = ?1 AND undone = 0 AND at <= ?2"
    " ORDER BY at DESC, number DESC LIMIT 1";
constexpr std::string_view kFind = "SELECT 1 FROM opinions WHERE paper_id = ?1 AND at = ?2 AND kind = ?3";
constexpr std::string_view kRemove = "DELETE FROM opinions WHERE paper_id = ?1 AND at = ?2 AND kind = ?3";
constexpr std::string_view kWrite = "INSERT INTO opinions(paper_id, at, kind) VALUES(?1, ?2, ?3)";
constexpr std::string_view kUndo = "UPDATE opinions SET undone = 1 WHERE number = ?1";
constexpr std::string_view kReadAll =
    "SELECT paper_id, kind, at FROM opinions o WHERE undone = 0 AND kind <> ?1 AND number ="
    " (SELECT number FROM opinions WHERE paper_id = o.paper_id AND undone = 0"
    "  ORDER BY at DESC, number DESC LIMIT 1)"
    " ORDER BY at, paper_id";
constexpr Seconds kEver = INT64_MAX;

struct Event {
  std::int64_t number = 0;  ///< 0: there is none
  FeedbackKind kind = FeedbackKind::kNone;
  Seconds at = 0;
};

Result<Event> latest_event(Database& database, const std::string& id, Seconds until) {
  SHEAF_ASSIGN(Statement read, database.prepare(kLatest));
  SHEAF_ASSIGN(const bool found, read.bind(1, id).bind(2, until).step());
  if (!found) return Event();
  return Event{read.integer(0), static_cast<FeedbackKind>(read.integer(1)), read.integer(2)};
}

Statement& bind_event(Statement& statement, const Opinion& event) {
  return statement.bind(1, event.id).bind(2, event.at).bind(3, static_cast<std::int64_t>(event.kind));
}

/// What counted then was the same; or, of a host's event, it is in the log, taken back or not.
Result<bool> is_known(Database& database, const Opinion& event, Telling telling) {
  SHEAF_ASSIGN(const Event before, latest_event(database, event.id, event.at));
  if (before.number != 0 && before.kind == event.kind) return true;
  if (telling == Telling::kNow) return false;
  SHEAF_ASSIGN(Statement find, database.prepare(kFind));
  return bind_event(find, event).step();
}

/// As the last of its second, should it be there already.
Status write_event(Database& database, const Opinion& event) {
  SHEAF_ASSIGN(Statement remove, database.prepare(kRemove));
  SHEAF_TRY(bind_event(remove, event).run());
  SHEAF_ASSIGN(Statement write, database.prepare(kWrite));
  SHEAF_TRY(bind_event(write, event).run());
  return raise_library_revision(database);
}

Result<std::string> resolved(Database& database, std::string_view paper_id) {
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(database));
  return names.resolve(paper_id);
}

}  // namespace

Result<bool> Store::put_feedback(std::string_view paper_id, FeedbackKind kind, Seconds at,
                                 Telling telling) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(const std::string id, resolved(database, paper_id));
  const Opinion event{id, kind, at};
  SHEAF_ASSIGN(const bool known, is_known(database, event, telling));
  if (known) return false;
  SHEAF_TRY(write_event(database, event));
  SHEAF_TRY(transaction.commit());
  return true;
}

Result<Opinion> Store::undo_feedback(std::string_view paper_id) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(const std::string id, resolved(database, paper_id));
  SHEAF_ASSIGN(const Event last, latest_event(database, id, kEver));
  if (last.number == 0)
    return Error{ErrorCode::kNotFound, "there is no feedback on " + id + " to take back"};
  SHEAF_ASSIGN(Statement undo, database.prepare(kUndo));
  SHEAF_TRY(undo.bind(1, last.number).run());
  SHEAF_ASSIGN(const Event before, latest_event(database, id, kEver));
  SHEAF_TRY(raise_library_revision(database));
  SHEAF_TRY(transaction.commit());
  return Opinion{id, before.kind, before.at};
}

Result<std::vector<Opinion>> Store::feedback() {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadAll));
  read.bind(1, static_cast<std::int64_t>(FeedbackKind::kNone));
  std::vector<Opinion> all;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return all;
    all.push_back({read.text(0), static_cast<FeedbackKind>(read.integer(1)), read.integer(2)});
  }
}

Result<Opinion> Store::opinion_of(std::string_view paper_id) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(const std::string id, resolved(impl_->database(), paper_id));
  SHEAF_ASSIGN(const Event last, latest_event(impl_->database(), id, kEver));
  return Opinion{id, last.kind, last.at};
}

}  // namespace sheaf::store
