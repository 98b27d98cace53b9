// The full-text index of the papers' rows, kept in step by whoever writes them.
// Borrows the Database; used inside the Store's lock and its caller's transaction.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

#include "model/paper.hpp"
#include "store/sqlite.hpp"

namespace sheaf::store {

/// Rank 1 also compares the index with the papers themselves.
inline constexpr std::string_view kCheckFullText =
    "INSERT INTO papers_fts(papers_fts, rank) VALUES('integrity-check', 1)";
/// Changes nothing: for Database::forget_after_errors().
inline constexpr const char* kTouchFullText = "DELETE FROM papers_fts WHERE 0";

class FullText {
 public:
  static Result<FullText> open(Database& database);
  /// As the paper's row holds it.
  Status add(std::int64_t key, const Paper& paper);
  /// Before the row is changed or removed: the index keeps no text of its own.
  Status remove(std::int64_t key);

 private:
  FullText(Statement add, Statement read, Statement remove)
      : add_(std::move(add)), read_(std::move(read)), remove_(std::move(remove)) {}
  Statement add_, read_, remove_;
};

}  // namespace sheaf::store
