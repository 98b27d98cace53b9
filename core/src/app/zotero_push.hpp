// Pushing a digest into a Zotero library from outside: look up, plan (zotero_plan.hpp), carry out, and
// look again where something changed or an answer was lost on the way. The library itself is the
// record of what was done, so a second push adds nothing and a killed one is completed by the next.
// Borrows the library; one thread per push.
#pragma once

#include <string>
#include <vector>

#include "app/zotero_access.hpp"
#include "app/zotero_plan.hpp"

namespace sheaf::app {

struct ZoteroPushRequest {
  ZoteroAccess access;
  ZoteroPlanOptions options;
  Profile profile = default_profile();  ///< how files are fetched
  bool dry_run = false;
  /// New papers go into a running Zotero through its connector, which is ten times as fast and shows the
  /// collection in Zotero's window.
  bool fast = true;
};

struct ZoteroPushReport {
  std::string door, where;  ///< "local"; "Zotero at http://127.0.0.1:23119"
  std::vector<std::string> collection;
  std::string collection_key;  ///< empty where it was not made or cannot be told
  std::size_t created = 0, updated = 0, filed = 0, kept = 0;
  std::size_t notes_created = 0, notes_replaced = 0, attachments = 0, files = 0, related = 0;
  struct Trouble {
    std::string paper, title, what;
  };
  std::vector<Trouble> left_out;  ///< papers the reader has thrown away
  std::vector<Trouble> failed;    ///< what Zotero refused
  std::vector<std::string> warnings;
  std::size_t requests = 0;
  int rounds = 0;  ///< of looking and writing
  std::string plan;  ///< JSON of the plan; empty unless dry_run
};

/// A batch of papers is written whole: items, attachments, then notes. Cancelled, it ends between
/// batches (kCancelled, saying how far it got). Papers Zotero refused are in `failed`; an error ends
/// the push, and the next one completes it.
Result<ZoteroPushReport> push_to_zotero(Library& library, const Digest& digest, const ZoteroPushRequest& request,
                                        const Task& task);
Json zotero_push_to_json(const ZoteroPushReport& report);

}  // namespace sheaf::app
