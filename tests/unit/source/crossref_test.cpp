// Crossref's works: fields of every shape, refusals, cursors and the polite pool.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/crossref.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

const std::string kWork =
    R"({"DOI":"10.1234/ABC.1","type":"journal-article","title":["Heat of <i>Q</i> &amp; A"],
  "subtitle":["A study"],"container-title":["Journal of Heat"],"volume":"12","issue":"3","page":"45-67",
  "published-print":{"date-parts":[[2026]]},"published-online":{"date-parts":[[2026,2,11]]},"issued":{"date-parts":[[null]]},
  "created":{"date-parts":[[2026,2,12]]},"is-referenced-by-count":7,"abstract":"<jats:p>Hot.</jats:p>",
  "author":[{"given":"Ann","family":"Lee","suffix":"Jr.","affiliation":[{"name":"Uni"}]},{"name":"The Group"},{"family":"Plato"}],
  "license":[{"URL":"https://l/am","content-version":"am"},{"URL":"https://l/vor","content-version":"vor"}],
  "link":[{"URL":"https://x/s.pdf","content-type":"application/pdf","intended-application":"similarity-checking"},
          {"URL":"https://x/y.pdf","content-type":"application/pdf","intended-application":"text-mining"}],
  "resource":{"primary":{"URL":"https://x/y"}},
  "relation":{"has-preprint":[{"id-type":"doi","id":"10.48550/arXiv.2601.00001"}],"cites":[]}})";

std::string page(const std::string& items, const std::string& more) {
  return R"({"status":"ok","message-type":"work-list","message":{"items":[)" + items + "]," + more +
         "}}";
}

}  // namespace

TEST_CASE("A work becomes the published side of a paper", "[source][crossref]") {
  const auto work = parse_crossref_work(R"({"status":"ok","message":)" + kWork + "}");
  REQUIRE(work.ok());
  const Paper& paper = work->paper;
  CHECK(paper.id == "10.1234/abc.1");
  CHECK(paper.doi == paper.id);
  CHECK(paper.scheme == "doi");
  CHECK(paper.title == "Heat of Q & A: A study");
  CHECK(paper.abstract == "Hot.");
  CHECK(paper.venue == "Journal of Heat");
  CHECK(paper.journal_ref == "Journal of Heat 12(3), 45-67 (2026)");
  CHECK(paper.citations == 7);
  CHECK(paper.license == "https://l/vor");
  CHECK(paper.pdf == "https://x/y.pdf");
  CHECK(paper.landing == "https://x/y");
  CHECK(paper.aliases == std::vector<std::string>{"2601.00001"});
  CHECK(work->preprints == paper.aliases);
  CHECK(work->type == "journal-article");
  CHECK(work->created == parse_day("2026-02-12"));
  CHECK(paper.published == parse_rfc3339("2026-02-11T00:00:00Z"));
  REQUIRE(paper.authors.size() == 3);
  CHECK(paper.authors[0].name == "Ann Lee Jr.");
  CHECK(paper.authors[0].affiliations == std::vector<std::string>{"Uni"});
  CHECK(paper.authors[1].name == "The Group");
  CHECK(paper.authors[2].name == "Plato");
}

TEST_CASE("The earliest date wins, an exact one before one that leaves it open",
          "[source][crossref]") {
  const auto published = [](const std::string& dates) {
    const auto work = parse_crossref_work(R"({"DOI":"10.1234/x",)" + dates + "}");
    return work.ok() && work->paper.published ? format_rfc3339(*work->paper.published).substr(0, 10)
                                              : "none";
  };
  CHECK(published(R"("issued":{"date-parts":[[2014]]})") == "2014-01-01");
  CHECK(published(R"("issued":{"date-parts":[[2014,2]]})") == "2014-02-01");
  CHECK(
      published(
          R"("published-print":{"date-parts":[[2013]]},"published-online":{"date-parts":[[2014,2,1]]})") ==
      "2013-01-01");
  CHECK(
      published(
          R"("published-print":{"date-parts":[[2014,3]]},"published-online":{"date-parts":[[2014,3,9]]})") ==
      "2014-03-09");
  for (const char* none : {"[[]]", "[]", "[[null]]", "[[2014,13,1]]", "[[2014,2,30]]",
                           "[[\"2014\"]]", "7", "[[99999999999999]]"})
    CHECK(published(R"("issued":{"date-parts":)" + std::string(none) + "}") == "none");
}

TEST_CASE("Records of any shape are read or told", "[source][crossref]") {
  CHECK(parse_crossref_work(R"({"DOI":"10.1234/x","title":"Bare","container-title":"Science"})")
            ->paper.title == "Bare");
  CHECK(parse_crossref_work(
            R"({"DOI":"10.1234/x","author":7,"relation":[],"link":{},"title":[null]})")
            .ok());
  CHECK(parse_crossref_work(R"({"DOI":"10.48550/ARXIV.2601.00001"})")->paper.id == "2601.00001");
  CHECK(parse_crossref_work(R"({"title":"no doi"})").error().code == ErrorCode::kParse);
  CHECK(parse_crossref_work(R"([{"DOI":"10.1234","RA":"Crossref"}])").error().code ==
        ErrorCode::kParse);
  CHECK(says(parse_crossref_work("Resource not found.").error(), "got \"Resource not found.\""));
  const auto list = parse_crossref_page(
      page(kWork + R"(,{"DOI":"x"})", R"("total-results":2,"next-cursor":"abc")"));
  REQUIRE(list.ok());
  CHECK(list->works.size() == 1);
  CHECK(list->rows == 2);
  CHECK(list->next_cursor == "abc");
  CHECK(list->warnings == std::vector<std::string>{"work 2: no DOI in \"x\""});
  const auto failed =
      parse_crossref_page(R"({"status":"failed","message":[{"message":"Bad rows","type":"t"}]})");
  CHECK(failed.error().code == ErrorCode::kInvalid);
  CHECK(says(failed.error(), "Bad rows"));
}

TEST_CASE("A work is asked for in the polite pool, an unknown DOI is not found",
          "[source][crossref]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t n) {
    return n == 1 ? answer(200, R"({"status":"ok","message":)" + kWork + "}")
                  : answer(404, "Resource not found.");
  });
  service.access.contact = "a+b@example.org";
  REQUIRE(
      fetch_crossref_work(service.client, service.access, "https://doi.org/10.1234/ABC.1", Task())
          .ok());
  CHECK(service.url(0) ==
        "https://api.crossref.org/works/10.1234%2Fabc.1?mailto=a%2Bb%40example.org");
  const auto missing = fetch_crossref_work(service.client, service.access, "10.1234/none", Task());
  CHECK(missing.error().code == ErrorCode::kNotFound);
  CHECK(says(missing.error(), "does not know the DOI 10.1234/none"));
  CHECK(fetch_crossref_work(service.client, service.access, "hello", Task()).error().code ==
        ErrorCode::kInvalid);
  CHECK(service.count() == 2);
}

TEST_CASE("A DOI made of a SICI keeps what stands behind its brackets", "[source][crossref]") {
  const std::string doi = "10.1234/(SICI)1097(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2";
  const auto work = parse_crossref_work(R"j({"DOI":")j" + doi + R"j("})j");
  REQUIRE(work.ok());
  CHECK(work->paper.id == "10.1234/(sici)1097(19980815)17:15%3c1661::aid-sim968%3e3.0.co;2-2");
  CHECK(parse_paper_id(work->paper.id)->id == work->paper.id);
  ScriptedService service([](const net::HttpRequest&, std::size_t) { return answer(404); });
  for (const std::string& asked : {doi, work->paper.id})
    CHECK_FALSE(fetch_crossref_work(service.client, service.access, asked, Task()).ok());
  CHECK(contains(service.url(0), "%3C1661%3A%3Aaid-sim968%3E3.0.co%3B2-2"));
  CHECK(service.url(1) == service.url(0));
}

TEST_CASE("Many DOIs go forty to a request, one with a comma by itself", "[source][crossref]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    return contains(request.url, "/works/") ? answer(404, "Resource not found.")
                                            : answer(200, page("", R"("total-results":0)"));
  });
  std::vector<std::string> dois{"10.1234/a,b"};
  for (int i = 0; i < 41; ++i) dois.push_back("10.1234/" + std::to_string(i));
  REQUIRE(fetch_crossref_works(service.client, service.access, dois, Task()).ok());
  REQUIRE(service.count() == 3);
  CHECK(contains(service.url(1), "filter=doi:10.1234%2F0,doi:10.1234%2F1,"));
  CHECK(contains(service.url(1), "&rows=40"));
  CHECK(service.url(2) == "https://api.crossref.org/works?filter=doi:10.1234%2F40&rows=1");
}

TEST_CASE("A journal is walked by cursor to its end", "[source][crossref]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    const bool first = contains(request.url, "cursor=%2A");
    return answer(200, page(first ? kWork : R"({"DOI":"10.1234/second"})",
                            std::string(R"("total-results":2,"next-cursor":")") +
                                (first ? "a/b==" : "c") + "\""));
  });
  const auto span = fetch_crossref_journal(service.client, service.access, "20411723",
                                           day_of("2026-02-11"), day_of("2026-02-12"), Task());
  REQUIRE(span.ok());
  CHECK(span->works.size() == 2);
  CHECK(span->gap.empty());
  CHECK(service.url(0) ==
        "https://api.crossref.org/journals/2041-1723/works?filter=from-created-date:2026-02-11,"
        "until-created-date:2026-02-12&rows=200&cursor=%2A");
  CHECK(contains(service.url(1), "cursor=a%2Fb%3D%3D"));
}

TEST_CASE("A journal that ends early or breaks leaves a gap", "[source][crossref]") {
  for (const int status : {200, 400}) {
    ScriptedService service([&](const net::HttpRequest&, std::size_t n) {
      if (n == 1) return answer(200, page(kWork, R"("total-results":9,"next-cursor":"x")"));
      return status == 200
                 ? answer(200, page("", R"("total-results":9,"next-cursor":"x")"))
                 : answer(400, R"({"status":"failed","message":[{"message":"Cursor gone"}]})");
    });
    const auto span = fetch_crossref_journal(service.client, service.access, "2041-1723",
                                             day_of("2026-02-11"), day_of("2026-02-11"), Task());
    REQUIRE(span.ok());
    CHECK(span->works.size() == 1);
    CHECK(contains(span->gap, status == 200 ? "counts 9 works and gave 1" : "Cursor gone"));
  }
  ScriptedService none(
      [](const net::HttpRequest&, std::size_t) { return answer(404, "Resource not found."); });
  const auto unknown = fetch_crossref_journal(none.client, none.access, "2041-1723",
                                              day_of("2026-02-11"), day_of("2026-02-11"), Task());
  CHECK(unknown.error().code == ErrorCode::kNotFound);
  CHECK(says(unknown.error(), "does not know a journal with the ISSN 2041-1723"));
}

TEST_CASE("An ISSN is known by its check digit", "[source][crossref]") {
  CHECK(canonical_issn("2041-1723") == "2041-1723");
  CHECK(canonical_issn(" 20411723 ") == "2041-1723");
  CHECK(canonical_issn("2434-561x") == "2434-561X");
  for (const char* none : {"", "2041-1724", "2041-172", "2041-17234", "20-411723", "abcd-efgh",
                           "X2041172", "2041--1723"})
    CHECK(canonical_issn(none).empty());
}
