// Opening Zotero; see zotero_access.hpp.
// One thread per connection; the key file is read whole and replaced whole.
#include "app/zotero_access.hpp"

#include <cstdlib>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "llm/secret.hpp"

namespace sheaf::app {
namespace {

constexpr const char* kAppName = "Sheaf";

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::string first_of(const std::string& given, const char* variable) {
  return given.empty() ? environment(variable) : given;
}

/// The file's keys by server; nothing readable gives none.
Json read_keys(const std::string& path) {
  const auto text = read_file(path, std::size_t{1} << 20);
  if (!text) return Json::object();
  const auto json = parse_json(*text, path);
  return json && json->is_object() ? *json : Json::object();
}

/// Replaces the file; nobody else can read it.
Status write_keys(const std::string& path, const Json& keys) {
  const auto written = write_private_file(path, dump_json(keys, 2) + "\n");
  return written ? Status() : Status(written.error());
}

std::string key_file_of(const Library& library, const ZoteroAccess& access) {
  if (!access.local_key_file.empty()) return access.local_key_file;
  const std::string& store = library.options().store_path;
  if (store.empty()) return {};
  const std::size_t slash = store.rfind('/');
  return (slash == std::string::npos ? std::string() : store.substr(0, slash + 1)) + "zotero-keys.json";
}

/// A key for writing: the reader is asked in Zotero's window, and "Always Allow" is kept.
zotero::Api::KeySource key_source(zotero::Api& api, std::string path, std::int64_t consent_ms, const Logger& logger) {
  return [&api, &logger, path = std::move(path), consent_ms](const Task& task) -> Result<zotero::Api::Consent> {
    logger.warn("Zotero asks in its window whether Sheaf may write: choose \"Always Allow\" there");
    SHEAF_TRY(task.report({"write", 0, 0, 0}));
    SHEAF_ASSIGN(const zotero::Api::Consent consent, api.ask_consent(kAppName, consent_ms, task));
    if (!consent.remembered || path.empty()) return consent;
    Json keys = read_keys(path);
    keys[api.server_id()] = consent.key;
    if (Status kept = write_keys(path, keys); !kept.ok())
      logger.warn("the key Zotero gave cannot be kept, so it will ask again: " + kept.error().message);
    return consent;
  };
}

Result<zotero::Api> open_api(ZoteroConnection& connection, const ZoteroAccess& access, zotero::Door door,
                             const Task& task) {
  zotero::ApiOptions options;
  options.door = door;
  options.group = access.group;
  options.base_url = door == zotero::Door::kWeb ? first_of(access.web_url, "SHEAF_ZOTERO_WEB_URL")
                                                : first_of(access.local_url, "SHEAF_ZOTERO_LOCAL_URL");
  if (door == zotero::Door::kWeb) {
    SecretSource source = access.key;
    if (source == SecretSource()) source.env = "ZOTERO_API_KEY";
    const auto key = llm::read_secret(source, task);
    if (!key && !(access.key == SecretSource())) return key.error();
    if (key) {
      SHEAF_TRY(llm::check_header_secret(*key, source));
      options.key = *key;
    }
  }
  return zotero::Api::open(*connection.exchange, std::move(options), task);
}

/// Whether another door may serve where this one did not.
bool try_connector(const Error& error) { return error.code == ErrorCode::kHttp && error.http_status == 403; }

Status connect_local(ZoteroConnection& connection, const ZoteroAccess& access, bool to_write, const Task& task) {
  auto api = open_api(connection, access, zotero::Door::kLocal, task);
  const bool named = access.door.has_value();
  if (!api && (named || !to_write || !try_connector(api.error()))) return api.error();
  if (api) connection.api.emplace(std::move(*api));
  if (!to_write || (connection.api && connection.api->can_write())) return {};
  if (named)
    return Error(ErrorCode::kUnsupported, "this Zotero is older than 10 and its local API only reads: update Zotero, "
                                          "or use --connector or --web");
  if (!access.group.empty())
    return Error(ErrorCode::kUnsupported, "this Zotero takes items through its connector only, which knows no --group: "
                                          "select the group's collection in Zotero, or use --web");
  SHEAF_ASSIGN(connection.connector, zotero::Connector::open(*connection.exchange,
                                                             first_of(access.local_url, "SHEAF_ZOTERO_LOCAL_URL"), task));
  return {};
}

/// The connector looks nothing up; where the local API at least reads, that does.
Status connect_connector(ZoteroConnection& connection, const ZoteroAccess& access, const Task& task) {
  SHEAF_ASSIGN(connection.connector, zotero::Connector::open(*connection.exchange,
                                                             first_of(access.local_url, "SHEAF_ZOTERO_LOCAL_URL"), task));
  if (auto api = open_api(connection, access, zotero::Door::kLocal, task)) connection.api.emplace(std::move(*api));
  return {};
}

}  // namespace

Result<ZoteroConnection> connect_zotero(Library& library, const ZoteroAccess& access, bool to_write, const Task& task) {
  SHEAF_ASSIGN(net::Transport* const transport, library.transport());
  ZoteroConnection connection;
  zotero::ExchangeOptions options;
  options.user_agent = library.user_agent(default_profile());
  if (library.options().timeout_ms > 0) options.timeout_ms = library.options().timeout_ms;
  connection.exchange = std::make_unique<zotero::Exchange>(*transport, library.clock(), library.logger(), options);
  if (access.door == zotero::Door::kWeb) {
    SHEAF_ASSIGN(zotero::Api api, open_api(connection, access, zotero::Door::kWeb, task));
    connection.api.emplace(std::move(api));
  } else if (access.door == zotero::Door::kConnector) {
    SHEAF_TRY(connect_connector(connection, access, task));
  } else {
    SHEAF_TRY(connect_local(connection, access, to_write, task));
  }
  return connection;
}

std::string zotero_local_url(const ZoteroAccess& access) {
  const std::string url = first_of(access.local_url, "SHEAF_ZOTERO_LOCAL_URL");
  return url.empty() ? std::string(zotero::kLocalUrl) : url;
}

bool has_local_key(const Library& library, const ZoteroAccess& access, const std::string& server_id) {
  if (!environment("SHEAF_ZOTERO_LOCAL_KEY").empty()) return true;
  const std::string path = key_file_of(library, access);
  return !path.empty() && !json_string(read_keys(path), server_id.c_str()).empty();
}

void allow_writing(ZoteroConnection& connection, Library& library, const ZoteroAccess& access) {
  if (!connection.api || connection.api->door() != zotero::Door::kLocal || !connection.api->can_write()) return;
  zotero::Api& api = *connection.api;
  const std::string path = key_file_of(library, access);
  std::string key = environment("SHEAF_ZOTERO_LOCAL_KEY");
  if (key.empty() && !path.empty()) key = json_string(read_keys(path), api.server_id().c_str());
  api.use_key(std::move(key), key_source(api, path, access.consent_ms, library.logger()));
}

std::string zotero_place(const zotero::Api& api) { return "zotero/" + api.identity(); }

Result<std::string> zotero_memory(store::Store& store, const std::string& place, const std::string& name) {
  SHEAF_ASSIGN(const auto all, store.baselines(place));
  for (const auto& [key, text] : all)
    if (key == name) return text;
  return std::string();
}

}  // namespace sheaf::app
