// Several requests at once over libcurl, and one at a time over any transport.
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <set>
#include <thread>

#include "net/many.hpp"
#include "support/http_server.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::net;
using namespace sheaf::test;

namespace {

HttpRequest request_to(const std::string& url, std::int64_t timeout_ms = 10000) {
  HttpRequest request;
  request.reach = Reach::kAny;
  request.method = "POST";
  request.url = url;
  request.body = "{}";
  request.timeout_ms = timeout_ms;
  return request;
}

/// All answers, until nothing is running.
std::vector<ManySender::Finished> drain(ManySender& sender) {
  std::vector<ManySender::Finished> all;
  while (sender.running() > 0) {
    auto some = sender.wait(1000, Task());
    REQUIRE(some.ok());
    for (auto& one : *some) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

TEST_CASE("requests are under way together and each gets its own answer") {
  HttpServer server;
  std::atomic<int> now{0}, most{0};
  // Endpoints answer one at a time, so that four of them show what runs together.
  std::vector<Endpoint> slow;
  for (int i = 0; i < 4; ++i) {
    slow.push_back(server.on("/" + std::to_string(i), [&now, &most](const Request& request) {
      most = std::max(most.load(), ++now);
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      --now;
      return reply(200, request.path);
    }));
  }
  auto transport = make_curl_transport();
  REQUIRE(transport.ok());
  auto sender = (*transport)->open_many();
  REQUIRE(sender.ok());
  for (std::size_t i = 0; i < 4; ++i) REQUIRE((*sender)->start(i, request_to(server.url("/" + std::to_string(i)))).ok());
  CHECK((*sender)->running() == 4);
  std::set<std::string> seen;
  for (const auto& one : drain(**sender)) {
    REQUIRE(one.outcome.ok());
    CHECK(one.outcome->body == "/" + std::to_string(one.tag));
    seen.insert(one.outcome->body);
  }
  CHECK(seen.size() == 4);
  CHECK(most > 1);
}

TEST_CASE("each request has a time limit of its own") {
  HttpServer server;
  Reply late = reply(200, "late");
  late.delay_ms = 5000;
  const auto slow = server.script("/slow", {late});
  const auto fast = server.script("/fast", {reply(200, "fast")});
  auto transport = make_curl_transport();
  auto sender = (*transport)->open_many();
  REQUIRE((*sender)->start(1, request_to(server.url("/slow"), 200)).ok());
  REQUIRE((*sender)->start(2, request_to(server.url("/fast"))).ok());
  int failed = 0;
  for (const auto& one : drain(**sender)) {
    if (one.tag == 2) CHECK(one.outcome.ok());
    if (one.tag != 1) continue;
    REQUIRE_FALSE(one.outcome.ok());
    CHECK(one.outcome.error().code == ErrorCode::kNetwork);
    ++failed;
  }
  CHECK(failed == 1);
}

TEST_CASE("cancelling drops what is under way") {
  HttpServer server;
  Reply late = reply(200, "late");
  late.delay_ms = 20000;
  const auto slow = server.script("/slow", {late});
  auto transport = make_curl_transport();
  auto sender = (*transport)->open_many();
  for (std::size_t i = 0; i < 3; ++i) REQUIRE((*sender)->start(i, request_to(server.url("/slow"), 60000)).ok());
  CancelToken cancel;
  std::thread canceller([cancel] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    cancel.cancel();
  });
  const auto ended = (*sender)->wait(60000, Task(cancel));
  canceller.join();
  REQUIRE_FALSE(ended.ok());
  CHECK(ended.error().code == ErrorCode::kCancelled);
  CHECK((*sender)->running() == 0);
}

TEST_CASE("a request that cannot be sent is refused at once") {
  auto transport = make_curl_transport();
  auto sender = (*transport)->open_many();
  CHECK((*sender)->start(0, request_to("file:///etc/passwd")).error().code == ErrorCode::kInvalid);
  HttpRequest split = request_to("http://127.0.0.1:1/");
  split.headers.push_back({"X", "a\r\nb"});
  CHECK((*sender)->start(0, split).error().code == ErrorCode::kInvalid);
  CHECK((*sender)->running() == 0);
}

TEST_CASE("any transport sends many, one after the other") {
  FakeClock clock(kStartMs);
  ScriptedTransport transport(clock, {answer(200, "a"), Error(ErrorCode::kNetwork, "gone"), answer(200, "c")});
  const auto sender = one_at_a_time(transport);
  for (std::size_t i = 0; i < 3; ++i) REQUIRE(sender->start(i, request_to("http://x.example/")).ok());
  const auto all = drain(*sender);
  REQUIRE(all.size() == 3);
  CHECK(all[0].outcome->body == "a");
  CHECK_FALSE(all[1].outcome.ok());
  CHECK(all[2].tag == 2);
}
