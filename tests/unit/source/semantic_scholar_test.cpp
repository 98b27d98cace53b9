// Semantic Scholar: ids and their order, lists of all shapes, batches, keys that stay secret.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/semantic_scholar.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

const std::string kRecord =
    R"({"paperId":"abc123","externalIds":{"ArXiv":"2601.00001","DOI":"10.1234/ABC","CorpusId":42,
  "PubMed":"777"},"title":"On <i>x</i>","abstract":null,"venue":"V","publicationVenue":{"name":"Venue of Note"},
  "journal":{"name":"J","volume":"3","pages":"1-2"},"year":2026,"publicationDate":"2026-02-03","citationCount":5,
  "authors":[{"authorId":"1","name":"Ann Lee"},{"name":null}],"tldr":{"model":"m","text":"Short."},
  "openAccessPdf":{"url":"https://x/y.pdf"},"url":"https://www.semanticscholar.org/paper/abc123"})";

}  // namespace

TEST_CASE("A record's best id is its identity and the others are aliases", "[source][s2]") {
  const auto page = parse_scholar_page(kRecord);
  REQUIRE(page.ok());
  REQUIRE(page->papers.size() == 1);
  const Paper& paper = page->papers[0].paper;
  CHECK(paper.id == "2601.00001");
  CHECK(paper.scheme == "arxiv");
  CHECK(paper.aliases ==
        std::vector<std::string>{"10.1234/abc", "pmid:777", "s2:abc123", "s2:CorpusId:42"});
  CHECK(paper.doi == "10.1234/abc");
  CHECK(paper.title == "On x");
  CHECK(paper.abstract.empty());
  CHECK(paper.venue == "Venue of Note");
  CHECK(paper.journal_ref == "Venue of Note 3, 1-2 (2026)");
  CHECK(paper.citations == 5);
  CHECK(paper.published == parse_rfc3339("2026-02-03T00:00:00Z"));
  CHECK(paper.authors.size() == 1);
  CHECK(page->papers[0].tldr == "Short.");
}

TEST_CASE("Lists of every kind are read", "[source][s2]") {
  CHECK(parse_scholar_page(R"({"total":0,"offset":0})")->papers.empty());
  const auto search =
      parse_scholar_page(R"({"total":9,"offset":0,"next":3,"data":[)" + kRecord + "]}");
  CHECK(search->total == 9);
  CHECK(search->next == 3);
  CHECK(parse_scholar_page(R"({"offset":0,"data":[{"citingPaper":)" + kRecord + "}]}")
            ->papers.size() == 1);
  CHECK(parse_scholar_page(R"({"recommendedPapers":[)" + kRecord + "]}")->papers.size() == 1);
  const auto bulk = parse_scholar_page(
      R"({"total":1,"token":"T","data":[{"paperId":"a","title":"B","year":1999}]})");
  CHECK(bulk->token == "T");
  CHECK(bulk->papers[0].paper.id == "s2:a");
  CHECK(bulk->papers[0].paper.published == parse_rfc3339("1999-01-01T00:00:00Z"));
  const auto cited = parse_scholar_page(
      R"({"offset":0,"data":[{"citedPaper":{"paperId":null,"title":"Known by title"}}]})");
  REQUIRE(cited.ok());
  CHECK(cited->warnings == std::vector<std::string>{"paper 1: no id (\"Known by title\")"});
}

TEST_CASE("Refusals and other lists are told", "[source][s2]") {
  CHECK(says(parse_scholar_page(R"({"error":"Paper not found"})").error(), "Paper not found"));
  CHECK(parse_scholar_page(R"({"message":"Forbidden"})").error().code == ErrorCode::kInvalid);
  CHECK(parse_scholar_page(R"({"object":"list","data":[{"object":"embedding"}]})").error().code ==
        ErrorCode::kParse);
  CHECK(parse_scholar_page(R"({"a":1})").error().code == ErrorCode::kParse);
  CHECK(parse_scholar_page("<html>").error().code == ErrorCode::kParse);
}

TEST_CASE("Our ids in the service's spelling", "[source][s2]") {
  CHECK(scholar_id("2601.00001") == "ARXIV:2601.00001");
  CHECK(scholar_id("10.1234/ABC") == "DOI:10.1234/abc");
  CHECK(scholar_id("pmid:7") == "PMID:7");
  CHECK(scholar_id("s2:CorpusId:42") == "CorpusId:42");
  CHECK(scholar_id("s2:abc") == "abc");
  CHECK(scholar_id("openreview:abc").empty());
  CHECK(scholar_id("url:https://example.org/x").empty());
  CHECK(scholar_id("url:https://www.biorxiv.org/x") == "URL:https://www.biorxiv.org/x");
}

TEST_CASE("A batch tells which id was found, also those it could not ask", "[source][s2]") {
  ScriptedService service(
      [](const net::HttpRequest&, std::size_t) { return answer(200, "[null," + kRecord + "]"); });
  const auto page = fetch_scholar_batch(service.client, service.access,
                                        {"openreview:x", "10.1234/none", "2601.00001"}, Task());
  REQUIRE(page.ok());
  CHECK(page->places == std::vector<std::size_t>{kNoPaper, kNoPaper, 0});
  const net::HttpRequest& request = service.transport.requests.at(0);
  CHECK(request.method == "POST");
  CHECK(request.body == R"({"ids":["DOI:10.1234/none","ARXIV:2601.00001"]})");
  CHECK(header_of(request, "Content-Type") == "application/json");
  CHECK(contains(request.url, "/graph/v1/paper/batch?fields=externalIds%2Ctitle"));
}

TEST_CASE("A batch without any known id is an answer, one of another length is none",
          "[source][s2]") {
  ScriptedService none([](const net::HttpRequest&, std::size_t) {
    return answer(400, R"({"error":"No valid paper ids given"})");
  });
  const auto page = fetch_scholar_batch(none.client, none.access, {"10.1234/none"}, Task());
  REQUIRE(page.ok());
  CHECK(page->places == std::vector<std::size_t>{kNoPaper});
  CHECK(fetch_scholar_batch(none.client, none.access, {"openreview:x"}, Task()).ok());
  CHECK(none.count() == 1);
  ScriptedService other(
      [](const net::HttpRequest&, std::size_t) { return answer(200, "[null,null]"); });
  CHECK(says(fetch_scholar_batch(other.client, other.access, {"10.1234/a"}, Task()).error(),
             "answered 2 of 1"));
  CHECK_FALSE(fetch_scholar_batch(other.client, other.access,
                                  std::vector<std::string>(501, "10.1234/a"), Task())
                  .ok());
}

TEST_CASE("The key goes into its header and never into the log", "[source][s2]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t n) {
    return n == 1 ? answer(500, "x-api-key: s3cret")
                  : answer(403, R"({"message":"Forbidden s3cret"})");
  });
  service.access.semantic_scholar_key = "s3cret";
  const auto paper = fetch_scholar_paper(service.client, service.access, "2601.00001", Task());
  CHECK(paper.error().http_status == 403);
  CHECK_FALSE(says(paper.error(), "s3cret"));
  CHECK(header_of(service.transport.requests.at(0), "x-api-key") == "s3cret");
  CHECK_FALSE(service.lines.empty());
  CHECK_FALSE(any_says(service.lines, "s3cret"));
  service.access.semantic_scholar_key = "two\r\nlines";
  const auto refused = fetch_scholar_paper(service.client, service.access, "2601.00001", Task());
  CHECK(refused.error().code == ErrorCode::kInvalid);
  CHECK_FALSE(says(refused.error(), "lines\""));
  CHECK(service.count() == 2);
}

TEST_CASE("One paper, unknown papers and searches", "[source][s2]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t) {
    if (contains(request.url, "none"))
      return answer(404, R"({"error":"Paper with id none not found"})");
    return answer(
        200, contains(request.url, "search") ? R"({"total":1,"data":[)" + kRecord + "]}" : kRecord);
  });
  CHECK(fetch_scholar_paper(service.client, service.access, "10.1234/ABC", Task())->paper.id ==
        "2601.00001");
  CHECK(contains(service.url(0), "/graph/v1/paper/DOI:10.1234/abc?fields="));
  CHECK(fetch_scholar_paper(service.client, service.access, "s2:none", Task()).error().code ==
        ErrorCode::kNotFound);
  CHECK(fetch_scholar_paper(service.client, service.access, "openreview:x", Task()).error().code ==
        ErrorCode::kInvalid);
  CHECK(search_scholar(service.client, service.access, "a & b", 0, 1000, Task())->papers.size() ==
        1);
  CHECK(contains(service.url(2), "query=a%20%26%20b&"));
  CHECK(contains(service.url(2), "&limit=100"));
}
