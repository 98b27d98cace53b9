// Objects over S3's and WebDAV's HTTP; see object_store.hpp.
// Borrows the transport; any thread.
#include "net/object_store.hpp"

#include <algorithm>
#include <utility>

#include "base/base64.hpp"
#include "base/text.hpp"
#include "net/sha256.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

constexpr std::size_t kLongestName = 200;

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || name.front() == '/' || name.back() == '/')
    return false;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return is_ascii_alnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
  });
  return plain && !contains(name, "..") && !contains(name, "//");
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

Error refused(std::string_view method, std::string_view url, int status) {
  std::string why = " answered " + std::to_string(status);
  if (status == 401 || status == 403) why += "; check user and secret, and what they may do there";
  if (status == 404 || status == 409) why += "; check that the bucket or folder exists";
  if (status == 507 || status == 413) why += "; it has no room for this object";
  Error error(ErrorCode::kHttp, std::string(method) + " " + shown_url(url) + why);
  error.http_status = status;
  return error;
}

}  // namespace

ObjectStore::ObjectStore(Transport& transport, ObjectStoreOptions options)
    : transport_(&transport), options_(std::move(options)) {}

Result<ObjectStore> ObjectStore::open(Transport& transport, ObjectStoreOptions options) {
  while (options.url.ends_with('/')) options.url.pop_back();
  SHEAF_TRY(check_url(options.url));
  if (options.url.find_first_of("?#") != std::string::npos)
    return Error(ErrorCode::kInvalid, shown_url(options.url) + " may have no query");
  const auto parts = split_url(options.url);
  const bool anonymous = options.user.empty() && options.secret.empty();
  if (!anonymous && parts->scheme != "https" && !is_loopback_host(parts->host))
    return Error(ErrorCode::kInvalid,
                 shown_url(options.url) + ": a secret is not sent over plain http; use https");
  if (!is_plain(options.user) || !is_plain(options.secret) || !is_name(options.region) ||
      (options.kind == ObjectStoreKind::kWebDav && contains(options.user, ":")))
    return Error(ErrorCode::kInvalid,
                 "user, secret or region of " + shown_url(options.url) +
                     " have characters that none has (line breaks, a colon in a user)");
  return ObjectStore(transport, std::move(options));
}

Result<HttpResponse> ObjectStore::send(std::string method, const std::string& name,
                                       std::string body, const Task& task) {
  HttpRequest request;
  request.url = options_.url + "/" + name;
  request.reach = Reach::kAny;
  request.timeout_ms = options_.timeout_ms;
  request.max_body_bytes = options_.max_object_bytes;
  if (method == "PUT") request.headers.push_back({"Content-Type", "application/json"});
  request.method = std::move(method);
  request.body = std::move(body);
  const bool anonymous = options_.user.empty() && options_.secret.empty();
  if (!anonymous && options_.kind == ObjectStoreKind::kS3) {
    // Servers want it also where libcurl signs without it (before 8.0).
    request.headers.push_back({"x-amz-content-sha256", sha256_hex(request.body)});
    request.auth = {options_.user, options_.secret, "aws:amz:" + options_.region + ":s3"};
  } else if (!anonymous) {
    request.headers.push_back(
        {"Authorization", "Basic " + base64(options_.user + ":" + options_.secret)});
  }
  return transport_->send(request, task);
}

Result<std::optional<std::string>> ObjectStore::get(const std::string& name, const Task& task) {
  if (!is_name(name)) return Error(ErrorCode::kInvalid, "\"" + name + "\" is no name of an object");
  SHEAF_ASSIGN(HttpResponse response, send("GET", name, {}, task));
  if (response.status == 404 || response.status == 410) return std::optional<std::string>();
  if (response.status != 200) return refused("GET", options_.url, response.status);
  return std::optional<std::string>(std::move(response.body));
}

Result<bool> ObjectStore::exists(const std::string& name, const Task& task) {
  if (!is_name(name)) return Error(ErrorCode::kInvalid, "\"" + name + "\" is no name of an object");
  SHEAF_ASSIGN(const HttpResponse response, send("HEAD", name, {}, task));
  if (response.status == 404 || response.status == 410) return false;
  if (response.status / 100 != 2) return refused("HEAD", options_.url, response.status);
  return true;
}

// One folder after the other; one that is there answers 405, and some servers 301.
Status ObjectStore::make_folders(const std::string& name, const Task& task) {
  for (std::size_t slash = name.find('/'); slash != std::string::npos;
       slash = name.find('/', slash + 1)) {
    SHEAF_ASSIGN(const HttpResponse response, send("MKCOL", name.substr(0, slash + 1), {}, task));
    const int status = response.status;
    if (status / 100 != 2 && status != 405 && status != 301)
      return refused("MKCOL", options_.url, status);
  }
  return {};
}

Status ObjectStore::put(const std::string& name, std::string body, const Task& task) {
  if (!is_name(name)) return Error(ErrorCode::kInvalid, "\"" + name + "\" is no name of an object");
  SHEAF_ASSIGN(HttpResponse response, send("PUT", name, body, task));
  // WebDAV says 409 for a missing folder (RFC 4918, 9.7.1); some servers say 404 or 403.
  const bool folder = response.status == 409 || response.status == 404 || response.status == 403;
  if (options_.kind == ObjectStoreKind::kWebDav && folder && contains(name, "/")) {
    SHEAF_TRY(make_folders(name, task));
    SHEAF_ASSIGN(response, send("PUT", name, std::move(body), task));
  }
  if (response.status / 100 != 2) return refused("PUT", options_.url, response.status);
  return {};
}

}  // namespace sheaf::net
