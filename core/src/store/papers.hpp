// Papers as rows: reading one, and putting many with statements prepared once.
// Borrow the Database; used inside the Store's lock.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "store/full_text.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace sheaf::store {

/// The columns read_paper() wants, by id and by key.
inline constexpr std::string_view kPaperById =
    "SELECT id, scheme, version, detail, published, updated, categories, title, comment, doi,"
    " journal_ref, license, author_names, authors, abstract,"
    " (SELECT citation FROM citation_keys WHERE paper_id = id) FROM papers WHERE id = ?1";
inline constexpr std::string_view kPaperByKey =
    "SELECT id, scheme, version, detail, published, updated, categories, title, comment, doi,"
    " journal_ref, license, author_names, authors, abstract,"
    " (SELECT citation FROM citation_keys WHERE paper_id = id) FROM papers WHERE key = ?1";
Paper read_paper(const Statement& row);

/// In the order of `keys`, each by its primary key.
Result<std::vector<Paper>> papers_of_keys(Database& database,
                                          const std::vector<std::int64_t>& keys);

/// Removes a paper with all that refers to it, within its caller's transaction. Unknown: nothing.
Status remove_paper_row(Database& database, std::string_view id);

/// Puts papers within the transaction its caller holds.
class PaperWriter {
 public:
  static Result<PaperWriter> open(Database& database, Seconds now);
  /// The row's key; what became of it is added to `counts`.
  Result<std::int64_t> put(const Paper& paper, PutCounts& counts);

 private:
  struct Known {
    std::int64_t key = 0, fingerprint = 0;
    int version = 0;
    Detail detail = Detail::kAnnounced;
  };

  struct Statements {
    Statement find, read, add, update, version;
    FullText full_text;
  };

  PaperWriter(Database& database, Statements statements, Seconds now);
  Result<std::optional<Known>> find(const Paper& paper);
  /// The new row's key.
  Result<std::int64_t> add(const Paper& paper, std::int64_t print);
  /// False when the merged record is the stored one.
  Result<bool> merge(const Paper& paper, const Known& known, std::int64_t print);
  /// Binds the record and `last` (?17: first_seen or the key) and runs.
  Status write(Statement& statement, const Paper& paper, std::int64_t print, std::int64_t last);
  Status record_version(std::int64_t key, const Paper& paper);

  Database* database_;
  Statements sql_;
  Seconds now_;
};

}  // namespace sheaf::store
