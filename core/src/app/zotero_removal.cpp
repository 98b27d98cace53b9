// Removing a digest from a Zotero library; see zotero_plan.hpp.
// No state; any thread.
#include <algorithm>
#include <unordered_set>

#include "app/zotero_plan.hpp"
#include "app/zotero_touch.hpp"

namespace sheaf::app {
namespace {

/// Why an item stays in the library; empty: it may go into the trash.
std::string reason_to_stay(const KnownItem& item, const std::unordered_set<std::string>& removed,
                           const std::unordered_set<std::string>& made) {
  if (!item.made_by_sheaf()) return "it is your own";
  const std::vector<ReaderTouch> touches = touches_of(item, removed);
  if (!touches.empty()) return touches.front().why;
  for (const std::string& key : item.related)
    if (made.count(key) == 0) return "it is related to an item of your own";
  return {};
}

}  // namespace

ZoteroRemoval plan_zotero_removal(const std::vector<KnownItem>& known,
                                  const std::vector<std::string>& collection_keys) {
  const std::unordered_set<std::string> removed(collection_keys.begin(), collection_keys.end());
  std::unordered_set<std::string> made;
  for (const KnownItem& item : known)
    if (item.made_by_sheaf()) made.insert(item.key);
  ZoteroRemoval out;
  out.collections = collection_keys;
  for (const KnownItem& item : known) {
    ZoteroRemovalItem one{item.key, item.version, {}, {}};
    for (const std::string& key : item.collections)
      if (removed.count(key) == 0) one.collections.push_back(key);
    const bool inside = one.collections.size() < item.collections.size();
    if (!inside || item.trashed) continue;
    one.why = item.is_regular() ? reason_to_stay(item, removed, made) : "it is a note or file of your own";
    if (one.why.empty()) {
      one.why = "a digest brought it and you have not touched it";
      out.trash.push_back(std::move(one));
    } else {
      out.unfile.push_back(std::move(one));
    }
  }
  return out;
}

}  // namespace sheaf::app
