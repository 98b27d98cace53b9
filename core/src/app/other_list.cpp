// Sources beyond arXiv's announcements; see other_list.hpp.
#include "app/other_list.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "app/plugins.hpp"
#include "source/arxiv_query.hpp"

namespace sheaf::app {
namespace {

constexpr int kTopicOverlapDays = 7;  // moderation holds papers back for days after submission

Seconds start_of(Day day) {
  return std::chrono::duration_cast<std::chrono::seconds>(day.time_since_epoch()).count();
}

void add_reason(SourceStatus& status, SourceState state, const std::string& reason) {
  status.state = state;
  status.detail += (status.detail.empty() ? "" : "; ") + reason;
}

source::Topic query_of(const Topic& topic) {
  source::Topic query;
  query.keywords = topic.keywords;
  query.authors = topic.authors;
  query.categories = topic.categories;
  query.exclude = topic.exclude;
  query.authors_or_keywords = true;
  return query;
}

}  // namespace

Result<bool> OtherList::is_over_and_recorded(const ListVisit& visit) {
  if (day_ >= new_york_day(clock_.now())) return false;
  SHEAF_ASSIGN(const std::vector<Day> recorded, store_.recorded_days(visit.list, day_, day_));
  return !recorded.empty();
}

Day OtherList::first_day(std::string_view list) const {
  const Day earliest = day_ - std::chrono::days(profile_.catch_up_days);
  const auto last = store_.last_recorded_day(list);
  if (!last || !*last) return day_;
  return std::clamp(**last, earliest, day_);
}

Status OtherList::remember_failure(ListVisit& visit, const Error& error) {
  set_failed(visit, error, clock_.now_ms());
  note_status(memory_, visit.status, clock_.now());
  return store_.set_source_memory(visit.status.name, memory_);
}

Result<std::vector<store::StoredAnnouncement>> OtherList::news_of(
    const std::string& list, const std::vector<source::FeedItem>& items) {
  // What the same day already has stays: a feed that rolls on forgets it.
  SHEAF_ASSIGN(std::vector<store::StoredAnnouncement> news, store_.announced(day_, {list}));
  std::vector<std::string> ids;
  for (const source::FeedItem& item : items) ids.push_back(item.paper.id);
  std::unordered_set<std::string> known;
  for (const std::string& other : lists_of(profile_)) {
    SHEAF_ASSIGN(const auto before, store_.announced_before(other, ids, day_));
    for (const auto& [id, when] : before) known.insert(id);
  }
  for (const source::FeedItem& item : items)
    if (!known.count(item.paper.id)) news.push_back({item.paper, item.type});
  return news;
}

Status OtherList::put_news(ListVisit& visit, const std::vector<source::FeedItem>& items) {
  SHEAF_ASSIGN(std::vector<store::StoredAnnouncement> news, news_of(visit.list, items));
  visit.day = day_;
  visit.status.papers = news.size();
  if (news.empty() && visit.status.state == SourceState::kOk)
    add_reason(visit.status, SourceState::kEmpty, "nothing new");
  memory_.batch_day = day_;
  note_status(memory_, visit.status, clock_.now());
  SHEAF_ASSIGN(visit.stored,
               store_.put_batch({visit.list, day_, std::move(news), memory_, visit.status.name}));
  return {};
}

Status OtherList::take_answer(ListVisit& visit, source::FeedAnswer answer,
                              std::vector<source::FeedItem>& items) {
  // Today takes all there is: a feed dates by its own clock, often tomorrow's date already. A day gone
  // by leaves later items to the days after it, which must then be told the whole feed again.
  const bool today = day_ >= new_york_day(clock_.now());
  bool left_out = false;
  for (source::FeedDay& day : answer.days) {
    if (!today && day.day > day_) {
      left_out = left_out || !day.items.empty();
      continue;
    }
    std::move(day.items.begin(), day.items.end(), std::back_inserter(items));
  }
  if (!answer.warnings.empty())
    add_reason(visit.status, SourceState::kPartial, unread_items(answer.warnings));
  if (!answer.gap.empty()) add_reason(visit.status, SourceState::kPartial, answer.gap);
  if (!answer.not_modified) {
    memory_.etag = left_out ? "" : answer.validators.etag;
    memory_.last_modified = left_out ? "" : answer.validators.last_modified;
  }
  std::vector<std::pair<std::string, Summary>> summaries;
  for (source::FeedExtra& extra : answer.extras)
    if (extra.summary) summaries.emplace_back(source_summary_key(visit.list, extra.paper_id), *std::move(extra.summary));
  return store_.put_summaries(summaries);
}

Status OtherList::ask_days(ListVisit& visit, const source::FeedSpec& spec,
                           std::vector<source::FeedItem>& items, const Task& task) {
  // A journal's feed tells of all days it knows at once; the others are asked day by day.
  const bool rolling = spec.kind == source::FeedKind::kRss;
  for (Day day = rolling ? day_ : first_day(visit.list); day <= day_; day += std::chrono::days(1)) {
    auto answer = source::fetch_feed(spec, day, {memory_.etag, memory_.last_modified}, access_.client,
                                     access_.services, task);
    if (answer) {
      SHEAF_TRY(take_answer(visit, *std::move(answer), items));
      continue;
    }
    if (is_ours(answer.error())) return std::move(answer).error();
    // With the days before it there is something to show; the gap is asked for again tomorrow.
    if (items.empty()) return remember_failure(visit, answer.error());
    add_reason(visit.status, SourceState::kPartial, format_day(day) + ": " + answer.error().message);
    return {};
  }
  return {};
}

/// A plugin's failure is its own: it ends no run.
Result<ListVisit> OtherList::visit_plugin(const PluginUse& use, const Task& task) {
  const std::string list = plugin_list_name(use.label);
  ListVisit visit{list, day_, {list, SourceState::kOk, "", 0}, std::nullopt, {}};
  SHEAF_ASSIGN(const bool known, is_over_and_recorded(visit));
  if (known) return visit;
  SHEAF_ASSIGN(memory_, store_.source_memory(list));
  const auto found = [&]() -> Result<plugin::SourceAnswer> {
    SHEAF_ASSIGN(const plugin::Package package, find_plugin(access_.plugins, use));
    SHEAF_ASSIGN(plugin::Plugin plugin, plugin::Plugin::open(package, use.label, use.options, plugin::Limits(), task));
    return plugin::run_source(plugin, {first_day(list), day_}, plugin_door(access_.client), task);
  }();
  if (!found) {
    if (found.error().code == ErrorCode::kCancelled || found.error().code == ErrorCode::kStore) return found.error();
    visit.day = std::nullopt;
    SHEAF_TRY(remember_failure(visit, found.error()));
    return visit;
  }
  std::vector<source::FeedItem> items;
  for (const Paper& paper : found->papers) items.push_back({paper, AnnounceType::kNew});
  if (!found->warnings.empty()) add_reason(visit.status, SourceState::kPartial, unread_items(found->warnings));
  SHEAF_TRY(put_news(visit, items));
  return visit;
}

Result<ListVisit> OtherList::visit_source(const std::string& text, const Task& task) {
  if (const PluginUse* use = plugin_of_list(profile_, text)) return visit_plugin(*use, task);
  ListVisit visit{text, std::nullopt, {text, SourceState::kOk, "", 0}, std::nullopt, {}};
  SHEAF_ASSIGN(const source::FeedSpec spec, source::parse_feed_spec(text));
  SHEAF_ASSIGN(const bool known, is_over_and_recorded(visit));
  visit.day = day_;
  if (known) return visit;
  SHEAF_ASSIGN(memory_, store_.source_memory(visit.status.name));
  std::vector<source::FeedItem> items;
  SHEAF_TRY(ask_days(visit, spec, items, task));
  if (visit.error) return visit;
  SHEAF_TRY(put_news(visit, items));
  return visit;
}

Result<ListVisit> OtherList::visit_topic(const Topic& topic, const Task& task) {
  const std::string list = topic_list(topic);
  ListVisit visit{list, day_, {list, SourceState::kOk, "", 0}, std::nullopt, {}};
  SHEAF_ASSIGN(const bool known, is_over_and_recorded(visit));
  if (known) return visit;
  SHEAF_ASSIGN(memory_, store_.source_memory(visit.status.name));
  SHEAF_ASSIGN(const std::string expression, source::topic_query(query_of(topic)));
  source::SearchPlan plan{expression, std::nullopt, std::nullopt, true, 0};
  plan.from = start_of(first_day(list) - std::chrono::days(kTopicOverlapDays));
  plan.until = start_of(day_ + std::chrono::days(1));
  std::vector<source::FeedItem> items;
  const auto take = [&](std::vector<Paper> papers) -> Status {
    for (Paper& paper : papers) items.push_back({std::move(paper), AnnounceType::kNew});
    return {};
  };
  const auto report = access_.arxiv.search_all(plan, take, task);
  if (!report) {
    if (is_ours(report.error())) return report.error();
    SHEAF_TRY(remember_failure(visit, report.error()));
    return visit;
  }
  const SourceState state = report->status.state;
  if (state != SourceState::kOk && state != SourceState::kEmpty)
    add_reason(visit.status, state, report->status.detail);
  SHEAF_TRY(put_news(visit, items));
  return visit;
}

}  // namespace sheaf::app
