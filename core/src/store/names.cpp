// Names as rows: see names.hpp. The rows are derived from the paper's record (names_of), so they
// are written with it and never tell more.
#include "store/names.hpp"

#include <algorithm>
#include <utility>

#include "store/identity.hpp"
#include "store/revision.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kById = "SELECT key FROM papers WHERE id = ?1";
constexpr std::string_view kByName =
    "SELECT paper FROM names WHERE name = ?1 AND is_arxiv = ?2 ORDER BY paper LIMIT ?3";
constexpr std::string_view kIdOf = "SELECT id FROM papers WHERE key = ?1";
constexpr std::string_view kAddName =
    "INSERT OR IGNORE INTO names(name, is_arxiv, paper) VALUES(?1, ?2, ?3)";
constexpr std::string_view kAddTitle = "INSERT OR IGNORE INTO titles(hash, paper) VALUES(?1, ?2)";

constexpr std::string_view kFindOpinions = "SELECT 1 FROM opinions WHERE paper_id = ?1";
constexpr std::string_view kFindCitation = "SELECT 1 FROM citation_keys WHERE paper_id = ?1";
constexpr std::string_view kFindBaseline = "SELECT 1 FROM baselines WHERE key = 'paper/' || ?1";
constexpr std::string_view kMoveOpinions =
    "UPDATE OR IGNORE opinions SET paper_id = ?2 WHERE paper_id = ?1";
// What the other name has at the same second already.
constexpr std::string_view kRemoveOpinions = "DELETE FROM opinions WHERE paper_id = ?1";
constexpr std::string_view kMoveCitation =
    "UPDATE OR IGNORE citation_keys SET paper_id = ?2 WHERE paper_id = ?1";
constexpr std::string_view kMoveBaselines =
    "UPDATE OR IGNORE baselines SET key = 'paper/' || ?2 WHERE key = 'paper/' || ?1";

Result<bool> has_row(Database& database, std::string_view sql, std::string_view name) {
  SHEAF_ASSIGN(Statement find, database.prepare(sql));
  return find.bind(1, name).step();
}

Status run_for(Database& database, std::string_view sql, std::int64_t key) {
  SHEAF_ASSIGN(Statement statement, database.prepare(sql));
  return statement.bind(1, key).run();
}

Status run_for(Database& database, std::string_view sql, std::string_view name) {
  SHEAF_ASSIGN(Statement statement, database.prepare(sql));
  return statement.bind(1, name).run();
}

Status run_for(Database& database, std::string_view sql, std::string_view name,
               std::string_view id) {
  SHEAF_ASSIGN(Statement statement, database.prepare(sql));
  return statement.bind(1, name).bind(2, id).run();
}

bool is_arxiv(const Paper& paper) {
  return paper.scheme == "arxiv";
}

std::string wanted_title(const Paper& paper) {
  return is_found_by_title(paper) ? title_key(paper.title) : std::string();
}

Status write_title(Database& database, std::int64_t key, const Paper& paper, const Paper* before) {
  const std::string title = wanted_title(paper);
  const std::string old = before ? wanted_title(*before) : std::string();
  if (title == old) return {};
  if (!old.empty()) SHEAF_TRY(run_for(database, "DELETE FROM titles WHERE paper = ?1", key));
  if (title.empty()) return {};
  SHEAF_ASSIGN(Statement add, database.prepare(kAddTitle));
  return add.bind(1, title_hash(title)).bind(2, key).run();
}

}  // namespace

Result<NameIndex> NameIndex::open(Database& database) {
  SHEAF_ASSIGN(Statement by_id, database.prepare(kById));
  SHEAF_ASSIGN(Statement by_name, database.prepare(kByName));
  SHEAF_ASSIGN(Statement id_of, database.prepare(kIdOf));
  return NameIndex(std::move(by_id), std::move(by_name), std::move(id_of));
}

Result<std::optional<std::int64_t>> NameIndex::find_id(std::string_view id) {
  SHEAF_ASSIGN(const bool found, by_id_.bind(1, id).step());
  std::optional<std::int64_t> key;
  if (found) key = by_id_.integer(0);
  by_id_.reset();
  return key;
}

Status NameIndex::find_named(std::string_view name, bool is_arxiv, std::size_t most,
                             std::vector<std::int64_t>& keys) {
  by_name_.bind(1, name).bind(2, std::int64_t{is_arxiv}).bind(3, static_cast<std::int64_t>(most));
  while (true) {
    SHEAF_ASSIGN(const bool more, by_name_.step());
    if (!more) return {};
    keys.push_back(by_name_.integer(0));
  }
}

Result<std::optional<std::int64_t>> NameIndex::find(std::string_view text) {
  SHEAF_ASSIGN(std::optional<std::int64_t> key, find_id(text));
  if (key) return key;
  const std::string id = canonical_id(text);
  if (id != text) {
    SHEAF_ASSIGN(key, find_id(id));
    if (key) return key;
  }
  std::vector<std::int64_t> keys;
  SHEAF_TRY(find_named(id, true, 1, keys));
  SHEAF_TRY(find_named(id, false, 1, keys));
  if (!keys.empty()) key = *std::min_element(keys.begin(), keys.end());
  return key;
}

Result<std::string> NameIndex::resolve(std::string_view text) {
  SHEAF_ASSIGN(const std::optional<std::int64_t> key, find(text));
  if (!key) return canonical_id(text);
  SHEAF_ASSIGN(const bool found, id_of_.bind(1, *key).step());
  std::string id = found ? id_of_.text(0) : std::string(text);
  id_of_.reset();
  return id;
}

Status write_names(Database& database, std::int64_t key, const Paper& paper, const Paper* before) {
  SHEAF_TRY(write_title(database, key, paper, before));
  const std::vector<std::string> names = names_of(paper);
  const std::vector<std::string> old = before ? names_of(*before) : std::vector<std::string>();
  if (names == old && (!before || is_arxiv(*before) == is_arxiv(paper))) return {};
  if (!old.empty()) SHEAF_TRY(run_for(database, "DELETE FROM names WHERE paper = ?1", key));
  SHEAF_ASSIGN(Statement add, database.prepare(kAddName));
  for (const std::string& name : names) {
    SHEAF_TRY(add.bind(1, name).bind(2, std::int64_t{is_arxiv(paper)}).bind(3, key).run());
    const bool is_new = std::find(old.begin(), old.end(), name) == old.end();
    if (is_new) SHEAF_TRY(move_reader_rows(database, name, paper.id));
  }
  return {};
}

Status move_reader_rows(Database& database, std::string_view name, std::string_view id) {
  // Looked for first: most names have nothing, and reading costs less than an empty change.
  SHEAF_ASSIGN(const bool opinions, has_row(database, kFindOpinions, name));
  if (opinions) {
    SHEAF_TRY(run_for(database, kMoveOpinions, name, id));
    SHEAF_TRY(run_for(database, kRemoveOpinions, name));
    SHEAF_TRY(raise_library_revision(database));
  }
  SHEAF_ASSIGN(const bool citation, has_row(database, kFindCitation, name));
  if (citation) SHEAF_TRY(run_for(database, kMoveCitation, name, id));
  SHEAF_ASSIGN(const bool baseline, has_row(database, kFindBaseline, name));
  if (baseline) SHEAF_TRY(run_for(database, kMoveBaselines, name, id));
  return {};
}

}  // namespace sheaf::store
