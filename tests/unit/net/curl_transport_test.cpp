// libcurl against a real server on loopback: bodies, faults, redirects, limits and cancelling.
#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "net/curl_api.hpp"
#include "net/http.hpp"
#include "support/http_server.hpp"

using namespace sheaf;
using namespace sheaf::net;
using namespace sheaf::test;
using std::chrono::steady_clock;

namespace {

/// A transport that a proxy of the tester's environment does not get in the way of.
std::unique_ptr<Transport> transport() {
  setenv("no_proxy", "127.0.0.1,localhost", 1);
  auto made = make_curl_transport();
  if (!made.ok()) throw std::runtime_error(made.error().message);
  return std::move(made).value();
}

HttpRequest request_for(std::string url, std::int64_t timeout_ms = 20000) {
  HttpRequest request;
  request.reach = Reach::kAny;
  request.url = std::move(url);
  request.timeout_ms = timeout_ms;
  return request;
}

Result<HttpResponse> fetch(const std::string& url) {
  return transport()->send(request_for(url), Task());
}

Error failure(const std::string& url) {
  const auto result = fetch(url);
  REQUIRE_FALSE(result.ok());
  return result.error();
}

bool says(const Error& error, const std::string& part) {
  return error.message.find(part) != std::string::npos;
}

const std::string kFeed = "<feed>" + std::string(20000, 'x') + "</feed>";

}  // namespace

TEST_CASE("A response brings status, headers and body", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {xml_reply(kFeed).with("ETag", "\"abc\"")});
  const auto result = fetch(server.url("/x"));
  REQUIRE(result.ok());
  CHECK(result->status == 200);
  CHECK(result->body == kFeed);
  CHECK(result->header("etag") == "\"abc\"");
  CHECK(result->header("absent").empty());
  CHECK(endpoint.hits() == 1);
}

TEST_CASE("Any status is an answer", "[net][curl]") {
  HttpServer server;
  for (const int status : {204, 304, 404, 429, 500, 503}) {
    const auto endpoint = server.script("/x", {reply(status, "body")});
    const auto result = fetch(server.url("/x"));
    REQUIRE(result.ok());
    CHECK(result->status == status);
  }
}

TEST_CASE("Request headers are sent as given and nothing is added", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {reply(200)});
  HttpRequest request = request_for(server.url("/x"));
  request.headers = {{"User-Agent", "sheaf/0.1"}, {"Accept", "text/xml"}, {"X-Empty", ""}};
  REQUIRE(transport()->send(request, Task()).ok());
  const Request seen = endpoint.requests().at(0);
  CHECK(seen.header("User-Agent") == "sheaf/0.1");
  CHECK(seen.header("Accept") == "text/xml");
  CHECK(seen.header("Accept-Encoding").find("gzip") != std::string::npos);
  CHECK(seen.header("Cookie").empty());
}

TEST_CASE("A header with a line break is refused", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {reply(200)});
  HttpRequest request = request_for(server.url("/x"));
  request.headers = {{"X-A", "a\r\nX-B: b"}};
  const auto result = transport()->send(request, Task());
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kInvalid);
  CHECK(endpoint.hits() == 0);
}

TEST_CASE("HEAD, POST, PUT and DELETE arrive as such", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {reply(200, "answer")});
  const std::string body = std::string("{\"a\":1}\0tail", 12) + std::string(2000000, 'b');
  for (const char* method : {"HEAD", "POST", "PUT", "DELETE"}) {
    INFO(method);
    HttpRequest request = request_for(server.url("/x"));
    request.method = method;
    if (request.method == "POST" || request.method == "PUT") request.body = body;
    request.headers = {{"Content-Type", "application/json"}};
    const auto result = transport()->send(request, Task());
    REQUIRE(result.ok());
    CHECK(result->body == (request.method == "HEAD" ? "" : "answer"));
    CHECK(endpoint.requests().back().method == method);
    CHECK(endpoint.requests().back().body == request.body);
    CHECK(endpoint.requests().back().header("Content-Type") == "application/json");
    CHECK(endpoint.requests().back().header("Expect").empty());
  }
}

TEST_CASE("Compressed bodies arrive unpacked", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {gzip_reply(kFeed)});
  const auto result = fetch(server.url("/x"));
  REQUIRE(result.ok());
  CHECK(result->body == kFeed);
}

TEST_CASE("Damaged compression is a network error in clear words", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {bad_gzip_reply(kFeed)});
  const Error error = failure(server.url("/x"));
  CHECK(error.code == ErrorCode::kNetwork);
  CHECK(says(error, "compressed data is damaged"));
  CHECK(says(error, "127.0.0.1"));
}

TEST_CASE("Plain text called gzip is a network error", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {xml_reply(kFeed).with("Content-Encoding", "gzip")});
  const Error error = failure(server.url("/x"));
  CHECK(error.code == ErrorCode::kNetwork);
  CHECK(says(error, "compressed data is damaged"));
}

TEST_CASE("A body shorter than announced is a network error", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {truncated_reply(kFeed, 5000)});
  const Error error = failure(server.url("/x"));
  CHECK(error.code == ErrorCode::kNetwork);
  CHECK(says(error, "cut off after 5000 bytes"));
}

TEST_CASE("Broken and unfinished chunks are network errors", "[net][curl]") {
  HttpServer server;
  Reply unfinished = xml_reply(kFeed);
  unfinished.chunk_bytes = 1000;
  unfinished.cut_after = 3500;
  Reply broken = xml_reply(kFeed);
  broken.chunk_bytes = 1000;
  broken.break_chunks = true;
  for (const Reply& fault : {unfinished, broken}) {
    const auto endpoint = server.script("/x", {fault});
    const Error error = failure(server.url("/x"));
    CHECK(error.code == ErrorCode::kNetwork);
    CHECK(says(error, "cut off"));
  }
}

TEST_CASE("Whole chunked and trickled bodies arrive", "[net][curl]") {
  HttpServer server;
  Reply chunked = xml_reply(kFeed);
  chunked.chunk_bytes = 777;
  Reply trickled = xml_reply("slow but whole");
  trickled.trickle_bytes = 3;
  trickled.trickle_ms = 5;
  const auto a = server.script("/chunked", {chunked});
  const auto b = server.script("/trickled", {trickled});
  CHECK(fetch(server.url("/chunked"))->body == kFeed);
  CHECK(fetch(server.url("/trickled"))->body == "slow but whole");
}

TEST_CASE("A reset and a refused connection are network errors that name the host", "[net][curl]") {
  int closed_port = 0;
  {
    HttpServer server;
    const auto endpoint = server.script("/x", {reset_reply()});
    CHECK(failure(server.url("/x")).code == ErrorCode::kNetwork);
    closed_port = server.port();
  }
  const Error refused = failure("http://127.0.0.1:" + std::to_string(closed_port) + "/x");
  CHECK(refused.code == ErrorCode::kNetwork);
  CHECK(says(refused, "could not reach 127.0.0.1"));
}

TEST_CASE("The body limit counts unpacked bytes", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/bomb", {gzip_bomb_reply(std::size_t{32} << 20)});
  HttpRequest request = request_for(server.url("/bomb"));
  request.max_body_bytes = std::size_t{4} << 20;
  const auto result = transport()->send(request, Task());
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kNetwork);
  CHECK(says(result.error(), "the answer is larger than 4 MiB"));
}

TEST_CASE("An endless body is cut at the limit and a body of exactly the limit passes",
          "[net][curl]") {
  HttpServer server;
  const auto endless = server.script("/endless", {endless_reply(std::string(65536, 'x'))});
  const auto exact = server.script("/exact", {reply(200, std::string(1000, 'x'))});
  HttpRequest request = request_for(server.url("/endless"));
  request.max_body_bytes = std::size_t{1} << 20;
  CHECK_FALSE(transport()->send(request, Task()).ok());
  request.url = server.url("/exact");
  request.max_body_bytes = 1000;
  CHECK(transport()->send(request, Task()).ok());
  request.max_body_bytes = 999;
  CHECK_FALSE(transport()->send(request, Task()).ok());
}

TEST_CASE("A server that stalls runs into the time-out", "[net][curl]") {
  HttpServer server;
  Reply stalled = reply(200, "late");
  stalled.delay_ms = 30000;
  Reply stuck = xml_reply(kFeed);
  stuck.pause_after = 100;
  stuck.pause_ms = 30000;
  const auto a = server.script("/before", {stalled});
  const auto b = server.script("/within", {stuck});
  const auto before = transport()->send(request_for(server.url("/before"), 300), Task());
  REQUIRE_FALSE(before.ok());
  CHECK(before.error().code == ErrorCode::kNetwork);
  CHECK(says(before.error(), "did not answer within"));
  const auto within = transport()->send(request_for(server.url("/within"), 300), Task());
  REQUIRE_FALSE(within.ok());
  CHECK(says(within.error(), "was not complete"));
}

TEST_CASE("Cancelling ends a waiting transfer at once", "[net][curl]") {
  HttpServer server;
  Reply stalled = reply(200, "late");
  stalled.delay_ms = 30000;
  Reply stuck = xml_reply(kFeed);
  stuck.pause_after = 100;
  stuck.pause_ms = 30000;
  for (const Reply& slow : {stalled, stuck}) {
    const auto endpoint = server.script("/x", {slow});
    const CancelToken cancel;
    steady_clock::time_point cancelled_at;
    std::thread canceller([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(150));
      cancelled_at = steady_clock::now();
      cancel.cancel();
    });
    const auto result = transport()->send(request_for(server.url("/x")), Task(cancel));
    const auto ended_at = steady_clock::now();
    canceller.join();
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::kCancelled);
    CHECK(ended_at - cancelled_at < std::chrono::seconds(1));
  }
}

TEST_CASE("Redirects are followed with the headers of the last answer only", "[net][curl]") {
  HttpServer server;
  const auto a = server.script("/a", {redirect_reply("/b", 301).with("X-Hop", "a")});
  const auto b = server.script("/b", {redirect_reply(server.url("/c"), 307).with("X-Hop", "b")});
  const auto c = server.script("/c", {reply(200, "there").with("X-Last", "yes")});
  const auto result = fetch(server.url("/a"));
  REQUIRE(result.ok());
  CHECK(result->body == "there");
  CHECK(result->header("X-Last") == "yes");
  CHECK(result->header("X-Hop").empty());
  CHECK(result->header("Location").empty());
}

TEST_CASE("Redirects in a circle end", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script("/x", {redirect_reply("/x")});
  const Error error = failure(server.url("/x"));
  CHECK(error.code == ErrorCode::kNetwork);
  CHECK(says(error, "more than 5 redirects"));
  CHECK(endpoint.hits() == 6);
}

TEST_CASE("Redirects away from http are not followed", "[net][curl]") {
  HttpServer server;
  for (const char* target : {"file:///etc/passwd", "ftp://127.0.0.1/x", "dict://127.0.0.1:11/x"}) {
    const auto endpoint = server.script("/x", {redirect_reply(target)});
    const Error error = failure(server.url("/x"));
    CHECK(error.code == ErrorCode::kNetwork);
    CHECK(error.message.find("root:") == std::string::npos);
  }
}

TEST_CASE("A redirected POST is handed back, not sent elsewhere", "[net][curl]") {
  HttpServer server;
  const auto a = server.script("/a", {redirect_reply("/b", 308)});
  const auto b = server.script("/b", {reply(200)});
  HttpRequest request = request_for(server.url("/a"));
  request.method = "POST";
  request.body = "secret";
  const auto result = transport()->send(request, Task());
  REQUIRE(result.ok());
  CHECK(result->status == 308);
  CHECK(b.hits() == 0);
}

TEST_CASE("Other schemes are refused without a request", "[net][curl]") {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/x", "nonsense"}) {
    CHECK(failure(url).code == ErrorCode::kInvalid);
  }
}

TEST_CASE("Many threads may send over one transport", "[net][curl][threads]") {
  HttpServer server;
  const auto packed = server.script("/gzip", {gzip_reply(kFeed)});
  const auto moved = server.script("/moved", {redirect_reply("/gzip")});
  const auto shared = transport();
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 15; ++n) {
        const auto result =
            shared->send(request_for(server.url(n % 2 ? "/gzip" : "/moved")), Task());
        if (result.ok() && result->body == kFeed) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 60);
}

TEST_CASE("A recorded answer is replayed byte for byte", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script(
      "/x",
      {raw_reply("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5\r\nContent-Length: 14\r\n\r\n"
                 "Rate exceeded.")});
  const auto result = fetch(server.url("/x"));
  REQUIRE(result.ok());
  CHECK(result->status == 429);
  CHECK(result->header("Retry-After") == "5");
  CHECK(result->body == "Rate exceeded.");
}

TEST_CASE("Headers of an interim answer do not count", "[net][curl]") {
  HttpServer server;
  const auto endpoint = server.script(
      "/x", {raw_reply("HTTP/1.1 103 Early Hints\r\nX-Early: yes\r\n\r\n"
                       "HTTP/1.1 200 OK\r\nX-Late: yes\r\nContent-Length: 2\r\n\r\nok")});
  const auto result = fetch(server.url("/x"));
  REQUIRE(result.ok());
  CHECK(result->status == 200);
  CHECK(result->header("X-Early").empty());
  CHECK(result->header("X-Late") == "yes");
}

TEST_CASE("The proxy of the environment is used", "[net][curl]") {
  HttpServer proxy;
  const std::string url = "http://sheaf.test/through-a-proxy";
  const auto endpoint = proxy.script(url, {reply(200, "by proxy")});
  const auto direct = transport();
  setenv("http_proxy", proxy.url().c_str(), 1);
  const auto result = direct->send(request_for(url), Task());
  unsetenv("http_proxy");
  REQUIRE(result.ok());
  CHECK(result->body == "by proxy");
  CHECK(endpoint.hits() == 1);
}

TEST_CASE("Without libcurl the error names the package", "[net][curl]") {
  const auto missing = open_curl({"libcurl-that-is-not-there.so.4", "libm.so.6"});
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().code == ErrorCode::kUnsupported);
  CHECK(says(missing.error(), "libcurl4"));
  CHECK(says(missing.error(), "libm.so.6 is too old"));
}
