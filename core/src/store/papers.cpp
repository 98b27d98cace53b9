// Papers as rows: see papers.hpp. An unchanged record costs one look-up and no write; a lesser one
// is told by version and detail, before its row is read.
#include "store/papers.hpp"

#include <utility>

#include "store/encode.hpp"
#include "store/merge.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kFind =
    "SELECT key, version, detail, fingerprint FROM papers WHERE id = ?1";
constexpr std::string_view kAdd =
    "INSERT INTO papers(id, scheme, version, detail, published, updated, categories, title,"
    " comment, doi, journal_ref, license, author_names, authors, abstract, fingerprint, first_seen)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)";
constexpr std::string_view kUpdate =
    "UPDATE papers SET id = ?1, scheme = ?2, version = ?3, detail = ?4, published = ?5,"
    " updated = ?6, categories = ?7, title = ?8, comment = ?9, doi = ?10, journal_ref = ?11,"
    " license = ?12, author_names = ?13, authors = ?14, abstract = ?15, fingerprint = ?16"
    " WHERE key = ?17";
constexpr std::string_view kVersion =
    "INSERT INTO versions(paper, version, updated, seen) VALUES(?1, ?2, ?3, ?4)"
    " ON CONFLICT DO UPDATE SET updated = excluded.updated"
    " WHERE updated IS NULL AND excluded.updated IS NOT NULL";

bool indexed_text_differs(const Paper& a, const Paper& b) {
  return a.title != b.title || a.abstract != b.abstract ||
         author_names(a.authors) != author_names(b.authors);
}

}  // namespace

Paper read_paper(const Statement& row) {
  Paper paper;
  paper.id = row.text(0);
  paper.scheme = row.text(1);
  paper.version = static_cast<int>(row.integer(2));
  paper.detail = row.integer(3) == 0 ? Detail::kAnnounced : Detail::kComplete;
  paper.published = row.optional_integer(4);
  paper.updated = row.optional_integer(5);
  paper.categories = decode_list(row.text(6));
  paper.title = row.text(7);
  paper.comment = row.text(8);
  paper.doi = row.text(9);
  paper.journal_ref = row.text(10);
  paper.license = row.text(11);
  paper.authors = decode_authors(row.text(13), row.text(12));
  paper.abstract = row.text(14);
  paper.citation_key = row.text(15);
  return paper;
}

Result<std::vector<Paper>> papers_of_keys(Database& database,
                                          const std::vector<std::int64_t>& keys) {
  SHEAF_ASSIGN(Statement read, database.prepare(kPaperByKey));
  std::vector<Paper> papers;
  papers.reserve(keys.size());
  for (const std::int64_t key : keys) {
    SHEAF_ASSIGN(const bool found, read.bind(1, key).step());
    if (!found) continue;
    papers.push_back(read_paper(read));
    read.reset();
  }
  return papers;
}

Status remove_paper_row(Database& database, std::string_view id) {
  SHEAF_ASSIGN(Statement find, database.prepare(kFind));
  SHEAF_ASSIGN(const bool found, find.bind(1, id).step());
  if (!found) return {};
  const std::int64_t key = find.integer(0);
  find.reset();
  SHEAF_ASSIGN(FullText full_text, FullText::open(database));
  SHEAF_TRY(full_text.remove(key));
  SHEAF_ASSIGN(Statement remove, database.prepare("DELETE FROM papers WHERE key = ?1"));
  return remove.bind(1, key).run();
}

PaperWriter::PaperWriter(Database& database, Statements statements, Seconds now)
    : database_(&database), sql_(std::move(statements)), now_(now) {}

Result<PaperWriter> PaperWriter::open(Database& database, Seconds now) {
  SHEAF_ASSIGN(Statement find, database.prepare(kFind));
  SHEAF_ASSIGN(Statement read, database.prepare(kPaperByKey));
  SHEAF_ASSIGN(Statement add, database.prepare(kAdd));
  SHEAF_ASSIGN(Statement update, database.prepare(kUpdate));
  SHEAF_ASSIGN(Statement version, database.prepare(kVersion));
  SHEAF_ASSIGN(FullText full_text, FullText::open(database));
  return PaperWriter(database,
                     {std::move(find), std::move(read), std::move(add), std::move(update),
                      std::move(version), std::move(full_text)},
                     now);
}

Result<std::int64_t> PaperWriter::put(const Paper& paper, PutCounts& counts) {
  const std::int64_t print = fingerprint(paper);
  SHEAF_ASSIGN(const std::optional<Known> known, find(paper));
  if (!known) {
    SHEAF_ASSIGN(const std::int64_t key, add(paper, print));
    SHEAF_TRY(record_version(key, paper));
    ++counts.added;
    return key;
  }
  if (known->fingerprint == print) {
    ++counts.unchanged;
    return known->key;
  }
  bool changed = false;
  if (!is_lesser(paper, known->version, known->detail)) {
    SHEAF_ASSIGN(changed, merge(paper, *known, print));
  }
  SHEAF_TRY(record_version(known->key, paper));
  ++(changed ? counts.updated : counts.unchanged);
  return known->key;
}

Result<std::optional<PaperWriter::Known>> PaperWriter::find(const Paper& paper) {
  SHEAF_ASSIGN(const bool found, sql_.find.bind(1, paper.id).step());
  if (!found) return std::optional<Known>();
  const Known known{sql_.find.integer(0), sql_.find.integer(3),
                    static_cast<int>(sql_.find.integer(1)),
                    sql_.find.integer(2) == 0 ? Detail::kAnnounced : Detail::kComplete};
  sql_.find.reset();
  return std::optional<Known>(known);
}

Result<std::int64_t> PaperWriter::add(const Paper& paper, std::int64_t print) {
  SHEAF_TRY(write(sql_.add, paper, print, now_));
  const std::int64_t key = database_->last_key();
  SHEAF_TRY(sql_.full_text.add(key, paper));
  return key;
}

Result<bool> PaperWriter::merge(const Paper& paper, const Known& known, std::int64_t print) {
  SHEAF_TRY(sql_.read.bind(1, known.key).step());
  const Paper stored = read_paper(sql_.read);
  sql_.read.reset();
  const Paper merged = merge_papers(stored, paper);
  if (merged == stored) return false;
  const bool reindex = indexed_text_differs(stored, merged);
  if (reindex) SHEAF_TRY(sql_.full_text.remove(known.key));
  SHEAF_TRY(write(sql_.update, merged, print, known.key));
  if (reindex) SHEAF_TRY(sql_.full_text.add(known.key, merged));
  return true;
}

Status PaperWriter::write(Statement& statement, const Paper& paper, std::int64_t print,
                          std::int64_t last) {
  const std::string categories = encode_list(paper.categories);
  const std::string names = author_names(paper.authors);
  const std::string authors = encode_authors(paper.authors);
  statement.bind(1, paper.id).bind(2, paper.scheme).bind(3, paper.version);
  statement.bind(4, static_cast<std::int64_t>(paper.detail));
  statement.bind(5, paper.published).bind(6, paper.updated);
  statement.bind(7, categories).bind(8, paper.title).bind(9, paper.comment).bind(10, paper.doi);
  statement.bind(11, paper.journal_ref).bind(12, paper.license);
  statement.bind(13, names).bind(14, authors).bind(15, paper.abstract);
  statement.bind(16, print).bind(17, last);
  return statement.run();
}

Status PaperWriter::record_version(std::int64_t key, const Paper& paper) {
  if (paper.version == 0) return {};
  sql_.version.bind(1, key).bind(2, paper.version).bind(3, paper.updated).bind(4, now_);
  return sql_.version.run();
}

}  // namespace sheaf::store
