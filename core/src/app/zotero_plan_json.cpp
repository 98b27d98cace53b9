// A plan as JSON; see zotero_plan.hpp.
// No state; any thread.
#include <array>

#include <nlohmann/json.hpp>

#include "app/zotero_plan.hpp"
#include "model/json_parts.hpp"

namespace sheaf::app {
namespace {

constexpr std::array<std::string_view, 5> kActions = {"create", "update", "file", "keep", "skip"};
constexpr std::array<std::string_view, 3> kNoteActions = {"create", "replace", "keep"};

/// Text that was made from JSON here.
Json parsed(const std::string& text) { return Json::parse(text, nullptr, false); }

Json note_to_json(const ZoteroNotePlan& note) {
  Json json = {{"action", zotero_note_action_name(note.action)}};
  json_parts::put(json, "key", note.key);
  if (note.version > 0) json["version"] = note.version;
  json_parts::put(json, "why", note.why);
  json_parts::put(json, "fingerprint", note.fingerprint);
  if (note.action == ZoteroNoteAction::kKeep) return json;
  json["html"] = note.html;
  json["tags"] = Json::array();
  for (const std::string& tag : note.tags) json["tags"].push_back({{"tag", tag}, {"type", 1}});
  json["images"] = Json::array();
  for (const render::ZoteroNoteImage& image : note.images)
    json["images"].push_back({{"id", image.id}, {"svg", image.svg}, {"width", image.width}, {"height", image.height},
                              {"after", image.after}, {"html", image.html}});
  return json;
}

Json entry_to_json(const ZoteroEntryPlan& entry) {
  Json json = {{"paper", entry.paper}, {"title", entry.title},
               {"rank", entry.rank},   {"score", entry.score},
               {"action", zotero_action_name(entry.action)}, {"why", entry.why}};
  json_parts::put(json, "key", entry.key);
  json_parts::put(json, "duplicates", entry.duplicates);
  if (!entry.item.empty()) json["item"] = parsed(entry.item);
  if (!entry.patch.empty()) json["patch"] = parsed(entry.patch);
  if (entry.version > 0) json["version"] = entry.version;
  json["file"] = entry.file;
  json["attachments"] = Json::array();
  for (const ZoteroAttachmentPlan& one : entry.attachments)
    json["attachments"].push_back({{"title", one.title}, {"url", one.url}, {"contentType", one.content_type},
                                   {"linkMode", one.link_mode}});
  if (entry.note) json["note"] = note_to_json(*entry.note);
  json["related"] = entry.related;
  return json;
}

std::string summary_text(const std::array<std::size_t, kActions.size()>& counts) {
  const std::size_t there = counts[1] + counts[2] + counts[3];
  std::string text = std::to_string(counts[0]) + (counts[0] == 1 ? " paper added" : " papers added");
  if (there > 0) text += ", " + std::to_string(there) + " already there";
  if (counts[4] > 0) text += ", " + std::to_string(counts[4]) + " left out";
  return text;
}

Json summary_of(const ZoteroPlan& plan) {
  std::array<std::size_t, kActions.size()> actions{};
  std::array<std::size_t, kNoteActions.size()> notes{};
  for (const ZoteroEntryPlan& entry : plan.entries) {
    ++actions[static_cast<std::size_t>(entry.action)];
    if (entry.note) ++notes[static_cast<std::size_t>(entry.note->action)];
  }
  Json json = Json::object();
  for (std::size_t i = 0; i < kActions.size(); ++i) json[std::string(kActions[i])] = actions[i];
  json["notes_created"] = notes[0];
  json["notes_replaced"] = notes[1];
  json["notes_kept"] = notes[2];
  json["text"] = summary_text(actions);
  return json;
}

Json removal_list(const std::vector<ZoteroRemovalItem>& items, bool with_collections) {
  Json list = Json::array();
  for (const ZoteroRemovalItem& item : items) {
    Json json = {{"key", item.key}, {"why", item.why}};
    if (item.version > 0) json["version"] = item.version;
    if (with_collections) json["collections"] = item.collections;
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string_view zotero_action_name(ZoteroAction action) { return kActions[static_cast<std::size_t>(action)]; }

std::string_view zotero_note_action_name(ZoteroNoteAction action) {
  return kNoteActions[static_cast<std::size_t>(action)];
}

Json zotero_plan_to_json(const ZoteroPlan& plan) {
  Json json = {{"collection", plan.collection}, {"entries", Json::array()}};
  for (const ZoteroEntryPlan& entry : plan.entries) json["entries"].push_back(entry_to_json(entry));
  json["summary"] = summary_of(plan);
  json["warnings"] = plan.warnings;
  return json;
}

Json zotero_removal_to_json(const ZoteroRemoval& removal) {
  return {{"trash", removal_list(removal.trash, false)},
          {"unfile", removal_list(removal.unfile, true)},
          {"collections", removal.collections},
          {"summary", {{"trash", removal.trash.size()}, {"unfile", removal.unfile.size()}}}};
}

}  // namespace sheaf::app
