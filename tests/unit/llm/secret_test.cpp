// Where secrets come from, and that they stay out of errors.
#include <catch2/catch.hpp>

#include <stdlib.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "base/text.hpp"
#include "llm/command.hpp"
#include "llm/secret.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::llm;

namespace {

SecretSource source_of(std::string env, std::string command = {}, std::string file = {}) {
  SecretSource source;
  source.env = std::move(env);
  source.command = std::move(command);
  source.file = std::move(file);
  return source;
}

constexpr const char* kVariable = "SHEAF_TEST_SECRET_VARIABLE";

/// Set as long as it lives.
struct Variable {
  explicit Variable(const char* value) { setenv(kVariable, value, 1); }
  ~Variable() { unsetenv(kVariable); }
};

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("a secret comes from the variable before the command before the file", "[llm][secret]") {
  const test::TempDir folder;
  const std::string file = folder.write("key", "  from-file \r\nsecond line\n");
  CHECK(read_secret(source_of(kVariable, "echo from-command", file)).value() == "from-command");
  CHECK(read_secret(source_of(kVariable, "", file)).value() == "from-file");
  CHECK(read_secret(source_of(kVariable, "exit 3", file)).value() == "from-file");
  const Variable set(" from-variable ");
  CHECK(read_secret(source_of(kVariable, "echo from-command", file)).value() == "from-variable");
}

TEST_CASE("a source that names nothing gives an empty secret", "[llm][secret]") {
  CHECK(read_secret({}).value().empty());
  CHECK(describe({}).empty());
}

TEST_CASE("an error names every way that was tried and nothing secret", "[llm][secret]") {
  const test::TempDir folder;
  const Variable empty("");
  const auto outcome = read_secret(source_of(
      kVariable, "TOKEN=sk-in-command grep -c sk-argument; echo sk-printed; exit 7",
      folder.file("absent")));
  REQUIRE_FALSE(outcome.ok());
  const std::string& message = outcome.error().message;
  CHECK(outcome.error().code == ErrorCode::kNotFound);
  CHECK(contains(message, std::string(kVariable) + " is empty"));
  CHECK(contains(message, "\"grep\" ended with status 7"));
  CHECK(contains(message, "absent"));
  CHECK_FALSE(contains(message, "sk-"));
}

TEST_CASE("a command runs in a shell without standard input and its first line counts",
          "[llm][secret]") {
  CHECK(read_secret(source_of("", "cat; printf 'a\\nb\\n' | tr a-z A-Z")).value() == "A");
  CHECK(read_secret(source_of("", "echo noise >&2; echo key")).value() == "key");
  CHECK(contains(read_secret(source_of("", "no-such-program-of-anybody")).error().message,
                 "was not found"));
  CHECK(contains(read_secret(source_of("", "echo")).error().message, "is empty"));
  CHECK(contains(read_secret(source_of("", "kill -9 $$")).error().message, "signal 9"));
  CHECK(contains(read_secret(source_of("", "yes")).error().message, "far more than one line"));
}

TEST_CASE("a command that hangs is ended with all it started", "[llm][secret]") {
  const double seconds = seconds_of([] {
    const auto outcome = read_secret(source_of("", "sleep 77.125 | cat"), Task(), 300);
    REQUIRE_FALSE(outcome.ok());
    CHECK(contains(outcome.error().message, "\"sleep\" gave no answer"));
  });
  CHECK(seconds < 20);
}

TEST_CASE("what a command leaves running holds nobody up", "[llm][secret]") {
  const double seconds =
      seconds_of([] { CHECK(read_secret(source_of("", "echo key; sleep 30 &")).value() == "key"); });
  CHECK(seconds < 20);
}

TEST_CASE("waiting for a command can be cancelled", "[llm][secret]") {
  CancelToken token;
  std::thread canceller([&] {
    token.wait_ms(100);
    token.cancel();
  });
  const auto outcome = read_secret(source_of("", "sleep 60", "/dev/null"), Task(token));
  canceller.join();
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.error().code == ErrorCode::kCancelled);
}

TEST_CASE("a host that ignores the end of its children still gets its secret", "[llm][secret]") {
  const auto before = std::signal(SIGCHLD, SIG_IGN);
  CHECK(read_secret(source_of("", "echo key")).value() == "key");
  std::signal(SIGCHLD, before);
}

TEST_CASE("a secret with control characters is refused, and where it came from said",
          "[llm][secret]") {
  const auto outcome = read_secret(source_of("", "printf 'sk-\\001x\\n'"));
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.error().code == ErrorCode::kInvalid);
  CHECK(contains(outcome.error().message, "printf"));
  CHECK_FALSE(contains(outcome.error().message, "sk-"));
}

TEST_CASE("only printable ASCII may stand in a header", "[llm][secret]") {
  const SecretSource source = source_of(kVariable);
  CHECK(check_header_secret("sk-AZaz09_~!", source).ok());
  CHECK(check_header_secret("", source).ok());
  for (const char* bad : {"two words", "schlüssel", "a\nX-Other: 1"}) {
    const Status status = check_header_secret(bad, source);
    REQUIRE_FALSE(status.ok());
    CHECK(contains(status.error().message, kVariable));
    CHECK_FALSE(contains(status.error().message, bad));
  }
}

TEST_CASE("a secret is taken out of texts, unless it is too short to be one", "[llm][secret]") {
  CHECK(without_secret("bad key sk-12345 (sk-12345)", "sk-12345") == "bad key *** (***)");
  CHECK(without_secret("a cat", "a") == "a cat");
  CHECK(without_secret("text", "") == "text");
}

TEST_CASE("a secret's file that others may read is told, with the remedy", "[llm][secret]") {
  const test::TempDir folder;
  const std::string path = folder.file("key");
  std::ofstream(path) << "sk-1\n";
  ::chmod(path.c_str(), 0644);
  CHECK(exposure(source_of("", "", path)) == path + " can be read or changed by others (mode 644): chmod 600 " + path);
  ::chmod(path.c_str(), 0600);
  CHECK(exposure(source_of("", "", path)).empty());
  CHECK(exposure(source_of("HOME", "echo x", "")).empty());
  CHECK(exposure(source_of("", "", folder.file("absent"))).empty());
}
