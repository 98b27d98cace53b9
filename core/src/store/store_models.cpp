// Store, models: what was learned from library and feedback, and the stream it is learned against.
// Each public call locks the connection.
#include <algorithm>
#include <unordered_set>

#include "store/impl.hpp"
#include "store/papers.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kRead =
    "SELECT library_revision, day, model FROM models WHERE name = ?1";
constexpr std::string_view kRemove = "DELETE FROM models WHERE name = ?1";
constexpr std::string_view kWrite =
    "INSERT INTO models(name, library_revision, day, model) VALUES(?1, ?2, ?3, ?4)";
constexpr std::string_view kPrune =
    "DELETE FROM models WHERE number NOT IN (SELECT number FROM models ORDER BY number DESC LIMIT ?1)";
constexpr std::string_view kAnnounced =
    "SELECT paper FROM announcements WHERE day BETWEEN ?1 AND ?2 AND list = ?3";

/// SplitMix64: neighbours in the store are neighbours on a list, so their order must be mixed well.
std::uint64_t mixed(std::int64_t key) {
  auto bits = static_cast<std::uint64_t>(key) + 0x9E3779B97F4A7C15ULL;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ULL;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBULL;
  return bits ^ (bits >> 31);
}

Status add_announced(Database& database, const std::string& list, Day from, Day to,
                     std::unordered_set<std::int64_t>& keys) {
  SHEAF_ASSIGN(Statement read, database.prepare(kAnnounced));
  read.bind(1, day_number(from)).bind(2, day_number(to)).bind(3, list);
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return {};
    keys.insert(read.integer(0));
  }
}

/// `most` of the keys, evenly chosen, ascending.
void sample(std::vector<std::int64_t>& keys, std::size_t most) {
  const auto chosen = keys.begin() + static_cast<std::ptrdiff_t>(std::min(most, keys.size()));
  std::nth_element(keys.begin(), chosen, keys.end(), [](std::int64_t a, std::int64_t b) {
    return std::pair(mixed(a), a) < std::pair(mixed(b), b);
  });
  keys.erase(chosen, keys.end());
  std::sort(keys.begin(), keys.end());
}

}  // namespace

Result<std::optional<StoredModel>> Store::find_model(std::string_view key) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kRead));
  SHEAF_ASSIGN(const bool found, read.bind(1, key).step());
  if (!found) return std::optional<StoredModel>();
  return std::optional(StoredModel{static_cast<std::uint64_t>(read.integer(0)), day_of(read.integer(1)),
                                   read.blob(2)});
}

Status Store::put_model(std::string_view key, const StoredModel& model) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(Statement remove, database.prepare(kRemove));
  SHEAF_TRY(remove.bind(1, key).run());
  SHEAF_ASSIGN(Statement write, database.prepare(kWrite));
  write.bind(1, key).bind(2, static_cast<std::int64_t>(model.library_revision));
  SHEAF_TRY(write.bind(3, day_number(model.day)).bind_blob(4, model.bytes).run());
  SHEAF_ASSIGN(Statement prune, database.prepare(kPrune));
  SHEAF_TRY(prune.bind(1, static_cast<std::int64_t>(kKeptModels)).run());
  return transaction.commit();
}

Result<std::vector<Paper>> Store::sample_announced(const std::vector<std::string>& lists, Day from,
                                                   Day to, std::size_t most) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  std::unordered_set<std::int64_t> found;
  for (const std::string& list : lists) SHEAF_TRY(add_announced(database, list, from, to, found));
  std::vector<std::int64_t> keys(found.begin(), found.end());
  sample(keys, most);
  return papers_of_keys(database, keys);
}

Result<std::vector<Paper>> Store::sample_papers(std::size_t most) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare("SELECT key FROM papers"));
  std::vector<std::int64_t> keys;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) break;
    keys.push_back(read.integer(0));
  }
  sample(keys, most);
  return papers_of_keys(impl_->database(), keys);
}

}  // namespace sheaf::store
