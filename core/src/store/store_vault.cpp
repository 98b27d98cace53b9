// Store, notes of vaults: what is about to be written, what was, and what waits for the reader.
// Each public call locks the connection.
#include "store/impl.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kReadBaseline = "SELECT note FROM baselines WHERE vault = ?1 AND key = ?2";
constexpr std::string_view kReadIntention =
    "SELECT note FROM intentions WHERE vault = ?1 AND key = ?2";
constexpr std::string_view kIntend =
    "INSERT INTO intentions(vault, key, note) VALUES(?1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET note = excluded.note";
constexpr std::string_view kWriteBaseline =
    "INSERT INTO baselines(vault, key, note) VALUES(?1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET note = excluded.note WHERE note <> excluded.note";
constexpr std::string_view kForget = "DELETE FROM intentions WHERE vault = ?1 AND key = ?2";
constexpr std::string_view kForgetBaseline = "DELETE FROM baselines WHERE vault = ?1 AND key = ?2";
constexpr std::string_view kRename =
    "UPDATE OR REPLACE reviews SET key = ?3 WHERE vault = ?1 AND key = ?2";
constexpr std::string_view kWait =
    "INSERT INTO reviews(vault, key, piece, path, since, fresh, yours) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    " ON CONFLICT DO UPDATE SET path = excluded.path, fresh = excluded.fresh, yours = excluded.yours";
constexpr std::string_view kGoOnWaiting =
    "UPDATE reviews SET path = ?4, yours = ?5 WHERE vault = ?1 AND key = ?2 AND piece = ?3";
constexpr std::string_view kReadPieces =
    "SELECT piece FROM reviews WHERE vault = ?1 AND key = ?2 ORDER BY piece";
constexpr std::string_view kSettle =
    "DELETE FROM reviews WHERE vault = ?1 AND key = ?2 AND piece = ?3";
constexpr std::string_view kReadReviews =
    "SELECT vault, key, path, piece, fresh, yours, since FROM reviews"
    " WHERE (?1 = '' OR vault = ?1) AND (?2 = '' OR key = ?2) ORDER BY since, number";

/// Brings what waits of one note up to what was kept of it.
class ReviewWriter {
 public:
  static Result<ReviewWriter> open(Database& database) {
    SHEAF_ASSIGN(Statement wait, database.prepare(kWait));
    SHEAF_ASSIGN(Statement go_on, database.prepare(kGoOnWaiting));
    SHEAF_ASSIGN(Statement pieces, database.prepare(kReadPieces));
    SHEAF_ASSIGN(Statement settle, database.prepare(kSettle));
    return ReviewWriter(std::move(wait), std::move(go_on), std::move(pieces), std::move(settle));
  }

  Status write(std::string_view vault, const WrittenNote& note) {
    std::vector<std::string> settled;
    pieces_.bind(1, vault).bind(2, note.key);
    while (true) {
      SHEAF_ASSIGN(const bool more, pieces_.step());
      if (!more) break;
      if (!is_kept(note, pieces_.text(0))) settled.push_back(pieces_.text(0));
    }
    for (const std::string& piece : settled)
      SHEAF_TRY(settle_.bind(1, vault).bind(2, note.key).bind(3, piece).run());
    for (const KeptPiece& piece : note.kept) SHEAF_TRY(keep(vault, note, piece));
    return {};
  }

 private:
  ReviewWriter(Statement wait, Statement go_on, Statement pieces, Statement settle)
      : wait_(std::move(wait)),
        go_on_(std::move(go_on)),
        pieces_(std::move(pieces)),
        settle_(std::move(settle)) {}

  static bool is_kept(const WrittenNote& note, const std::string& piece) {
    for (const KeptPiece& kept : note.kept)
      if (kept.piece == piece) return true;
    return false;
  }

  Status keep(std::string_view vault, const WrittenNote& note, const KeptPiece& piece) {
    if (!piece.moved) {
      go_on_.bind(1, vault).bind(2, note.key).bind(3, piece.piece);
      return go_on_.bind(4, note.path).bind(5, piece.yours).run();
    }
    wait_.bind(1, vault).bind(2, note.key).bind(3, piece.piece).bind(4, note.path);
    return wait_.bind(5, written_at()).bind(6, piece.fresh).bind(7, piece.yours).run();
  }

  Statement wait_, go_on_, pieces_, settle_;
};

/// The note goes by another key from now on.
Status follow_key(Database& database, std::string_view vault, const WrittenNote& note) {
  for (const std::string_view sql : {kForget, kForgetBaseline}) {
    SHEAF_ASSIGN(Statement forget, database.prepare(sql));
    SHEAF_TRY(forget.bind(1, vault).bind(2, note.former).run());
  }
  SHEAF_ASSIGN(Statement rename, database.prepare(kRename));
  return rename.bind(1, vault).bind(2, note.former).bind(3, note.key).run();
}

}  // namespace

Result<std::vector<NoteBaseline>> Store::note_baselines(std::string_view vault,
                                                        const std::vector<std::string>& keys) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement baseline, impl_->database().prepare(kReadBaseline));
  SHEAF_ASSIGN(Statement intention, impl_->database().prepare(kReadIntention));
  std::vector<NoteBaseline> notes;
  for (const std::string& key : keys) {
    SHEAF_ASSIGN(const bool written, baseline.bind(1, vault).bind(2, key).step());
    SHEAF_ASSIGN(const bool intended, intention.bind(1, vault).bind(2, key).step());
    if (written || intended)
      notes.push_back({key, written ? baseline.text(0) : "", intended ? intention.text(0) : ""});
    baseline.reset();
    intention.reset();
  }
  return notes;
}

Status Store::intend_notes(std::string_view vault, const std::vector<Intention>& notes) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement settle, impl_->database().prepare(kWriteBaseline));
  SHEAF_ASSIGN(Statement intend, impl_->database().prepare(kIntend));
  for (const Intention& note : notes) {
    if (!note.note.empty())
      SHEAF_TRY(settle.bind(1, vault).bind(2, note.key).bind(3, note.note).run());
    SHEAF_TRY(intend.bind(1, vault).bind(2, note.key).bind(3, note.pending).run());
  }
  return transaction.commit();
}

Status Store::put_notes(std::string_view vault, const std::vector<WrittenNote>& notes) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(Statement write, database.prepare(kWriteBaseline));
  SHEAF_ASSIGN(Statement forget, database.prepare(kForget));
  SHEAF_ASSIGN(ReviewWriter reviews, ReviewWriter::open(database));
  for (const WrittenNote& note : notes) {
    if (!note.former.empty()) SHEAF_TRY(follow_key(database, vault, note));
    SHEAF_TRY(write.bind(1, vault).bind(2, note.key).bind(3, note.note).run());
    SHEAF_TRY(forget.bind(1, vault).bind(2, note.key).run());
    SHEAF_TRY(reviews.write(vault, note));
  }
  return transaction.commit();
}

Result<std::vector<Review>> Store::reviews(std::string_view vault, std::string_view key) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadReviews));
  read.bind(1, vault).bind(2, key);
  std::vector<Review> reviews;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return reviews;
    reviews.push_back({read.text(0), read.text(1), read.text(2), read.text(3), read.text(4),
                       read.text(5), read.integer(6)});
  }
}

Status Store::refresh_review(const Review& review) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kGoOnWaiting));
  write.bind(1, review.vault).bind(2, review.key).bind(3, review.piece);
  SHEAF_TRY(write.bind(4, review.path).bind(5, review.yours).run());
  return transaction.commit();
}

Result<bool> Store::settle_review(std::string_view vault, std::string_view key,
                                  std::string_view piece) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement settle, impl_->database().prepare(kSettle));
  SHEAF_TRY(settle.bind(1, vault).bind(2, key).bind(3, piece).run());
  const bool waited = impl_->database().changes() > 0;
  SHEAF_TRY(transaction.commit());
  return waited;
}

}  // namespace sheaf::store
