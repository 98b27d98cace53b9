// Fetching a day into the store; see collect.hpp.
// One call uses one thread; the store is committed list by list, so a killed run loses one at most.
#include "app/collect.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr std::string_view kNoAnnouncement = "no announcement";

std::string source_name(const std::string& list) { return "arxiv:" + list; }

bool holds(const std::vector<std::string>& lists, const std::string& list) {
  return std::find(lists.begin(), lists.end(), list) != lists.end();
}

/// A failed source's state: being told to wait is not the same as being broken.
SourceState state_of(const Error& error) {
  return error.code == ErrorCode::kRateLimit ? SourceState::kWaiting : SourceState::kFailed;
}

/// Errors that concern us rather than the source end the whole run.
bool is_ours(const Error& error) {
  return error.code == ErrorCode::kCancelled || error.code == ErrorCode::kStore ||
         error.code == ErrorCode::kIo || error.code == ErrorCode::kNoMemory ||
         error.code == ErrorCode::kUnsupported;
}

store::PutCounts operator+(const store::PutCounts& a, const store::PutCounts& b) {
  return {a.added + b.added, a.updated + b.updated, a.unchanged + b.unchanged};
}

}  // namespace

Result<bool> Collector::already_stored(const std::string& list, std::optional<Day> wanted) {
  // A day that is over does not change any more, and its feed is gone.
  if (!wanted || *wanted >= new_york_day(clock_.now())) return false;
  SHEAF_ASSIGN(const std::vector<std::string> recorded, store_.recorded_lists(*wanted));
  return holds(recorded, list);
}

Status Collector::remember_failure(const ListVisit& visit) {
  SHEAF_ASSIGN(store::SourceMemory memory, store_.source_memory(visit.status.name));
  memory.last_state = source_state_name(visit.status.state);
  memory.last_detail = visit.status.detail;
  memory.checked = clock_.now();
  return store_.set_source_memory(visit.status.name, memory);
}

Status Collector::take_feed(ListVisit& visit, source::ListAnswer answer, store::SourceMemory memory) {
  const std::string hash = source::batch_hash(answer.feed.items);
  const Day day = answer.feed.day;
  const bool repeated = !answer.feed.items.empty() && memory.batch_day && *memory.batch_day < day &&
                        memory.batch_hash == hash;
  if (repeated) {
    // The feed can go on serving the last batch under a new date; seen in August 2026.
    visit.status.state = SourceState::kStale;
    visit.status.detail = "the same " + std::to_string(answer.feed.items.size()) + " papers as on " +
                          format_day(*memory.batch_day);
    return remember_failure(visit);
  }
  store::Store::Batch batch{visit.list, day, {}, std::move(memory), visit.status.name};
  for (source::FeedItem& item : answer.feed.items)
    batch.items.push_back({std::move(item.paper), item.type});
  visit.day = day;
  visit.status.papers = batch.items.size();
  if (!answer.feed.warnings.empty()) {
    visit.status.state = SourceState::kPartial;
    visit.status.detail = std::to_string(answer.feed.warnings.size()) + " items could not be read: " +
                          answer.feed.warnings.front();
  }
  batch.memory.etag = answer.validators.etag;
  batch.memory.last_modified = answer.validators.last_modified;
  // An empty day does not make the batch before it a new one on Monday.
  if (!batch.items.empty()) {
    batch.memory.batch_day = day;
    batch.memory.batch_hash = hash;
  }
  batch.memory.last_state = source_state_name(visit.status.state);
  batch.memory.last_detail = visit.status.detail;
  batch.memory.checked = clock_.now();
  SHEAF_ASSIGN(const store::PutCounts counts, store_.put_batch(batch));
  stored_ = stored_ + counts;
  return {};
}

Result<Collector::ListVisit> Collector::visit_list(source::ArxivSource& source, const std::string& list,
                                                   std::optional<Day> wanted, const Task& task) {
  ListVisit visit{list, std::nullopt, {source_name(list), SourceState::kOk, "", 0}, std::nullopt};
  SHEAF_ASSIGN(const bool stored, already_stored(list, wanted));
  if (stored) {
    visit.day = wanted;
    return visit;
  }
  SHEAF_ASSIGN(const store::SourceMemory memory, store_.source_memory(visit.status.name));
  auto answer = source.fetch_list(list, profile_.feed, {memory.etag, memory.last_modified}, task);
  if (!answer) {
    if (is_ours(answer.error())) return std::move(answer).error();
    visit.status.state = state_of(answer.error());
    visit.status.detail = answer.error().message;
    visit.error = std::move(answer).error();
    SHEAF_TRY(remember_failure(visit));
    return visit;
  }
  if (answer->not_modified) {
    SHEAF_ASSIGN(visit.day, store_.last_recorded_day(list));
    return visit;
  }
  SHEAF_TRY(take_feed(visit, std::move(*answer), memory));
  return visit;
}

void Collector::judge_day(ListVisit& visit, Day day, bool wanted,
                          const std::vector<std::string>& recorded) const {
  SourceStatus& status = visit.status;
  const bool usable = status.state == SourceState::kOk || status.state == SourceState::kPartial;
  if (!usable) {
    // What an earlier run stored still stands, but the reader hears that it was not renewed.
    if (holds(recorded, visit.list)) {
      status.state = SourceState::kPartial;
      status.detail = "from the store, not renewed: " + status.detail;
    }
    return;
  }
  if (!holds(recorded, visit.list)) {
    status.state = wanted ? SourceState::kFailed : SourceState::kStale;
    status.papers = 0;
    status.detail = visit.day ? "the feed is of " + format_day(*visit.day) + ", not of " + format_day(day)
                              : "the feed gave no day";
    return;
  }
  const Day today = new_york_day(clock_.now());
  if (!wanted && day < today && !is_weekend(today)) {
    status.state = SourceState::kStale;
    status.detail = "the feed is of " + format_day(day) + ", today is " + format_day(today);
  }
}

Status Collector::explain_nothing(const std::vector<ListVisit>& visits, Day day) {
  for (const ListVisit& visit : visits)
    if (visit.status.state == SourceState::kStale) return {};  // an empty digest that says so
  for (const ListVisit& visit : visits)
    if (visit.error) return *visit.error;
  return Error{ErrorCode::kNotFound, "nothing is known of " + format_day(day) + ": " +
                                         describe(visits.front().status) +
                                         "; a feed holds the current announcement only"};
}

Result<FetchReport> Collector::collect(source::ArxivSource& source, std::optional<Day> wanted,
                                       const Task& task) {
  stored_ = {};
  std::vector<ListVisit> visits;
  for (const std::string& list : profile_.categories) {
    SHEAF_TRY(task.report({"fetch", visits.size(), profile_.categories.size(), 0}));
    SHEAF_ASSIGN(ListVisit visit, visit_list(source, list, wanted, task));
    visits.push_back(std::move(visit));
  }
  std::optional<Day> day = wanted;
  if (!wanted)
    for (const ListVisit& visit : visits)
      if (visit.day && (!day || *day < *visit.day)) day = visit.day;
  // Every list failed: what is stored of today is better than nothing, and says so.
  if (!day) day = new_york_day(clock_.now());
  SHEAF_ASSIGN(const std::vector<std::string> recorded, store_.recorded_lists(*day));
  const bool any = std::any_of(visits.begin(), visits.end(),
                               [&](const ListVisit& visit) { return holds(recorded, visit.list); });
  FetchReport report{*day, {}, {}, {}};
  for (ListVisit& visit : visits) {
    judge_day(visit, *day, wanted.has_value(), recorded);
    report.sources.push_back(visit.status);
  }
  if (!any) SHEAF_TRY(explain_nothing(visits, *day));
  SHEAF_TRY(complete_records(source, report, task));
  SHEAF_TRY(count_announced(report));
  report.stored = stored_;
  return report;
}

Result<FetchReport> Collector::from_store(std::optional<Day> wanted) {
  SHEAF_ASSIGN(const store::StoreInfo info, store_.info());
  const std::optional<Day> day = wanted ? wanted : info.last_day;
  if (!day)
    return Error{ErrorCode::kNotFound, "the store " + info.path + " holds no announcements yet: run 'sheaf digest' with a network"};
  SHEAF_ASSIGN(const std::vector<std::string> recorded, store_.recorded_lists(*day));
  FetchReport report{*day, {}, {}, {}};
  bool any = false;
  for (const std::string& list : profile_.categories) {
    const bool known = holds(recorded, list);
    any = any || known;
    report.sources.push_back({source_name(list), known ? SourceState::kOk : SourceState::kFailed,
                              known ? "" : "not in the store", 0});
  }
  if (!any)
    return Error{ErrorCode::kNotFound, "the store " + info.path + " knows nothing of " + format_day(*day) +
                                           " for the profile's categories"};
  SHEAF_TRY(count_announced(report));
  return report;
}

Status Collector::complete_records(source::ArxivSource& source, FetchReport& report, const Task& task) {
  if (!profile_.complete_from_api) return {};
  SHEAF_ASSIGN(const auto announced, store_.announced(report.day, profile_.categories));
  std::vector<Paper> papers;
  papers.reserve(announced.size());
  for (const store::StoredAnnouncement& item : announced) papers.push_back(item.paper);
  SHEAF_ASSIGN(const std::vector<std::string> ids, store_.incomplete_ids(papers));
  SourceStatus status{"arxiv:api", SourceState::kOk, "", papers.size() - ids.size()};
  if (!ids.empty()) {
    SHEAF_ASSIGN(const source::DetailsAnswer answer, source.fetch_details(ids, task));
    SHEAF_ASSIGN(const store::PutCounts counts, store_.put_papers(answer.papers));
    stored_ = stored_ + counts;
    status.state = answer.status.state;
    status.detail = answer.status.detail;
    status.papers += answer.papers.size();
  }
  if (!papers.empty()) report.sources.push_back(status);
  return {};
}

Status Collector::count_announced(FetchReport& report) {
  SHEAF_ASSIGN(const auto all, store_.announced(report.day, profile_.categories));
  for (const store::StoredAnnouncement& item : all) report.announced.add(item.type);
  for (std::size_t i = 0; i < profile_.categories.size(); ++i) {
    SourceStatus& status = report.sources[i];
    if (status.state == SourceState::kFailed || status.state == SourceState::kWaiting) continue;
    SHEAF_ASSIGN(const auto items, store_.announced(report.day, {profile_.categories[i]}));
    status.papers = items.size();
    if (items.empty() && status.state == SourceState::kOk) {
      status.state = SourceState::kEmpty;
      status.detail = kNoAnnouncement;
    }
  }
  return {};
}

}  // namespace sheaf::app
