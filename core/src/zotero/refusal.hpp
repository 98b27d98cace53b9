// Refusals: what Zotero's answers mean for the reader and what can be done about them, for all three
// doors: the local API of a running Zotero 10, api.zotero.org, and the connector of Zotero 7 to 9.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "net/http.hpp"

namespace sheaf::zotero {

enum class Door { kLocal, kWeb, kConnector };
std::string_view door_name(Door door);  ///< "local", "web", "connector"

/// An answer that is none of those asked for, told with the remedy; `doing` is "creating 25 items".
/// kUnsupported: this Zotero is too old; kConflict: somebody else changed it meanwhile (412); kHttp
/// otherwise, with the status.
Error refused(Door door, const std::string& doing, const net::HttpResponse& response);

/// No answer at all: Zotero does not run, or the network is down.
Error unreachable(Door door, const std::string& url, const Error& cause);

}  // namespace sheaf::zotero
