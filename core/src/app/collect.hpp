// Collect: brings one day of all of a profile's lists from the sources into the store, and tells
// the truth about each of them. The first half of the pipeline; the second (pipeline.cpp) only
// reads the store.
// Borrows everything; one call uses one thread.
#pragma once

#include <optional>

#include "app/library.hpp"
#include "app/other_list.hpp"
#include "app/visit.hpp"

namespace sheaf::app {

class Collector {
 public:
  Collector(store::Store& store, Clock& clock, const Profile& profile)
      : store_(store), clock_(clock), profile_(profile) {}

  /// Asks every list of the profile for `wanted` (none: the day the feeds announce), then the API
  /// for the records that are not complete. A source that fails is in the report; an error comes
  /// back only when no list gave anything and none is stored for the day.
  Result<FetchReport> collect(OtherAccess access, std::optional<Day> wanted, const Task& task);

  /// What the store alone knows of a day (none: the latest).
  Result<FetchReport> from_store(std::optional<Day> wanted);

  /// Announcement days of the last `catch_up_days` that some category lacks although it has an
  /// earlier one, oldest first; the newest day is not among them.
  Result<std::vector<Day>> missed_days();

 private:
  Status visit_categories(OtherAccess access, std::optional<Day> wanted, const Task& task);
  Status visit_others(OtherAccess access, Day day, const Task& task);
  Day day_of_visits(std::optional<Day> wanted) const;
  void judge_day(ListVisit& visit, Day day, bool wanted, const std::vector<std::string>& recorded) const;
  /// An error when no list has anything of the day, unless a stale feed explains it.
  Status explain_nothing(Day day) const;
  Status complete_records(source::ArxivSource& source, FetchReport& report, const Task& task);
  Status count_announced(FetchReport& report);
  Status add_missed(const std::string& list, Day newest, std::vector<Day>& missed);

  store::Store& store_;
  Clock& clock_;
  const Profile& profile_;
  std::vector<ListVisit> visits_;
  store::PutCounts stored_;
};

}  // namespace sheaf::app
