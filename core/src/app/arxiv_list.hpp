// ArxivList: one arXiv category's announcements of a day. The feed has the newest day; what it does
// not have (a day that was missed, a stale or broken feed, an empty one on a day that should not
// be) comes from arXiv's catch-up page.
// Borrows everything; one call uses one thread.
#pragma once

#include <optional>
#include <string>

#include "app/visit.hpp"
#include "base/clock.hpp"
#include "source/arxiv.hpp"

namespace sheaf::app {

class ArxivList {
 public:
  ArxivList(store::Store& store, Clock& clock, const Profile& profile, source::ArxivSource& source,
            std::string list);

  /// Brings `wanted` (none: the newest day) into the store. An error is ours (is_ours()); what went
  /// wrong at the source is in the visit.
  Result<ListVisit> visit(std::optional<Day> wanted, const Task& task);

 private:
  Status ask_feed(std::optional<Day> wanted, const Task& task);
  Status take_feed(source::ListAnswer answer, Day newest, const Task& task);
  Status replace_failed_feed(Day day, const Task& task);
  /// The day whose batch the feed repeats, if it does.
  Result<std::optional<Day>> repeated_day(const source::FeedDay& feed);
  Status judge_repeat(Day day, Day repeated, const Task& task);
  Status judge_empty(Day day, const Task& task);
  /// The feed is of `day`; when that is before `newest`, there should be a newer one.
  Status look_for_newer(Day day, Day newest, const Task& task);
  /// True when the page gave the day; `why` goes into the status.
  Result<bool> ask_catchup(Day day, const std::string& why, const Task& task);
  /// `validators` null: not the feed's own words, which the memory then keeps.
  Status put(const source::FeedDay& feed, const source::Validators* validators);
  Status remember();
  bool may_catch_up() const;
  /// "; the catch-up page did not help: …" where it was asked.
  std::string catchup_excuse() const;

  store::Store& store_;
  Clock& clock_;
  const Profile& profile_;
  source::ArxivSource& source_;
  Day today_;
  ListVisit visit_;
  store::SourceMemory memory_;
  std::string catchup_problem_;  ///< why the page did not help
};

}  // namespace sheaf::app
