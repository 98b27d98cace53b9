// A Zotero library in memory that carries plans out as hosts do, and invented digests for it.
// Owns its items as the Web API's flat JSON; one test, one thread.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "app/zotero_plan.hpp"
#include "model/json.hpp"

namespace sheaf::test {

inline Entry zotero_entry(const std::string& id, const std::string& title) {
  Entry entry;
  entry.paper.id = id;
  entry.paper.version = 1;
  entry.paper.title = title;
  entry.paper.abstract = "We study " + title + ".";
  entry.paper.authors = {{"Ada van der Berg", {}}, {"Li Wei", {}}};
  entry.paper.categories = {"cs.LG"};
  entry.paper.published = 1776297600;
  entry.announcement.day = *parse_day("2026-04-17");
  entry.score.value = 83.4;
  entry.summary.tldr = title + " works.";
  entry.summary.mindmap = {title, {{"Method", {{"A bandit", {}}}}}};
  entry.summary.provider = "built-in";
  return entry;
}

inline Digest zotero_digest(std::vector<Entry> entries, const char* day = "2026-04-17") {
  Digest digest;
  digest.day = *parse_day(day);
  digest.profile = "default";
  digest.entries = std::move(entries);
  return digest;
}

class ZoteroLibrary {
 public:
  Json items = Json::array();  ///< children too, told by parentItem
  std::string collection_key;  ///< of the day's collection, once a plan made it

  std::vector<app::KnownItem> known() const {
    std::vector<std::string> warnings;
    auto read = app::read_known_items(items, warnings);
    REQUIRE(read);
    CHECK(warnings.empty());
    return *read;
  }

  app::ZoteroPlan plan(const Digest& digest, app::ZoteroPlanOptions options = {}) const {
    options.collection_key = collection_key;
    auto plan = app::plan_zotero(digest, options, known());
    REQUIRE(plan);
    return *plan;
  }

  /// Does what the plan's JSON says.
  void apply(const app::ZoteroPlan& plan) {
    const Json json = app::zotero_plan_to_json(plan);
    if (collection_key.empty()) collection_key = "COLL" + json["collection"].back().get<std::string>();
    for (const Json& entry : json["entries"]) apply_entry(entry);
  }

  Json& find(const std::string& key) {
    for (Json& item : items)
      if (item["key"] == key) return item;
    FAIL("no item " << key);
    return items;
  }
  Json& child(const std::string& parent, const std::string& type, std::size_t n = 0) {
    for (Json& item : items)
      if (item.value("parentItem", "") == parent && item["itemType"] == type && n-- == 0) return item;
    FAIL("no " << type << " of " << parent);
    return items;
  }
  std::size_t count(const std::string& type) const {
    return static_cast<std::size_t>(
        std::count_if(items.begin(), items.end(), [&](const Json& item) { return item["itemType"] == type; }));
  }
  std::string add(Json item) {
    const std::string key = "KEY" + std::to_string(items.size());
    item["key"] = key;
    item["version"] = items.size() + 1;
    items.push_back(std::move(item));
    return key;
  }

 private:
  void apply_entry(const Json& entry) {
    std::string key = entry.value("key", "");
    if (entry["action"] == "create") key = add(entry["item"]);
    if (entry.contains("patch"))
      for (const auto& [name, value] : entry["patch"].items()) find(key)[name] = value;
    if (entry["file"].get<bool>()) find(key)["collections"].push_back(collection_key);
    for (Json attachment : entry["attachments"]) {
      attachment["itemType"] = "attachment";
      attachment["parentItem"] = key;
      add(std::move(attachment));
    }
    if (!entry.contains("note")) return;
    const Json& note = entry["note"];
    if (note["action"] == "create")
      add({{"itemType", "note"}, {"parentItem", key}, {"note", note["html"]}, {"tags", note["tags"]}});
    if (note["action"] == "replace") find(note["key"].get<std::string>())["note"] = note["html"];
  }
};

/// "create/create keep/keep": actions of items and of their notes.
inline std::string actions(const app::ZoteroPlan& plan) {
  std::string out;
  for (const app::ZoteroEntryPlan& entry : plan.entries) {
    out += (out.empty() ? "" : " ") + std::string(app::zotero_action_name(entry.action));
    if (entry.note) out += "/" + std::string(app::zotero_note_action_name(entry.note->action));
  }
  return out;
}

}  // namespace sheaf::test
