// The full-text index: see full_text.hpp. Not kept by triggers: SQLite refuses virtual tables in
// them while the schema is untrusted, and a store that came from elsewhere shall stay untrusted.
#include "store/full_text.hpp"

#include "store/encode.hpp"

namespace sheaf::store {
namespace {

// Plain VALUES: with "INSERT ... SELECT" SQLite sets a savepoint for each statement, at which FTS5
// writes out what it gathers in memory; a bulk load then takes four times as long.
constexpr std::string_view kAdd =
    "INSERT INTO papers_fts(rowid, title, abstract, author_names) VALUES(?1, ?2, ?3, ?4)";
constexpr std::string_view kRead =
    "SELECT title, abstract, author_names FROM papers WHERE key = ?1";
constexpr std::string_view kRemove =
    "INSERT INTO papers_fts(papers_fts, rowid, title, abstract, author_names)"
    " VALUES('delete', ?1, ?2, ?3, ?4)";

}  // namespace

Result<FullText> FullText::open(Database& database) {
  SHEAF_ASSIGN(Statement add, database.prepare(kAdd));
  SHEAF_ASSIGN(Statement read, database.prepare(kRead));
  SHEAF_ASSIGN(Statement remove, database.prepare(kRemove));
  return FullText(std::move(add), std::move(read), std::move(remove));
}

Status FullText::add(std::int64_t key, const Paper& paper) {
  const std::string names = author_names(paper.authors);
  return add_.bind(1, key).bind(2, paper.title).bind(3, paper.abstract).bind(4, names).run();
}

Status FullText::remove(std::int64_t key) {
  // From the row, not from a Paper made of it: what leaves must be to the byte what was added.
  SHEAF_ASSIGN(const bool found, read_.bind(1, key).step());
  if (!found) return {};
  const std::string title = read_.text(0), abstract = read_.text(1), names = read_.text(2);
  read_.reset();
  return remove_.bind(1, key).bind(2, title).bind(3, abstract).bind(4, names).run();
}

}  // namespace sheaf::store
