// Child programs: real ones of this system, their ends and their limits.
#include <catch2/catch.hpp>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "base/child.hpp"

namespace sheaf {
namespace {

ChildOutcome run(const std::string& script, std::int64_t timeout_ms = 10000,
                 std::size_t max_output = 1 << 16) {
  const Result<ChildOutcome> outcome =
      run_child({"/bin/sh", {"sh", "-c", script}, -1, timeout_ms, max_output, 0}, Task());
  REQUIRE(outcome.ok());
  return outcome.value();
}

TEST_CASE("a child's output and its exit status are told") {
  const ChildOutcome outcome = run("echo one; echo two >&2; exit 3");
  CHECK(outcome.end == ChildEnd::kExited);
  CHECK(outcome.code == 3);
  CHECK(outcome.output == "one\n");
}

TEST_CASE("a child has nothing to read unless it is given a file") {
  CHECK(run("cat; echo end").output == "end\n");
}

TEST_CASE("a child that reads a stranger's file sees no keys of the environment") {
  ::setenv("SHEAF_TEST_KEY", "secret", 1);
  ChildProgram program{"/bin/sh", {"sh", "-c", "echo \"$SHEAF_TEST_KEY:${PATH:+path}\""}, -1, 10000, 1000, 0};
  CHECK(run_child(program, Task())->output == "secret:path\n");
  program.bare = true;
  CHECK(run_child(program, Task())->output == ":path\n");
  ::unsetenv("SHEAF_TEST_KEY");
}

TEST_CASE("a child ended by a signal says which") {
  const ChildOutcome outcome = run("kill -9 $$");
  CHECK(outcome.end == ChildEnd::kSignalled);
  CHECK(outcome.code == 9);
}

TEST_CASE("a child that takes too long is ended with all it started") {
  const auto start = std::chrono::steady_clock::now();
  const ChildOutcome outcome = run("echo begun; sleep 60 & sleep 60", 200);
  CHECK(outcome.end == ChildEnd::kTimedOut);
  CHECK(outcome.output == "begun\n");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a child that prints without end is ended at the limit") {
  const ChildOutcome outcome = run("while :; do echo line; done", 10000, 1000);
  CHECK(outcome.end == ChildEnd::kFlooded);
  CHECK(outcome.output.size() == 1001);
}

TEST_CASE("a child's answer does not wait for what it left running") {
  const auto start = std::chrono::steady_clock::now();
  const ChildOutcome outcome = run("sleep 30 & echo done");
  CHECK(outcome.end == ChildEnd::kExited);
  CHECK(outcome.output == "done\n");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));
}

TEST_CASE("a program that is not there is no child") {
  const Result<ChildOutcome> outcome =
      run_child({"/no/such/program", {"program"}, -1, 1000, 1000, 0}, Task());
  REQUIRE(outcome.ok());
  CHECK(outcome.value().end == ChildEnd::kNotStarted);
  CHECK(outcome.value().code == ENOENT);
}

TEST_CASE("a cancelled task ends its child") {
  CancelToken token;
  std::thread canceller([token] {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    token.cancel();
  });
  const Result<ChildOutcome> outcome =
      run_child({"/bin/sh", {"sh", "-c", "sleep 60"}, -1, 60000, 1000, 0}, Task(token));
  canceller.join();
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.error().code == ErrorCode::kCancelled);
}

}  // namespace
}  // namespace sheaf
