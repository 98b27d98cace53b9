// A pull; see zotero_pull.hpp. How far the last one came is remembered after everything else.
// One thread.
#include "app/zotero_pull.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "app/zotero_collections.hpp"
#include "app/zotero_lesson.hpp"
#include "app/zotero_lookup.hpp"
#include "base/text.hpp"

namespace sheaf::app {
namespace {

class Pull {
 public:
  Pull(Library& library, const ZoteroPullRequest& request, zotero::Api& api, ZoteroPullReport& report)
      : library_(library), request_(request), api_(api), report_(report), place_(zotero_place(api)) {
    memory_ = "pull/" + join(request.collections, "\n");
  }
  Status run(const Task& task);

 private:
  Status recall(std::int64_t& since);
  Status remember(std::int64_t version);
  Status look_at_collections(const Task& task);
  Result<std::vector<std::string>> keys_now(const std::set<std::string>& left, const Task& task);
  bool selected(const LibraryItem& item) const;
  Status put(const ZoteroFound& found, const Task& task);
  Status take_events(const std::vector<ZoteroEvent>& events);

  Library& library_;
  const ZoteroPullRequest& request_;
  zotero::Api& api_;
  ZoteroPullReport& report_;
  std::string place_, memory_;
  std::map<std::string, std::string> paths_;
  std::vector<std::string> digests_;  ///< keys of the collections that digests made
  std::string shape_;                 ///< of the collections' names: renamed ones change every item
};

Status Pull::look_at_collections(const Task& task) {
  SHEAF_ASSIGN(ZoteroCollections collections, ZoteroCollections::read(library_.store(), api_, task));
  paths_ = collections.paths();
  const auto root = collections.find(request_.digests, task);
  if (root && !root->empty()) digests_ = collections.below(*root);
  std::string all;
  for (const auto& [key, path] : paths_) all += key + " " + path + "\n";
  shape_ = to_hex(fnv1a64(all));
  return {};
}

Status Pull::recall(std::int64_t& since) {
  since = 0;
  if (request_.full || !api_.has_versions()) return {};
  SHEAF_ASSIGN(const std::string text, zotero_memory(library_.store(), place_, memory_));
  if (text.empty()) return {};
  const auto json = parse_json(text, "what the store knows of Zotero");
  if (json && json->is_object() && json_string(*json, "shape") == shape_) since = json->value("version", std::int64_t{0});
  return {};
}

Status Pull::remember(std::int64_t version) {
  if (!api_.has_versions()) return {};
  return library_.store().put_baselines(place_, {{memory_, dump_json(Json{{"version", version}, {"shape", shape_}})}});
}

bool Pull::selected(const LibraryItem& item) const {
  if (request_.collections.empty()) return true;
  for (const std::string& path : item.collections)
    for (const std::string& wanted : request_.collections)
      if (path == wanted || path.starts_with(wanted + "/")) return true;
  return false;
}

/// All keys of the library but those that no longer teach anything.
Result<std::vector<std::string>> Pull::keys_now(const std::set<std::string>& left, const Task& task) {
  SHEAF_ASSIGN(const auto versions, api_.versions("items/top", "", task));
  std::vector<std::string> keys;
  for (const auto& [key, version] : versions)
    if (left.count(key) == 0) keys.push_back(key);
  return keys;
}

Status Pull::take_events(const std::vector<ZoteroEvent>& events) {
  const Seconds now = library_.clock().now();
  for (const ZoteroEvent& event : events) {
    const Seconds at = std::min(parse_rfc3339(event.at).value_or(now), now);
    SHEAF_ASSIGN(const Opinion before, library_.store().opinion_of(event.id));
    if (before.kind == event.kind) continue;
    SHEAF_ASSIGN(const bool changed, library_.store().put_feedback(event.id, event.kind, at));
    report_.liked += changed && event.kind == FeedbackKind::kLiked;
    report_.kept += changed && event.kind == FeedbackKind::kKept;
    report_.trashed += changed && event.kind == FeedbackKind::kTrashed;
  }
  return {};
}

Status Pull::put(const ZoteroFound& found, const Task& task) {
  ZoteroLesson lesson = zotero_lesson(found.known, digests_, paths_);
  store::LibraryChange change;
  change.origin = "zotero:" + api_.identity();
  change.complete = true;
  std::set<std::string> left;
  for (const KnownItem& item : found.known) left.insert(item.key);
  for (LibraryItem& item : lesson.library) {
    if (!selected(item)) continue;
    left.erase(item.key);
    change.items.push_back(std::move(item));
  }
  if (report_.incremental) {
    SHEAF_ASSIGN(change.keys, keys_now(left, task));
  }
  report_.read = found.known.size();
  SHEAF_ASSIGN(report_.counts, library_.store().put_library(change, task));
  return request_.feedback ? take_events(lesson.events) : Status();
}

Status Pull::run(const Task& task) {
  report_.door = std::string(zotero::door_name(api_.door()));
  report_.where = api_.shown();
  SHEAF_TRY(look_at_collections(task));
  std::int64_t since = 0, version = 0;
  SHEAF_TRY(recall(since));
  report_.incremental = since > 0;
  ZoteroFound found;
  if (since > 0) {
    SHEAF_ASSIGN(const auto changed, api_.versions("items", "includeTrashed=1&since=" + std::to_string(since), task));
    version = api_.version();
    if (version == since && changed.empty()) return {};  // deleting counts as a change
    std::vector<std::string> keys;
    for (const auto& [key, at] : changed) keys.push_back(key);
    SHEAF_ASSIGN(found, find_in_zotero(api_, keys, "", task));
  } else {
    SHEAF_ASSIGN(found, all_of_zotero(api_, version, task));
  }
  for (const std::string& warning : found.warnings) add_once(report_.warnings, warning, 100);
  SHEAF_TRY(put(found, task));
  return remember(version);
}

}  // namespace

Result<ZoteroPullReport> pull_from_zotero(Library& library, const ZoteroPullRequest& request, const Task& task) {
  if (request.access.door == zotero::Door::kConnector)
    return Error(ErrorCode::kInvalid, "the connector only takes papers in; pull over the local API or --web");
  ZoteroPullReport report;
  SHEAF_ASSIGN(ZoteroConnection connection, connect_zotero(library, request.access, false, task));
  SHEAF_TRY(Pull(library, request, *connection.api, report).run(task));
  report.requests = connection.exchange->requests();
  return report;
}

Json zotero_pull_to_json(const ZoteroPullReport& report) {
  return {{"door", report.door},
          {"where", report.where},
          {"incremental", report.incremental},
          {"read", report.read},
          {"added", report.counts.added},
          {"updated", report.counts.updated},
          {"unchanged", report.counts.unchanged},
          {"removed", report.counts.removed},
          {"liked", report.liked},
          {"kept", report.kept},
          {"trashed", report.trashed},
          {"warnings", report.warnings},
          {"requests", report.requests}};
}

}  // namespace sheaf::app
