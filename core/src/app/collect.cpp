// Fetching a day into the store; see collect.hpp.
// One call uses one thread; the store is committed list by list, so a killed run loses one at most.
#include "app/collect.hpp"

#include <algorithm>

#include "app/arxiv_list.hpp"
#include "model/calendar.hpp"

namespace sheaf::app {
namespace {

bool holds(const std::vector<std::string>& lists, const std::string& list) {
  return std::find(lists.begin(), lists.end(), list) != lists.end();
}

bool is_usable(SourceState state) {
  return state == SourceState::kOk || state == SourceState::kPartial || state == SourceState::kEmpty;
}

std::string status_name(const Profile& profile, const std::string& list) {
  return holds(profile.categories, list) ? "arxiv:" + list : list;
}

}  // namespace

Status Collector::visit_categories(OtherAccess access, std::optional<Day> wanted, const Task& task) {
  const std::size_t total = lists_of(profile_).size();
  for (const std::string& list : profile_.categories) {
    SHEAF_TRY(task.report({"fetch", visits_.size(), total, 0}));
    ArxivList one(store_, clock_, profile_, access.arxiv, list);
    SHEAF_ASSIGN(ListVisit visit, one.visit(wanted, task));
    visits_.push_back(std::move(visit));
  }
  return {};
}

Status Collector::visit_others(OtherAccess access, Day day, const Task& task) {
  const std::size_t total = lists_of(profile_).size();
  OtherList others(store_, clock_, profile_, access, day);
  for (const Topic& topic : profile_.topics) {
    SHEAF_TRY(task.report({"fetch", visits_.size(), total, 0}));
    SHEAF_ASSIGN(ListVisit visit, others.visit_topic(topic, task));
    visits_.push_back(std::move(visit));
  }
  for (const std::string& spec : profile_.sources) {
    SHEAF_TRY(task.report({"fetch", visits_.size(), total, 0}));
    SHEAF_ASSIGN(ListVisit visit, others.visit_source(spec, task));
    visits_.push_back(std::move(visit));
  }
  return {};
}

Day Collector::day_of_visits(std::optional<Day> wanted) const {
  if (wanted) return *wanted;
  std::optional<Day> day;
  for (const ListVisit& visit : visits_)
    if (visit.day && (!day || *day < *visit.day)) day = visit.day;
  // Every list failed: what is stored of today is better than nothing, and says so.
  return day.value_or(new_york_day(clock_.now()));
}

void Collector::judge_day(ListVisit& visit, Day day, bool wanted,
                          const std::vector<std::string>& recorded) const {
  SourceStatus& status = visit.status;
  if (!is_usable(status.state)) {
    // What an earlier run stored still stands, but the reader hears that it was not renewed.
    if (holds(recorded, visit.list) && visit.day != day) {
      status.state = SourceState::kPartial;
      status.detail = "from the store, not renewed: " + status.detail;
    }
    return;
  }
  if (holds(recorded, visit.list)) return;
  if (status.state == SourceState::kPartial && !visit.day) return;  // it says why already
  status.state = wanted ? SourceState::kFailed : SourceState::kStale;
  status.papers = 0;
  status.detail = visit.day ? "the feed is of " + format_day(*visit.day) + ", not of " + format_day(day)
                            : "the feed gave no day";
}

Status Collector::explain_nothing(Day day) const {
  for (const ListVisit& visit : visits_)
    if (visit.status.state == SourceState::kStale || visit.status.state == SourceState::kPartial)
      return {};  // an empty digest that says so
  for (const ListVisit& visit : visits_)
    if (visit.error) return *visit.error;
  return Error{ErrorCode::kNotFound, "nothing is known of " + format_day(day) + ": " +
                                         describe(visits_.front().status) +
                                         "; a feed holds the current announcement only"};
}

Result<FetchReport> Collector::collect(OtherAccess access, std::optional<Day> wanted, const Task& task) {
  stored_ = {};
  visits_.clear();
  SHEAF_TRY(visit_categories(access, wanted, task));
  FetchReport report{day_of_visits(wanted), {}, {}, {}};
  SHEAF_TRY(visit_others(access, report.day, task));
  SHEAF_ASSIGN(const std::vector<std::string> recorded, store_.recorded_lists(report.day));
  const bool any = std::any_of(visits_.begin(), visits_.end(),
                               [&](const ListVisit& visit) { return holds(recorded, visit.list); });
  for (ListVisit& visit : visits_) {
    judge_day(visit, report.day, wanted.has_value(), recorded);
    report.sources.push_back(visit.status);
    stored_ += visit.stored;
  }
  if (!any) SHEAF_TRY(explain_nothing(report.day));
  SHEAF_TRY(complete_records(access.arxiv, report, task));
  SHEAF_TRY(count_announced(report));
  report.stored = stored_;
  return report;
}

Result<FetchReport> Collector::from_store(std::optional<Day> wanted) {
  SHEAF_ASSIGN(const store::StoreInfo info, store_.info());
  const std::vector<std::string> lists = lists_of(profile_);
  std::optional<Day> day = wanted;
  for (std::size_t i = 0; !wanted && i < lists.size(); ++i) {
    SHEAF_ASSIGN(const std::optional<Day> last, store_.last_recorded_day(lists[i]));
    if (last && (!day || *day < *last)) day = last;
  }
  if (!day)
    return Error{ErrorCode::kNotFound, "the store " + info.path + " holds no announcements yet of the profile's lists: run 'sheaf digest' with a network"};
  SHEAF_ASSIGN(const std::vector<std::string> recorded, store_.recorded_lists(*day));
  FetchReport report{*day, {}, {}, {}};
  bool any = false;
  for (const std::string& list : lists) {
    const bool known = holds(recorded, list);
    any = any || known;
    report.sources.push_back({status_name(profile_, list), known ? SourceState::kOk : SourceState::kFailed,
                              known ? "" : "not in the store", 0});
  }
  if (!any)
    return Error{ErrorCode::kNotFound, "the store " + info.path + " knows nothing of " + format_day(*day) +
                                           " for the profile's categories"};
  SHEAF_TRY(count_announced(report));
  return report;
}

Status Collector::add_missed(const std::string& list, Day newest, std::vector<Day>& missed) {
  const Day earliest = newest - std::chrono::days(profile_.catch_up_days);
  SHEAF_ASSIGN(const std::optional<Day> last, store_.last_recorded_day(list));
  if (!last) return {};
  SHEAF_ASSIGN(const std::vector<Day> recorded, store_.recorded_days(list, earliest, newest));
  // Before the first day this list was followed nothing was missed.
  const Day first = recorded.empty() || *last < earliest ? std::max(earliest, *last) : recorded.front();
  for (const Day day : announcement_days(first, newest - std::chrono::days(1)))
    if (day > first || day > *last)
      if (!std::binary_search(recorded.begin(), recorded.end(), day) &&
          std::find(missed.begin(), missed.end(), day) == missed.end())
        missed.push_back(day);
  return {};
}

Result<std::vector<Day>> Collector::missed_days() {
  std::vector<Day> missed;
  const Day newest = newest_feed_day(clock_.now());
  if (profile_.catch_up_days > 0)
    for (const std::string& list : profile_.categories) SHEAF_TRY(add_missed(list, newest, missed));
  std::sort(missed.begin(), missed.end());
  return missed;
}

Status Collector::complete_records(source::ArxivSource& source, FetchReport& report, const Task& task) {
  if (!profile_.complete_from_api) return {};
  SHEAF_ASSIGN(const auto announced, store_.announced(report.day, lists_of(profile_)));
  std::vector<Paper> papers;
  papers.reserve(announced.size());
  for (const store::StoredAnnouncement& item : announced)
    if (item.paper.scheme == "arxiv") papers.push_back(item.paper);
  SHEAF_ASSIGN(const std::vector<std::string> ids, store_.incomplete_ids(papers));
  SourceStatus status{"arxiv:api", SourceState::kOk, "", papers.size() - std::min(papers.size(), ids.size())};
  if (!ids.empty()) {
    SHEAF_ASSIGN(const source::DetailsAnswer answer, source.fetch_details(ids, task));
    SHEAF_ASSIGN(const store::PutCounts counts, store_.put_papers(answer.papers));
    stored_ += counts;
    status.state = answer.status.state;
    status.detail = answer.status.detail;
    status.papers += answer.papers.size();
  }
  if (!papers.empty()) report.sources.push_back(status);
  return {};
}

Status Collector::count_announced(FetchReport& report) {
  const std::vector<std::string> lists = lists_of(profile_);
  SHEAF_ASSIGN(report.announced, store_.announced_counts(report.day, lists));
  for (std::size_t i = 0; i < lists.size(); ++i) {
    SourceStatus& status = report.sources[i];
    if (status.state == SourceState::kFailed || status.state == SourceState::kWaiting) continue;
    SHEAF_ASSIGN(const TypeCounts counts, store_.announced_counts(report.day, {lists[i]}));
    status.papers = counts.total();
    if (status.papers == 0 && status.state == SourceState::kOk) {
      status.state = SourceState::kEmpty;
      status.detail = "nothing new";
      if (status.name.starts_with("arxiv:")) set_no_announcement(status, report.day);
    }
  }
  return {};
}

}  // namespace sheaf::app
