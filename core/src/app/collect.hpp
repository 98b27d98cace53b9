// Collect: brings one announcement day from the sources into the store, and tells the truth about
// each source. The first half of the pipeline; the second (pipeline.hpp) only reads the store.
// Borrows everything; one call uses one thread.
#pragma once

#include <optional>

#include "app/library.hpp"
#include "source/arxiv.hpp"

namespace sheaf::app {

class Collector {
 public:
  Collector(store::Store& store, Clock& clock, const Profile& profile)
      : store_(store), clock_(clock), profile_(profile) {}

  /// Asks every list of the profile for `wanted` (none: the day the feeds announce), then the API
  /// for the records that are not complete. A source that fails is in the report; an error comes
  /// back only when no list gave anything and none is stored for the day.
  Result<FetchReport> collect(source::ArxivSource& source, std::optional<Day> wanted, const Task& task);

  /// What the store alone knows of a day (none: the latest).
  Result<FetchReport> from_store(std::optional<Day> wanted);

 private:
  struct ListVisit {
    std::string list;
    std::optional<Day> day;  ///< of the batch the feed gave; none: it gave nothing
    SourceStatus status;
    std::optional<Error> error;
  };

  Result<ListVisit> visit_list(source::ArxivSource& source, const std::string& list,
                               std::optional<Day> wanted, const Task& task);
  Status take_feed(ListVisit& visit, source::ListAnswer answer, store::SourceMemory memory);
  Status remember_failure(const ListVisit& visit);
  Result<bool> already_stored(const std::string& list, std::optional<Day> wanted);
  void judge_day(ListVisit& visit, Day day, bool wanted, const std::vector<std::string>& recorded) const;
  /// An error when no list has anything of the day, unless a stale feed explains it.
  static Status explain_nothing(const std::vector<ListVisit>& visits, Day day);
  Status complete_records(source::ArxivSource& source, FetchReport& report, const Task& task);
  Status count_announced(FetchReport& report);

  store::Store& store_;
  Clock& clock_;
  const Profile& profile_;
  store::PutCounts stored_;
};

}  // namespace sheaf::app
