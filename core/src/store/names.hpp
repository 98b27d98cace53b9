// Names as rows: finding a stored paper by any spelling of any of its ids, and keeping what the
// reader has under a name with the paper. Borrow the Database; used inside the Store's lock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "store/sqlite.hpp"

namespace sheaf::store {

/// Where an id leads; statements are prepared once.
class NameIndex {
 public:
  static Result<NameIndex> open(Database& database);

  /// The paper's key, by any spelling of its id, an alias or the DOI; of several papers with that
  /// DOI the one that was stored first.
  Result<std::optional<std::int64_t>> find(std::string_view text);
  /// By the very id.
  Result<std::optional<std::int64_t>> find_id(std::string_view id);
  /// Up to `most` papers with that name: either arXiv's or all others, first stored first.
  Status find_named(std::string_view name, bool is_arxiv, std::size_t most,
                    std::vector<std::int64_t>& keys);
  /// The id a text leads to, or its one spelling.
  Result<std::string> resolve(std::string_view text);

 private:
  NameIndex(Statement by_id, Statement by_name, Statement id_of)
      : by_id_(std::move(by_id)), by_name_(std::move(by_name)), id_of_(std::move(id_of)) {}
  Statement by_id_, by_name_, id_of_;
};

/// Writes a paper's names, and its title when it is to be found by that; `before` is what the row
/// held, null for a new one. What the reader has under a name that is new moves to the paper.
Status write_names(Database& database, std::int64_t key, const Paper& paper, const Paper* before);

/// Feedback, citation key and note baselines of `name` become those of `id`. The latest feedback
/// wins; a citation key that `id` has already stays, and the other one stays taken.
Status move_reader_rows(Database& database, std::string_view name, std::string_view id);

}  // namespace sheaf::store
