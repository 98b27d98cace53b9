// Limits of a run: tokens, money, pace, and what a server turns out to take.
#include <catch2/catch.hpp>

#include "llm/budget.hpp"
#include "llm/dialect.hpp"
#include "llm/pace.hpp"

using namespace sheaf;
using namespace sheaf::llm;

TEST_CASE("tokens are estimated by kind of script") {
  CHECK(estimate_tokens("") == 0);
  CHECK(estimate_tokens("12345678") == 2);
  CHECK(estimate_tokens("模型模型") == 4);
}

TEST_CASE("a budget counts what is under way against its limits") {
  LlmProfile profile;
  profile.max_tokens_per_run = 1000;
  Budget budget(profile);
  const Reserve each{100, 400};
  REQUIRE(budget.reserve(each));
  REQUIRE(budget.reserve(each));
  CHECK_FALSE(budget.reserve(each));
  budget.settle(each, {100, 50, true});
  CHECK_FALSE(budget.reserve(each));  // 150 used, 500 under way
  budget.give_back(each);
  CHECK(budget.reserve(each));
  CHECK(budget.totals().tokens() == 150);
  CHECK(budget.limit_text() == "llm.max_tokens_per_run (1000)");
}

TEST_CASE("money is counted by the prices of a million tokens") {
  LlmProfile profile;
  profile.price_in = 2;
  profile.price_out = 10;
  profile.max_cost_per_run = 0.01;
  Budget budget(profile);
  REQUIRE(budget.reserve({1000, 500}));
  CHECK_FALSE(budget.reserve({1000, 500}));
  budget.count_request();
  budget.settle({1000, 500}, {1000, 200, true});
  CHECK(budget.totals().cost == Approx(0.004));
  CHECK(describe(budget.totals()) == "1 request, 1,200 tokens, cost 0.0040");
}

TEST_CASE("usage that nobody believes does no harm") {
  Budget budget{LlmProfile()};
  budget.settle({}, {-5, INT64_MAX, true});
  CHECK(budget.totals().prompt_tokens == 0);
  CHECK(budget.totals().tokens() > 0);
}

TEST_CASE("no minute has more requests or tokens than allowed") {
  Pace pace(2, 100);
  CHECK(pace.wait_ms(0, 40) == 0);
  pace.started(0, 40);
  CHECK(pace.wait_ms(10000, 40) == 0);
  pace.started(10000, 40);
  CHECK(pace.wait_ms(20000, 10) == 40000);  // two requests since 0
  CHECK(pace.wait_ms(60000, 60) == 0);
  pace.started(60000, 60);
  CHECK(pace.wait_ms(60000, 60) == 60000);  // the first in flight leaves room for one, not for 60 tokens
  CHECK(pace.wait_ms(200000, 1000) == 0);   // alone it may go whatever it takes
  CHECK(Pace(0, 0).wait_ms(0, 1000000) == 0);
}

TEST_CASE("a refused form of asking is given up for the next one") {
  Dialect now = dialect_of(LlmProfile());
  ChatReply refusal;
  refusal.kind = ReplyKind::kBadRequest;
  refusal.detail = "'response_format.type' must be 'text'; json_schema is not supported by this model";
  Dialect used = now;
  REQUIRE(adapt(now, used, refusal, false));
  CHECK(now.json == JsonMode::kObject);
  CHECK(adapt(now, used, refusal, false));  // another that was under way: only asked again
  CHECK(now.json == JsonMode::kObject);
  REQUIRE(adapt(now, now, refusal, false));
  CHECK(now.json == JsonMode::kPrompt);
  CHECK_FALSE(adapt(now, now, refusal, false));
}

TEST_CASE("parameters that a model does not take are left out") {
  Dialect now = dialect_of(LlmProfile());
  ChatReply refusal;
  refusal.kind = ReplyKind::kBadRequest;
  refusal.detail = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  REQUIRE(adapt(now, Dialect(now), refusal, false));
  CHECK(now.max_completion_tokens);
  refusal.detail = "Unsupported value: 'temperature' does not support 0.2 with this model.";
  REQUIRE(adapt(now, Dialect(now), refusal, true));
  CHECK_FALSE(now.temperature);
  refusal.detail = "This model's maximum context length is 8192 tokens, however you requested 9000";
  CHECK_FALSE(adapt(now, Dialect(now), refusal, false));
}

TEST_CASE("a forced form is kept") {
  LlmProfile profile;
  profile.json = "object";
  Dialect now = dialect_of(profile);
  CHECK(now.json == JsonMode::kObject);
  ChatReply refusal;
  refusal.kind = ReplyKind::kBadRequest;
  refusal.detail = "response_format is not supported";
  CHECK_FALSE(adapt(now, Dialect(now), refusal, false));
}
