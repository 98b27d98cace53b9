// Store, repeats: which papers a list announced before, to know a batch that comes again.
// Each public call locks the connection.
#include <algorithm>

#include "store/impl.hpp"

namespace sheaf::store {

Result<std::vector<std::pair<std::string, Day>>> Store::announced_before(
    std::string_view list, const std::vector<std::string>& ids, Day day) {
  SHEAF_ASSIGN(const std::vector<std::string> canonical, canonical_ids(ids));
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(
                                   "SELECT max(day) FROM announcements WHERE list = ?2 AND day < ?3"
                                   " AND paper = (SELECT key FROM papers WHERE id = ?1)"));
  std::vector<std::pair<std::string, Day>> known;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    SHEAF_TRY(read.bind(1, canonical[i]).bind(2, list).bind(3, day_number(day)).step());
    if (const auto last = read.optional_integer(0)) known.emplace_back(ids[i], day_of(*last));
    read.reset();
  }
  std::stable_sort(known.begin(), known.end(),
                   [](const auto& a, const auto& b) { return a.second < b.second; });
  return known;
}

}  // namespace sheaf::store
