// Hugging Face's daily papers: votes, machine summaries, hidden names, pages.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/huggingface.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

std::string item(const std::string& id, const std::string& more = "") {
  return R"({"paper":{"id":")" + id + R"(","title":"On\n )" + id +
         R"(","summary":"About it.\nStill.","upvotes":12,
    "authors":[{"name":"Ada Bee","hidden":false},{"name":"Cy Dee","hidden":true},{"name":""}],
    "publishedAt":"2026-05-30T00:00:00.000Z")" +
         more + R"(},"numComments":3,"thumbnail":"https://t.example/x.png"})";
}

std::string full_page(std::size_t first, std::size_t count) {
  std::string list;
  for (std::size_t i = first; i < first + count; ++i)
    list += (list.empty() ? "" : ",") + item("2605." + std::to_string(10000 + i));
  return "[" + list + "]";
}

}  // namespace

TEST_CASE("A daily paper keeps votes and the machine's summary with its maker",
          "[source][huggingface]") {
  const auto day = parse_daily_papers(
      "[" + item("2605.12345", R"(,"ai_summary":"It works.","ai_keywords":["a","b"],
    "ai_summary_model":"some/model","githubRepo":"https://github.com/x/y","organization":{"name":"u","fullname":"Uni"})") +
      "]");
  REQUIRE(day.ok());
  REQUIRE(day->papers.size() == 1);
  const DailyPaper& one = day->papers[0];
  CHECK(one.paper.id == "2605.12345");
  CHECK(one.paper.scheme == "arxiv");
  CHECK(one.paper.detail == Detail::kAnnounced);
  CHECK(one.paper.title == "On 2605.12345");
  CHECK(one.paper.abstract == "About it. Still.");
  CHECK(one.paper.keywords == std::vector<std::string>{"a", "b"});
  CHECK(one.paper.code_url == "https://github.com/x/y");
  CHECK(one.paper.published == parse_rfc3339("2026-05-30T00:00:00Z"));
  REQUIRE(one.paper.authors.size() == 2);
  CHECK(one.paper.authors[1].name == "Cy Dee");
  CHECK(one.upvotes == 12);
  CHECK(one.comments == 3);
  CHECK(one.summary.tldr == "It works.");
  CHECK(one.summary.provider == "Hugging Face (some/model)");
  CHECK(one.summary.institutions == std::vector<std::string>{"Uni"});
}

TEST_CASE("Links that are none, missing parts and items without id do no harm",
          "[source][huggingface]") {
  const auto day = parse_daily_papers(
      "[" + item("2605.12345", R"(,"githubRepo":"javascript:x","organization":null)") +
      R"(,{"paper":{"id":"nope","title":"T"}},7,null,{"paper":{"id":"2605.1"}}])");
  REQUIRE(day.ok());
  REQUIRE(day->papers.size() == 1);
  CHECK(day->papers[0].paper.code_url.empty());
  CHECK(day->papers[0].summary.tldr.empty());
  CHECK(day->warnings.size() == 4);
  CHECK(day->warnings[0] == "item 2: no arXiv id or no title (\"T\")");
}

TEST_CASE("An error of the site is told in its words", "[source][huggingface]") {
  CHECK(parse_daily_papers("[]")->papers.empty());
  CHECK(says(parse_daily_papers(R"({"error":"Bad date"})").error(), "Bad date"));
  CHECK(parse_daily_papers("{}").error().code == ErrorCode::kParse);
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(400, R"({"error":"Invalid date: in the future"})");
  });
  const auto day =
      fetch_daily_papers(service.client, service.access.urls, day_of("2026-05-31"), Task());
  CHECK(day.error().code == ErrorCode::kInvalid);
  CHECK(says(day.error(), "Hugging Face: the request was refused: Invalid date: in the future"));
  CHECK(service.count() == 1);
}

TEST_CASE("A full page is followed by the next, and a repeated one ends it",
          "[source][huggingface]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    return answer(200, contains(request.url, "&p=1") ? full_page(100, 20) : full_page(0, 100));
  });
  const auto day =
      fetch_daily_papers(service.client, service.access.urls, day_of("2026-05-31"), Task());
  REQUIRE(day.ok());
  CHECK(day->papers.size() == 120);
  CHECK(service.url(0) == "https://huggingface.co/api/daily_papers?date=2026-05-31&limit=100");
  CHECK(service.count() == 2);
  ScriptedService same(
      [](const net::HttpRequest&, std::size_t) { return answer(200, full_page(0, 100)); });
  CHECK(fetch_daily_papers(same.client, same.access.urls, day_of("2026-05-31"), Task())
            ->papers.size() == 100);
  CHECK(same.count() == 2);
}
