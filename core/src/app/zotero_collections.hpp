// Collections of a Zotero library by path: found by name, or by the key they had when Sheaf made them, so
// that a reader may rename or move them.
// Borrows store and client; one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/zotero_access.hpp"

namespace sheaf::app {

struct ZoteroCollection {
  std::string name, parent;  ///< parent: a key; empty at the root
  bool trashed = false;
};

class ZoteroCollections {
 public:
  static Result<ZoteroCollections> read(store::Store& store, zotero::Api& api, const Task& task);

  /// The key of the whole path; empty when it does not exist. kInvalid when it lies in the trash.
  Result<std::string> find(const std::vector<std::string>& path, const Task& task);
  /// The same, after making what is missing of it; once, whatever happens on the way.
  Result<std::string> ensure(const std::vector<std::string>& path, const Task& task);
  /// "Thesis/Chapter 1" by key, trashed ones left out.
  std::map<std::string, std::string> paths() const;
  /// Keys of `root` and of all below it.
  std::vector<std::string> below(const std::string& root) const;

 private:
  ZoteroCollections(store::Store& store, zotero::Api& api) : store_(&store), api_(&api) {}
  Status load(const Task& task);
  Result<std::string> child(const std::string& parent, const std::vector<std::string>& path, std::size_t depth,
                            const Task& task);
  Result<std::string> make(const std::string& parent, const std::string& name, const Task& task);

  store::Store* store_;
  zotero::Api* api_;
  std::map<std::string, ZoteroCollection> all_;
  std::map<std::string, std::string> remembered_;  ///< path → key
};

}  // namespace sheaf::app
