// Embeddings over real sockets: order, faults, and what is kept of a broken run.
#include <catch2/catch.hpp>

#include <stdlib.h>

#include <cmath>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "llm/embedding_answer.hpp"
#include "llm/embeddings.hpp"
#include "model/json.hpp"
#include "support/http_server.hpp"
#include "unit/net/net_fakes.hpp"

using namespace sheaf;
using namespace sheaf::llm;
using namespace sheaf::test;

namespace {

constexpr const char* kPath = "/v1/embeddings";
constexpr const char* kVariable = "SHEAF_TEST_EMBEDDING_KEY";

struct Loopback {
  Loopback() {
    setenv("no_proxy", "127.0.0.1,localhost", 1);
    auto made = net::make_curl_transport();
    if (!made.ok()) throw std::runtime_error(made.error().message);
    transport = std::move(made).value();
    net::ClientOptions options;
    options.backoff_ms = 1;
    options.max_backoff_ms = 2;
    options.max_retries = 2;
    client = std::make_unique<net::Client>(*transport, slots, clock, logger, options);
    profile.service.base_url = server.url("/v1/");
    profile.service.model = "test-model";
    profile.batch = 2;
  }
  Result<Embeddings> ask(const std::vector<std::string>& texts, VectorCache* cache = nullptr) {
    return embed(*client, profile, texts, cache, Task());
  }

  HttpServer server;
  FakeClock clock{kStartMs};
  MemorySlots slots;
  Logger logger;
  std::unique_ptr<net::Transport> transport;
  std::unique_ptr<net::Client> client;
  EmbeddingProfile profile;
};

class MemoryCache final : public VectorCache {
 public:
  Result<std::map<std::string, std::string>> find(const std::vector<std::string>& keys) override {
    if (broken) return Error(ErrorCode::kStore, "the disk is gone");
    std::map<std::string, std::string> out;
    for (const std::string& key : keys)
      if (const auto found = kept.find(key); found != kept.end()) out.insert(*found);
    return out;
  }
  Status put(const std::map<std::string, std::string>& packed) override {
    if (broken) return Error(ErrorCode::kStore, "the disk is gone");
    for (const auto& [key, bytes] : packed) kept[key] = bytes;
    return {};
  }
  std::map<std::string, std::string> kept;
  bool broken = false;
};

Reply json_reply(std::string body, int status = 200) {
  return reply(status, std::move(body), "application/json");
}

std::vector<std::string> inputs_of(const Request& request) {
  return Json::parse(request.body).at("input").get<std::vector<std::string>>();
}

/// A server whose vector of "n" is (cos n, sin n), entries in reverse order.
Reply answer_all(const Request& request) {
  Json data = Json::array();
  const std::vector<std::string> inputs = inputs_of(request);
  for (std::size_t i = inputs.size(); i-- > 0;) {
    const double angle = std::stod(inputs[i]);
    data.push_back({{"index", i}, {"embedding", {std::cos(angle), std::sin(angle)}}});
  }
  return json_reply(dump_json({{"data", std::move(data)},
                               {"usage", {{"prompt_tokens", 7}, {"total_tokens", 7}}}}));
}

void check_angle(const Vector& vector, double angle) {
  REQUIRE(vector.size() == 2);
  CHECK(vector[0] == Approx(std::cos(angle)).margin(0.01));
  CHECK(vector[1] == Approx(std::sin(angle)).margin(0.01));
}

}  // namespace

TEST_CASE("vectors come in batches and are placed by index, not by position", "[llm][embeddings]") {
  Loopback net;
  const auto endpoint = net.server.on(kPath, answer_all);
  setenv(kVariable, "sk-loopback", 1);
  net.profile.service.key.env = kVariable;
  const auto out = net.ask({"0", "1", "2", "", "1"});
  unsetenv(kVariable);
  REQUIRE(out.ok());
  REQUIRE(out->vectors.size() == 5);
  for (const std::size_t i : {0U, 1U, 2U}) check_angle(out->vectors[i], static_cast<double>(i));
  CHECK(out->vectors[3].empty());
  CHECK(out->vectors[4] == out->vectors[1]);
  CHECK(out->dimensions == 2);
  CHECK(out->asked == 4);
  CHECK(out->missing == 0);
  CHECK(out->tokens == 14);
  CHECK(out->failure.empty());
  REQUIRE(endpoint.requests().size() == 2);
  const Request first = endpoint.requests().front();
  CHECK(first.method == "POST");
  CHECK(first.header("Authorization") == "Bearer sk-loopback");
  CHECK(Json::parse(first.body).at("model") == "test-model");
  CHECK(inputs_of(endpoint.requests().back()) == std::vector<std::string>{"2"});
}

TEST_CASE("what is in the cache is not asked for, and gives the same vectors", "[llm][embeddings]") {
  Loopback net;
  MemoryCache cache;
  const auto endpoint = net.server.on(kPath, answer_all);
  const auto first = net.ask({"0", "1"}, &cache);
  const auto second = net.ask({"1", "2", "0"}, &cache);
  REQUIRE((first.ok() && second.ok()));
  CHECK(endpoint.hits() == 2);
  CHECK(inputs_of(endpoint.requests()[1]) == std::vector<std::string>{"2"});
  CHECK(second->from_cache == 2);
  CHECK(second->vectors[0] == first->vectors[1]);
  net.profile.service.model = "other";
  CHECK(net.ask({"0"}, &cache)->from_cache == 0);
  cache.kept[vector_key("other", "5")] = "damaged";
  check_angle(net.ask({"5"}, &cache)->vectors[0], 5);
}

TEST_CASE("a broken cache is a warning", "[llm][embeddings]") {
  Loopback net;
  MemoryCache cache;
  cache.broken = true;
  const auto endpoint = net.server.on(kPath, answer_all);
  const auto out = net.ask({"0", "1", "2"}, &cache);
  REQUIRE(out.ok());
  CHECK(out->missing == 0);
  CHECK(out->warnings.size() == 2);  // once for reading, once for keeping
  CHECK(contains(out->warnings[0], "the disk is gone"));
}

TEST_CASE("a server that goes down in the middle leaves what came before", "[llm][embeddings]") {
  Loopback net;
  MemoryCache cache;
  int served = 0;
  const auto endpoint = net.server.on(kPath, [&served](const Request& request) {
    return ++served == 1 ? answer_all(request) : reset_reply();
  });
  const auto out = net.ask({"0", "1", "2", "3", "4"}, &cache);
  REQUIRE(out.ok());
  check_angle(out->vectors[1], 1);
  CHECK(out->vectors[2].empty());
  CHECK(out->missing == 3);
  CHECK(contains(out->failure, "after 2 of 5 texts"));
  CHECK(cache.kept.size() == 2);
  CHECK(endpoint.hits() == 4);  // one batch, and the next three times
}

TEST_CASE("a passing fault is tried again", "[llm][embeddings]") {
  const std::string good = R"({"data":[{"index":0,"embedding":[1,0]}]})";
  for (const Reply& fault : {json_reply("{}", 503), truncated_reply(good, 20),
                             json_reply(good.substr(0, 30)), refusal(429, "1")}) {
    Loopback net;
    const auto endpoint = net.server.script(kPath, {fault, json_reply(good)});
    const auto out = net.ask({"text"});
    REQUIRE(out.ok());
    CHECK(out->failure.empty());
    CHECK(out->vectors[0] == Vector{1, 0});
    CHECK(endpoint.hits() == 2);
  }
}

TEST_CASE("a refused key names where it comes from and is not shown", "[llm][embeddings]") {
  Loopback net;
  setenv(kVariable, "sk-secret-9", 1);
  net.profile.service.key.env = kVariable;
  const auto endpoint = net.server.script(kPath, {json_reply(R"({"error":{}})", 401)});
  const auto out = net.ask({"a", "b", "c"});
  unsetenv(kVariable);
  REQUIRE(out.ok());
  CHECK(out->missing == 3);
  CHECK(contains(out->failure, "401"));
  CHECK(contains(out->failure, kVariable));
  CHECK_FALSE(contains(out->failure, "sk-secret"));
  CHECK(endpoint.hits() == 1);
}

TEST_CASE("a long wait that the server asks for is not slept through", "[llm][embeddings]") {
  Loopback net;
  const auto endpoint = net.server.script(kPath, {refusal(429, "86400")});
  const auto out = net.ask({"a"});
  REQUIRE(out.ok());
  CHECK(contains(out->failure, "86400 s"));
  CHECK(endpoint.hits() == 1);
}

TEST_CASE("a refused batch is halved until the text at fault is alone", "[llm][embeddings]") {
  Loopback net;
  net.profile.batch = 8;
  const auto endpoint = net.server.on(kPath, [](const Request& request) {
    for (const std::string& input : inputs_of(request))
      if (input == "3") return json_reply(R"({"error":{"message":"too long"}})", 400);
    return answer_all(request);
  });
  const auto out = net.ask({"0", "1", "2", "3", "4", "5"});
  REQUIRE(out.ok());
  CHECK(out->missing == 1);
  CHECK(out->vectors[3].empty());
  check_angle(out->vectors[5], 5);
  CHECK(out->failure.empty());
  REQUIRE(out->warnings.size() == 1);
  CHECK(contains(out->warnings[0], "1 text without a vector"));
}

TEST_CASE("a server that refuses everything is asked a few times only", "[llm][embeddings]") {
  Loopback net;
  net.profile.batch = 64;
  const auto endpoint =
      net.server.script(kPath, {json_reply(R"({"error":{"message":"no such model"}})", 400)});
  const auto out = net.ask(std::vector<std::string>(1, "a"));
  REQUIRE(out.ok());
  std::vector<std::string> many;
  for (int i = 0; i < 64; ++i) many.push_back(std::to_string(i));
  const auto all = net.ask(many);
  REQUIRE(all.ok());
  CHECK(all->missing == 64);
  CHECK(contains(all->failure, "no such model"));
  CHECK(endpoint.hits() < 20);
}

TEST_CASE("zeros, nulls and left out texts have no vector, and that is said", "[llm][embeddings]") {
  Loopback net;
  net.profile.batch = 8;
  const auto endpoint = net.server.script(kPath, {json_reply(
      R"({"data":[{"index":1,"embedding":[0,0]},{"index":0,"embedding":[3,4]},
          {"index":2,"embedding":[null,1]},{"index":4,"embedding":"AAAA"}]})")});
  const auto out = net.ask({"a", "b", "c", "d", "e"});
  REQUIRE(out.ok());
  CHECK(out->vectors[0][1] == Approx(0.8).margin(0.01));
  CHECK(out->missing == 4);
  REQUIRE(out->warnings.size() == 2);
  CHECK(contains(out->warnings[0], "1 text without a vector: the server left"));
  CHECK(contains(out->warnings[1], "3 texts without a vector: the server gave only zeros"));
}

TEST_CASE("vectors of another length than the first are left out", "[llm][embeddings]") {
  Loopback net;
  const auto endpoint = net.server.script(
      kPath, {json_reply(R"({"data":[{"index":0,"embedding":[1,2,2]},{"index":1,"embedding":[1]}]})")});
  const auto out = net.ask({"a", "b"});
  REQUIRE(out.ok());
  CHECK(out->dimensions == 3);
  CHECK(out->vectors[1].empty());
  CHECK(contains(out->warnings.at(0), "another length"));
}

TEST_CASE("answers that cannot be placed are no answers", "[llm][embeddings]") {
  CHECK(read_embedding_answer(R"({"data":[{"embedding":[1]},{"embedding":[2]}]})", 2).ok());
  const std::pair<const char*, const char*> bad[] = {
      {R"({"data":[{"embedding":[1]}]})", "without index"},
      {R"({"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]})", "same text"},
      {R"({"data":[{"index":7,"embedding":[1]}]})", "not asked for"},
      {R"({"data":[{"index":-1,"embedding":[1]}]})", "not asked for"},
      {R"({"data":[{"index":0},{"index":1},{"index":2}]})", "3 entries for 2"},
      {R"({"data":[1]})", "no object"},
      {R"({"data":{}})", "no \"data\""},
      {R"({"error":{"message":"model is loading"}})", "model is loading"},
      {R"({"data":[{"index":0,"embedding":[1e999]}]})", "JSON"},
      {"[]", "no JSON object"},
      {"<html>Bad gateway</html>", "JSON"},
      {"", "JSON"}};
  for (const auto& [body, why] : bad) {
    const auto answer = read_embedding_answer(body, 2);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().code == ErrorCode::kParse);
    CHECK(contains(answer.error().message, why));
  }
}

TEST_CASE("without a server, a model, a URL or a key nothing is asked", "[llm][embeddings]") {
  Loopback net;
  const auto endpoint = net.server.on(kPath, answer_all);
  EmbeddingProfile& profile = net.profile;
  const EmbeddingProfile good = profile;
  profile.service.model.clear();
  CHECK(net.ask({"1"}).error().code == ErrorCode::kInvalid);
  profile = good;
  profile.service.base_url = "file:///etc/passwd";
  CHECK(net.ask({"1"}).error().code == ErrorCode::kInvalid);
  profile = good;
  profile.service.key.env = "SHEAF_TEST_NOT_SET";
  CHECK(net.ask({"1"}).error().code == ErrorCode::kNotFound);
  profile = good;
  const CancelToken token;
  token.cancel();
  CHECK(embed(*net.client, profile, {"1"}, nullptr, Task(token)).error().code ==
        ErrorCode::kCancelled);
  CHECK(net.ask({})->vectors.empty());
  CHECK(endpoint.hits() == 0);
}

TEST_CASE("packed vectors keep their direction", "[llm][embeddings]") {
  Vector vector;
  for (int i = 0; i < 768; ++i) vector.push_back(std::sin(static_cast<float>(i * i)) * 0.03F);
  const Vector back = unpack_vector(pack_vector(vector)).value();
  double product = 0, squares = 0, length = 0;
  for (std::size_t i = 0; i < vector.size(); ++i) {
    product += static_cast<double>(vector[i]) * back[i];
    squares += static_cast<double>(vector[i]) * vector[i];
    length += static_cast<double>(back[i]) * back[i];
  }
  CHECK(product / std::sqrt(squares) > 0.999);
  CHECK(length == Approx(1));
  CHECK(pack_vector(back).size() == 769);
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  for (const Vector& none : {Vector{}, Vector{0, 0}, Vector{1, kInfinity}, Vector{std::nanf(""), 1}})
    CHECK(pack_vector(none).empty());
  CHECK(unpack_vector(pack_vector({3e38F, -3e38F})).value()[1] == Approx(-std::sqrt(0.5)));
  CHECK(unpack_vector(pack_vector({1e-44F, 0})).value()[0] == Approx(1));
  for (const char* bytes : {"", "\x01", "\x02\x05", "\x01\x80"})
    CHECK_FALSE(unpack_vector(bytes).ok());
  CHECK_FALSE(unpack_vector(std::string("\x01\0\0", 3)).ok());
}

TEST_CASE("a key tells model and text apart", "[llm][embeddings]") {
  CHECK(vector_key("m", "text").size() == 32);
  CHECK(vector_key("m", "text") == vector_key("m", "text"));
  CHECK(vector_key("mt", "ext") != vector_key("m", "text"));
  CHECK(embedding_text(" A\ntitle ", "Its  abstract\xFF") == "A title\n\nIts abstract\xEF\xBF\xBD");
  CHECK(embedding_text("", "x") == "x");
  CHECK(embedding_text("t", std::string(100000, 'x')).size() == 8000);
}
