// Opening a library and reading it; see api.hpp. Writing is in api_write.cpp.
// One thread.
#include "zotero/api.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "net/url.hpp"

namespace sheaf::zotero {
namespace {

constexpr std::size_t kLocalPage = 500;  // no limit there, but progress and memory want steps
constexpr std::size_t kWebPage = 100;    // more is not given
constexpr std::size_t kMostBytes = std::size_t{256} << 20;

bool is_digits(std::string_view text) {
  return !text.empty() && text.size() < 16 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::int64_t number_of(std::string_view text) {
  text = trim(text);
  return is_digits(text) ? std::stoll(std::string(text)) : 0;
}

std::string with_query(const std::string& path, const std::string& query, const std::string& more) {
  std::string out = path;
  for (const std::string& part : {query, more})
    if (!part.empty()) out += (contains(out, "?") ? "&" : "?") + part;
  return out;
}

}  // namespace

bool is_key(std::string_view key) {
  return key.size() == 8 && std::all_of(key.begin(), key.end(), [](char c) {
           return is_ascii_digit(c) || (c >= 'A' && c <= 'Z');
         });
}

std::string Api::identity() const {
  return std::string(door_name(options_.door)) + ":" +
         (server_id_.empty() || options_.door == Door::kWeb ? "" : server_id_ + ":") + prefix_;
}

std::string Api::shown() const {
  const std::string where = options_.door == Door::kWeb && options_.base_url == kWebUrl
                                ? std::string("zotero.org")
                                : net::shown_url(options_.base_url);
  return (options_.group.empty() ? std::string("Zotero") : "Zotero group " + options_.group) + " at " + where;
}

std::string Api::url(const std::string& path) const {
  return options_.base_url + (options_.door == Door::kLocal ? "/api/" : "/") + path;
}

net::HttpRequest Api::request(std::string method, const std::string& path) const {
  net::HttpRequest out;
  out.method = std::move(method);
  out.url = url(path);
  out.reach = net::Reach::kAny;
  out.timeout_ms = 0;
  out.max_body_bytes = kMostBytes;
  out.headers = {{"Zotero-API-Version", "3"}, {"Accept", "*/*"}};
  if (options_.door == Door::kWeb && !options_.key.empty()) out.headers.push_back({"Zotero-API-Key", options_.key});
  if (!server_id_.empty()) out.headers.push_back({"Zotero-Server-ID", server_id_});
  return out;
}

void Api::note(const net::HttpResponse& response) {
  version_ = std::max(version_, number_of(response.header("Last-Modified-Version")));
}

Result<Api> Api::open(Exchange& exchange, ApiOptions options, const Task& task) {
  if (options.base_url.empty()) options.base_url = options.door == Door::kWeb ? kWebUrl : kLocalUrl;
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  SHEAF_TRY(net::check_url(options.base_url));
  const auto parts = net::split_url(options.base_url);
  if (options.door == Door::kLocal ? !net::is_loopback_host(parts->host)
                                   : parts->scheme != "https" && !net::is_loopback_host(parts->host))
    return Error(ErrorCode::kInvalid, net::shown_url(options.base_url) +
                                          ": a key goes over plain http to this computer only; use https");
  if (!options.group.empty() && !is_digits(options.group))
    return Error(ErrorCode::kInvalid, "\"" + options.group + "\" is no number of a Zotero group; it stands in the "
                                          "group's address: https://www.zotero.org/groups/NUMBER");
  const Door door = options.door;
  Api api(exchange, std::move(options));
  SHEAF_TRY(door == Door::kLocal ? api.look_at_local(task) : api.look_at_web(task));
  return api;
}

Status Api::look_at_local(const Task& task) {
  prefix_ = options_.group.empty() ? "users/0" : "groups/" + options_.group;
  net::HttpRequest root = request("GET", "");
  root.timeout_ms = 10000;
  const auto answer = exchange_->probe(std::move(root), task);
  if (!answer) return unreachable(door(), options_.base_url, answer.error());
  if (answer->status != 200) return refused(door(), "asking " + shown(), *answer);
  server_id_ = std::string(trim(answer->header("Zotero-Server-ID")));
  if (options_.group.empty()) return {};
  SHEAF_ASSIGN(const net::HttpResponse group, read("groups/" + options_.group, task));
  return group.status == 200 ? Status() : refused(door(), "looking for group " + options_.group, group);
}

Status Api::look_at_web(const Task& task) {
  if (options_.key.empty())
    return Error(ErrorCode::kInvalid, "zotero.org wants a key: make one at https://www.zotero.org/settings/keys and put "
                                      "it into the environment variable ZOTERO_API_KEY, or name its file with --key-file");
  const auto answer = exchange_->send(request("GET", "keys/current"), task);
  if (!answer) return unreachable(door(), options_.base_url, answer.error());
  if (answer->status == 404) {  // zotero.org says so of a key it does not know
    net::HttpResponse wrong = *answer;
    wrong.status = 403;
    wrong.body = "Invalid key";
    return refused(door(), "asking " + shown() + " whose key this is", wrong);
  }
  if (answer->status != 200) return refused(door(), "asking " + shown() + " whose key this is", *answer);
  SHEAF_ASSIGN(const Json key, parse_json(answer->body, "keys/current"));
  const auto user = key.find("userID");
  if (user == key.end() || !user->is_number_unsigned())
    return Error(ErrorCode::kParse, shown() + " does not say whose key this is");
  prefix_ = options_.group.empty() ? "users/" + std::to_string(user->get<std::uint64_t>()) : "groups/" + options_.group;
  if (options_.group.empty()) return {};
  SHEAF_ASSIGN(const net::HttpResponse group, read("groups/" + options_.group, task));
  return group.status == 200 ? Status() : refused(door(), "looking for group " + options_.group, group);
}

Result<net::HttpResponse> Api::read(const std::string& path, const Task& task) {
  auto answer = exchange_->send(request("GET", path), task);
  if (!answer) return unreachable(door(), options_.base_url, answer.error());
  note(*answer);
  return answer;
}

/// One page into `visit`; how many objects it had.
Result<std::size_t> Api::page(const std::string& target, std::map<std::string, bool>& seen, const Visit& visit,
                              const Task& task) {
  SHEAF_ASSIGN(const net::HttpResponse answer, read(target, task));
  if (answer.status != 200) return refused(door(), "reading " + shown(), answer);
  SHEAF_ASSIGN(const Json list, parse_json(answer.body, shown() + ": " + target));
  if (!list.is_array()) return Error(ErrorCode::kParse, shown() + ": " + target + " is no list");
  for (const Json& object : list) {
    const std::string key = object.is_object() ? json_string(object, "key") : std::string();
    if (is_key(key) && seen.emplace(key, true).second) SHEAF_TRY(visit(object));
  }
  return list.size();
}

Result<std::int64_t> Api::each(const std::string& path, const std::string& query, const Visit& visit,
                               const Task& task) {
  const std::size_t limit = door() == Door::kWeb ? kWebPage : kLocalPage;
  const std::string ordered = with_query(prefix_ + "/" + path, query,
                                         (contains(path, "items") ? "sort=dateAdded&direction=asc&limit=" : "limit=") +
                                             std::to_string(limit));
  std::map<std::string, bool> seen;
  std::int64_t first = -1;
  for (std::size_t start = 0;; start += limit) {
    SHEAF_TRY(task.report({"fetch", start, 0, 0}));
    version_ = 0;
    const std::size_t before = seen.size();
    SHEAF_ASSIGN(const std::size_t got, page(ordered + "&start=" + std::to_string(start), seen, visit, task));
    if (first < 0) first = version_;
    if (got < limit || seen.size() == before) break;  // a server that repeats itself has no more
  }
  // Something was deleted or added under way: what the shifted pages passed over is named by its key.
  if (version_ != first && contains(path, "items")) {
    SHEAF_ASSIGN(const auto all, versions(path, query, task));
    std::vector<std::string> missing;
    for (const auto& [key, version] : all)
      if (seen.count(key) == 0) missing.push_back(key);
    SHEAF_TRY(items(missing, visit, task));
  }
  return first;
}

Status Api::items(const std::vector<std::string>& keys, const Visit& visit, const Task& task) {
  std::map<std::string, bool> seen;
  for (std::size_t at = 0; at < keys.size(); at += kMostObjects) {
    const std::size_t end = std::min(keys.size(), at + kMostObjects);
    const std::vector<std::string> some(keys.begin() + static_cast<std::ptrdiff_t>(at),
                                        keys.begin() + static_cast<std::ptrdiff_t>(end));
    SHEAF_TRY(task.report({"fetch", at, keys.size(), 0}));
    SHEAF_ASSIGN([[maybe_unused]] const std::size_t got,
                 page(prefix_ + "/items?itemKey=" + join(some, ",") + "&includeTrashed=1&limit=" +
                          std::to_string(kWebPage), seen, visit, task));
  }
  return {};
}

Result<Json> Api::one(const std::string& path, const Task& task) {
  SHEAF_ASSIGN(const net::HttpResponse answer, read(prefix_ + "/" + path, task));
  if (answer.status == 404) return Json();
  if (answer.status != 200) return refused(door(), "reading " + shown(), answer);
  return parse_json(answer.body, shown() + ": " + path);
}

Result<std::map<std::string, std::int64_t>> Api::versions(const std::string& path, const std::string& query,
                                                          const Task& task) {
  const std::string target = with_query(prefix_ + "/" + path, query, "format=versions");
  SHEAF_ASSIGN(const net::HttpResponse answer, read(target, task));
  if (answer.status != 200) return refused(door(), "reading " + shown(), answer);
  SHEAF_ASSIGN(const Json json, parse_json(answer.body, shown() + ": " + target));
  std::map<std::string, std::int64_t> out;
  if (json.is_object())
    for (const auto& [key, version] : json.items())
      if (is_key(key) && version.is_number_integer()) out[key] = version.get<std::int64_t>();
  return out;
}

}  // namespace sheaf::zotero
