// The client on fakes: the gate, the retry set and what is said when nothing helps.
#include <catch2/catch.hpp>

#include <thread>

#include "base/date.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::net;
using sheaf::test::answer;
using sheaf::test::ClientOnFakes;
using sheaf::test::kArxivUrl;
using sheaf::test::kStartMs;

namespace {

std::string header_of(const HttpRequest& request, const std::string& name) {
  for (const Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

bool says(const Error& error, const std::string& part) {
  return error.message.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Requests to arXiv start at least three seconds apart", "[net][client]") {
  ClientOnFakes fakes({answer(200, "ok")});
  for (const char* url : {"https://rss.arxiv.org/rss/cs.CV", "https://export.arxiv.org/api/query",
                          "https://arxiv.org/catchup/cs.CV"}) {
    REQUIRE(fakes.get(url).ok());
  }
  const auto times = fakes.transport.times();
  REQUIRE(times.size() == 3);
  CHECK(times[1] - times[0] >= 3000);
  CHECK(times[2] - times[1] >= 3000);
  CHECK(times[2] - times[0] < 7000);
}

TEST_CASE("Other hosts do not wait for arXiv and loopback waits for nobody", "[net][client]") {
  ClientOnFakes fakes({answer(200, "ok")});
  REQUIRE(fakes.get().ok());
  REQUIRE(fakes.get("http://127.0.0.1:9/a").ok());
  REQUIRE(fakes.get("http://127.0.0.1:9/b").ok());
  CHECK(fakes.clock.slept_ms() == 0);
}

TEST_CASE("The slot is released after every try and leased for the time-out and a margin",
          "[net][client]") {
  ClientOptions options;
  options.timeout_ms = 40000;
  ClientOnFakes fakes({answer(500), answer(404)}, options);
  CHECK_FALSE(fakes.get().ok());
  CHECK(fakes.slots.group("arxiv").releases == 2);
  CHECK_FALSE(fakes.slots.group("arxiv").busy);
  CHECK(fakes.slots.group("arxiv").last_lease_ms == 45000);
}

TEST_CASE("Several threads never send at once and each takes its own turn", "[net][client][threads]") {
  // The real clock: threads that wait would push a fake one past the lease of a thread that works.
  sheaf::test::ScriptedTransport transport(system_clock(), {answer(200, "ok")});
  sheaf::test::MemorySlots slots;
  Logger logger;
  ClientOptions options;
  options.min_interval_ms = 3;
  net::Client client(transport, slots, system_clock(), logger, options);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 5; ++n) (void)client.get("http://mirror.example/x", {}, Task());
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto group = slots.group("mirror.example:80");
  CHECK(transport.count() == 20);
  CHECK_FALSE(transport.overlapped());
  REQUIRE(group.grants_ms.size() == 20);
  CHECK(group.releases == 20);
  for (std::size_t i = 1; i < 20; ++i) CHECK(group.grants_ms[i] - group.grants_ms[i - 1] >= 3);
}

TEST_CASE("Accept and User-Agent are always sent and may be set by the caller", "[net][client]") {
  ClientOptions options;
  options.user_agent = "sheaf/0.1 (mailto:reader@example.org)";
  ClientOnFakes fakes({answer(200, "ok")}, options);
  REQUIRE(fakes.get().ok());
  REQUIRE(fakes.client.get(kArxivUrl, {{"accept", "text/html"}}, Task()).ok());
  const auto requests = fakes.transport.requests();
  CHECK(header_of(requests[0], "Accept") == "application/atom+xml, application/xml, text/xml, */*");
  CHECK(header_of(requests[0], "User-Agent") == options.user_agent);
  CHECK(header_of(requests[1], "accept") == "text/html");
  CHECK(header_of(requests[1], "Accept").empty());
}

TEST_CASE("Answers that may pass are tried again", "[net][client]") {
  for (const int status : {408, 429, 500, 502, 503, 504, 406}) {
    INFO(status);
    ClientOnFakes fakes({answer(status), answer(200, "ok")});
    const auto result = fakes.get();
    REQUIRE(result.ok());
    CHECK(result->body == "ok");
    CHECK(fakes.transport.count() == 2);
  }
}

TEST_CASE("Answers that will not change are not tried again", "[net][client]") {
  for (const int status : {400, 401, 403, 404, 410, 301, 501}) {
    INFO(status);
    ClientOnFakes fakes({answer(status), answer(200, "ok")});
    const auto result = fakes.get();
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::kHttp);
    CHECK(result.error().http_status == status);
    CHECK(says(result.error(), "export.arxiv.org"));
    CHECK(fakes.transport.count() == 1);
  }
}

TEST_CASE("406 is throttling from arXiv only", "[net][client]") {
  ClientOnFakes fakes({answer(406), answer(200)});
  const auto result = fakes.get("https://api.example.org/x");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kHttp);
  CHECK(fakes.transport.count() == 1);
}

TEST_CASE("2xx and 304 come back as they are", "[net][client]") {
  for (const int status : {200, 204, 304}) {
    ClientOnFakes fakes({answer(status)});
    const auto result = fakes.get();
    REQUIRE(result.ok());
    CHECK(result->status == status);
  }
}

TEST_CASE("The remedy names the endpoint of the host that was not reached", "[net][client]") {
  ClientOptions options;
  options.max_retries = 0;
  for (const auto& [url, key] : {std::pair{"https://rss.arxiv.org/rss/cs.CV", "arxiv_rss"},
                                 std::pair{"https://export.arxiv.org/api/query", "arxiv_api"},
                                 std::pair{"https://arxiv.org/list/cs.CV/new", "arxiv_site"}}) {
    ClientOnFakes fakes({Error(ErrorCode::kNetwork, "refused")}, options);
    CHECK(says(fakes.get(url).error(), std::string("endpoints.") + key));
  }
}

TEST_CASE("Network errors are tried again and named with their remedy at last", "[net][client]") {
  ClientOptions options;
  options.max_retries = 2;
  ClientOnFakes fakes({Error(ErrorCode::kNetwork, "could not reach export.arxiv.org: refused")},
                      options);
  const auto result = fakes.get();
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kNetwork);
  CHECK(says(result.error(), "could not reach export.arxiv.org: refused"));
  CHECK(says(result.error(), "proxy settings"));
  CHECK(says(result.error(), "endpoints.arxiv_api"));
  CHECK(says(result.error(), "tried 3 times"));
  CHECK(result.error().retry_after_ms == -1);
  CHECK(fakes.transport.count() == 3);
}

TEST_CASE("Errors that are not the network's end the request at once", "[net][client]") {
  for (const ErrorCode code :
       {ErrorCode::kCancelled, ErrorCode::kUnsupported, ErrorCode::kInvalid}) {
    ClientOnFakes fakes({Error(code, "no")});
    const auto result = fakes.get();
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == code);
    CHECK(fakes.transport.count() == 1);
  }
}

TEST_CASE("An answer that its reader refuses is asked for again", "[net][client]") {
  ClientOnFakes fakes({answer(200, "<html>"), answer(200, ""), answer(200, "<feed/>")});
  const BodyCheck check = [](const HttpResponse& response) -> Status {
    if (response.body == "<feed/>") return {};
    return Error(ErrorCode::kParse, "not a feed");
  };
  const auto result = fakes.get(kArxivUrl, check);
  REQUIRE(result.ok());
  CHECK(result->body == "<feed/>");
  CHECK(fakes.transport.count() == 3);
}

TEST_CASE("The reader's own error comes back when it never likes the answer", "[net][client]") {
  ClientOptions options;
  options.max_retries = 1;
  ClientOnFakes fakes({answer(200, "<html>")}, options);
  const auto result = fakes.get(kArxivUrl, [](const HttpResponse&) -> Status {
    return Error(ErrorCode::kParse, "an HTML page in place of Atom");
  });
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kParse);
  CHECK(says(result.error(), "an HTML page in place of Atom"));
  CHECK(fakes.transport.count() == 2);
}

TEST_CASE("A reader that calls an answer throttling cools the group down", "[net][client]") {
  ClientOnFakes fakes({answer(200, "Rate exceeded."), answer(200, "<feed/>")});
  const auto result = fakes.get(kArxivUrl, [](const HttpResponse& response) -> Status {
    if (response.body == "<feed/>") return {};
    return Error(ErrorCode::kRateLimit, "Rate exceeded.");
  });
  REQUIRE(result.ok());
  CHECK(fakes.slots.group("arxiv").cool_until_ms >= kStartMs + 20000);
}

TEST_CASE("The wait grows from try to try, with jitter and a cap", "[net][client]") {
  ClientOptions options;
  options.max_retries = 6;
  options.backoff_ms = 8000;
  options.max_backoff_ms = 20000;
  ClientOnFakes fakes({answer(500)}, options);
  CHECK_FALSE(fakes.get().ok());
  const auto times = fakes.transport.times();
  REQUIRE(times.size() == 7);
  CHECK(times[1] - times[0] >= 4000);
  CHECK(times[1] - times[0] <= 8000);
  CHECK(times[2] - times[1] >= 8000);
  CHECK(times[2] - times[1] <= 16000);
  for (std::size_t i = 3; i < times.size(); ++i) CHECK(times[i] - times[i - 1] <= 20000);
}

TEST_CASE("Retry-After in seconds is honoured", "[net][client]") {
  ClientOnFakes fakes({answer(429, "", {{"Retry-After", "7"}}), answer(200)});
  REQUIRE(fakes.get().ok());
  CHECK(fakes.transport.times()[1] - kStartMs == 7000);
}

TEST_CASE("Retry-After as a date is honoured", "[net][client]") {
  ClientOnFakes fakes(
      {answer(503, "", {{"retry-after", "Fri, 17 Apr 2026 12:00:31 GMT"}}), answer(200)});
  REQUIRE(fakes.get().ok());
  CHECK(fakes.transport.times()[1] - kStartMs == 31000);
}

TEST_CASE("Retry-After is read in both forms and nonsense is no answer", "[net][client]") {
  const auto wait = [](const std::string& text) {
    return retry_after_ms(answer(429, "", {{"Retry-After", text}}), kStartMs);
  };
  CHECK(wait("120") == 120000);
  CHECK(wait(" 5 ") == 5000);
  CHECK(wait("0") == 0);
  CHECK(wait("Fri, 17 Apr 2026 12:01:00 GMT") == 60000);
  CHECK(wait("Fri, 17 Apr 2026 11:00:00 GMT") == 0);
  CHECK(wait("soon") == -1);
  CHECK(wait("-5") == -1);
  CHECK(wait("") == -1);
  CHECK(wait("99999999999999999999999") > std::int64_t{86400} * 1000);
  CHECK(retry_after_ms(answer(429), kStartMs) == -1);
}

TEST_CASE("A missing or zero Retry-After gets a sane wait", "[net][client]") {
  for (const char* value : {"0", "soon", ""}) {
    ClientOnFakes fakes({answer(429, "", {{"Retry-After", value}}), answer(200)});
    REQUIRE(fakes.get().ok());
    const std::int64_t waited = fakes.transport.times()[1] - kStartMs;
    CHECK(waited >= 20000);
    CHECK(waited <= 30000);
  }
}

TEST_CASE("A wait beyond the limit is returned instead of slept", "[net][client]") {
  ClientOnFakes fakes({answer(429, "Rate exceeded.", {{"Retry-After", "600"}})});
  const auto result = fakes.get();
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kRateLimit);
  CHECK(result.error().http_status == 429);
  CHECK(result.error().retry_after_ms == 600000);
  CHECK(says(result.error(), "12:10:00 UTC"));
  CHECK(fakes.clock.slept_ms() == 0);
  CHECK(fakes.transport.count() == 1);
}

TEST_CASE("After a refusal the whole group waits", "[net][client]") {
  ClientOnFakes fakes({answer(429, "", {{"Retry-After", "600"}}), answer(200, "ok")});
  CHECK_FALSE(fakes.get("https://rss.arxiv.org/rss/cs.CV").ok());
  const auto held = fakes.get("https://export.arxiv.org/api/query");
  REQUIRE_FALSE(held.ok());
  CHECK(held.error().code == ErrorCode::kRateLimit);
  CHECK(held.error().retry_after_ms == 600000);
  CHECK(says(held.error(), "12:10:00 UTC"));
  CHECK(fakes.transport.count() == 1);
  CHECK(fakes.get("https://api.example.org/").ok());
  fakes.clock.advance_ms(600000);
  CHECK(fakes.get().ok());
}

TEST_CASE("429, 503 and arXiv's 406 cool down, other faults do not", "[net][client]") {
  for (const int status : {429, 503, 406}) {
    ClientOnFakes fakes({answer(status), answer(200)});
    REQUIRE(fakes.get().ok());
    CHECK(fakes.slots.group("arxiv").cool_until_ms > kStartMs + 15000);
  }
  for (const int status : {500, 502, 504, 408}) {
    ClientOnFakes fakes({answer(status), answer(200)});
    REQUIRE(fakes.get().ok());
    CHECK(fakes.slots.group("arxiv").cool_until_ms <= kStartMs + 2 * 3001);  // the interval, twice
  }
}

TEST_CASE("Throttling to the end is a rate limit, not a fault", "[net][client]") {
  ClientOptions options;
  options.max_retries = 1;
  ClientOnFakes fakes({answer(429, "Rate exceeded.")}, options);
  const auto result = fakes.get();
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kRateLimit);
  CHECK(result.error().retry_after_ms > 0);
  CHECK(fakes.transport.count() == 2);
}

TEST_CASE("Progress tells of waiting and can cancel it", "[net][client]") {
  ClientOnFakes fakes({answer(200)});
  REQUIRE(fakes.get().ok());
  std::vector<std::int64_t> waits;
  const Task watching(CancelToken(), [&](const Progress& progress) {
    CHECK(progress.stage == "fetch");
    waits.push_back(progress.waiting_ms);
    return waits.size() < 2;
  });
  const auto result = fakes.client.get(kArxivUrl, {}, watching);
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kCancelled);
  CHECK(waits == std::vector<std::int64_t>{3001, 2001});
  CHECK(fakes.transport.count() == 1);
}

TEST_CASE("A cancelled task sends nothing", "[net][client]") {
  ClientOnFakes fakes({answer(200)});
  const CancelToken cancel;
  cancel.cancel();
  const auto result = fakes.client.get(kArxivUrl, {}, Task(cancel));
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kCancelled);
  CHECK(fakes.transport.count() == 0);
}

TEST_CASE("Secrets never reach an error or the log", "[net][client]") {
  ClientOptions options;
  options.max_retries = 1;
  ClientOnFakes fakes({answer(500), answer(404)}, options);
  const auto result = fakes.get("https://me:HUSH@api.example.org/v1?api_key=HUSH&q=1");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().message.find("HUSH") == std::string::npos);
  CHECK(says(result.error(), "api.example.org"));
  REQUIRE_FALSE(fakes.log.empty());
  for (const std::string& line : fakes.log) CHECK(line.find("HUSH") == std::string::npos);
}

TEST_CASE("A bad URL is refused before the gate", "[net][client]") {
  ClientOnFakes fakes({answer(200)});
  const auto result = fakes.get("file:///etc/passwd");
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::kInvalid);
  CHECK(fakes.transport.count() == 0);
}
