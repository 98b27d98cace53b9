// Items of a Zotero library as hosts hand them over; see zotero_known.hpp.
// No state; any thread.
#include "app/zotero_known.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/json_parts.hpp"
#include "render/zotero_item.hpp"
#include "render/zotero_mark.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kMostWarnings = 100;

/// The item's own object: the API wraps it in "data".
const Json& data_of(const Json& json) {
  const auto data = json.find("data");
  return data != json.end() && data->is_object() ? *data : json;
}

bool is_trashed(const Json& data) {
  for (const char* key : {"trashed", "deleted"}) {
    const auto found = data.find(key);
    if (found == data.end()) continue;
    if (found->is_boolean() ? found->get<bool>() : found->is_number() && found->get<double>() != 0) return true;
  }
  return false;
}

std::size_t count_of(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) return 0;
  if (found->is_array()) return found->size();
  const double count = json_parts::number_of(json, key);
  return count > 0 && count < 1e9 ? static_cast<std::size_t>(count) : 0;
}

std::vector<KnownTag> tags_of(const Json& data) {
  std::vector<KnownTag> tags;
  const auto list = data.find("tags");
  if (list == data.end() || !list->is_array()) return tags;
  for (const Json& one : *list) {
    KnownTag tag;
    if (one.is_string()) tag.name = to_valid_utf8(one.get_ref<const std::string&>());
    if (one.is_object()) {
      tag.name = json_string(one, "tag");
      tag.automatic = json_parts::number_of(one, "type") == 1;
    }
    if (!tag.name.empty()) tags.push_back(std::move(tag));
  }
  return tags;
}

/// "http://zotero.org/users/1/items/ABCD2345" → "ABCD2345"
std::string key_in(const Json& uri) {
  if (!uri.is_string()) return {};
  const std::string text = to_valid_utf8(uri.get_ref<const std::string&>());
  return text.substr(text.rfind('/') + 1);
}

std::vector<std::string> related_of(const Json& data) {
  std::vector<std::string> keys;
  const Json& relations = json_parts::object_of(data, "relations");
  const auto found = relations.find("dc:relation");
  if (found == relations.end()) return keys;
  if (!found->is_array()) return {key_in(*found)};
  for (const Json& uri : *found) keys.push_back(key_in(uri));
  return keys;
}

std::int64_t version_of(const Json& json) {
  const double version = std::max(json_parts::number_of(data_of(json), "version"), json_parts::number_of(json, "version"));
  return version > 0 && version < 9e15 ? static_cast<std::int64_t>(version) : 0;
}

KnownNote note_of(const Json& json) {
  const Json& data = data_of(json);
  KnownNote note;
  note.key = json_string(data, "key");
  note.version = version_of(json);
  for (const char* name : {"note", "html"}) {
    const auto found = data.find(name);
    if (note.has_text || found == data.end() || !found->is_string()) continue;
    note.html = json_string(data, name);
    note.has_text = true;
  }
  note.trashed = is_trashed(data);
  note.tags = tags_of(data);
  return note;
}

KnownAttachment attachment_of(const Json& json) {
  const Json& data = data_of(json);
  KnownAttachment attachment;
  attachment.key = json_string(data, "key");
  attachment.title = json_string(data, "title");
  attachment.url = json_string(data, "url");
  attachment.content_type = json_string(data, "contentType");
  attachment.link_mode = json_string(data, "linkMode");
  attachment.trashed = is_trashed(data);
  attachment.annotations = count_of(data, "annotations");
  return attachment;
}

void read_fields(const Json& data, KnownItem& item) {
  for (const auto& [name, value] : data.items())
    if (value.is_string()) item.fields[to_valid_utf8(name)] = to_valid_utf8(value.get_ref<const std::string&>());
  const auto creators = data.find("creators");
  if (creators == data.end() || !creators->is_array()) return;
  for (const Json& creator : *creators)
    if (creator.is_object()) item.creators.push_back(render::zotero_creator_text(creator));
}

void read_children(const Json& json, KnownItem& item) {
  for (const Json* place : {&json, &data_of(json)}) {
    const auto notes = place->find("notes");
    if (notes != place->end() && notes->is_array() && item.notes.empty())
      for (const Json& note : *notes)
        if (note.is_object()) item.notes.push_back(note_of(note));
    const auto attachments = place->find("attachments");
    if (attachments != place->end() && attachments->is_array() && item.attachments.empty())
      for (const Json& attachment : *attachments)
        if (attachment.is_object()) item.attachments.push_back(attachment_of(attachment));
  }
}

KnownItem item_of(const Json& json) {
  const Json& data = data_of(json);
  KnownItem item;
  item.key = json_string(data, "key").empty() ? json_string(json, "key") : json_string(data, "key");
  item.item_type = json_string(data, "itemType");
  item.version = version_of(json);
  read_fields(data, item);
  item.trashed = is_trashed(data) || is_trashed(json);
  item.tags = tags_of(data);
  item.collections = json_parts::string_list(data, "collections");
  item.related = related_of(data);
  read_children(json, item);
  item.children = count_of(json_parts::object_of(json, "meta"), "numChildren");
  return item;
}

/// Children that stand in the list themselves, put below their items.
class ChildReader {
 public:
  explicit ChildReader(std::vector<KnownItem>& items) : items_(items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      places_.emplace(items[i].key, i);
      for (const KnownNote& note : items[i].notes) seen_.insert(note.key);
      for (const KnownAttachment& attachment : items[i].attachments) seen_.insert(attachment.key);
    }
  }

  void add(const Json& json) {
    const Json& data = data_of(json);
    const auto parent = places_.find(json_string(data, "parentItem"));
    if (parent == places_.end()) return;
    KnownItem& item = items_[parent->second];
    const std::string type = json_string(data, "itemType");
    if (!seen_.insert(json_string(data, "key")).second) return;
    if (type == "note") item.notes.push_back(note_of(json));
    if (type == "attachment") item.attachments.push_back(attachment_of(json));
  }

  /// An annotation counts for the attachment it lies on.
  void count(const std::unordered_map<std::string, std::size_t>& annotations) {
    for (KnownItem& item : items_)
      for (KnownAttachment& attachment : item.attachments)
        if (const auto found = annotations.find(attachment.key); found != annotations.end())
          attachment.annotations = std::max(attachment.annotations, found->second);
  }

 private:
  std::vector<KnownItem>& items_;
  std::unordered_map<std::string, std::size_t> places_;
  std::unordered_set<std::string> seen_;
};

/// "https://www.Example.org/a/b/?x=1#y" → "url:example.org/a/b?x=1"; empty for what names no page.
std::string url_id(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos || scheme > 5) return {};
  url = url.substr(scheme + 3);
  url = url.substr(0, url.find('#'));
  if (url.starts_with("www.")) url.remove_prefix(4);
  while (!url.empty() && url.back() == '/') url.remove_suffix(1);
  const std::size_t slash = url.find('/');
  if (slash == std::string_view::npos || url.size() > 2000) return {};
  return "url:" + ascii_lower(url.substr(0, slash)) + std::string(url.substr(slash));
}

void add_id(std::vector<std::string>& ids, std::string_view text) {
  if (const auto id = parse_paper_id(text)) add_once(ids, id->id);
}

/// The id that a page of OpenReview or PubMed is of, then the page.
void add_page(std::vector<std::string>& ids, const std::string& page) {
  constexpr std::string_view kForum = "url:openreview.net/forum?id=", kPubmed = "url:pubmed.ncbi.nlm.nih.gov/";
  const std::string_view text = page;
  if (text.starts_with(kForum)) add_once(ids, "openreview:" + page.substr(kForum.size(), page.find('&') - kForum.size()));
  if (text.starts_with(kPubmed)) add_once(ids, "pmid:" + page.substr(kPubmed.size()));
  add_once(ids, page);
}

/// An address is an arXiv id, a DOI, or itself.
void add_url(std::vector<std::string>& ids, std::string_view url) {
  const std::string_view bare = trim(url.substr(0, url.find_first_of("?#")));
  const bool web = bare.find("://") != std::string_view::npos;
  if (const auto id = web ? parse_paper_id(bare) : std::nullopt)
    add_once(ids, id->id);
  else
    add_page(ids, url_id(trim(url)));
}

/// "arXiv:2401.10020 [cs.CL]" → "2401.10020"
void add_extra_line(std::vector<std::string>& ids, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string name = ascii_lower(trim(line.substr(0, colon)));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name == "arxiv") {
    if (const auto id = parse_arxiv_id(value.substr(0, value.find_first_of(" \t[")))) add_once(ids, id->base);
  } else if (name == "doi") {
    add_id(ids, value);
  } else if (name == "pmid") {
    add_id(ids, "pmid:" + std::string(value));
  }
}

}  // namespace

std::string KnownItem::field(std::string_view name) const {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

bool KnownItem::has_tag(std::string_view name) const {
  return std::any_of(tags.begin(), tags.end(), [name](const KnownTag& tag) { return tag.name == name; });
}

bool KnownItem::made_by_sheaf() const {
  // Zotero can delete all automatic tags at once; the mark in the note says it too.
  return has_tag(render::kZoteroItemTag) || std::any_of(notes.begin(), notes.end(), [](const KnownNote& note) {
           const auto mark = render::find_zotero_mark(note.html);
           return mark && mark->item.find_first_not_of('0') != std::string::npos;
         });
}

bool KnownItem::is_regular() const {
  return item_type != "note" && item_type != "attachment" && item_type != "annotation";
}

std::vector<std::string> KnownItem::paper_ids() const {
  std::vector<std::string> ids;
  if (const auto id = parse_arxiv_id(field("archiveID"))) add_once(ids, id->base);
  add_id(ids, field("DOI"));
  if (const std::string url = field("url"); !url.empty()) add_url(ids, url);
  const std::string extra = field("extra");
  for (const std::string& line : split(extra, '\n')) add_extra_line(ids, line);
  return ids;
}

std::vector<std::string> ids_of_paper(const Paper& paper) {
  std::vector<std::string> ids;
  add_once(ids, paper.id);
  add_id(ids, paper.id);
  add_id(ids, paper.doi);
  for (const std::string& alias : paper.aliases) add_once(ids, alias);
  if (paper.scheme != "arxiv" && paper.scheme != "doi") add_url(ids, paper.abs_url());
  return ids;
}

Result<std::vector<KnownItem>> read_known_items(const Json& json, std::vector<std::string>& warnings) {
  if (!json.is_array()) return Error{ErrorCode::kInvalid, "known items must be a list"};
  std::vector<KnownItem> items;
  std::vector<const Json*> children;
  std::unordered_map<std::string, std::size_t> annotations;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const Json& one = json[i];
    const std::string type = one.is_object() ? json_string(data_of(one), "itemType") : std::string();
    const std::string parent = one.is_object() ? json_string(data_of(one), "parentItem") : std::string();
    if (type == "annotation") {
      ++annotations[parent];
    } else if (!parent.empty()) {
      children.push_back(&one);
    } else if (KnownItem item = one.is_object() ? item_of(one) : KnownItem(); !item.key.empty()) {
      items.push_back(std::move(item));
    } else if (warnings.size() < kMostWarnings) {
      warnings.push_back("known[" + std::to_string(i) + "]: is no item with a key: left out");
    }
  }
  ChildReader reader(items);
  for (const Json* child : children) reader.add(*child);
  reader.count(annotations);
  return items;
}

}  // namespace sheaf::app
