// Putting papers: see paper_writer.hpp. An unchanged record costs one look-up and no write; a lesser
// one is told by version and detail, before its row is read. Only what is not the same again is
// looked for under its other names.
#include "store/paper_writer.hpp"

#include <algorithm>
#include <utility>

#include "store/absorb.hpp"
#include "store/encode.hpp"
#include "store/merge.hpp"
#include "store/papers.hpp"
#include "store/title_match.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kFind =
    "SELECT key, version, detail, fingerprint, id, scheme, teller FROM papers WHERE id = ?1";
constexpr std::string_view kFindKey =
    "SELECT key, version, detail, fingerprint, id, scheme, teller FROM papers WHERE key = ?1";
constexpr std::string_view kAdd =
    "INSERT INTO papers(id, scheme, version, detail, published, updated, categories, title,"
    " comment, doi, journal_ref, license, author_names, authors, abstract, fingerprint, teller,"
    " extra, first_seen) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
    " ?16, ?17, ?18, ?19)";
constexpr std::string_view kUpdate =
    "UPDATE papers SET id = ?1, scheme = ?2, version = ?3, detail = ?4, published = ?5,"
    " updated = ?6, categories = ?7, title = ?8, comment = ?9, doi = ?10, journal_ref = ?11,"
    " license = ?12, author_names = ?13, authors = ?14, abstract = ?15, fingerprint = ?16,"
    " teller = ?17, extra = ?18 WHERE key = ?19";
constexpr std::string_view kVersion =
    "INSERT INTO versions(paper, version, updated, seen) VALUES(?1, ?2, ?3, ?4)"
    " ON CONFLICT DO UPDATE SET updated = excluded.updated"
    " WHERE updated IS NULL AND excluded.updated IS NOT NULL";

/// More than one row is rare, and each names the paper itself.
constexpr std::size_t kMostMerged = 8;

bool indexed_text_differs(const Paper& a, const Paper& b) {
  return a.title != b.title || a.abstract != b.abstract ||
         author_names(a.authors) != author_names(b.authors);
}

using Known = PaperWriter::Known;

Known known_of(const Statement& row) {
  return {row.integer(0), row.integer(3), static_cast<int>(row.integer(1)), detail_of(row.integer(2)),
          row.text(4),    row.text(5),    row.text(6)};
}

/// The same source tells nothing new; known before the row is read.
bool tells_less(const Paper& paper, std::string_view teller, const Known& known) {
  return paper.detail != Detail::kMentioned && paper.id == known.id &&
         teller_rank(paper.detail, paper.scheme, teller) ==
             teller_rank(known.detail, known.scheme, known.teller) &&
         is_lesser(paper, known.version, known.detail);
}

/// Leaves one arXiv paper at most, the incoming one's; the row whose id wins comes first.
void keep_one_paper(std::vector<Known>& found, const Identity& identity) {
  std::string arxiv = identity.scheme == "arxiv" ? identity.id : std::string();
  for (const Known& known : found)
    if (arxiv.empty() && known.scheme == "arxiv") arxiv = known.id;
  std::erase_if(found, [&](const Known& known) { return known.scheme == "arxiv" && known.id != arxiv; });
  std::stable_sort(found.begin(), found.end(), [](const Known& a, const Known& b) {
    return scheme_rank(a.scheme) < scheme_rank(b.scheme);
  });
}

}  // namespace

PaperWriter::PaperWriter(Database& database, Statements statements, Seconds now)
    : database_(&database), sql_(std::move(statements)), now_(now) {}

Result<PaperWriter> PaperWriter::open(Database& database, Seconds now) {
  SHEAF_ASSIGN(Statement find, database.prepare(kFind));
  SHEAF_ASSIGN(Statement find_key, database.prepare(kFindKey));
  SHEAF_ASSIGN(Statement read, database.prepare(kPaperByKey));
  SHEAF_ASSIGN(Statement add, database.prepare(kAdd));
  SHEAF_ASSIGN(Statement update, database.prepare(kUpdate));
  SHEAF_ASSIGN(Statement version, database.prepare(kVersion));
  SHEAF_ASSIGN(FullText full_text, FullText::open(database));
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(database));
  return PaperWriter(database,
                     {std::move(find), std::move(find_key), std::move(read), std::move(add),
                      std::move(update), std::move(version), std::move(full_text),
                      std::move(names)},
                     now);
}

Result<std::int64_t> PaperWriter::put(const Paper& paper, PutCounts& counts) {
  const std::int64_t print = fingerprint(paper);
  SHEAF_ASSIGN(std::optional<Known> by_id, find(paper.id));
  if (by_id && by_id->fingerprint == print) {
    ++counts.unchanged;
    return by_id->key;
  }
  return put_identified(paper, std::move(by_id), print, counts);
}

std::int64_t PaperWriter::current(std::int64_t key) const {
  for (auto next = absorbed_.find(key); next != absorbed_.end(); next = absorbed_.find(key))
    key = next->second;
  return key;
}

Result<std::int64_t> PaperWriter::put_identified(const Paper& paper, std::optional<Known> by_id,
                                                 std::int64_t print, PutCounts& counts) {
  const Identity identity = identity_of(paper);
  if (is_as_stored(paper, identity))
    return put_record(paper, {}, identity, std::move(by_id), print, counts);
  const Record record = record_of(paper, identity);
  return put_record(record.paper, record.teller, identity, std::move(by_id), print, counts);
}

Result<std::int64_t> PaperWriter::put_record(const Paper& paper, const std::string& teller,
                                             const Identity& identity, std::optional<Known> by_id,
                                             std::int64_t print, PutCounts& counts) {
  SHEAF_ASSIGN(const std::vector<Known> rows, candidates(paper, identity, std::move(by_id)));
  if (rows.empty()) {
    ++counts.added;
    return add(paper, teller, print);
  }
  const Known& first = rows.front();
  const bool alone = rows.size() == 1;
  bool changed = false;
  if (!alone || (first.fingerprint != print && !tells_less(paper, teller, first))) {
    SHEAF_ASSIGN(changed, merge({paper, teller}, rows, print));
  }
  // Versions are those of the scheme whose id the paper has from now on.
  if (teller.empty() && scheme_rank(paper.scheme) <= scheme_rank(first.scheme))
    SHEAF_TRY(record_version(first.key, paper));
  counts.merged += rows.size() - 1;
  ++(changed ? counts.updated : counts.unchanged);
  return first.key;
}

Result<std::optional<PaperWriter::Known>> PaperWriter::find(std::string_view id) {
  SHEAF_ASSIGN(const bool found, sql_.find.bind(1, id).step());
  if (!found) return std::optional<Known>();
  std::optional<Known> known = known_of(sql_.find);
  sql_.find.reset();
  return known;
}

Status PaperWriter::add_candidate(std::int64_t key, std::vector<Known>& found) {
  if (found.size() >= kMostMerged) return {};
  for (const Known& known : found)
    if (known.key == key) return {};
  SHEAF_ASSIGN(const bool exists, sql_.find_key.bind(1, key).step());
  if (exists) found.push_back(known_of(sql_.find_key));
  sql_.find_key.reset();
  return {};
}

Status PaperWriter::find_name(const std::string& name, const Identity& identity,
                              std::vector<std::int64_t>& keys) {
  // An alias of no known spelling ("n/a") shall not make two papers one.
  if (name != identity.own && !parse_paper_id(name)) return {};
  SHEAF_ASSIGN(const std::optional<std::int64_t> key, sql_.names.find_id(name));
  if (key) keys.push_back(*key);
  SHEAF_TRY(sql_.names.find_named(name, false, kMostMerged, keys));
  // An arXiv paper is never found by what another arXiv paper is called.
  if (identity.scheme == "arxiv") return {};
  return sql_.names.find_named(name, true, 1, keys);
}

Result<std::vector<PaperWriter::Known>> PaperWriter::candidates(const Paper& paper,
                                                                const Identity& identity,
                                                                std::optional<Known> by_id) {
  std::vector<std::int64_t> keys;
  SHEAF_TRY(find_name(identity.id, identity, keys));
  for (const std::string& name : identity.names) SHEAF_TRY(find_name(name, identity, keys));
  std::vector<Known> found;
  if (by_id) found.push_back(std::move(*by_id));
  for (const std::int64_t key : keys) SHEAF_TRY(add_candidate(key, found));
  keep_one_paper(found, identity);
  if (!found.empty()) return found;
  SHEAF_ASSIGN(const std::optional<std::int64_t> key, find_by_title(*database_, paper));
  if (key) SHEAF_TRY(add_candidate(*key, found));
  return found;
}

Result<std::int64_t> PaperWriter::add(const Paper& paper, std::string_view teller,
                                      std::int64_t print) {
  SHEAF_TRY(write(sql_.add, paper, teller, print, now_));
  const std::int64_t key = database_->last_key();
  SHEAF_TRY(sql_.full_text.add(key, paper));
  if (teller.empty()) SHEAF_TRY(record_version(key, paper));
  SHEAF_TRY(write_names(*database_, key, paper, nullptr));
  return key;
}

Result<Record> PaperWriter::read(std::int64_t key) {
  SHEAF_TRY(sql_.read.bind(1, key).step());
  Record record = read_record(sql_.read);
  sql_.read.reset();
  return record;
}

Result<bool> PaperWriter::merge(const Record& incoming, const std::vector<Known>& rows,
                                std::int64_t print) {
  const std::int64_t key = rows.front().key;
  SHEAF_ASSIGN(const Record stored, read(key));
  Record merged = stored;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    SHEAF_ASSIGN(const Record gone, read(rows[i].key));
    SHEAF_TRY(sql_.full_text.remove(rows[i].key));
    SHEAF_TRY(absorb_row(*database_, key, rows[i].key));
    absorbed_[rows[i].key] = key;
    merged = merge_records(merged, gone);
  }
  merged = merge_records(merged, incoming);
  if (merged.paper == stored.paper && merged.teller == stored.teller) return rows.size() > 1;
  const bool reindex = indexed_text_differs(stored.paper, merged.paper);
  if (reindex) SHEAF_TRY(sql_.full_text.remove(key));
  SHEAF_TRY(write(sql_.update, merged.paper, merged.teller, print, key));
  if (reindex) SHEAF_TRY(sql_.full_text.add(key, merged.paper));
  SHEAF_TRY(write_names(*database_, key, merged.paper, &stored.paper));
  return true;
}

Status PaperWriter::write(Statement& statement, const Paper& paper, std::string_view teller,
                          std::int64_t print, std::int64_t last) {
  const std::string categories = encode_list(paper.categories);
  const std::string names = author_names(paper.authors);
  const std::string authors = encode_authors(paper.authors);
  const std::string extra = encode_extra(paper);
  statement.bind(1, paper.id).bind(2, paper.scheme).bind(3, paper.version);
  statement.bind(4, static_cast<std::int64_t>(paper.detail));
  statement.bind(5, paper.published).bind(6, paper.updated);
  statement.bind(7, categories).bind(8, paper.title).bind(9, paper.comment).bind(10, paper.doi);
  statement.bind(11, paper.journal_ref).bind(12, paper.license);
  statement.bind(13, names).bind(14, authors).bind(15, paper.abstract);
  statement.bind(16, print).bind(17, teller).bind(18, extra).bind(19, last);
  return statement.run();
}

Status PaperWriter::record_version(std::int64_t key, const Paper& paper) {
  if (paper.version == 0) return {};
  sql_.version.bind(1, key).bind(2, paper.version).bind(3, paper.updated).bind(4, now_);
  return sql_.version.run();
}

}  // namespace sheaf::store
