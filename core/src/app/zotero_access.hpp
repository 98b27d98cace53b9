// Ways into a Zotero library from outside: which door, whose library, and the keys for it. The key that
// a running Zotero gives is kept in a file only its user reads, beside the store.
// A ZoteroConnection owns what it needs and is used on one thread; it borrows the library.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/library.hpp"
#include "zotero/api.hpp"
#include "zotero/connector.hpp"

namespace sheaf::app {

struct ZoteroAccess {
  std::optional<zotero::Door> door;  ///< none: the local API, else the connector
  std::string group;                 ///< number of a group; empty: the user's own library
  std::string local_url, web_url;    ///< empty: $SHEAF_ZOTERO_LOCAL_URL, $SHEAF_ZOTERO_WEB_URL, Zotero's own
  SecretSource key;                  ///< zotero.org's; names nothing: $ZOTERO_API_KEY
  /// Where the local API's keys are kept, by the id of its server; empty: zotero-keys.json beside the
  /// store, and nowhere for a store in memory. $SHEAF_ZOTERO_LOCAL_KEY wins over it.
  std::string local_key_file;
  std::int64_t consent_ms = 300000;  ///< how long the reader may take to answer Zotero's dialog
};

struct ZoteroConnection {
  std::unique_ptr<zotero::Exchange> exchange;
  std::optional<zotero::Api> api;              ///< none: only the connector answers
  std::optional<zotero::Connector> connector;  ///< when writing goes through it
};

/// Opens what `access` names; without a door the first that serves: a local API that writes (or reads,
/// when `to_write` is false), else the connector. Errors say what to do.
Result<ZoteroConnection> connect_zotero(Library& library, const ZoteroAccess& access, bool to_write, const Task& task);

/// Gives the local API its key, or the way to ask the reader for one. The connection stays where it is
/// from now on.
void allow_writing(ZoteroConnection& connection, Library& library, const ZoteroAccess& access);

/// Where the running Zotero is: as given, as the environment says, or its own place.
std::string zotero_local_url(const ZoteroAccess& access);

/// Whether a key is kept for that server, so that the reader will not be asked.
bool has_local_key(const Library& library, const ZoteroAccess& access, const std::string& server_id);

/// What the store remembers of this library lies under this name.
std::string zotero_place(const zotero::Api& api);
/// One remembered text of a place; "" when there is none.
Result<std::string> zotero_memory(store::Store& store, const std::string& place, const std::string& name);

}  // namespace sheaf::app
