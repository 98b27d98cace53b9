// Finding and making collections; see zotero_collections.hpp.
// One thread.
#include "app/zotero_collections.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sheaf::app {
namespace {

constexpr int kDeepest = 64;  ///< also ends a circle of parents
constexpr std::string_view kPrefix = "collection/";

std::string memory_name(const std::vector<std::string>& path, std::size_t depth) {
  return std::string(kPrefix) + join({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth)}, "\n");
}

std::string shown(const std::vector<std::string>& path, std::size_t depth) {
  return "\"" + join({path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth)}, "/") + "\"";
}

bool is_deleted(const Json& data) {
  const auto deleted = data.find("deleted");
  return deleted != data.end() && (*deleted == true || *deleted == 1);
}

ZoteroCollection collection_of(const Json& object) {
  const Json& data = object.contains("data") && object["data"].is_object() ? object["data"] : object;
  return {json_string(data, "name"), json_string(data, "parentCollection"), is_deleted(data)};
}

Error in_trash(const std::string& what) {
  return Error(ErrorCode::kInvalid, "the collection " + what + " lies in Zotero's trash: restore it there, or name "
                                                                "another with --collection");
}

}  // namespace

Result<ZoteroCollections> ZoteroCollections::read(store::Store& store, zotero::Api& api, const Task& task) {
  ZoteroCollections out(store, api);
  SHEAF_TRY(out.load(task));
  SHEAF_ASSIGN(const auto memory, store.baselines(zotero_place(api)));
  for (const auto& [name, key] : memory)
    if (name.starts_with(kPrefix)) out.remembered_[name] = key;
  return out;
}

Status ZoteroCollections::load(const Task& task) {
  all_.clear();
  const auto take = [&](const Json& object) -> Status {
    all_[json_string(object, "key")] = collection_of(object);
    return {};
  };
  const auto version = api_->each("collections", "", take, task);
  return version ? Status() : Status(version.error());
}

/// The collection of the first `depth` names below `parent`.
Result<std::string> ZoteroCollections::child(const std::string& parent, const std::vector<std::string>& path,
                                             std::size_t depth, const Task& task) {
  const auto known = remembered_.find(memory_name(path, depth));
  if (known != remembered_.end()) {
    auto here = all_.find(known->second);
    if (here == all_.end()) {  // lists leave out what is in the trash
      SHEAF_ASSIGN(const Json object, api_->one("collections/" + known->second, task));
      if (object.is_object()) here = all_.emplace(known->second, collection_of(object)).first;
    }
    if (here != all_.end() && here->second.trashed) return in_trash(shown(path, depth));
    if (here != all_.end()) return here->first;
  }
  bool trashed = false;
  for (const auto& [key, collection] : all_) {
    if (collection.parent != parent || collection.name != path[depth - 1]) continue;
    if (!collection.trashed) return key;
    trashed = true;
  }
  if (trashed) return in_trash(shown(path, depth));
  return std::string();
}

Result<std::string> ZoteroCollections::find(const std::vector<std::string>& path, const Task& task) {
  std::string key;
  for (std::size_t depth = 1; depth <= path.size(); ++depth) {
    SHEAF_ASSIGN(key, child(key, path, depth, task));
    if (key.empty()) break;
  }
  return key;
}

Result<std::string> ZoteroCollections::make(const std::string& parent, const std::string& name, const Task& task) {
  Json collection = {{"name", name}};
  if (!parent.empty()) collection["parentCollection"] = parent;
  if (api_->can_choose_keys()) {
    collection["key"] = zotero::Api::new_key();
    collection["version"] = 0;
  }
  SHEAF_ASSIGN(const zotero::Written written, api_->write(zotero::Kind::kCollections, Json::array({collection}), task));
  if (const auto done = written.successful.find(0); done != written.successful.end()) {
    const std::string key = json_string(done->second, "key");
    all_[key] = {name, parent, false};
    return key;
  }
  const auto failed = written.failed.find(0);
  Error error(ErrorCode::kHttp, "the collection \"" + name + "\" cannot be made in Zotero" +
                                    (failed == written.failed.end() ? "" : ": " + failed->second.message));
  if (failed != written.failed.end()) error.http_status = failed->second.code;
  return error;
}

Result<std::string> ZoteroCollections::ensure(const std::vector<std::string>& path, const Task& task) {
  std::string parent;
  for (std::size_t depth = 1; depth <= path.size(); ++depth) {
    SHEAF_ASSIGN(std::string key, child(parent, path, depth, task));
    if (key.empty()) {
      SHEAF_ASSIGN(key, make(parent, path[depth - 1], task));
    }
    if (const std::string name = memory_name(path, depth); remembered_[name] != key) {
      remembered_[name] = key;
      SHEAF_TRY(store_->put_baselines(zotero_place(*api_), {{name, key}}));
    }
    parent = std::move(key);
  }
  return parent;
}

std::map<std::string, std::string> ZoteroCollections::paths() const {
  std::map<std::string, std::string> out;
  for (const auto& [key, collection] : all_) {
    if (collection.trashed) continue;
    std::string path = collection.name;
    auto at = all_.find(collection.parent);
    for (int depth = 0; at != all_.end() && depth < kDeepest; ++depth) {
      path = at->second.name + "/" + path;
      at = all_.find(at->second.parent);
    }
    out[key] = std::move(path);
  }
  return out;
}

std::vector<std::string> ZoteroCollections::below(const std::string& root) const {
  std::vector<std::string> out;
  for (const auto& [key, collection] : all_) {
    std::string at = key;
    for (int depth = 0; depth < kDeepest && !at.empty(); ++depth) {
      if (at == root) {
        out.push_back(key);
        break;
      }
      const auto here = all_.find(at);
      at = here == all_.end() ? std::string() : here->second.parent;
    }
  }
  return out;
}

}  // namespace sheaf::app
