// The index of a Zotero library and what it finds; see zotero_lookup.hpp.
// One thread per client.
#include "app/zotero_lookup.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr std::size_t kExtraBytes = 400;  ///< lines of ids stand at the top
constexpr int kIndexFormat = 1;
constexpr int kMostLevels = 2;  ///< an annotation hangs below an attachment, that below an item

const Json& data_of(const Json& object) {
  const auto data = object.find("data");
  return data != object.end() && data->is_object() ? *data : object;
}

std::string known_by(const Json& data) {
  std::string out;
  for (const char* key : {"archiveID", "DOI", "url"})
    if (const std::string text = json_string(data, key); !text.empty()) out += text + "\n";
  out += cut_utf8(json_string(data, "extra"), kExtraBytes);
  return ascii_lower(out);
}

struct StoredIndex {
  std::int64_t version = 0;
  ZoteroIndex items;
};

StoredIndex read_index(const std::string& text) {
  StoredIndex out;
  if (text.empty()) return out;
  const auto json = parse_json(text, "the index of a Zotero library");
  if (!json || !json->is_object() || json->value("format", 0) != kIndexFormat) return out;
  const auto items = json->find("items");
  if (items == json->end() || !items->is_object()) return out;
  out.version = json->value("version", std::int64_t{0});
  for (const auto& [key, known] : items->items())
    if (known.is_string()) out.items[key] = known.get<std::string>();
  return out;
}

std::string index_text(const StoredIndex& index) {
  Json items = Json::object();
  for (const auto& [key, known] : index.items) items[key] = known;
  return dump_json(Json{{"format", kIndexFormat}, {"version", index.version}, {"items", std::move(items)}});
}

/// How many children the API says an item has.
std::size_t children_told(const Json& object) {
  const auto meta = object.find("meta");
  if (meta == object.end() || !meta->is_object()) return 0;
  const auto count = meta->find("numChildren");
  return count != meta->end() && count->is_number_unsigned() ? count->get<std::size_t>() : 0;
}

/// The number of a synced library's user; "" for one that never was.
std::string user_of(const Json& object) {
  const auto library = object.find("library");
  if (library == object.end() || !library->is_object()) return {};
  const auto id = library->find("id");
  const bool known = id != library->end() && id->is_number_unsigned() && id->get<std::uint64_t>() > 0;
  return known ? std::to_string(id->get<std::uint64_t>()) : std::string();
}

/// Collects objects, each once.
class Finder {
 public:
  explicit Finder(ZoteroFound& found) : found_(found) {}
  Status take(const Json& object) {
    const std::string key = json_string(object, "key");
    if (!seen_.insert(key).second) return {};
    const Json& data = data_of(object);
    const auto version = object.find("version");
    if (version != object.end() && version->is_number_integer()) found_.versions[key] = version->get<std::int64_t>();
    if (const std::string parent = json_string(data, "parentItem"); !parent.empty()) {
      ++children_[parent];
    } else if (const std::size_t told = children_told(object); told > 0) {
      expected_[key] = told;
    }
    const auto relations = data.find("relations");
    if (relations != data.end() && relations->is_object() && !relations->empty())
      found_.relations[key] = dump_json(*relations);
    if (user_.empty()) user_ = user_of(object);
    objects_.push_back(object);
    return {};
  }
  /// Items that are named as parents but not there.
  std::vector<std::string> absent_parents() const {
    std::vector<std::string> out;
    for (const auto& [parent, count] : children_)
      if (seen_.count(parent) == 0) out.push_back(parent);
    return out;
  }
  Status finish(const std::string& identity) {
    const std::string owner = identity.substr(identity.rfind(':') + 1);  // "users/0", "groups/5"
    const bool local_user = owner == "users/0";
    if (!local_user || !user_.empty())
      found_.item_uri = "http://zotero.org/" + (local_user ? "users/" + user_ : owner) + "/items/";
    SHEAF_ASSIGN(found_.known, read_known_items(objects_, found_.warnings));
    return {};
  }
  /// Items of whose children not all are there yet.
  std::vector<std::string> incomplete() const {
    std::vector<std::string> out;
    for (const auto& [key, told] : expected_) {
      const auto have = children_.find(key);
      if (have == children_.end() || have->second < told) out.push_back(key);
    }
    return out;
  }

 private:
  ZoteroFound& found_;
  Json objects_ = Json::array();
  std::string user_;
  std::set<std::string> seen_;
  std::map<std::string, std::size_t> expected_, children_;
};

}  // namespace

Result<ZoteroIndex> zotero_index(store::Store& store, zotero::Api& api, const Task& task) {
  const std::string place = zotero_place(api) + "/index";
  StoredIndex index;
  if (api.has_versions()) {
    SHEAF_ASSIGN(const std::string text, zotero_memory(store, place, "items"));
    index = read_index(text);
  }
  const std::int64_t before = index.version;
  const std::string query = "includeTrashed=1" + (before > 0 ? "&since=" + std::to_string(before) : std::string());
  std::size_t changed = 0;
  const auto take = [&](const Json& object) -> Status {
    index.items[json_string(object, "key")] = known_by(data_of(object));
    ++changed;
    return {};
  };
  SHEAF_ASSIGN(index.version, api.each("items/top", query, take, task));
  if (api.has_versions() && (changed > 0 || index.version != before))
    SHEAF_TRY(store.put_baselines(place, {{"items", index_text(index)}}));
  return std::move(index.items);
}

std::vector<std::string> zotero_candidates(const ZoteroIndex& index, const std::vector<std::string>& terms) {
  const auto names_one = [&terms](const std::string& known) {
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) { return contains(known, term); });
  };
  std::vector<std::string> keys;
  for (const auto& [key, known] : index)
    if (!known.empty() && names_one(known)) keys.push_back(key);
  return keys;
}

const KnownItem* ZoteroFound::find(const std::string& key) const {
  for (const KnownItem& item : known)
    if (item.key == key) return &item;
  return nullptr;
}

Result<ZoteroFound> find_in_zotero(zotero::Api& api, const std::vector<std::string>& keys,
                                   const std::string& collection, const Task& task) {
  ZoteroFound found;
  Finder finder(found);
  const auto take = [&](const Json& object) { return finder.take(object); };
  if (!collection.empty()) {
    SHEAF_ASSIGN([[maybe_unused]] const std::int64_t version,
                 api.each("collections/" + collection + "/items", "includeTrashed=1", take, task));
  }
  std::vector<std::string> wanted;
  for (const std::string& key : keys)
    if (found.versions.count(key) == 0) wanted.push_back(key);
  SHEAF_TRY(api.items(wanted, take, task));
  for (int level = 0; level < kMostLevels; ++level) SHEAF_TRY(api.items(finder.absent_parents(), take, task));
  for (const std::string& key : finder.incomplete()) {
    SHEAF_ASSIGN([[maybe_unused]] const std::int64_t version, api.each("items/" + key + "/children", "", take, task));
  }
  SHEAF_TRY(finder.finish(api.identity()));
  return found;
}

Result<ZoteroFound> all_of_zotero(zotero::Api& api, std::int64_t& version, const Task& task) {
  ZoteroFound found;
  Finder finder(found);
  SHEAF_ASSIGN(version, api.each("items", "includeTrashed=1", [&](const Json& object) { return finder.take(object); }, task));
  SHEAF_TRY(finder.finish(api.identity()));
  return found;
}

}  // namespace sheaf::app
