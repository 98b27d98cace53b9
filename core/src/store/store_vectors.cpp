// Store, embeddings: packed vectors that cost a request each.
// Each public call locks the connection.
#include "store/impl.hpp"

namespace sheaf::store {
namespace {

constexpr std::int64_t kKeptVectors = 300000;  ///< some 250 MB at 800 dimensions

constexpr std::string_view kRead = "SELECT vector FROM vectors WHERE key = ?1";
constexpr std::string_view kWrite = "INSERT INTO vectors(key, vector) VALUES(?1, ?2) ON CONFLICT(key) DO NOTHING";
constexpr std::string_view kPrune =
    "DELETE FROM vectors WHERE number <= (SELECT max(number) FROM vectors) - ?1";

}  // namespace

Result<std::map<std::string, std::string>> Store::find_vectors(const std::vector<std::string>& keys) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kRead));
  std::map<std::string, std::string> found;
  for (const std::string& key : keys) {
    SHEAF_ASSIGN(const bool known, read.bind(1, key).step());
    if (known) found[key] = read.blob(0);
    read.reset();
  }
  return found;
}

Status Store::put_vectors(const std::map<std::string, std::string>& packed) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kWrite));
  for (const auto& [key, vector] : packed) {
    SHEAF_TRY(write.bind(1, key).bind_blob(2, vector).run());
    write.reset();
  }
  SHEAF_ASSIGN(Statement prune, impl_->database().prepare(kPrune));
  SHEAF_TRY(prune.bind(1, kKeptVectors).run());
  return transaction.commit();
}

}  // namespace sheaf::store
