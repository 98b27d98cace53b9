// What a Zotero library teaches; see zotero_lesson.hpp.
// No state; any thread.
#include "app/zotero_lesson.hpp"

#include <algorithm>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "app/zotero_touch.hpp"
#include "base/text.hpp"
#include "published/library_zotero.hpp"
#include "render/zotero_item.hpp"

namespace sheaf::app {
namespace {

/// The item in the API's own form, which the reader of exported libraries knows.
Json api_json(const KnownItem& item) {
  Json json = Json::object();
  for (const auto& [name, value] : item.fields) json[name] = value;
  json["key"] = item.key;
  json["creators"] = Json::array();
  for (const std::string& creator : item.creators) {
    const std::vector<std::string> parts = split(creator, '|');
    if (parts.size() == 3)
      json["creators"].push_back({{"creatorType", parts[0]}, {"firstName", parts[1]}, {"lastName", parts[2]}});
  }
  json["tags"] = Json::array();
  for (const KnownTag& tag : item.tags)
    if (!tag.name.starts_with("sheaf:") && !tag.name.starts_with(render::kZoteroScoreTag)) json["tags"].push_back(tag.name);
  json["collections"] = item.collections;
  return json;
}

/// Paper::id of the item's paper; empty when it tells none. An address stands whole in such an id.
std::string paper_of(const KnownItem& item) {
  const std::vector<std::string> ids = item.paper_ids();
  if (ids.empty()) return {};
  return ids.front().starts_with("url:") ? "url:" + item.field("url") : ids.front();
}

/// How a paper of a digest was taken: the strongest sign counts.
std::optional<ZoteroEvent> event_of(const KnownItem& item, const std::string& paper,
                                    const std::unordered_set<std::string>& digests) {
  if (item.trashed) return ZoteroEvent{paper, FeedbackKind::kTrashed, "it is in the trash", item.field("dateModified")};
  std::optional<ZoteroEvent> event;
  for (const ReaderTouch& touch : touches_of(item, digests)) {
    const bool stronger = touch.kind == FeedbackKind::kLiked || (touch.kind == FeedbackKind::kKept && !event);
    if (stronger) event = ZoteroEvent{paper, touch.kind, touch.why, item.field("dateModified")};
    if (touch.kind == FeedbackKind::kLiked) break;
  }
  return event;
}

}  // namespace

ZoteroLesson zotero_lesson(const std::vector<KnownItem>& known, const std::vector<std::string>& digest_collections,
                           const std::map<std::string, std::string>& names) {
  const std::unordered_set<std::string> digests(digest_collections.begin(), digest_collections.end());
  published::CollectionPaths paths;
  for (const auto& [key, name] : names) paths.by_key[key] = name;
  ZoteroLesson lesson;
  for (const KnownItem& item : known) {
    if (!item.is_regular()) continue;
    const std::string paper = paper_of(item);
    const bool made = item.made_by_sheaf();
    const std::optional<ZoteroEvent> event = made && !paper.empty() ? event_of(item, paper, digests) : std::nullopt;
    if (event) lesson.events.push_back(*event);
    if (made && !paper.empty() && !event) lesson.untouched.push_back(paper);
    if (item.trashed || (made && !event)) continue;
    KnownItem told = item;
    std::erase_if(told.collections, [&](const std::string& key) { return digests.count(key) > 0; });
    LibraryItem library = published::zotero_item(api_json(told), paths);
    if (!trim(library.title).empty()) lesson.library.push_back(std::move(library));
  }
  return lesson;
}

}  // namespace sheaf::app
