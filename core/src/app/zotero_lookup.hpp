// Looking papers up in a Zotero library of any size: an index of what its items are known by, kept in
// the store and renewed by what changed since, so that a library of 10,000 items is read once.
// Functions borrow store and client; one thread per client.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/zotero_access.hpp"
#include "app/zotero_known.hpp"

namespace sheaf::app {

/// Item key → archiveID, DOI, url and the start of extra, in lower case.
using ZoteroIndex = std::map<std::string, std::string>;

/// The index as of now. Versions of Zotero before 10 count no changes: there all is read each time.
Result<ZoteroIndex> zotero_index(store::Store& store, zotero::Api& api, const Task& task);

/// Keys of items that may be one of these papers: those that contain one of `terms`.
std::vector<std::string> zotero_candidates(const ZoteroIndex& index, const std::vector<std::string>& terms);

/// What a library has of some items: the items themselves, trashed ones too, and what hangs below them.
struct ZoteroFound {
  std::vector<KnownItem> known;
  std::map<std::string, std::int64_t> versions;  ///< by key, children too
  std::map<std::string, std::string> relations;  ///< JSON by key, where there are any
  std::string item_uri;  ///< "http://zotero.org/users/475425/items/"; empty where it cannot be told
  std::vector<std::string> warnings;
  const KnownItem* find(const std::string& key) const;  ///< null when it is not there
};
/// `collection`: key of one whose items are wanted with the others; may be empty. Of a child the item
/// it belongs to is found too.
Result<ZoteroFound> find_in_zotero(zotero::Api& api, const std::vector<std::string>& keys,
                                   const std::string& collection, const Task& task);
/// Everything in a library, and the version it was read at.
Result<ZoteroFound> all_of_zotero(zotero::Api& api, std::int64_t& version, const Task& task);

}  // namespace sheaf::app
