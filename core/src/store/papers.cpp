// Papers as rows: see papers.hpp.
#include "store/papers.hpp"

#include <utility>

#include "store/encode.hpp"
#include "store/full_text.hpp"

namespace sheaf::store {

Detail detail_of(std::int64_t stored) {
  if (stored < 0) return Detail::kMentioned;
  return stored == 0 ? Detail::kAnnounced : Detail::kComplete;
}

Paper read_paper(const Statement& row) {
  Paper paper;
  paper.id = row.text(0);
  paper.scheme = row.text(1);
  paper.version = static_cast<int>(row.integer(2));
  paper.detail = detail_of(row.integer(3));
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
  decode_extra(row.text(16), paper);
  return paper;
}

Record read_record(const Statement& row) {
  return {read_paper(row), row.text(17)};
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

Status remove_paper_row(Database& database, std::int64_t key) {
  SHEAF_ASSIGN(FullText full_text, FullText::open(database));
  SHEAF_TRY(full_text.remove(key));
  SHEAF_ASSIGN(Statement remove, database.prepare("DELETE FROM papers WHERE key = ?1"));
  return remove.bind(1, key).run();
}

}  // namespace sheaf::store
