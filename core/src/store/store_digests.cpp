// Store, digests and note baselines: what was finished and what was last written of each note.
// Each public call locks the connection; JSON is made and read outside the lock.
#include <algorithm>
#include <limits>

#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "store/impl.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kWriteDigest =
    "INSERT INTO digests(profile, day, made, digest) VALUES(?1, ?2, ?3, ?4)"
    " ON CONFLICT DO UPDATE SET made = excluded.made, digest = excluded.digest";
constexpr std::string_view kReadDigest =
    "SELECT digest FROM digests WHERE profile = ?1 AND day = ?2";
constexpr std::string_view kReadLatest =
    "SELECT digest FROM digests WHERE profile = ?1 ORDER BY day DESC LIMIT 1";
constexpr std::string_view kReadDays = "SELECT day FROM digests WHERE profile = ?1 ORDER BY day";
constexpr std::string_view kReadSeries =
    "SELECT profile, COUNT(*), MAX(day) FROM digests GROUP BY profile ORDER BY profile";
constexpr std::string_view kPruneDigests =
    "DELETE FROM digests WHERE profile = ?1 AND day NOT IN"
    " (SELECT day FROM digests WHERE profile = ?1 ORDER BY day DESC LIMIT ?2)";
constexpr std::string_view kWriteBaseline =
    "INSERT INTO baselines(vault, key, note) VALUES(?1, ?2, ?3)"
    " ON CONFLICT DO UPDATE SET note = excluded.note WHERE note <> excluded.note";

constexpr std::string_view kReadBaseline = "SELECT note FROM baselines WHERE vault = ?1 AND key = ?2";

Result<std::optional<Digest>> digest_of(const std::string& text) {
  if (text.empty()) return std::optional<Digest>();
  SHEAF_ASSIGN(const Json json, parse_json(text, "digest in the store"));
  SHEAF_ASSIGN(Digest digest, digest_from_json(json, "digest in the store"));
  return std::optional<Digest>(std::move(digest));
}

Result<std::string> first_text(Statement& read) {
  SHEAF_ASSIGN(const bool found, read.step());
  return found ? read.text(0) : std::string();
}

}  // namespace

Status Store::put_digest(const Digest& digest) {
  const std::string text = dump_json(digest_to_json(digest));
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kWriteDigest));
  write.bind(1, digest.profile).bind(2, day_number(digest.day)).bind(3, written_at());
  SHEAF_TRY(write.bind(4, text).run());
  return transaction.commit();
}

Result<std::optional<Digest>> Store::find_digest(std::string_view profile, Day day) {
  std::string text;
  {
    const std::lock_guard lock(impl_->mutex);
    SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadDigest));
    SHEAF_ASSIGN(text, first_text(read.bind(1, profile).bind(2, day_number(day))));
  }
  return digest_of(text);
}

Result<std::optional<Digest>> Store::latest_digest(std::string_view profile) {
  std::string text;
  {
    const std::lock_guard lock(impl_->mutex);
    SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadLatest));
    SHEAF_ASSIGN(text, first_text(read.bind(1, profile)));
  }
  return digest_of(text);
}

Result<std::vector<Day>> Store::digest_days(std::string_view profile) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadDays));
  read.bind(1, profile);
  std::vector<Day> days;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return days;
    days.push_back(day_of(read.integer(0)));
  }
}

Result<std::vector<DigestSeries>> Store::digest_series() {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadSeries));
  std::vector<DigestSeries> series;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return series;
    series.push_back({read.text(0), static_cast<std::size_t>(read.integer(1)), day_of(read.integer(2))});
  }
}

Result<std::size_t> Store::prune_digests(std::string_view profile, std::size_t keep) {
  const auto kept = static_cast<std::int64_t>(
      std::min<std::uint64_t>(keep, std::numeric_limits<std::int32_t>::max()));
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement remove, impl_->database().prepare(kPruneDigests));
  SHEAF_TRY(remove.bind(1, profile).bind(2, kept).run());
  const auto removed = static_cast<std::size_t>(impl_->database().changes());
  SHEAF_TRY(transaction.commit());
  return removed;
}

Result<std::vector<std::pair<std::string, std::string>>> Store::baselines(std::string_view vault) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(
      Statement read,
      impl_->database().prepare("SELECT key, note FROM baselines WHERE vault = ?1 ORDER BY key"));
  read.bind(1, vault);
  std::vector<std::pair<std::string, std::string>> notes;
  while (true) {
    SHEAF_ASSIGN(const bool more, read.step());
    if (!more) return notes;
    notes.emplace_back(read.text(0), read.text(1));
  }
}

Status Store::put_baselines(std::string_view vault,
                            const std::vector<std::pair<std::string, std::string>>& notes) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kWriteBaseline));
  for (const auto& [key, note] : notes)
    SHEAF_TRY(write.bind(1, vault).bind(2, key).bind(3, note).run());
  return transaction.commit();
}

Result<bool> Store::replace_baseline(std::string_view vault, std::string_view key, std::string_view before,
                                     std::string_view after) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement read, impl_->database().prepare(kReadBaseline));
  read.bind(1, vault).bind(2, key);
  SHEAF_ASSIGN(const std::string now, first_text(read));
  if (now != before) return false;
  SHEAF_ASSIGN(Statement write, impl_->database().prepare(kWriteBaseline));
  SHEAF_TRY(write.bind(1, vault).bind(2, key).bind(3, after).run());
  SHEAF_TRY(transaction.commit());
  return true;
}

}  // namespace sheaf::store
