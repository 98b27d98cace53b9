// A push through the connector, for Zotero 7 to 9: new papers only, into the collection that is there
// already or that is selected. What was saved is remembered in the store, since nothing can be
// looked up unless the local API reads.
// Borrows library and connection; one thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/zotero_push.hpp"

namespace sheaf::app {

Status push_by_connector(Library& library, const Digest& digest, const ZoteroPushRequest& request,
                         ZoteroConnection& connection, ZoteroPushReport& report, const Task& task);

/// The connector beside a local API that writes: a running Zotero saves what comes through it in one
/// transaction, ten times as fast. It shows the collection it saved into, as for a browser. Whoever uses it
/// looks what arrived: it gives no keys.
class ZoteroFastLane {
 public:
  /// Nothing where it cannot be used: no connector, or it does not know the collection of that path in
  /// the reader's own library.
  static std::optional<ZoteroFastLane> open(zotero::Exchange& exchange, const std::string& base_url,
                                            const std::vector<std::string>& path, const Task& task);
  /// New papers with their notes and links, into what is selected. kNetwork: it may have happened.
  Status save(const std::vector<const ZoteroEntryPlan*>& papers, const Task& task);
  /// What was saved last, into the collection.
  Status move(const Task& task) { return connector_.move(session_, target_, task); }

 private:
  ZoteroFastLane(zotero::Connector connector, std::string target)
      : connector_(std::move(connector)), target_(std::move(target)) {}
  zotero::Connector connector_;
  std::string target_, session_;
};

}  // namespace sheaf::app
