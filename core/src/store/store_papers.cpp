// Store, papers: put, find, remove. Row work is in papers.cpp, merging in merge.cpp.
// Each public call locks the connection.
#include "store/impl.hpp"
#include "store/papers.hpp"

namespace sheaf::store {
namespace {

Result<std::optional<Paper>> read_one(Statement& read, std::string_view id) {
  SHEAF_ASSIGN(const bool found, read.bind(1, id).step());
  if (!found) return std::optional<Paper>();
  std::optional<Paper> paper = read_paper(read);
  read.reset();
  return paper;
}

}  // namespace

Result<PutCounts> Store::put_papers(const std::vector<Paper>& papers) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(PaperWriter writer, PaperWriter::open(impl_->database(), written_at()));
  PutCounts counts;
  for (const Paper& paper : papers) SHEAF_TRY(writer.put(paper, counts));
  SHEAF_TRY(transaction.commit());
  return counts;
}

Result<std::optional<Paper>> Store::find_paper(std::string_view id) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kPaperById));
  return read_one(read, id);
}

Result<std::vector<Paper>> Store::find_papers(const std::vector<std::string>& ids) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kPaperById));
  std::vector<Paper> papers;
  for (const std::string& id : ids) {
    SHEAF_ASSIGN(std::optional<Paper> paper, read_one(read, id));
    if (paper) papers.push_back(std::move(*paper));
  }
  return papers;
}

Result<std::vector<std::string>> Store::incomplete_ids(const std::vector<Paper>& papers) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement find,
               impl_->database().prepare("SELECT version, detail FROM papers WHERE id = ?1"));
  std::vector<std::string> ids;
  for (const Paper& paper : papers) {
    SHEAF_ASSIGN(const bool found, find.bind(1, paper.id).step());
    const bool complete = found && find.integer(0) >= paper.version &&
                          find.integer(1) == static_cast<std::int64_t>(Detail::kComplete);
    find.reset();
    if (!complete) ids.push_back(paper.id);
  }
  return ids;
}

Status Store::remove_paper(std::string_view id) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_TRY(remove_paper_row(impl_->database(), id));
  return transaction.commit();
}

}  // namespace sheaf::store
