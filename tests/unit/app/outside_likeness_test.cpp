// Embeddings in the ranking: asked once, kept in the store, and never an obstacle.
#include "app/outside_likeness.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "app/ranking.hpp"
#include "base/text.hpp"
#include "canned_arxiv.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

/// Texts about rice lie in one direction, all others in another.
std::string vectors_for(const std::string& body) {
  const Json request = Json::parse(body);
  Json data = Json::array();
  for (const Json& text : request["input"]) {
    const bool rice = contains(text.get<std::string>(), "rice");
    data.push_back({{"index", data.size()}, {"embedding", rice ? Json{1.0, 0.1} : Json{0.1, 1.0}}});
  }
  return Json{{"data", data}}.dump();
}

struct Service {
  Service() {
    app::LibraryOptions options;
    options.clock = &clock;
    options.http = [this](const net::HttpRequest& request) -> Result<net::HttpResponse> {
      ++requests;
      if (down) return net::HttpResponse{503, {}, "busy"};
      return net::HttpResponse{200, {}, vectors_for(request.body)};
    };
    options.max_retries = -1;
    library = std::move(app::Library::open(std::move(options))).value();
    profile.ranking.embeddings.service = {"http://127.0.0.1:9/v1", "test-model", {}};
    REQUIRE(library->store().put_library({{{"k", "On rice", "All about rice.", {}, "", {}, {}}}, "", false, {}}).ok());
  }
  app::OutsideAnswer ask() {
    Paper rice, boats;
    rice.id = "2604.00001";
    rice.title = "rice again";
    boats.id = "2604.00002";
    boats.title = "boats";
    auto answer = app::outside_likeness(*library, {rice, boats}, profile, Task());
    REQUIRE(answer.ok());
    return *answer;
  }

  FakeClock clock{1776441600000};
  int requests = 0;
  bool down = false;
  std::unique_ptr<app::Library> library;
  Profile profile = default_profile();
};

}  // namespace

TEST_CASE("Papers near the library's vectors are liked, and vectors are asked for once", "[embeddings]") {
  Service service;
  const app::OutsideAnswer first = service.ask();
  CHECK(first.failure.empty());
  REQUIRE(first.likeness.size() == 2);
  CHECK(first.likeness[0] > first.likeness[1]);
  const int asked = service.requests;
  CHECK(asked >= 1);
  CHECK(service.ask().likeness == first.likeness);
  CHECK(service.requests == asked);
}

TEST_CASE("A service that is down is told, and the ranking goes on", "[embeddings]") {
  Service service;
  service.down = true;
  const app::OutsideAnswer answer = service.ask();
  CHECK(contains(answer.failure, "embeddings: "));
  Paper paper;
  paper.id = "2604.00001";
  paper.title = "rice again";
  Paper other = paper;
  other.id = "2604.00002";
  other.title = "boats";
  auto scored = app::score_with(*service.library, {paper, other}, service.profile, {}, Task());
  REQUIRE(scored.ok());
  CHECK(scored->scores.size() == 2);
  CHECK_FALSE(scored->failures.empty());
}

TEST_CASE("Without a service, a library or another paper nothing is asked", "[embeddings]") {
  Service service;
  Paper paper;
  paper.id = "2604.00001";
  CHECK(app::outside_likeness(*service.library, {paper}, service.profile, Task())->likeness.empty());
  service.profile.ranking.embeddings.service.base_url.clear();
  CHECK(service.ask().likeness.empty());
  CHECK(service.requests == 0);
}
