// Papers as rows: reading and removing them; paper_writer.hpp puts them.
// Borrow the Database; used inside the Store's lock.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "store/identity.hpp"
#include "store/sqlite.hpp"

namespace sheaf::store {

/// The columns read_paper() and read_record() want, by key.
inline constexpr std::string_view kPaperByKey =
    "SELECT id, scheme, version, detail, published, updated, categories, title, comment, doi,"
    " journal_ref, license, author_names, authors, abstract,"
    " (SELECT citation FROM citation_keys WHERE paper_id = id), extra, teller"
    " FROM papers WHERE key = ?1";
Detail detail_of(std::int64_t stored);  ///< as the column holds it
Paper read_paper(const Statement& row);
Record read_record(const Statement& row);

/// In the order of `keys`, each by its primary key.
Result<std::vector<Paper>> papers_of_keys(Database& database,
                                          const std::vector<std::int64_t>& keys);

/// Removes a paper with all that refers to its row, within its caller's transaction.
Status remove_paper_row(Database& database, std::int64_t key);

}  // namespace sheaf::store
