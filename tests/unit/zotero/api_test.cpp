// The client against a scripted server: who is asked, what is waited for, and what refusals say.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "support/http_server.hpp"
#include "zotero/api.hpp"
#include "zotero/connector.hpp"

using namespace sheaf;
using namespace sheaf::zotero;

namespace {

struct Bench {
  test::HttpServer server;
  FakeClock clock{1795000000000};
  Logger logger{{}};
  std::unique_ptr<net::Transport> transport = std::move(net::make_curl_transport()).value();
  Exchange exchange{*transport, clock, logger, {}};
  Task task;

  test::Endpoint root(const std::string& server_id = "abcdefghijkl") {
    return server.script("/api/", {test::reply(200, "Nothing to see here.").with("Zotero-Server-ID", server_id)});
  }
  Result<Api> open(const std::string& group = "") {
    ApiOptions options;
    options.base_url = server.url();
    options.group = group;
    return Api::open(exchange, options, task);
  }
};

}  // namespace

TEST_CASE("A running Zotero is known by its server's id and an old one only reads") {
  Bench bench;
  {
    const auto root = bench.root();
    const auto api = bench.open();
    REQUIRE(api.ok());
    CHECK(api->can_write());
    CHECK(api->identity() == "local:abcdefghijkl:users/0");
    CHECK_FALSE(api->can_choose_keys());
  }
  const auto old = bench.server.script("/api/", {test::reply(200, "Nothing to see here.")});
  const auto api = bench.open();
  REQUIRE(api.ok());
  CHECK_FALSE(api->can_write());
}

TEST_CASE("Keys leave this computer over https only") {
  Bench bench;
  ApiOptions options;
  options.door = Door::kWeb;
  options.base_url = "http://zotero.example";
  options.key = "secret";
  const auto api = Api::open(bench.exchange, options, bench.task);
  REQUIRE_FALSE(api.ok());
  CHECK(api.error().code == ErrorCode::kInvalid);
  CHECK(contains(api.error().message, "use https"));
  options.door = Door::kLocal;
  CHECK_FALSE(Api::open(bench.exchange, options, bench.task).ok());
}

TEST_CASE("Retry-After and Backoff are waited for by the clock") {
  Bench bench;
  const auto root = bench.root();
  const auto list = bench.server.script(
      "/api/users/0/collections", {test::reply(429, "").with("Retry-After", "7"),
                                   test::reply(200, "[]").with("Backoff", "5"), test::reply(200, "[]")});
  auto api = bench.open();
  REQUIRE(api.ok());
  REQUIRE(api->each("collections", "", [](const Json&) { return Status(); }, bench.task).ok());
  CHECK(bench.clock.slept_ms() == 7000);
  REQUIRE(api->each("collections", "", [](const Json&) { return Status(); }, bench.task).ok());
  CHECK(bench.clock.slept_ms() == 12000);
}

TEST_CASE("A server that repeats a full page for ever is left") {
  Bench bench;
  const auto root = bench.root();
  Json page = Json::array();
  for (int i = 0; i < 500; ++i) page.push_back({{"key", "ABCD2345"}, {"version", 1}});
  const auto list = bench.server.script("/api/users/0/items/top", {test::reply(200, page.dump(), "application/json")});
  auto api = bench.open();
  REQUIRE(api.ok());
  std::size_t seen = 0;
  REQUIRE(api->each("items/top", "", [&](const Json&) { ++seen; return Status(); }, bench.task).ok());
  CHECK(seen == 1);
  CHECK(list.hits() == 2);
}

TEST_CASE("A write that was lost is not sent again") {
  Bench bench;
  const auto root = bench.root();
  const auto items = bench.server.script("/api/users/0/items", {test::reset_reply()});
  auto api = bench.open();
  REQUIRE(api.ok());
  api->use_key("key", {});
  const auto written = api->write(Kind::kItems, Json::array({{{"itemType", "preprint"}}}), bench.task);
  REQUIRE_FALSE(written.ok());
  CHECK(written.error().code == ErrorCode::kNetwork);
  CHECK(items.hits() == 1);
}

TEST_CASE("Hostile answers to a write are read as far as they make sense") {
  Bench bench;
  const auto root = bench.root();
  const auto items = bench.server.script(
      "/api/users/0/items", {test::reply(200, R"({"successful": {"0": {"key": "ABCD2345"}, "7": {}, "x": 1},
                                                  "failed": {"1": "no", "-1": {}}, "unchanged": []})")});
  auto api = bench.open();
  REQUIRE(api.ok());
  api->use_key("key", {});
  const auto written = api->write(Kind::kItems, Json::array({Json::object(), Json::object()}), bench.task);
  REQUIRE(written.ok());
  CHECK(written->successful.size() == 1);
  CHECK(written->failed.at(1).code == 0);
  CHECK(written->unchanged.empty());
}

TEST_CASE("The connector's targets have the paths of the tree") {
  Bench bench;
  const auto ping = bench.server.script("/connector/ping", {test::reply(200, "ok").with("X-Zotero-Version", "9.0.6")});
  const auto selected = bench.server.script(
      "/connector/getSelectedCollection",
      {test::reply(200, R"({"libraryName": "My Library", "name": "B", "editable": true, "targets": [
         {"id": "L1", "name": "My Library", "level": 0}, {"id": "C1", "name": "A", "level": 1},
         {"id": "C2", "name": "B", "level": 2}, {"id": "C9", "name": "lost", "level": 9},
         {"id": "L2", "name": "Group", "level": 0}, {"id": "C3", "name": "A", "level": 1}]})")});
  auto connector = Connector::open(bench.exchange, bench.server.url(), bench.task);
  REQUIRE(connector.ok());
  CHECK(connector->zotero_version() == "9.0.6");
  const auto selection = connector->selection(bench.task);
  REQUIRE(selection.ok());
  REQUIRE(selection->targets.size() == 5);
  CHECK(selection->targets[2].path == std::vector<std::string>{"My Library", "A", "B"});
  CHECK(selection->targets[4].library == "L2");
}

TEST_CASE("Refusals say what to do") {
  net::HttpResponse answer;
  answer.status = 403;
  answer.body = "Local API is not enabled";
  CHECK(contains(refused(Door::kLocal, "asking", answer).message, "Settings > Advanced"));
  answer.status = 400;
  answer.body = "Endpoint does not support method";
  CHECK(refused(Door::kLocal, "writing", answer).code == ErrorCode::kUnsupported);
  answer.status = 412;
  answer.body = "Library has been modified since specified version";
  CHECK(refused(Door::kLocal, "writing", answer).code == ErrorCode::kConflict);
  answer.status = 413;
  answer.body = "File would exceed quota";
  CHECK(contains(refused(Door::kWeb, "adding", answer).message, "storage at zotero.org is full"));
}

TEST_CASE("A server cannot have a file sent to another private place than its own") {
  Bench bench;
  std::string place;
  const auto key = bench.server.script("/keys/current", {test::reply(200, R"({"userID": 7, "username": "u",
      "access": {"user": {"library": true, "files": true, "write": true}}})", "application/json")});
  const auto ask = bench.server.on("/users/7/items/ABCD2345/file", [&](const test::Request& request) {
    if (contains(request.body, "upload=")) return test::reply(204);
    return test::reply(200, R"({"url": ")" + place + R"(", "contentType": "x/y", "prefix": "", "suffix": "", "uploadKey": "k"})",
                       "application/json");
  });
  const auto inside = bench.server.script("/inside", {test::reply(201)});
  ApiOptions options;
  options.door = Door::kWeb;
  options.base_url = bench.server.url();
  options.key = "secret";
  auto api = Api::open(bench.exchange, options, bench.task);
  REQUIRE(api.ok());
  const Upload file{"a.pdf", "application/pdf", "%PDF-", 1};
  for (const std::string& other : {"http://localhost:" + std::to_string(bench.server.port()) + "/inside",
                                   std::string("https://169.254.169.254/inside"), std::string("https://10.0.0.1/inside")}) {
    place = other;
    CHECK_FALSE(api->upload("ABCD2345", file, bench.task).ok());
  }
  CHECK(inside.hits() == 0);
  place = bench.server.url("/inside");
  CHECK(api->upload("ABCD2345", file, bench.task).ok());
  CHECK(inside.hits() == 1);
}
