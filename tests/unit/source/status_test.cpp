// What becomes of a source whose answer is an error.
#include <catch2/catch.hpp>

#include "source/status.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;

namespace {

constexpr std::int64_t kNow = 1776427200000;  // 2026-04-17T12:00:00Z

Error error_of(ErrorCode code, int http_status, std::int64_t retry_after_ms) {
  Error error(code, "words");
  error.http_status = http_status;
  error.retry_after_ms = retry_after_ms;
  return error;
}

}  // namespace

TEST_CASE("A source that may not be asked yet waits until a named time", "[source][status]") {
  const auto limited = status_of("arxiv:cs.CL", error_of(ErrorCode::kRateLimit, 429, 7530000), kNow);
  CHECK(limited ==
        SourceStatus{"arxiv:cs.CL", SourceState::kWaiting, "until 14:05:30 UTC (rate limit)", 0});
  CHECK(status_of("x", error_of(ErrorCode::kRateLimit, 429, 48 * 3600000), kNow).detail ==
        "until 2026-04-19 12:00:00 UTC (rate limit)");
  CHECK(status_of("x", error_of(ErrorCode::kHttp, 503, 60000), kNow).detail ==
        "until 12:01:00 UTC (the server is overloaded)");
}

TEST_CASE("Without a time the words are told, and other errors are failures", "[source][status]") {
  CHECK(status_of("x", error_of(ErrorCode::kRateLimit, 0, -1), kNow) ==
        SourceStatus{"x", SourceState::kWaiting, "rate limit: words", 0});
  CHECK(status_of("x", error_of(ErrorCode::kHttp, 503, -1), kNow).state == SourceState::kFailed);
  CHECK(status_of("x", error_of(ErrorCode::kNetwork, 0, -1), kNow) ==
        SourceStatus{"x", SourceState::kFailed, "words", 0});
}

TEST_CASE("A throttled list ends as a source that waits", "[source][status]") {
  for (const int http : {429, 503, 406}) {
    sheaf::test::ScriptedArxiv arxiv([&](const net::HttpRequest&, std::size_t) {
      return sheaf::test::answer(http, "Rate exceeded.");
    });
    const auto list = arxiv.source.fetch_list("cs.CL", "rss", {}, Task());
    REQUIRE_FALSE(list.ok());
    const SourceStatus status = status_of("arxiv:cs.CL", list.error(), arxiv.clock.now_ms());
    CHECK(status.state == SourceState::kWaiting);
    CHECK(status.detail.substr(0, 6) == "until ");
  }
}
