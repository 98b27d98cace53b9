// Words for what became of a list; see visit.hpp.
#include "app/visit.hpp"

#include "model/calendar.hpp"
#include "source/status.hpp"

namespace sheaf::app {

bool is_ours(const Error& error) {
  return error.code == ErrorCode::kCancelled || error.code == ErrorCode::kStore ||
         error.code == ErrorCode::kIo || error.code == ErrorCode::kNoMemory ||
         error.code == ErrorCode::kUnsupported;
}

void set_failed(ListVisit& visit, const Error& error, std::int64_t now_ms) {
  visit.status = source::status_of(visit.status.name, error, now_ms);
  visit.error = error;
}

std::string unread_items(const std::vector<std::string>& warnings) {
  return std::to_string(warnings.size()) + (warnings.size() == 1 ? " item" : " items") +
         " could not be read: " + warnings.front();
}

void note_status(store::SourceMemory& memory, const SourceStatus& status, Seconds now) {
  memory.last_state = source_state_name(status.state);
  memory.last_detail = status.detail;
  memory.checked = now;
}

void set_no_announcement(SourceStatus& status, Day day) {
  const AnnouncementForecast forecast = forecast_announcement(day);
  status.state = SourceState::kEmpty;
  status.detail = "no announcement";
  status.reason = forecast.expected ? "" : forecast.reason;
}

std::string topic_list(const Topic& topic) { return "topic:" + topic.name; }

std::string source_summary_key(const std::string& list, const std::string& paper_id) {
  return list + "/" + paper_id;
}

std::vector<std::string> lists_of(const Profile& profile) {
  std::vector<std::string> lists = profile.categories;
  for (const Topic& topic : profile.topics) lists.push_back(topic_list(topic));
  lists.insert(lists.end(), profile.sources.begin(), profile.sources.end());
  return lists;
}

}  // namespace sheaf::app
