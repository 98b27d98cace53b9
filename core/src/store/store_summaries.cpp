// Store, scores and summaries. Summaries are immutable and found by what they are of.
// Each public call locks the connection.
#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "store/impl.hpp"
#include "store/names.hpp"

namespace sheaf::store {
namespace {

constexpr std::string_view kAddScore =
    "INSERT OR REPLACE INTO scores(profile, day, paper, value, score)"
    " VALUES(?1, ?2, ?5, ?3, ?4)";
constexpr std::string_view kAddSummary =
    "INSERT INTO summaries(content, made, summary) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING";
constexpr std::string_view kReplaceSummary =
    "INSERT OR REPLACE INTO summaries(content, made, summary) VALUES(?1, ?2, ?3)";

}  // namespace

Status Store::put_scores(std::string_view profile, Day day, const std::vector<Entry>& entries) {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_ASSIGN(Statement remove,
               database.prepare("DELETE FROM scores WHERE profile = ?1 AND day = ?2"));
  SHEAF_TRY(remove.bind(1, profile).bind(2, day_number(day)).run());
  SHEAF_ASSIGN(NameIndex names, NameIndex::open(database));
  SHEAF_ASSIGN(Statement add, database.prepare(kAddScore));
  for (const Entry& entry : entries) {
    SHEAF_ASSIGN(const std::optional<std::int64_t> key, names.find(entry.paper.id));
    if (!key) continue;  // a score of a paper that is not stored would say nothing
    const std::string score = dump_json(score_to_json(entry.score));
    add.bind(1, profile).bind(2, day_number(day)).bind_real(3, entry.score.value);
    SHEAF_TRY(add.bind(4, score).bind(5, *key).run());
  }
  return transaction.commit();
}

Result<std::optional<Summary>> Store::find_summary(std::string_view key) {
  std::string text;
  {
    const std::lock_guard lock(impl_->mutex);
    SHEAF_ASSIGN(Statement read,
                 impl_->database().prepare("SELECT summary FROM summaries WHERE content = ?1"));
    SHEAF_ASSIGN(const bool found, read.bind(1, key).step());
    if (!found) return std::optional<Summary>();
    text = read.text(0);
  }
  SHEAF_ASSIGN(const Json json, parse_json(text, "summary in the store"));
  return std::optional<Summary>(summary_from_json(json));
}

Status Store::put_summaries(const std::vector<std::pair<std::string, Summary>>& summaries) {
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(impl_->database()));
  SHEAF_ASSIGN(Statement add, impl_->database().prepare(kAddSummary));
  const Seconds now = written_at();
  for (const auto& [key, summary] : summaries) {
    const std::string text = dump_json(summary_to_json(summary));
    SHEAF_TRY(add.bind(1, key).bind(2, now).bind(3, text).run());
  }
  return transaction.commit();
}

Status Store::replace_summary(const std::string& key, const Summary& summary) {
  const std::string text = dump_json(summary_to_json(summary));
  const std::lock_guard lock(impl_->mutex);
  SHEAF_ASSIGN(Statement add, impl_->database().prepare(kReplaceSummary));
  return add.bind(1, key).bind(2, written_at()).bind(3, text).run();
}

}  // namespace sheaf::store
