// Store, search: the full-text index, best match first.
// The public call locks the connection.
#include <algorithm>
#include <limits>

#include "store/impl.hpp"
#include "store/papers.hpp"
#include "store/search_query.hpp"

namespace sheaf::store {
namespace {

// Weights: title, abstract, authors. Of equals, the one stored last comes first. Only rowids are
// sorted; whole rows are read for those that are returned.
constexpr std::string_view kSearch =
    "SELECT rowid FROM papers_fts WHERE papers_fts MATCH ?1"
    " ORDER BY bm25(papers_fts, 4.0, 1.0, 2.0), rowid DESC LIMIT ?2";

}  // namespace

Result<std::vector<Paper>> Store::search(std::string_view words, std::size_t limit) {
  const std::string query = search_query(words);
  if (query.empty() || limit == 0) return std::vector<Paper>();
  const auto most = static_cast<std::int64_t>(
      std::min<std::uint64_t>(limit, std::numeric_limits<std::int32_t>::max()));
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement find, impl_->database().prepare(kSearch));
  find.bind(1, query).bind(2, most);
  std::vector<std::int64_t> keys;
  while (true) {
    SHEAF_ASSIGN(const bool more, find.step());
    if (!more) break;
    keys.push_back(find.integer(0));
  }
  return papers_of_keys(impl_->database(), keys);
}

}  // namespace sheaf::store
