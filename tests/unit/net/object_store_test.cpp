// Objects over HTTP, on a scripted server: names, secrets, folders, refusals.
#include <catch2/catch.hpp>

#include "net/object_store.hpp"
#include "net/redirect.hpp"
#include "support/http_server.hpp"

using namespace sheaf;
using namespace sheaf::net;

namespace {

struct Cache {
  explicit Cache(const std::string& url, ObjectStoreKind kind = ObjectStoreKind::kWebDav)
      : transport(make_curl_transport().value()), store(open(url, kind)) {}

  ObjectStore open(const std::string& url, ObjectStoreKind kind) {
    ObjectStoreOptions options;
    options.kind = kind;
    options.url = url;
    options.user = "ada";
    options.secret = "pass";
    options.timeout_ms = 5000;
    return ObjectStore::open(*transport, options).value();
  }

  std::unique_ptr<Transport> transport;
  ObjectStore store;
};

Error open_error(const ObjectStoreOptions& options) {
  const auto transport = make_curl_transport().value();
  const auto store = ObjectStore::open(*transport, options);
  REQUIRE_FALSE(store.ok());
  return store.error();
}

}  // namespace

TEST_CASE("An object is put, found and fetched with the user's password", "[net][object_store]") {
  test::HttpServer server;
  std::string kept;
  const auto endpoint = server.on("/dav/*", [&](const test::Request& request) {
    CHECK(request.header("Authorization") == "Basic YWRhOnBhc3M=");
    if (request.method == "PUT") kept = request.body;
    if (request.method == "PUT") return test::reply(201);
    return kept.empty() ? test::reply(404) : test::reply(200, request.method == "HEAD" ? "" : kept);
  });
  Cache cache(server.url("/dav/"));
  CHECK(cache.store.get("a/b.json", Task()).value() == std::nullopt);
  CHECK_FALSE(cache.store.exists("a/b.json", Task()).value());
  REQUIRE(cache.store.put("a/b.json", "{\"x\":1}", Task()).ok());
  CHECK(cache.store.get("a/b.json", Task()).value() == "{\"x\":1}");
  CHECK(server.requests().back().path == "/dav/a/b.json");
}

TEST_CASE("WebDAV's missing folders are made one after the other", "[net][object_store]") {
  test::HttpServer server;
  std::vector<std::string> made;
  const auto endpoint = server.on("/dav/*", [&](const test::Request& request) {
    if (request.method == "MKCOL") {
      made.push_back(request.path);
      return test::reply(made.size() == 1 ? 405 : 201);
    }
    return test::reply(made.size() < 2 ? 409 : 201);
  });
  Cache cache(server.url("/dav"));
  CHECK(cache.store.put("s/3f/x.json", "{}", Task()).ok());
  CHECK(made == std::vector<std::string>{"/dav/s/", "/dav/s/3f/"});
}

TEST_CASE("S3 requests are signed and never carry the secret", "[net][object_store]") {
  test::HttpServer server;
  const auto endpoint =
      server.on("/bucket/*", [&](const test::Request&) { return test::reply(200, "{}"); });
  Cache cache(server.url("/bucket"), ObjectStoreKind::kS3);
  REQUIRE(cache.store.put("x.json", "{}", Task()).ok());
  const test::Request request = server.requests().back();
  const std::string sent = request.header("Authorization");
  CHECK(sent.find("AWS4-HMAC-SHA256 Credential=ada/") == 0);
  CHECK(sent.find("/us-east-1/s3/aws4_request") != std::string::npos);
  for (const auto& [name, value] : request.headers) CHECK(value.find("pass") == std::string::npos);
  CHECK(sent.find("x-amz-content-sha256") != std::string::npos);
  CHECK(request.method == "PUT");
  CHECK(request.body == "{}");
}

TEST_CASE("Refusals name the place and the remedy, never the secret", "[net][object_store]") {
  test::HttpServer server;
  const auto endpoint =
      server.on("/dav/*", [](const test::Request&) { return test::reply(403, "no"); });
  Cache cache(server.url("/dav"));
  const auto got = cache.store.get("x.json", Task());
  REQUIRE_FALSE(got.ok());
  CHECK(got.error().http_status == 403);
  CHECK(got.error().message.find("check user and secret") != std::string::npos);
  CHECK(got.error().message.find("pass") == std::string::npos);
}

TEST_CASE("An object over the limit is an error", "[net][object_store]") {
  test::HttpServer server;
  const auto endpoint = server.on(
      "/dav/*", [](const test::Request&) { return test::reply(200, std::string(5 << 20, 'x')); });
  Cache cache(server.url("/dav"));
  CHECK_FALSE(cache.store.get("x.json", Task()).ok());
}

TEST_CASE("Addresses, names and secrets that cannot be used are refused", "[net][object_store]") {
  ObjectStoreOptions options;
  options.url = "http://cache.example/dav";
  options.user = "ada";
  options.secret = "pass";
  CHECK(open_error(options).message.find("plain http") != std::string::npos);
  options.url = "ftp://cache.example";
  CHECK(open_error(options).code == ErrorCode::kInvalid);
  options.url = "https://cache.example/?list";
  CHECK(open_error(options).code == ErrorCode::kInvalid);
  options.url = "https://cache.example";
  options.secret = "pa\nss";
  CHECK(open_error(options).message.find("pa\nss") == std::string::npos);

  test::HttpServer server;
  Cache cache(server.url("/dav"));
  for (const std::string name : {"", "/x", "../x", "a//b", "a b", "x?y", "a/", "ä"})
    CHECK(cache.store.get(name, Task()).error().code == ErrorCode::kInvalid);
  CHECK(server.requests().empty());
}

TEST_CASE("Another server never gets the first one's secret", "[net][object_store]") {
  HttpRequest request;
  request.reach = Reach::kAny;
  request.url = "https://a.example/x";
  request.auth = {"ada", "pass", "aws:amz:us-east-1:s3"};
  CHECK(redirected(request, "https://b.example/x")->auth.empty());
  CHECK_FALSE(redirected(request, "https://a.example/y")->auth.empty());
}
