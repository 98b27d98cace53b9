// ZoteroWriter: a batch of planned entries into requests of at most 50 objects. Where keys can be chosen
// (the Web API) parent, attachments and note go in one request, under keys that stay the same for every
// try; else the items first, what hangs below them after.
// Borrows client, lookup and report; one thread, one round.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/zotero_lookup.hpp"
#include "app/zotero_push.hpp"

namespace sheaf::app {

/// Files for imported attachments, by their URL.
using ZoteroFiles = std::map<std::string, zotero::Upload>;

class ZoteroWriter {
 public:
  /// `keys`: of new items by paper, chosen before and kept; filled where keys can be chosen.
  ZoteroWriter(zotero::Api& api, const ZoteroFound& found, std::string collection,
               std::map<std::string, std::string>& keys, ZoteroPushReport& report);
  ~ZoteroWriter();

  /// Errors: as Api::write(); what was written before is counted.
  Status write(const std::vector<const ZoteroEntryPlan*>& batch, ZoteroFiles& files, const Task& task);
  /// Relates papers of the plan both ways, once their items are there.
  Status relate(const ZoteroPlan& plan, const Task& task);
  /// Something was changed by somebody else meanwhile: look and plan again.
  bool stale() const { return stale_; }

 private:
  struct Object;

  Result<std::vector<Object>> items_of(const std::vector<const ZoteroEntryPlan*>& batch);
  void add_attachments(const ZoteroEntryPlan& entry, const ZoteroFiles& files, std::vector<Object>& out);
  void add_note(const ZoteroEntryPlan& entry, std::vector<Object>& out);
  Result<Json> change_of(const ZoteroEntryPlan& entry) const;
  Status add_relations(const ZoteroEntryPlan& entry, const std::string& key, const std::set<std::string>& uris,
                       Json& out) const;
  Status send(const std::vector<Object>& objects, const Task& task);
  Status send_some(const std::vector<Object>& objects, std::size_t begin, std::size_t end, const Task& task);
  void succeeded(const Object& object, const Json* answer);
  void failed(const Object& object, const zotero::Written::Failure& failure);
  Status upload(ZoteroFiles& files, const Task& task);
  Status without_room(const Object& object, const Task& task);
  bool lost(const ZoteroEntryPlan& entry) const { return lost_.count(entry.paper) != 0; }

  zotero::Api& api_;
  const ZoteroFound& found_;
  std::string collection_;
  std::map<std::string, std::string>& keys_;
  ZoteroPushReport& report_;
  std::map<std::string, std::string> parents_;  ///< paper → item key, as of this round
  std::map<std::string, std::int64_t> versions_;  ///< of items written in this round
  std::set<std::string> lost_;                    ///< papers whose item could not be written
  std::vector<Object> waiting_;  ///< attachments that wait for their file
  bool stale_ = false;
};

}  // namespace sheaf::app
