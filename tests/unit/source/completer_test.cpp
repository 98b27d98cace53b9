// Completing papers: who is asked for what, and what is told of those that fail.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/completer.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

Paper paper(const std::string& id, const std::string& scheme, const std::string& doi = "") {
  Paper one;
  one.id = id;
  one.scheme = scheme;
  one.doi = doi;
  one.title = id;
  return one;
}

bool is_crossref(const net::HttpRequest& request) {
  return contains(request.url, "api.crossref.org");
}

const std::string kCrossref =
    R"({"message":{"total-results":1,"items":[{"DOI":"10.1234/P","title":["Printed"],"type":"journal-article",
  "container-title":["Heat"],"is-referenced-by-count":9}]}})";

}  // namespace

TEST_CASE("Records come back under the asked id and fill only what lacks", "[source][completer]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    return answer(
        200,
        is_crossref(request)
            ? kCrossref
            : R"([{"paperId":"s","externalIds":{"ArXiv":"2601.00001","DOI":"10.1234/P"},"title":"T","tldr":{"text":"Short."}},null])");
  });
  const auto done =
      complete_papers({paper("2601.00001", "arxiv", "10.1234/p"), paper("2601.00002", "arxiv")}, {},
                      service.client, service.access, Task());
  REQUIRE(done.ok());
  REQUIRE(done->completions.size() == 2);
  const Completion& printed = done->completions[0];
  CHECK(printed.asked_id == "2601.00001");
  CHECK(printed.service == "crossref");
  CHECK(printed.record.id == "2601.00001");
  CHECK(printed.record.scheme == "arxiv");
  CHECK(printed.record.aliases == std::vector<std::string>{"10.1234/p"});
  CHECK(printed.record.venue == "Heat");
  CHECK(printed.record.citations == 9);
  CHECK(printed.record.detail == Detail::kMentioned);
  CHECK(printed.type == "journal-article");
  CHECK(done->completions[1].tldr == "Short.");
  CHECK(done->completions[1].record.aliases == std::vector<std::string>{"10.1234/p", "s2:s"});
  CHECK(done->missing == std::vector<std::string>{"2601.00002"});
  REQUIRE(done->statuses.size() == 2);
  CHECK(done->statuses[0].state == SourceState::kOk);
  CHECK(done->statuses[0].papers == 1);
  CHECK(done->statuses[1].detail == "1 of 2 papers are not known to it");
}

TEST_CASE("Two papers with one DOI are both completed", "[source][completer]") {
  ScriptedService service(
      [](const net::HttpRequest&, std::size_t) { return answer(200, kCrossref); });
  const auto done =
      complete_papers({paper("2601.00001", "arxiv", "10.1234/p"), paper("10.1234/p", "doi")},
                      {true, false}, service.client, service.access, Task());
  REQUIRE(done.ok());
  CHECK(service.count() == 1);
  CHECK(done->completions.size() == 2);
  CHECK(done->completions[1].record.aliases.empty());
  CHECK(done->missing.empty());
}

TEST_CASE("One service's failure is a status and spares the other", "[source][completer]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    return is_crossref(request) ? answer(200, kCrossref)
                                : answer(429, R"({"message":"Too Many Requests"})");
  });
  const auto done =
      complete_papers({paper("10.1234/p", "doi")}, {}, service.client, service.access, Task());
  REQUIRE(done.ok());
  CHECK(done->completions.size() == 1);
  REQUIRE(done->statuses.size() == 2);
  CHECK(done->statuses[1].name == "semantic_scholar");
  CHECK(done->statuses[1].state == SourceState::kWaiting);
  CHECK(contains(done->statuses[1].detail,
                 "1 of 1 papers were not completed: Semantic Scholar: HTTP 429"));
}

TEST_CASE("A batch that fails after others leaves a partial answer", "[source][completer]") {
  std::vector<Paper> papers;
  for (int i = 0; i < 41; ++i) papers.push_back(paper("10.1234/" + std::to_string(i), "doi"));
  ScriptedService service([](const net::HttpRequest&, std::size_t n) {
    return n == 1 ? answer(200, R"({"message":{"items":[{"DOI":"10.1234/0"}]}})")
                  : answer(403, "no");
  });
  const auto done = complete_papers(papers, {true, false}, service.client, service.access, Task());
  REQUIRE(done.ok());
  CHECK(done->completions.size() == 1);
  CHECK(done->statuses.at(0).state == SourceState::kPartial);
  CHECK(contains(done->statuses[0].detail, "1 of 41 papers were not completed"));
  CHECK(done->missing.size() == 40);
}

TEST_CASE("Papers nobody can be asked about cost no request", "[source][completer]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) { return answer(500); });
  const auto done = complete_papers({paper("openreview:x", "openreview")}, {}, service.client,
                                    service.access, Task());
  REQUIRE(done.ok());
  CHECK(service.count() == 0);
  CHECK(done->statuses.empty());
  CHECK(done->missing == std::vector<std::string>{"openreview:x"});
}

TEST_CASE("Cancelling ends the whole", "[source][completer]") {
  CancelToken cancel;
  cancel.cancel();
  ScriptedService service(
      [](const net::HttpRequest&, std::size_t) { return answer(200, kCrossref); });
  CHECK(
      complete_papers({paper("10.1234/p", "doi")}, {}, service.client, service.access, Task(cancel))
          .error()
          .code == ErrorCode::kCancelled);
  CHECK(service.count() == 0);
}
