// Store, papers: put, find, remove. Row work is in paper_writer.cpp, merging in merge.cpp.
// Each public call locks the connection.
#include <unordered_set>

#include "store/deletions.hpp"
#include "store/impl.hpp"
#include "store/paper_writer.hpp"
#include "store/papers.hpp"
#include "store/sources.hpp"

namespace sheaf::store {
namespace {

constexpr std::size_t kPapersBetweenChecks = 256;  // some 15 ms

// What another source has told in place of the id's own is not complete.
constexpr std::string_view kCompleteness =
    "SELECT version, detail = 1 AND teller = '' FROM papers WHERE key = ?1";

Status put_all(Database& database, const std::vector<Paper>& papers, const Task& task,
               PutCounts& counts) {
  SHEAF_ASSIGN(PaperWriter writer, PaperWriter::open(database, written_at()));
  std::size_t done = 0;
  for (const Paper& paper : papers) {
    if (++done % kPapersBetweenChecks == 0) SHEAF_TRY(task.check());
    SHEAF_TRY(writer.put(paper, counts));
  }
  return {};
}

}  // namespace

PutCounts& PutCounts::operator+=(const PutCounts& other) {
  added += other.added;
  updated += other.updated;
  unchanged += other.unchanged;
  merged += other.merged;
  removed += other.removed;
  kept += other.kept;
  return *this;
}

Result<PutCounts> Store::put_papers(const std::vector<Paper>& papers) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  PutCounts counts;
  SHEAF_TRY(put_all(impl_->database(), papers, Task(), counts));
  SHEAF_TRY(transaction.commit());
  return counts;
}

Result<PutCounts> Store::put_page(const Page& page, const Task& task) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  PutCounts counts;
  SHEAF_TRY(put_all(database, page.papers, task, counts));
  SHEAF_TRY(delete_papers(database, page.deleted, counts));
  SHEAF_TRY(write_source(database, page.source, page.memory));
  SHEAF_TRY(transaction.commit());
  return counts;
}

Result<std::optional<Paper>> Store::find_paper(std::string_view id) {
  SHEAF_ASSIGN(std::vector<Paper> papers, find_papers({std::string(id)}));
  if (papers.empty()) return std::optional<Paper>();
  return std::optional<Paper>(std::move(papers.front()));
}

Result<std::vector<Paper>> Store::find_papers(const std::vector<std::string>& ids) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(impl_->database()));
  std::vector<std::int64_t> keys;
  std::unordered_set<std::int64_t> seen;
  for (const std::string& id : ids) {
    SHEAF_ASSIGN(const std::optional<std::int64_t> key, names.find(id));
    if (key && seen.insert(*key).second) keys.push_back(*key);
  }
  return papers_of_keys(impl_->database(), keys);
}

Result<std::vector<std::string>> Store::canonical_ids(const std::vector<std::string>& ids) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(impl_->database()));
  std::vector<std::string> canonical;
  canonical.reserve(ids.size());
  for (const std::string& id : ids) {
    SHEAF_ASSIGN(std::string found, names.resolve(id));
    canonical.push_back(std::move(found));
  }
  return canonical;
}

Result<std::vector<std::string>> Store::incomplete_ids(const std::vector<Paper>& papers) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(impl_->database()));
  SHEAF_ASSIGN(Statement find, impl_->database().prepare(kCompleteness));
  std::vector<std::string> ids;
  for (const Paper& paper : papers) {
    SHEAF_ASSIGN(const std::optional<std::int64_t> key, names.find(paper.id));
    bool complete = false;
    if (key) {
      SHEAF_TRY(find.bind(1, *key).step());
      complete = find.integer(0) >= paper.version && find.integer(1) != 0;
      find.reset();
    }
    if (!complete) ids.push_back(paper.id);
  }
  return ids;
}

Status Store::remove_paper(std::string_view id) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(database));
  SHEAF_ASSIGN(const std::optional<std::int64_t> key, names.find(id));
  if (key) SHEAF_TRY(remove_paper_row(database, *key));
  return transaction.commit();
}

}  // namespace sheaf::store
