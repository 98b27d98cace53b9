// Writing to a library; see api.hpp. Each write carries a token, so that a server that took it once
// refuses a repeat (www.zotero.org/support/dev/web_api/v3/write_requests).
// One thread.
#include <algorithm>
#include <random>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "net/url.hpp"
#include "zotero/api.hpp"
#include "zotero/md5.hpp"

namespace sheaf::zotero {
namespace {

constexpr std::size_t kTokenLength = 32;  // 5 to 32 are allowed
constexpr std::string_view kKeyAlphabet = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ";

std::string random_text(std::size_t length, std::string_view alphabet) {
  std::random_device device;
  std::uniform_int_distribution<std::size_t> pick(0, alphabet.size() - 1);
  std::string out;
  while (out.size() < length) out += alphabet[pick(device)];
  return out;
}

/// "1" to 1; nothing for what is no index of the request.
bool read_index(const std::string& text, std::size_t most, std::size_t& index) {
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string::npos) return false;
  index = static_cast<std::size_t>(std::stoul(text));
  return index < most;
}

Written written_of(const Json& json, std::size_t most) {
  Written out;
  std::size_t index = 0;
  const auto each = [&](const char* name, const auto& take) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_object()) return;
    for (const auto& [place, value] : found->items())
      if (read_index(place, most, index)) take(value);
  };
  each("successful", [&](const Json& value) { out.successful[index] = value; });
  each("unchanged", [&](const Json& value) { out.unchanged[index] = value.is_string() ? value.get<std::string>() : ""; });
  each("failed", [&](const Json& value) {
    Written::Failure failure;
    if (value.is_object() && value.contains("code") && value["code"].is_number_integer())
      failure.code = value["code"].get<int>();
    failure.message = value.is_object() ? collapse_spaces(shorten(json_string(value, "message"), 200)) : "";
    out.failed[index] = std::move(failure);
  });
  return out;
}

const char* path_of(Kind kind) { return kind == Kind::kItems ? "/items" : "/collections"; }

std::string form(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string out;
  for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + "=" + percent_encode(value);
  return out;
}

}  // namespace

std::string Api::new_key() { return random_text(8, kKeyAlphabet); }

Result<Api::Consent> Api::ask_consent(const std::string& app_name, std::int64_t timeout_ms, const Task& task) {
  net::HttpRequest ask = request("POST", "local/authorize");
  ask.headers.push_back({"Content-Type", "application/json"});
  ask.body = dump_json(Json{{"appName", app_name}});
  ask.timeout_ms = timeout_ms;
  const auto answer = exchange_->send(std::move(ask), task);
  if (!answer && answer.error().code == ErrorCode::kNetwork)
    return Error(ErrorCode::kNetwork, "Zotero's question whether this program may write was not answered (" +
                                          answer.error().message + "): look at Zotero's window and run it again");
  if (!answer) return answer.error();
  if (answer->status != 200) return refused(door(), "asking Zotero for the right to write", *answer);
  SHEAF_ASSIGN(const Json json, parse_json(answer->body, "local/authorize"));
  Consent consent{json_string(json, "key"), json.is_object() && json.value("remember", false)};
  if (consent.key.empty()) return Error(ErrorCode::kParse, "Zotero allowed writing, but gave no key");
  return consent;
}

/// Sends a write; where the key is not known (any more), asks for another one once.
Result<net::HttpResponse> Api::change(net::HttpRequest wanted, const Task& task) {
  for (int asked = 0;; ++asked) {
    net::HttpRequest next = wanted;
    if (door() == Door::kLocal) {
      if (options_.key.empty() && key_source_) {
        SHEAF_ASSIGN(const Consent consent, key_source_(task));
        options_.key = consent.key;
        key_passes_once_ = !consent.remembered;
      }
      next.headers.push_back({"Zotero-API-Key", options_.key});
    }
    auto answer = exchange_->send(std::move(next), task);
    if (key_passes_once_) options_.key.clear();
    if (!answer) return unreachable(door(), options_.base_url, answer.error());
    note(*answer);
    if (answer->status != 401 || door() != Door::kLocal || asked > 0 || !key_source_) return answer;
    options_.key.clear();
  }
}

Result<Written> Api::write(Kind kind, const Json& objects, const Task& task) {
  if (objects.empty()) return Written();
  if (objects.size() > kMostObjects) return Error(ErrorCode::kInternal, "more objects than Zotero takes at a time");
  net::HttpRequest post = request("POST", prefix_ + path_of(kind));
  post.headers.push_back({"Content-Type", "application/json"});
  post.headers.push_back({"Zotero-Write-Token", random_text(kTokenLength, kKeyAlphabet)});
  post.body = dump_json(objects);
  SHEAF_ASSIGN(const net::HttpResponse answer, change(std::move(post), task));
  const std::string doing = "writing " + std::to_string(objects.size()) +
                            (kind == Kind::kItems ? " items" : " collections") + " to " + shown();
  if (answer.status != 200) return refused(door(), doing, answer);
  const auto json = parse_json(answer.body, doing);
  if (!json || !json->is_object())
    return Error(ErrorCode::kNetwork, doing + ": the answer cannot be read" + (json ? "" : " (" + json.error().message + ")"));
  return written_of(*json, objects.size());
}

Status Api::remove(Kind kind, const std::string& key, std::int64_t version, const Task& task) {
  net::HttpRequest wanted = request("DELETE", prefix_ + path_of(kind) + "/" + key);
  wanted.headers.push_back({"If-Unmodified-Since-Version", std::to_string(version)});
  SHEAF_ASSIGN(const net::HttpResponse answer, change(std::move(wanted), task));
  if (answer.status == 204 || answer.status == 404) return {};
  return refused(door(), "removing " + key, answer);
}

/// The bytes go to where the ticket says: this computer, or over https; to a private address only where
/// that is the server's own.
Status Api::send_file(const Json& ticket, const Upload& file, const Task& task) {
  net::HttpRequest put;
  put.method = "POST";
  put.url = json_string(ticket, "url");
  put.timeout_ms = 0;
  const auto parts = net::split_url(put.url);
  if (!parts || (door() == Door::kLocal ? !net::is_loopback_host(parts->host)
                                        : parts->scheme != "https" && !net::is_loopback_host(parts->host)))
    return Error(ErrorCode::kInvalid, "Zotero wants the file at " + net::shown_url(put.url) + ", where nothing is sent");
  const auto own = net::split_url(options_.base_url);
  if (door() == Door::kLocal || (own && own->host == parts->host)) put.reach = net::Reach::kAny;
  const std::string type = json_string(ticket, "contentType");
  put.headers.push_back({"Content-Type", type.empty() ? file.content_type : type});
  put.body = json_string(ticket, "prefix");
  put.body += file.bytes;
  put.body += json_string(ticket, "suffix");
  const auto answer = exchange_->send(std::move(put), task);
  if (!answer) return unreachable(door(), options_.base_url, answer.error());
  if (answer->status / 100 != 2) return refused(door(), "sending " + file.name, *answer);
  return {};
}

Status Api::upload(const std::string& key, const Upload& file, const Task& task) {
  const auto post = [&](std::string body) {
    net::HttpRequest wanted = request("POST", prefix_ + "/items/" + key + "/file");
    wanted.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    wanted.headers.push_back({"If-None-Match", "*"});
    wanted.body = std::move(body);
    return change(std::move(wanted), task);
  };
  SHEAF_ASSIGN(const net::HttpResponse ticket_answer,
               post(form({{"md5", md5_hex(file.bytes)},
                          {"filename", file.name},
                          {"filesize", std::to_string(file.bytes.size())},
                          {"mtime", std::to_string(file.mtime_ms)},
                          {"contentType", file.content_type}})));
  if (ticket_answer.status == 412 && contains(ticket_answer.body, "file exists")) return {};
  if (ticket_answer.status != 200) return refused(door(), "adding " + file.name, ticket_answer);
  SHEAF_ASSIGN(const Json ticket, parse_json(ticket_answer.body, "the answer about " + file.name));
  if (!ticket.is_object()) return Error(ErrorCode::kParse, "Zotero does not say where " + file.name + " goes");
  if (ticket.contains("exists")) return {};
  SHEAF_TRY(send_file(ticket, file, task));
  SHEAF_ASSIGN(const net::HttpResponse done, post(form({{"upload", json_string(ticket, "uploadKey")}})));
  if (done.status / 100 == 2 || (done.status == 412 && contains(done.body, "file exists"))) return {};
  return refused(door(), "adding " + file.name, done);
}

}  // namespace sheaf::zotero
