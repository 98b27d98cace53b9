// Visit: what became of asking one list for a day, and the words for it.
// Plain data and pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result.hpp"
#include "model/digest.hpp"
#include "model/profile.hpp"
#include "store/store.hpp"

namespace sheaf::app {

struct ListVisit {
  std::string list;        ///< "cs.CL", "biorxiv:neuroscience", "topic:LLM agents"
  std::optional<Day> day;  ///< of the batch it gave; none: it gave nothing
  SourceStatus status;
  std::optional<Error> error;
  store::PutCounts stored;
};

/// Errors that concern us rather than the source end the whole run.
bool is_ours(const Error& error);
/// Failed, or waiting with the time until when, as of `now_ms`, when the error came.
void set_failed(ListVisit& visit, const Error& error, std::int64_t now_ms);

/// "2 items could not be read: …", with the first of the warnings; there is one.
std::string unread_items(const std::vector<std::string>& warnings);
/// What the store remembers of how asking went.
void note_status(store::SourceMemory& memory, const SourceStatus& status, Seconds now);
/// Empty: no announcement, with the reason where the calendar knows one.
void set_no_announcement(SourceStatus& status, Day day);

/// Every list a profile asks: categories, topics, other sources, by the names they have in the store.
std::vector<std::string> lists_of(const Profile& profile);
std::string topic_list(const Topic& topic);  ///< "topic:LLM agents"
/// Where a source's own summary of a paper is kept.
std::string source_summary_key(const std::string& list, const std::string& paper_id);

}  // namespace sheaf::app
