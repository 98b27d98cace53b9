// One arXiv category's day; see arxiv_list.hpp.
#include "app/arxiv_list.hpp"

#include <algorithm>

#include "model/calendar.hpp"

namespace sheaf::app {
ArxivList::ArxivList(store::Store& store, Clock& clock, const Profile& profile,
                     source::ArxivSource& source, std::string list)
    : store_(store), clock_(clock), profile_(profile), source_(source),
      today_(new_york_day(clock.now())) {
  visit_.status.name = "arxiv:" + list;
  visit_.list = std::move(list);
}

bool ArxivList::may_catch_up() const {
  // A mirror of the feeds alone must not lead to arXiv's own site.
  const Endpoints standard;
  return profile_.endpoints.arxiv_site != standard.arxiv_site ||
         profile_.endpoints.arxiv_rss == standard.arxiv_rss;
}

std::string ArxivList::catchup_excuse() const {
  return may_catch_up() ? "; the catch-up page did not help: " + catchup_problem_ : "";
}

Result<ListVisit> ArxivList::visit(std::optional<Day> wanted, const Task& task) {
  SHEAF_ASSIGN(memory_, store_.source_memory(visit_.status.name));
  if (!wanted || *wanted >= today_) {
    SHEAF_TRY(ask_feed(wanted, task));
    return std::move(visit_);
  }
  // A day that is over does not change any more.
  SHEAF_ASSIGN(const std::vector<Day> recorded, store_.recorded_days(visit_.list, *wanted, *wanted));
  if (!recorded.empty()) {
    visit_.day = wanted;
    return std::move(visit_);
  }
  SHEAF_ASSIGN(const bool found, ask_catchup(*wanted, "", task));
  if (found) return std::move(visit_);
  // A mirror may still serve that day's feed, and arXiv does until its midnight.
  if (!may_catch_up()) {
    SHEAF_TRY(ask_feed(wanted, task));
  } else {
    if (visit_.status.state == SourceState::kOk) visit_.status.state = SourceState::kFailed;
    visit_.status.detail = catchup_problem_;
    SHEAF_TRY(remember());
  }
  return std::move(visit_);
}

Status ArxivList::remember() {
  note_status(memory_, visit_.status, clock_.now());
  return store_.set_source_memory(visit_.status.name, memory_);
}

Status ArxivList::put(const source::FeedDay& feed, const source::Validators* validators) {
  store::Store::Batch batch{visit_.list, feed.day, {}, memory_, visit_.status.name};
  for (const source::FeedItem& item : feed.items) batch.items.push_back({item.paper, item.type});
  visit_.day = feed.day;
  visit_.status.papers = batch.items.size();
  if (!feed.warnings.empty()) {
    visit_.status.state = SourceState::kPartial;
    visit_.status.detail = unread_items(feed.warnings);
  }
  if (validators) {
    batch.memory.etag = validators->etag;
    batch.memory.last_modified = validators->last_modified;
  }
  // An empty day does not make the batch before it a new one on Monday.
  if (validators && !batch.items.empty()) {
    batch.memory.batch_day = feed.day;
    batch.memory.batch_hash = source::batch_hash(feed.items);
  }
  note_status(batch.memory, visit_.status, clock_.now());
  SHEAF_ASSIGN(const store::PutCounts counts, store_.put_batch(batch));
  visit_.stored += counts;
  memory_ = std::move(batch.memory);
  return {};
}

Result<bool> ArxivList::ask_catchup(Day day, const std::string& why, const Task& task) {
  if (!may_catch_up()) {
    catchup_problem_ = "endpoints.arxiv_site does not name a server for missed days";
    return false;
  }
  auto answer = source_.fetch_catchup(visit_.list, day, task);
  if (!answer) {
    if (is_ours(answer.error())) return std::move(answer).error();
    catchup_problem_ = answer.error().message;
    if (why.empty()) set_failed(visit_, answer.error(), clock_.now_ms());
    return false;
  }
  const bool empty = answer->feed.items.empty();
  if (empty && answer->status.state != SourceState::kEmpty) {
    catchup_problem_ = answer->status.detail;
    return false;
  }
  visit_.status.state = answer->status.state;
  visit_.status.detail = answer->status.detail;
  visit_.status.reason.clear();
  if (empty) set_no_announcement(visit_.status, day);
  if (!empty && !why.empty() && visit_.status.detail.empty())
    visit_.status.detail = why + "; taken from arXiv's catch-up page";
  visit_.error.reset();
  answer->feed.day = day;
  SHEAF_TRY(put(answer->feed, nullptr));
  return true;
}

Status ArxivList::replace_failed_feed(Day day, const Task& task) {
  const bool due = forecast_announcement(day).expected && clock_.now() >= feed_time(day);
  if (visit_.status.state != SourceState::kWaiting && due) {
    const std::string why = "the feed failed (" + visit_.status.detail + ")";
    SHEAF_ASSIGN(const bool found, ask_catchup(day, why, task));
    if (found) return {};
    visit_.status.detail += catchup_excuse();
  }
  return remember();
}

Status ArxivList::ask_feed(std::optional<Day> wanted, const Task& task) {
  auto answer = source_.fetch_list(visit_.list, profile_.feed, {memory_.etag, memory_.last_modified}, task);
  if (!answer) {
    if (is_ours(answer.error())) return std::move(answer).error();
    set_failed(visit_, answer.error(), clock_.now_ms());
    return replace_failed_feed(wanted.value_or(today_), task);
  }
  const Day newest = wanted ? std::min(*wanted, today_) : newest_feed_day(clock_.now());
  if (!answer->not_modified) return take_feed(std::move(*answer), newest, task);
  SHEAF_ASSIGN(visit_.day, store_.last_recorded_day(visit_.list));
  return visit_.day ? look_for_newer(*visit_.day, newest, task) : Status();
}

Result<std::optional<Day>> ArxivList::repeated_day(const source::FeedDay& feed) {
  const bool earlier = memory_.batch_day && *memory_.batch_day < feed.day;
  if (earlier && memory_.batch_hash == source::batch_hash(feed.items)) return memory_.batch_day;
  // Also when a batch was taken from elsewhere, or a straggler came into the old one: a list
  // announces no paper as new, or as a cross-list, twice.
  std::vector<std::string> fresh;
  for (const source::FeedItem& item : feed.items)
    if (item.type == AnnounceType::kNew || item.type == AnnounceType::kCross) fresh.push_back(item.paper.id);
  SHEAF_ASSIGN(const auto known, store_.announced_before(visit_.list, fresh, feed.day));
  if (known.empty() || known.size() * 10 < fresh.size() * 9) return std::optional<Day>();
  return std::optional<Day>(known.back().second);
}

Status ArxivList::take_feed(source::ListAnswer answer, Day newest, const Task& task) {
  const Day day = answer.feed.day;
  SHEAF_ASSIGN(const std::optional<Day> repeated, repeated_day(answer.feed));
  // The feed can go on serving the last batch under a new date; seen in August 2026.
  if (repeated) return judge_repeat(day, *repeated, task);
  if (answer.feed.items.empty() && answer.feed.warnings.empty()) return judge_empty(day, task);
  SHEAF_TRY(put(answer.feed, &answer.validators));
  return look_for_newer(day, newest, task);
}

Status ArxivList::judge_repeat(Day day, Day repeated, const Task& task) {
  const std::string same = "the feed still has the batch of " + format_day(repeated);
  set_no_announcement(visit_.status, day);
  if (!forecast_announcement(day).expected) return put({day, {}, {}}, nullptr);
  SHEAF_ASSIGN(const bool found, ask_catchup(day, same, task));
  if (found) return {};
  visit_.status.state = SourceState::kStale;
  visit_.status.detail = same + catchup_excuse();
  return remember();
}

Status ArxivList::judge_empty(Day day, const Task& task) {
  set_no_announcement(visit_.status, day);
  if (!forecast_announcement(day).expected || !may_catch_up()) return put({day, {}, {}}, nullptr);
  SHEAF_ASSIGN(const bool found, ask_catchup(day, "the feed is empty", task));
  if (found) return {};
  visit_.status.state = SourceState::kPartial;
  visit_.status.detail = "the feed is empty on a day that should have an announcement, and the "
                         "catch-up page could not tell: " + catchup_problem_;
  return remember();
}

Status ArxivList::look_for_newer(Day day, Day newest, const Task& task) {
  if (day >= newest) return {};
  const std::string old = "the feed is of " + format_day(day);
  const SourceStatus before = visit_.status;
  SHEAF_ASSIGN(const bool found, ask_catchup(newest, old, task));
  if (found && visit_.status.papers > 0) return {};
  visit_.status = before;
  visit_.day = day;
  if (found) return {};  // the page agrees that there was nothing newer
  visit_.status.state = SourceState::kStale;
  visit_.status.detail = old + ", although there should be one of " + format_day(newest) +
                         catchup_excuse();
  return remember();
}

}  // namespace sheaf::app
