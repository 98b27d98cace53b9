// Store, citation keys: given once, unique, and kept whatever else changes about a paper.
// Each public call locks the connection.
#include <algorithm>
#include <numeric>

#include "store/impl.hpp"
#include "store/names.hpp"

namespace sheaf::store {
namespace {

/// 0 → "", 1 → "a", …, 26 → "z", 27 → "aa", …
std::string suffix(unsigned number) {
  std::string out;
  for (; number > 0; number = (number - 1) / 26) out.insert(out.begin(), static_cast<char>('a' + (number - 1) % 26));
  return out;
}

Result<std::string> known_key(Database& database, const std::string& paper) {
  SHEAF_ASSIGN(Statement read, database.prepare("SELECT citation FROM citation_keys WHERE paper_id = ?1"));
  SHEAF_ASSIGN(const bool found, read.bind(1, paper).step());
  return found ? read.text(0) : std::string();
}

/// The first free key of the wanted form, now taken.
Result<std::string> take_key(Database& database, const std::string& paper, const std::string& wanted) {
  SHEAF_ASSIGN(Statement take, database.prepare("INSERT INTO citation_keys(paper_id, citation) VALUES(?1, ?2)"
                                                " ON CONFLICT DO NOTHING"));
  for (unsigned number = 0;; ++number) {
    const std::string key = wanted + suffix(number);
    SHEAF_TRY(take.bind(1, paper).bind(2, key).run());
    if (database.changes() > 0) return key;
    take.reset();
  }
}

/// What the papers are stored under.
Result<std::vector<std::string>> ids_of(
    Database& database, const std::vector<std::pair<std::string, std::string>>& wanted) {
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(database));
  std::vector<std::string> ids;
  ids.reserve(wanted.size());
  for (const auto& [text, key] : wanted) {
    SHEAF_ASSIGN(std::string id, names.resolve(text));
    ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace

Result<std::vector<std::string>> Store::citation_keys(
    const std::vector<std::pair<std::string, std::string>>& wanted) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(const std::vector<std::string> ids, ids_of(database, wanted));
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return ids[a] < ids[b]; });
  std::vector<std::string> keys(wanted.size());
  for (const std::size_t i : order) {
    SHEAF_ASSIGN(keys[i], known_key(database, ids[i]));
    if (!keys[i].empty()) continue;
    SHEAF_ASSIGN(keys[i], take_key(database, ids[i], wanted[i].second));
  }
  SHEAF_TRY(transaction.commit());
  return keys;
}

}  // namespace sheaf::store
