// The connector's requests; see connector.hpp. Zotero drops without an answer what looks like a browser,
// hence the header of its own.
// One thread.
#include "zotero/connector.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "net/url.hpp"

namespace sheaf::zotero {
namespace {

/// The targets come in the order of the tree with their depth: their paths.
std::vector<Connector::Target> targets_of(const Json& json) {
  std::vector<Connector::Target> out;
  std::vector<std::string> path;
  std::string library;
  const auto list = json.find("targets");
  if (list == json.end() || !list->is_array()) return out;
  for (const Json& one : *list) {
    if (!one.is_object()) continue;
    const auto level = one.find("level");
    const std::size_t depth = level != one.end() && level->is_number_unsigned() ? level->get<std::size_t>() : 0;
    if (depth > path.size()) continue;  // its parent cannot be told
    path.resize(depth);
    path.push_back(json_string(one, "name"));
    if (depth == 0) library = json_string(one, "id");
    out.push_back({json_string(one, "id"), library, path, one.contains("filesEditable") && one["filesEditable"] == true});
  }
  return out;
}

}  // namespace

std::string Connector::new_session() { return "sheaf" + Api::new_key() + Api::new_key(); }

Result<Connector> Connector::open(Exchange& exchange, std::string base_url, const Task& task) {
  if (base_url.empty()) base_url = kLocalUrl;
  while (base_url.ends_with('/')) base_url.pop_back();
  const auto parts = net::split_url(base_url);
  if (!parts || !net::is_loopback_host(parts->host))
    return Error(ErrorCode::kInvalid, net::shown_url(base_url) + " is not on this computer");
  Connector connector(exchange, std::move(base_url));
  net::HttpRequest ping;
  ping.url = connector.base_url_ + "/connector/ping";
  ping.timeout_ms = 10000;
  ping.reach = net::Reach::kAny;
  const auto answer = exchange.probe(std::move(ping), task);
  if (!answer) return unreachable(Door::kConnector, connector.base_url_, answer.error());
  if (answer->status != 200) return refused(Door::kConnector, "asking Zotero", *answer);
  connector.version_ = to_valid_utf8(trim(answer->header("X-Zotero-Version")));
  return connector;
}

Result<net::HttpResponse> Connector::post(const std::string& path, std::string body, std::vector<net::Header> headers,
                                          const Task& task) {
  net::HttpRequest request;
  request.method = "POST";
  request.url = base_url_ + "/connector/" + path;
  request.reach = net::Reach::kAny;
  request.headers = std::move(headers);
  request.headers.push_back({"X-Zotero-Connector-API-Version", "3"});
  request.body = std::move(body);
  request.timeout_ms = 0;
  auto answer = exchange_->send(std::move(request), task);
  if (!answer) return unreachable(Door::kConnector, base_url_, answer.error());
  return answer;
}

Result<Connector::Selection> Connector::selection(const Task& task) {
  SHEAF_ASSIGN(const net::HttpResponse answer,
               post("getSelectedCollection", "{}", {{"Content-Type", "application/json"}}, task));
  if (answer.status != 200) return refused(Door::kConnector, "asking which collection is selected", answer);
  SHEAF_ASSIGN(const Json json, parse_json(answer.body, "getSelectedCollection"));
  if (!json.is_object()) return Error(ErrorCode::kParse, "Zotero does not say which collection is selected");
  Selection selection;
  selection.library = json_string(json, "libraryName");
  selection.name = json_string(json, "name");
  const auto flag = [&](const char* name) { return json.contains(name) && json[name] == true; };
  selection.editable = flag("editable");
  selection.files = flag("filesEditable");
  selection.targets = targets_of(json);
  return selection;
}

Result<bool> Connector::save(const std::string& session, const Json& items, const Task& task) {
  const Json body = {{"sessionID", session}, {"uri", "https://arxiv.org/"}, {"items", items}};
  SHEAF_ASSIGN(const net::HttpResponse answer,
               post("saveItems", dump_json(body), {{"Content-Type", "application/json"}}, task));
  if (answer.status == 201 || answer.status == 200) return true;
  if (answer.status == 409) return false;
  return refused(Door::kConnector, "saving " + std::to_string(items.size()) + " items", answer);
}

Status Connector::attach(const std::string& session, const std::string& parent, const std::string& url,
                         const Upload& file, const Task& task) {
  // A header is ASCII: the JSON library escapes the rest.
  const Json data = {{"sessionID", session}, {"parentItemID", parent}, {"title", file.name}, {"url", url}};
  const std::string metadata = data.dump(-1, ' ', true, Json::error_handler_t::replace);
  SHEAF_ASSIGN(const net::HttpResponse answer,
               post("saveAttachment?sessionID=" + session, file.bytes,
                    {{"Content-Type", file.content_type}, {"X-Metadata", metadata}}, task));
  if (answer.status / 100 == 2) return {};
  return refused(Door::kConnector, "saving " + file.name, answer);
}

Status Connector::move(const std::string& session, const std::string& target, const Task& task) {
  const Json body = {{"sessionID", session}, {"target", target}};
  SHEAF_ASSIGN(const net::HttpResponse answer,
               post("updateSession", dump_json(body), {{"Content-Type", "application/json"}}, task));
  if (answer.status / 100 == 2) return {};
  return refused(Door::kConnector, "moving the new items", answer);
}

}  // namespace sheaf::zotero
