// Many requests to one model: retries, limits and what is given up, on a fake clock.
#include <catch2/catch.hpp>

#include <map>

#include <nlohmann/json.hpp>

#include "llm/chat.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::llm;
using namespace sheaf::test;

namespace {

constexpr const char* kKey = "sk-very-secret-key-1234567890";

net::HttpResponse answered(const std::string& content) {
  const Json body = {{"choices", {{{"index", 0}, {"finish_reason", "stop"}, {"message", {{"content", content}}}}}},
                     {"usage", {{"prompt_tokens", 10}, {"completion_tokens", 5}}}};
  return answer(200, body.dump());
}

net::HttpResponse good() { return answered(R"({"tldr":"fine"})"); }

/// One run over scripted answers; the last answer stands for all after it.
struct Run {
  explicit Run(std::vector<ScriptedTransport::Outcome> script) : transport(clock, std::move(script)) {
    profile.service = {"https://models.example/v1", "small", {}};
  }

  Status run(std::size_t count) {
    ChatOptions options;
    options.key = kKey;
    options.key_source = "the environment variable EXAMPLE_KEY";
    options.max_run_ms = max_run_ms;
    Chat chat(transport, clock, logger, profile, options);
    std::vector<ChatRequest> requests(count, {"system", "user", "card", "{\"type\":\"object\"}"});
    const auto accept = [&](std::size_t, const Json& json) -> Status {
      if (!json.contains("tldr")) return Error(ErrorCode::kParse, "\"tldr\" is missing");
      return {};
    };
    const auto done = [&](const ChatOutcome& outcome) -> Status {
      outcomes[outcome.index] = outcome;
      return {};
    };
    Status status = chat.run(requests, accept, done, Task());
    totals = chat.totals();
    return status;
  }

  Json sent(std::size_t index) const { return Json::parse(transport.requests().at(index).body); }
  std::size_t answered_count() const {
    std::size_t count = 0;
    for (const auto& [index, outcome] : outcomes) count += outcome.kind == ReplyKind::kAnswer;
    return count;
  }

  FakeClock clock{kStartMs};
  std::vector<std::string> log;
  Logger logger{[this](LogLevel, const std::string& text) { log.push_back(text); }};
  ScriptedTransport transport;
  LlmProfile profile;
  std::int64_t max_run_ms = 3600000;
  std::map<std::size_t, ChatOutcome> outcomes;
  Totals totals;
};

}  // namespace

TEST_CASE("a request names model, messages, schema and limits, and carries the key as a header") {
  Run run({good()});
  REQUIRE(run.run(1).ok());
  CHECK(run.answered_count() == 1);
  const auto request = run.transport.requests().at(0);
  CHECK(request.method == "POST");
  CHECK(request.url == "https://models.example/v1/chat/completions");
  const Json body = run.sent(0);
  CHECK(body["model"] == "small");
  CHECK(body["messages"].size() == 2);
  CHECK(body["response_format"]["type"] == "json_schema");
  CHECK(body["max_tokens"] == 2000);
  CHECK(body["stream"] == false);
  bool bearer = false;
  for (const auto& header : request.headers) bearer = bearer || header.value == std::string("Bearer ") + kKey;
  CHECK(bearer);
  CHECK(request.body.find(kKey) == std::string::npos);
  CHECK(run.totals.tokens() == 15);
}

TEST_CASE("what may pass is tried again after a wait, what cannot is not") {
  Run passing({answer(503), answer(429, "", {{"Retry-After", "7"}}),
               Error(ErrorCode::kNetwork, "models.example did not answer within 120 s"), good()});
  REQUIRE(passing.run(1).ok());
  CHECK(passing.answered_count() == 1);
  CHECK(passing.outcomes[0].tries == 4);
  CHECK(passing.clock.slept_ms() >= 7000);

  for (const int status : {400, 401, 403, 404}) {
    Run lasting({answer(status, R"({"error":{"message":"this one says why it is refused at some length"}})")});
    REQUIRE(lasting.run(1).ok());
    INFO(status);
    CHECK(lasting.transport.count() == 1);
    CHECK(lasting.outcomes[0].problem.find("small at models.example") != std::string::npos);
    CHECK(lasting.outcomes[0].problem.find("https://models.example/v1/chat/completions") != std::string::npos);
    CHECK(lasting.clock.slept_ms() == 0);
  }
}

TEST_CASE("an unauthorized key is named by its source and never shown") {
  Run run({answer(401, std::string(R"({"error":{"message":"Incorrect API key provided: )") + kKey +
                           R"( or sk-proj-abcdefgh12345"}})")});
  run.profile.max_in_flight = 1;
  REQUIRE(run.run(5).ok());
  CHECK(run.outcomes.size() == 5);
  CHECK(run.outcomes[0].problem.find("EXAMPLE_KEY") != std::string::npos);
  for (const auto& [index, outcome] : run.outcomes) {
    CHECK(outcome.problem.find("very-secret") == std::string::npos);
    CHECK(outcome.problem.find("abcdefgh") == std::string::npos);
  }
  for (const std::string& line : run.log) CHECK(line.find("very-secret") == std::string::npos);
  CHECK(run.transport.count() == 3);  // then it holds for all
  CHECK(run.outcomes[4].kind == ReplyKind::kNotSent);
}

TEST_CASE("a server that stays away is given up for the whole run") {
  Run run({Error(ErrorCode::kNetwork, "could not reach models.example: refused")});
  run.profile.max_retries = 1;
  run.profile.max_in_flight = 1;
  REQUIRE(run.run(50).ok());
  CHECK(run.outcomes.size() == 50);
  CHECK(run.transport.count() == 6);
  CHECK(run.answered_count() == 0);
}

TEST_CASE("a server that asks for a long wait is not waited for") {
  Run run({answer(429, "", {{"Retry-After", "3600"}})});
  run.profile.max_in_flight = 1;
  REQUIRE(run.run(3).ok());
  CHECK(run.clock.slept_ms() == 0);
  CHECK(run.outcomes[0].problem.find("3600 s") != std::string::npos);
  CHECK(run.outcomes[2].kind == ReplyKind::kNotSent);
}

TEST_CASE("answers of no use are asked for once more") {
  Run run({answered("no JSON here"), good()});
  REQUIRE(run.run(1).ok());
  CHECK(run.answered_count() == 1);
  Run twice({answered("no JSON here"), answered("{\"other\":1}"), good()});
  REQUIRE(twice.run(1).ok());
  CHECK(twice.outcomes[0].kind == ReplyKind::kNotJson);
  CHECK(twice.outcomes[0].problem.find("tldr") != std::string::npos);
  CHECK(twice.transport.count() == 2);
}

TEST_CASE("a truncated answer is asked for again with more room") {
  const Json cut = {{"choices", {{{"index", 0}, {"finish_reason", "length"}, {"message", {{"content", "{\"tl"}}}}}}};
  Run run({answer(200, cut.dump()), good()});
  REQUIRE(run.run(1).ok());
  CHECK(run.answered_count() == 1);
  CHECK(run.sent(0)["max_tokens"] == 2000);
  CHECK(run.sent(1)["max_tokens"] == 4000);
  CHECK(run.totals.estimated);
}

TEST_CASE("the form that a server takes is remembered for the rest of the run") {
  const auto refusal = [] {
    return answer(400, R"({"error":{"message":"response_format of type json_schema is not supported"}})");
  };
  Run run({refusal(), refusal(), good()});
  run.profile.max_in_flight = 1;
  REQUIRE(run.run(3).ok());
  CHECK(run.answered_count() == 3);
  CHECK(run.transport.count() == 5);
  CHECK(run.sent(1)["response_format"]["type"] == "json_object");
  CHECK_FALSE(run.sent(2).contains("response_format"));
  CHECK(run.sent(2)["messages"][0]["content"].get<std::string>().find("JSON Schema") != std::string::npos);
  CHECK_FALSE(run.sent(4).contains("response_format"));
}

TEST_CASE("the token limit of a run holds, and says so") {
  Run run({good()});
  run.profile.max_tokens_per_run = 2200;
  run.profile.max_in_flight = 1;
  REQUIRE(run.run(100).ok());
  CHECK(run.outcomes.size() == 100);
  CHECK(run.totals.tokens() <= 2200);
  CHECK(run.answered_count() > 0);
  CHECK(run.answered_count() < 100);
  CHECK(run.outcomes[99].kind == ReplyKind::kOverBudget);
  CHECK(run.outcomes[99].problem.find("max_tokens_per_run (2200)") != std::string::npos);
}

TEST_CASE("requests per minute are kept") {
  Run run({good()});
  run.profile.requests_per_minute = 10;
  REQUIRE(run.run(25).ok());
  CHECK(run.answered_count() == 25);
  const auto times = run.transport.times();
  for (std::size_t i = 10; i < times.size(); ++i) CHECK(times[i] - times[i - 10] >= 60000);
}

TEST_CASE("nothing is started after the time of the run") {
  Run run({answer(429, "", {{"Retry-After", "60"}})});
  run.max_run_ms = 30000;
  REQUIRE(run.run(2).ok());
  CHECK(run.transport.count() == 2);
  CHECK(run.outcomes[0].kind == ReplyKind::kNotSent);
  CHECK(run.outcomes[0].problem.find("time of one run") != std::string::npos);
}

TEST_CASE("a cancelled task ends the run") {
  Run run({good()});
  CancelToken cancel;
  cancel.cancel();
  Chat chat(run.transport, run.clock, run.logger, run.profile, {});
  const Status status = chat.run({ChatRequest()}, [](std::size_t, const Json&) { return Status(); },
                                 [](const ChatOutcome&) { return Status(); }, Task(cancel));
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().code == ErrorCode::kCancelled);
  CHECK(run.transport.count() == 0);
}

TEST_CASE("a server and a model must be named") {
  Run run({good()});
  run.profile.service.model.clear();
  CHECK(run.run(1).error().message.find("llm.model") != std::string::npos);
  run.profile.service.base_url.clear();
  CHECK(run.run(1).error().message.find("llm.base_url") != std::string::npos);
}
