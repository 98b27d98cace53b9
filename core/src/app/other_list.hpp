// OtherList: what a source beyond arXiv's announcements has new: preprint servers, journals' feeds,
// Hugging Face's choice, and standing searches of arXiv's API. None of them announces by day, so a
// paper is new on the day the profile's lists first have it.
// Borrows everything; one call uses one thread.
#pragma once

#include <string>
#include <vector>

#include "app/visit.hpp"
#include "base/clock.hpp"
#include "source/arxiv.hpp"
#include "source/feed_source.hpp"

namespace sheaf::app {

struct OtherAccess {
  source::ArxivSource& arxiv;
  net::Client& client;
  const source::ServiceAccess& services;
  std::string plugins = {};  ///< folder of added plugins
};

class OtherList {
 public:
  OtherList(store::Store& store, Clock& clock, const Profile& profile, OtherAccess access, Day day)
      : store_(store), clock_(clock), profile_(profile), access_(access), day_(day) {}

  /// Brings what is new on the day into the store. A day that is over and recorded is not asked
  /// again. An error is ours; what went wrong at the source is in the visit.
  Result<ListVisit> visit_source(const std::string& spec, const Task& task);
  Result<ListVisit> visit_plugin(const PluginUse& use, const Task& task);
  Result<ListVisit> visit_topic(const Topic& topic, const Task& task);

 private:
  Result<bool> is_over_and_recorded(const ListVisit& visit);
  /// First day to ask for: the last one asked, again, since it may have grown since.
  Day first_day(std::string_view list) const;
  Status ask_days(ListVisit& visit, const source::FeedSpec& spec, std::vector<source::FeedItem>& items,
                  const Task& task);
  Status take_answer(ListVisit& visit, source::FeedAnswer answer, std::vector<source::FeedItem>& items);
  /// Records what no list of the profile had before `day_`, with the source's memory.
  Status put_news(ListVisit& visit, const std::vector<source::FeedItem>& items);
  Result<std::vector<store::StoredAnnouncement>> news_of(const std::string& list,
                                                         const std::vector<source::FeedItem>& items);
  Status remember_failure(ListVisit& visit, const Error& error);

  store::Store& store_;
  Clock& clock_;
  const Profile& profile_;
  OtherAccess access_;
  Day day_;
  store::SourceMemory memory_;
};

}  // namespace sheaf::app
