// Tasks end when told, clocks obey their tests, logs keep secrets.
#include <catch2/catch.hpp>

#include <chrono>
#include <thread>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/task.hpp"
#include "base/text.hpp"

using namespace sheaf;

// Also run with the day's clock an hour off (tests/soak): the test hangs where a pause ends by that.
TEST_CASE("a pause that nobody ends lasts as long as it should", "[pause]") {
  const auto begin = std::chrono::steady_clock::now();
  CHECK(CancelToken().wait_ms(20));
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::milliseconds(20));
}

TEST_CASE("cancelling ends a wait at once", "[task]") {
  const CancelToken token;
  std::thread other([token] { token.cancel(); });
  CHECK_FALSE(token.wait_ms(60000));
  other.join();
  CHECK(token.cancelled());
  CHECK_FALSE(Task(token).check());
}

TEST_CASE("a report that answers no cancels the task", "[task]") {
  int calls = 0;
  const Task task(CancelToken(), [&](const Progress& progress) { return ++calls < 2 && progress.stage == "fetch"; });
  CHECK(task.report({"fetch", 1, 2, 0}));
  const Status stopped = task.report({"fetch", 2, 2, 0});
  REQUIRE_FALSE(stopped);
  CHECK(stopped.error().code == ErrorCode::kCancelled);
}

TEST_CASE("the fake clock moves by sleeping and not by itself", "[clock]") {
  FakeClock clock(1000);
  CHECK(clock.sleep_ms(500, CancelToken()));
  CHECK(clock.now_ms() == 1500);
  CHECK(clock.slept_ms() == 500);
}

TEST_CASE("secrets never reach the log", "[log]") {
  CHECK(redact("GET https://me:secret@host/x?api_key=abc123&q=cat") == "GET https://***@host/x?api_key=***&q=cat");
  CHECK(redact("Authorization: Bearer sk-123\nAccept: x") == "Authorization: ***\nAccept: x");
  CHECK(redact("the monkey=brown fox") == "the monkey=brown fox");
  CHECK(redact("https://arxiv.org/abs/2401.10020") == "https://arxiv.org/abs/2401.10020");
  std::string seen;
  Logger logger([&](LogLevel, const std::string& text) { seen = text; });
  logger.warn("url?token=t0p&x=1");
  CHECK(seen == "url?token=***&x=1");
}
