// Zotero's items and collections; see library_zotero.hpp.
// No state beyond one call; any thread.
#include "published/library_zotero.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "base/markup.hpp"
#include "base/text.hpp"
#include "model/json_parts.hpp"

namespace sheaf::published {
namespace {

constexpr int kDeepest = 64;  ///< levels of collections; also ends a circle of parents

struct Collection {
  std::string name, parent;
};
using Collections = std::unordered_map<std::string, Collection>;

std::string path_of(const Collections& all, const std::string& key) {
  std::string path;
  auto at = all.find(key);
  for (int depth = 0; at != all.end() && depth < kDeepest; ++depth) {
    path = path.empty() ? at->second.name : at->second.name + "/" + path;
    at = all.find(at->second.parent);
  }
  return path;
}

void add_item_ids(const Json& entry, const std::string& key,
                  std::unordered_map<std::string, std::vector<std::string>>& keys_by_item) {
  const auto items = entry.find("items");
  if (items == entry.end() || !items->is_array()) return;
  for (const Json& id : *items)
    if (id.is_number_integer()) keys_by_item[std::to_string(id.get<std::int64_t>())].push_back(key);
}

std::vector<std::string> creators(const Json& data, bool authors_only) {
  std::vector<std::string> names;
  const auto list = data.find("creators");
  if (list == data.end() || !list->is_array()) return names;
  for (const Json& one : *list) {
    if (!one.is_object()) continue;
    const std::string type = json_string(one, "creatorType");
    if (authors_only && !type.empty() && type != "author") continue;
    std::string name = json_string(one, "name");
    if (name.empty()) name = json_string(one, "firstName") + " " + json_string(one, "lastName");
    if (name = collapse_spaces(name); !name.empty()) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::string> tags_of(const Json& data) {
  std::vector<std::string> tags;
  const auto list = data.find("tags");
  if (list == data.end() || !list->is_array()) return tags;
  for (const Json& one : *list) {
    if (one.is_object()) add_once(tags, json_string(one, "tag"));
    if (one.is_string()) add_once(tags, to_valid_utf8(one.get_ref<const std::string&>()));
  }
  return tags;
}

std::vector<std::string> collections_of(const Json& data, const CollectionPaths& collections) {
  std::vector<std::string> paths;
  for (const std::string& key : json_parts::string_list(data, "collections")) {
    const auto found = collections.by_key.find(key);
    add_once(paths, found == collections.by_key.end() ? key : found->second);
  }
  if (const auto found = collections.by_item.find(text_or_number(data, "itemID")); found != collections.by_item.end())
    for (const std::string& path : found->second) add_once(paths, path);
  return paths;
}

std::string first_of(const Json& data, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (std::string text = text_or_number(data, key); !text.empty()) return text;
  return {};
}

}  // namespace

CollectionPaths read_collections(const JsonSlice& slice, LibraryBuilder& out) {
  Collections all;
  std::unordered_map<std::string, std::vector<std::string>> keys_by_item;
  const auto read = [&](const JsonSlice& one) {
    const Result<Json> json = parse_json(one.text, "collection");
    if (!json || !json->is_object()) {
      out.warn(one.line, "a collection cannot be read" + (json ? std::string() : ": " + json.error().message));
      return true;
    }
    const Json& data = json->contains("data") && (*json)["data"].is_object() ? (*json)["data"] : *json;
    const std::string key = json_string(data, "key");
    all[key] = {json_string(data, "name"), first_of(data, {"parentCollection", "parent"})};
    add_item_ids(data, key, keys_by_item);
    return true;
  };
  if (slice.text.starts_with("["))
    for_each_element(slice, read);
  else if (slice.text.starts_with("{"))
    for_each_member(slice, [&](std::string_view, const JsonSlice& one) { return read(one); });
  CollectionPaths paths;
  for (const auto& [key, collection] : all) paths.by_key[key] = path_of(all, key);
  for (const auto& [item, keys] : keys_by_item)
    for (const std::string& key : keys) paths.by_item[item].push_back(paths.by_key[key]);
  return paths;
}

bool is_zotero_note(const Json& data) {
  const std::string type = json_string(data, "itemType");
  return type == "note" || type == "attachment" || type == "annotation";
}

LibraryItem zotero_item(const Json& data, const CollectionPaths& collections) {
  LibraryItem item;
  item.key = first_of(data, {"key", "itemKey", "citationKey", "citekey", "itemID"});
  item.title = without_markup(first_of(data, {"title", "caseName", "nameOfAct", "subject"}));
  item.abstract = without_markup(json_string(data, "abstractNote"));
  item.authors = creators(data, true);
  if (item.authors.empty()) item.authors = creators(data, false);
  item.added = json_string(data, "dateAdded");
  item.tags = tags_of(data);
  item.collections = collections_of(data, collections);
  const std::string told = arxiv_line(json_string(data, "extra"));
  item.id = paper_id_in({json_string(data, "archiveID"), told, json_string(data, "DOI"), json_string(data, "url")});
  if (std::string category = category_in(told); !category.empty()) item.categories = {std::move(category)};
  return item;
}

std::string arxiv_line(std::string_view extra) {
  while (!extra.empty()) {
    const std::size_t end = std::min(extra.find('\n'), extra.size());
    const std::string_view line = trim(extra.substr(0, end));
    extra.remove_prefix(std::min(end + 1, extra.size()));
    if (line.size() > 6 && equals_ignoring_case(line.substr(0, 6), "arxiv:"))
      return std::string(trim(line.substr(6)));
  }
  return {};
}

std::string text_or_number(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  return json_string(json, key);
}

}  // namespace sheaf::published
