// A push through the connector, for Zotero 7 to 9: new papers only, into the collection that is there
// already or that is selected. What was saved is remembered in the store, since nothing can be
// looked up unless the local API reads.
// Borrows library and connection; one thread.
#pragma once

#include "app/zotero_push.hpp"

namespace sheaf::app {

Status push_by_connector(Library& library, const Digest& digest, const ZoteroPushRequest& request,
                         ZoteroConnection& connection, ZoteroPushReport& report, const Task& task);

}  // namespace sheaf::app
