// Which of Zotero's doors are open; see zotero_pull.hpp.
// One thread.
#include <nlohmann/json.hpp>

#include "app/zotero_pull.hpp"

namespace sheaf::app {
namespace {

Json problem(const Error& error) {
  const bool absent = error.code == ErrorCode::kNetwork;
  const bool off = error.http_status == 403;
  return {{"state", absent ? "absent" : off ? "off" : "failed"}, {"detail", error.message}};
}

Json api_status(Library& library, ZoteroAccess access, zotero::Door door, const Task& task) {
  access.door = door;
  auto connection = connect_zotero(library, access, false, task);
  if (!connection) return problem(connection.error());
  const zotero::Api& api = *connection->api;
  Json json = {{"state", api.can_write() ? "writes" : "reads"},
               {"detail", api.can_write() ? api.shown()
                                          : api.shown() + ": older than Zotero 10, so it is read only; papers go in "
                                                          "through the connector"}};
  if (!api.server_id().empty()) json["server_id"] = api.server_id();
  if (door == zotero::Door::kLocal && api.can_write()) json["allowed"] = has_local_key(library, access, api.server_id());
  return json;
}

Json connector_status(Library& library, ZoteroAccess access, const Task& task) {
  access.door = zotero::Door::kConnector;
  auto connection = connect_zotero(library, access, true, task);
  if (!connection) return problem(connection.error());
  const auto selection = connection->connector->selection(task);
  if (!selection) return problem(selection.error());
  return {{"state", selection->editable ? "writes" : "reads"},
          {"detail", "\"" + selection->name + "\" is selected"},
          {"version", connection->connector->zotero_version()}};
}

}  // namespace

Json zotero_status(Library& library, const ZoteroAccess& access, const Task& task) {
  return {{"local", api_status(library, access, zotero::Door::kLocal, task)},
          {"connector", connector_status(library, access, task)},
          {"web", api_status(library, access, zotero::Door::kWeb, task)}};
}

}  // namespace sheaf::app
