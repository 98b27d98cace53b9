// Pulling a Zotero library into Sheaf's own, for the ranking to learn from: what changed since the last
// pull, and what became of the papers that digests brought (zotero_lesson.hpp).
// Borrows the library; one thread per pull.
#pragma once

#include <string>
#include <vector>

#include "app/zotero_access.hpp"
#include "model/json.hpp"

namespace sheaf::app {

struct ZoteroPullRequest {
  ZoteroAccess access;
  std::vector<std::string> collections;  ///< paths; only items in these and below; empty: all
  std::vector<std::string> digests = {"Sheaf Digest"};  ///< path of the collection that digests go to
  bool full = false;                     ///< read everything, not what changed
  bool feedback = true;                  ///< take over what became of the papers of digests
};

struct ZoteroPullReport {
  std::string door, where;
  bool incremental = false;
  std::size_t read = 0;  ///< items that were new or changed, with those their children belong to
  store::PutCounts counts;
  std::size_t liked = 0, kept = 0, trashed = 0;  ///< opinions that are new
  std::vector<std::string> warnings;
  std::size_t requests = 0;
};

/// An item keeps Zotero's key. Only what a pull of this library brought leaves with it. Before Zotero 10 all
/// is read each time, since its versions count no local changes.
Result<ZoteroPullReport> pull_from_zotero(Library& library, const ZoteroPullRequest& request, const Task& task);
Json zotero_pull_to_json(const ZoteroPullReport& report);

/// Which doors are open: {"local": {"state": "writes" | "reads" | "off" | "absent" | "failed", "detail", …},
/// "connector": {…}, "web": {…}}; never asks for consent.
Json zotero_status(Library& library, const ZoteroAccess& access, const Task& task);

}  // namespace sheaf::app
