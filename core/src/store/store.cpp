// Store: opening, figures and the full check; the other calls live in the files of their subject.
// Each public call of the class locks once and works on the connection below.
#include "store/store.hpp"

#include <random>

#include "store/full_text.hpp"
#include "store/impl.hpp"

namespace sheaf::store {
namespace {

// A paper whose latest event is that there is no opinion has none.
constexpr std::string_view kCountOpinions =
    "SELECT count(*) FROM opinions o WHERE undone = 0 AND kind <> 5 AND number ="
    " (SELECT number FROM opinions WHERE paper_id = o.paper_id AND undone = 0"
    "  ORDER BY at DESC, number DESC LIMIT 1)";
static_assert(static_cast<int>(FeedbackKind::kNone) == 5);

std::int64_t random_number() {
  std::random_device device;
  return static_cast<std::int64_t>((std::uint64_t{device()} << 32) | device());
}

Status count_rows(Database& database, StoreInfo& info) {
  struct Figure {
    std::string_view sql;
    std::uint64_t* into;
  };
  const Figure figures[] = {{"SELECT count(*) FROM papers", &info.papers},
                            {"SELECT count(*) FROM announcements", &info.announcements},
                            {"SELECT count(*) FROM summaries", &info.summaries},
                            {"SELECT count(*) FROM library", &info.library_items},
                            {kCountOpinions, &info.opinions}};
  for (const Figure& figure : figures) {
    SHEAF_ASSIGN(const std::int64_t count, database.query_integer(figure.sql));
    *figure.into = static_cast<std::uint64_t>(count);
  }
  return {};
}

Status find_days(Database& database, StoreInfo& info) {
  SHEAF_ASSIGN(Statement days, database.prepare("SELECT (SELECT min(day) FROM batches),"
                                                " (SELECT max(day) FROM batches)"));
  SHEAF_TRY(days.step());
  if (const auto first = days.optional_integer(0)) info.first_day = day_of(*first);
  if (const auto last = days.optional_integer(1)) info.last_day = day_of(*last);
  return {};
}

Status collect(Database& database, std::string_view sql, std::vector<std::string>& findings) {
  SHEAF_ASSIGN(Statement check, database.prepare(sql));
  while (true) {
    Result<bool> more = check.step();
    if (!more && more.error().code != ErrorCode::kStore) return std::move(more).error();
    if (!more) findings.push_back(more.error().message);  // too damaged to go on
    if (!more || !*more) return {};
    if (std::string finding = check.text(0); finding != "ok")
      findings.push_back(std::move(finding));
  }
}

}  // namespace

Store::Impl::Impl(OpenFile opened) : file(std::move(opened)), holder(random_number()) {
  database().forget_after_errors(kTouchFullText);
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::open(const std::string& path) {
  SHEAF_ASSIGN(OpenFile file, open_file(path));
  return std::unique_ptr<Store>(new Store(std::make_unique<Impl>(std::move(file))));
}

Result<StoreInfo> Store::info() {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  StoreInfo info;
  info.path = database.path();
  SHEAF_ASSIGN(info.schema, schema_version(database));
  SHEAF_TRY(count_rows(database, info));
  SHEAF_TRY(find_days(database, info));
  SHEAF_ASSIGN(const std::int64_t pages, database.query_integer("PRAGMA page_count"));
  SHEAF_ASSIGN(const std::int64_t size, database.query_integer("PRAGMA page_size"));
  info.bytes = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(size);
  return info;
}

Result<std::vector<std::string>> Store::check() {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  std::vector<std::string> findings;
  SHEAF_TRY(collect(database, "PRAGMA integrity_check", findings));
  SHEAF_TRY(collect(database,
                    "SELECT 'a row of ' || \"table\" || ' refers to a missing row of ' || parent"
                    " FROM pragma_foreign_key_check",
                    findings));
  SHEAF_TRY(collect(database, kCheckFullText, findings));
  return findings;
}

Result<bool> Store::mend_index() {
  const std::lock_guard lock(impl_->mutex);
  Database& database = impl_->database();
  std::vector<std::string> findings;
  SHEAF_TRY(collect(database, kCheckFullText, findings));
  if (findings.empty()) return false;
  SHEAF_ASSIGN(Transaction transaction, Transaction::begin(database));
  SHEAF_TRY(database.execute("INSERT INTO papers_fts(papers_fts) VALUES('rebuild')"));
  SHEAF_TRY(transaction.commit());
  return true;
}

}  // namespace sheaf::store
