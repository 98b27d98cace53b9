// Carrying out what the plan says; see zotero_push_write.hpp. The note of a paper comes last: its mark
// says that the parts before it are there.
// One thread.
#include "app/zotero_push_write.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::app {
namespace {

/// The same key for the same part of the same item, so that a repeat finds it taken.
std::string key_below(const std::string& parent, const std::string& part) {
  constexpr std::string_view kAlphabet = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ";
  std::uint64_t hash = fnv1a64(parent + "\n" + part);
  std::string key;
  for (int i = 0; i < 8; ++i, hash /= kAlphabet.size()) key += kAlphabet[hash % kAlphabet.size()];
  return key;
}

Json tags_of(const std::vector<std::string>& names) {
  Json tags = Json::array();
  for (const std::string& name : names) tags.push_back({{"tag", name}});
  return tags;
}

enum class What { kItem, kAttachment, kNote };

}  // namespace

struct ZoteroWriter::Object {
  const ZoteroEntryPlan* entry;
  What what;
  Json json;
  std::string url = {};  ///< of an attachment with a file
  std::string key = {};  ///< once it is there
};

ZoteroWriter::ZoteroWriter(zotero::Api& api, const ZoteroFound& found, std::string collection,
                           std::map<std::string, std::string>& keys, ZoteroPushReport& report)
    : api_(api), found_(found), collection_(std::move(collection)), keys_(keys), report_(report) {}

ZoteroWriter::~ZoteroWriter() = default;

/// Nothing when the item stays as it is.
Result<Json> ZoteroWriter::change_of(const ZoteroEntryPlan& entry) const {
  Json object = Json::object();
  if (!entry.patch.empty()) {
    SHEAF_ASSIGN(object, parse_json(entry.patch, "the patch of " + entry.paper));
  }
  if (entry.file && !collection_.empty()) {
    const KnownItem* item = found_.find(entry.key);
    std::vector<std::string> collections = item ? item->collections : std::vector<std::string>();
    add_once(collections, collection_);
    object["collections"] = std::move(collections);
  }
  if (object.empty()) return object;
  const auto version = found_.versions.find(entry.key);
  object["key"] = entry.key;
  object["version"] = version == found_.versions.end() ? 0 : version->second;
  return object;
}

Result<std::vector<ZoteroWriter::Object>> ZoteroWriter::items_of(const std::vector<const ZoteroEntryPlan*>& batch) {
  std::vector<Object> out;
  for (const ZoteroEntryPlan* entry : batch) {
    if (entry->action != ZoteroAction::kCreate) {
      parents_[entry->paper] = entry->key;
      SHEAF_ASSIGN(Json change, change_of(*entry));
      if (!change.empty()) out.push_back({entry, What::kItem, std::move(change)});
      continue;
    }
    SHEAF_ASSIGN(Json item, parse_json(entry->item, "the item of " + entry->paper));
    item["collections"] = collection_.empty() ? Json::array() : Json::array({collection_});
    if (api_.can_choose_keys()) {
      std::string& key = keys_[entry->paper];
      if (key.empty()) key = zotero::Api::new_key();
      parents_[entry->paper] = key;
      item["key"] = key;
      item["version"] = 0;
    }
    out.push_back({entry, What::kItem, std::move(item)});
  }
  return out;
}

void ZoteroWriter::add_attachments(const ZoteroEntryPlan& entry, const ZoteroFiles& files, std::vector<Object>& out) {
  const auto parent = parents_.find(entry.paper);
  if (parent == parents_.end() || lost(entry)) return;
  for (const ZoteroAttachmentPlan& attachment : entry.attachments) {
    const bool file = attachment.link_mode == "imported_url" && files.count(attachment.url) != 0;
    Json json = {{"itemType", "attachment"},
                 {"parentItem", parent->second},
                 {"linkMode", file ? "imported_url" : "linked_url"},
                 {"title", attachment.title},
                 {"url", attachment.url},
                 {"contentType", attachment.content_type},
                 {"tags", Json::array()}};
    if (api_.can_choose_keys()) {
      json["key"] = key_below(parent->second, attachment.url);
      json["version"] = 0;
    }
    out.push_back({&entry, What::kAttachment, std::move(json), file ? attachment.url : std::string()});
  }
}

void ZoteroWriter::add_note(const ZoteroEntryPlan& entry, std::vector<Object>& out) {
  const auto parent = parents_.find(entry.paper);
  if (!entry.note || entry.note->action == ZoteroNoteAction::kKeep || parent == parents_.end() || lost(entry)) return;
  const ZoteroNotePlan& note = *entry.note;
  Json json = {{"note", note.html}};
  if (note.action == ZoteroNoteAction::kReplace) {
    json["key"] = note.key;
    json["version"] = note.version;
  } else {
    json["itemType"] = "note";
    json["parentItem"] = parent->second;
    json["tags"] = tags_of(note.tags);
    if (api_.can_choose_keys()) {
      json["key"] = key_below(parent->second, "note");
      json["version"] = 0;
    }
  }
  out.push_back({&entry, What::kNote, std::move(json)});
}

void ZoteroWriter::succeeded(const Object& object, const Json* answer) {
  const std::string key = answer ? json_string(*answer, "key") : json_string(object.json, "key");
  const ZoteroEntryPlan& entry = *object.entry;
  if (object.what == What::kItem) {
    if (zotero::is_key(key)) parents_[entry.paper] = key;
    if (answer && answer->contains("version") && (*answer)["version"].is_number_integer())
      versions_[key] = (*answer)["version"].get<std::int64_t>();
    report_.created += entry.action == ZoteroAction::kCreate;
    report_.updated += entry.action == ZoteroAction::kUpdate;
    report_.filed += entry.action == ZoteroAction::kFile;
  } else if (object.what == What::kAttachment) {
    ++report_.attachments;
    if (!object.url.empty()) waiting_.push_back({object.entry, object.what, object.json, object.url, key});
  } else {
    ++(entry.note->action == ZoteroNoteAction::kReplace ? report_.notes_replaced : report_.notes_created);
  }
}

void ZoteroWriter::failed(const Object& object, const zotero::Written::Failure& failure) {
  const ZoteroEntryPlan& entry = *object.entry;
  if (failure.code == 412 || failure.code == 428 || failure.code == 404 || failure.code == 409) {
    stale_ = true;  // changed or gone meanwhile, or our own key from a try whose answer was lost
    if (object.what == What::kItem) lost_.insert(entry.paper);
    return;
  }
  if (lost(entry)) return;  // told already
  if (object.what == What::kItem) lost_.insert(entry.paper);
  const char* what = object.what == What::kItem ? "the item" : object.what == What::kNote ? "its note" : "its attachment";
  report_.failed.push_back({entry.paper, entry.title, std::string(what) + " was refused (" +
                                                          std::to_string(failure.code) + "): " + failure.message});
}

Status ZoteroWriter::send_some(const std::vector<Object>& objects, std::size_t begin, std::size_t end,
                               const Task& task) {
  Json list = Json::array();
  for (std::size_t i = begin; i < end; ++i) list.push_back(objects[i].json);
  SHEAF_ASSIGN(const zotero::Written written, api_.write(zotero::Kind::kItems, list, task));
  for (std::size_t i = begin; i < end; ++i) {
    const auto good = written.successful.find(i - begin);
    const auto bad = written.failed.find(i - begin);
    if (good != written.successful.end()) succeeded(objects[i], &good->second);
    if (bad != written.failed.end()) failed(objects[i], bad->second);
    if (written.unchanged.count(i - begin) != 0) succeeded(objects[i], nullptr);
  }
  return {};
}

/// In requests of at most 50 that do not part a paper's own objects where that can be helped.
Status ZoteroWriter::send(const std::vector<Object>& objects, const Task& task) {
  for (std::size_t begin = 0; begin < objects.size();) {
    std::size_t end = std::min(objects.size(), begin + zotero::kMostObjects);
    if (end < objects.size()) {
      std::size_t whole = end;
      while (whole > begin && objects[whole].entry == objects[whole - 1].entry) --whole;
      if (whole > begin) end = whole;
    }
    SHEAF_TRY(send_some(objects, begin, end, task));
    begin = end;
  }
  return {};
}

/// No room for files: the attachment becomes a link, and no other file is tried.
Status ZoteroWriter::without_room(const Object& object, const Task& task) {
  SHEAF_ASSIGN(const Json empty, api_.one("items/" + object.key, task));
  if (empty.is_object()) SHEAF_TRY(api_.remove(zotero::Kind::kItems, object.key, empty.value("version", std::int64_t{0}), task));
  Object link = object;
  link.json["linkMode"] = "linked_url";
  if (api_.can_choose_keys()) link.json["key"] = key_below(json_string(link.json, "parentItem"), link.url + " link");
  link.url.clear();
  --report_.attachments;
  return send({link}, task);
}

Status ZoteroWriter::upload(ZoteroFiles& files, const Task& task) {
  std::vector<Object> waiting;
  waiting.swap(waiting_);
  for (const Object& object : waiting) {
    const auto file = files.find(object.url);
    Status done = file == files.end() ? Status(Error(ErrorCode::kIo, "its file is gone"))
                                      : api_.upload(object.key, file->second, task);
    if (!done.ok() && done.error().code == ErrorCode::kNetwork) done = api_.upload(object.key, file->second, task);
    if (done.ok()) {
      ++report_.files;
      continue;
    }
    if (done.error().code == ErrorCode::kCancelled) return done;
    if (done.error().http_status == 413) files.clear();
    add_once(report_.warnings, done.error().message + "; it is a link now", 20);
    SHEAF_TRY(without_room(object, task));
  }
  return {};
}

Status ZoteroWriter::write(const std::vector<const ZoteroEntryPlan*>& batch, ZoteroFiles& files, const Task& task) {
  SHEAF_ASSIGN(std::vector<Object> objects, items_of(batch));
  if (!api_.can_choose_keys()) {
    SHEAF_TRY(send(objects, task));
    objects.clear();
  }
  std::vector<Object> ordered, notes;
  for (const ZoteroEntryPlan* entry : batch) {
    for (Object& object : objects)
      if (object.entry == entry) ordered.push_back(std::move(object));
    add_attachments(*entry, files, ordered);
    add_note(*entry, files.empty() ? ordered : notes);
  }
  SHEAF_TRY(send(ordered, task));
  SHEAF_TRY(upload(files, task));
  notes.erase(std::remove_if(notes.begin(), notes.end(), [&](const Object& note) { return lost(*note.entry); }),
              notes.end());
  return send(notes, task);
}

/// One item's relations with `uris` among them, when that changes anything.
Status ZoteroWriter::add_relations(const ZoteroEntryPlan& entry, const std::string& key,
                                   const std::set<std::string>& uris, Json& out) const {
  const auto written = versions_.find(key), before = found_.versions.find(key);
  if (written == versions_.end() && before == found_.versions.end()) return {};
  Json relations = Json::object();
  if (const auto known = found_.relations.find(key); known != found_.relations.end()) {
    SHEAF_ASSIGN(relations, parse_json(known->second, "the relations of " + entry.paper));
  }
  std::set<std::string> all = uris;
  const Json had = relations.contains("dc:relation") ? relations["dc:relation"] : Json::array();
  if (had.is_string()) all.insert(had.get<std::string>());
  for (const Json& one : had.is_array() ? had : Json::array())
    if (one.is_string()) all.insert(one.get<std::string>());
  if (had.is_array() && had.size() == all.size()) return {};
  relations["dc:relation"] = all;
  out.push_back({{"key", key},
                 {"version", written == versions_.end() ? before->second : written->second},
                 {"relations", std::move(relations)}});
  return {};
}

Status ZoteroWriter::relate(const ZoteroPlan& plan, const Task& task) {
  if (found_.item_uri.empty()) return {};
  std::map<std::string, std::set<std::string>> wanted;  // item key → URIs
  std::map<std::string, const ZoteroEntryPlan*> entries;
  for (const ZoteroEntryPlan& entry : plan.entries)
    if (!entry.key.empty()) parents_.emplace(entry.paper, entry.key);
  for (const ZoteroEntryPlan& entry : plan.entries) {
    const auto from = parents_.find(entry.paper);
    if (from == parents_.end() || lost(entry)) continue;
    entries[from->second] = &entry;
    for (const std::string& paper : entry.related) {
      const auto to = parents_.find(paper);
      if (to == parents_.end() || lost_.count(paper) != 0) continue;
      wanted[from->second].insert(found_.item_uri + to->second);
      wanted[to->second].insert(found_.item_uri + from->second);
    }
  }
  Json changes = Json::array();
  for (const auto& [key, uris] : wanted)
    if (const auto entry = entries.find(key); entry != entries.end())
      SHEAF_TRY(add_relations(*entry->second, key, uris, changes));
  for (std::size_t begin = 0; begin < changes.size(); begin += zotero::kMostObjects) {
    Json some = Json::array();
    for (std::size_t i = begin; i < std::min(changes.size(), begin + zotero::kMostObjects); ++i) some.push_back(changes[i]);
    SHEAF_ASSIGN(const zotero::Written done, api_.write(zotero::Kind::kItems, some, task));
    report_.related += done.successful.size();
  }
  return {};
}

}  // namespace sheaf::app
