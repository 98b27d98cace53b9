// bioRxiv's details pages: rows to papers, and pages that overlap, break and end.
#include <catch2/catch.hpp>

#include "source/biorxiv.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

std::string row(const std::string& doi, int version, const std::string& more = "") {
  return R"({"doi":")" + doi + R"(","title":"Paper )" + doi +
         R"(","authors":"Vega, F. M.; Roe, J., Jr.; The Set","version":")" +
         std::to_string(version) + R"(","date":"2026-03-0)" + std::to_string(version) +
         R"(","category":"Cell Biology","license":"cc_by","server":"bioRxiv","published":"NA")" +
         more + "}";
}

std::string page(const std::vector<std::string>& rows, const std::string& total,
                 const std::string& status = "ok") {
  std::string list;
  for (const std::string& one : rows) list += (list.empty() ? "" : ",") + one;
  return R"({"messages":[{"status":")" + status + R"(","total":)" + total + R"(}],"collection":[)" +
         list + "]}";
}

/// A span of so many rows in pages of `size`, from a cursor in the URL.
std::string slice(const std::string& url, std::size_t total, std::size_t size) {
  const std::size_t end = url.rfind("/json");
  const std::size_t cursor = std::stoul(url.substr(url.rfind('/', end - 1) + 1));
  std::vector<std::string> rows;
  for (std::size_t i = cursor; i < std::min(total, cursor + size); ++i)
    rows.push_back(row("10.1101/2026.03.01." + std::to_string(100000 + i), 1));
  return page(rows, "\"" + std::to_string(total) + "\"");
}

Result<BiorxivSpan> fetch(ScriptedService& service, const std::string& category = "all") {
  return fetch_biorxiv(service.client, service.access.urls, "biorxiv", category,
                       day_of("2026-03-01"), day_of("2026-03-02"), Task());
}

}  // namespace

TEST_CASE("A row becomes a paper with its highest version", "[source][biorxiv]") {
  const auto read =
      parse_biorxiv_page(page({row("10.1101/2026.03.01.1A", 1), row("10.1101/2026.03.01.1A", 3),
                               row("10.1101/2026.03.01.1A", 2)},
                              "3"));
  REQUIRE(read.ok());
  CHECK(read->rows == 3);
  CHECK(read->total == 3);
  REQUIRE(read->papers.size() == 1);
  const Paper& paper = read->papers[0];
  CHECK(paper.id == "10.1101/2026.03.01.1a");
  CHECK(paper.scheme == "doi");
  CHECK(paper.version == 3);
  CHECK(paper.categories == std::vector<std::string>{"cell biology"});
  REQUIRE(paper.authors.size() == 3);
  CHECK(paper.authors[0].name == "F. M. Vega");
  CHECK(paper.authors[1].name == "J. Roe Jr.");
  CHECK(paper.authors[2].name == "The Set");
  CHECK(paper.landing == "https://www.biorxiv.org/content/10.1101/2026.03.01.1av3");
  CHECK(paper.pdf == paper.landing + ".full.pdf");
  CHECK(paper.published == parse_rfc3339("2026-03-01T00:00:00Z"));
  CHECK(paper.updated == parse_rfc3339("2026-03-03T00:00:00Z"));
  CHECK(paper.doi.empty());
}

TEST_CASE("The published version is kept as DOI and alias, the institution with its author",
          "[source][biorxiv]") {
  const auto read = parse_biorxiv_page(page(
      {row("10.1101/1", 1),
       R"({"doi":"10.1101/222","title":"T <i>x</i>","authors":"Vega, F. M.","version":2,
        "author_corresponding":"Flor Maria Vega","author_corresponding_institution":"Uni","published":"10.1/X",
        "type":"withdrawn"})",
       R"({"doi":"10.1101/223","title":"T","published":"10.1234/ABC.d","authors":"Vega, F. M.; Vega, F. N.",
        "author_corresponding":"F. Vega","author_corresponding_institution":"Uni"})"},
      "3"));
  REQUIRE(read.ok());
  REQUIRE(read->papers.size() == 3);
  const Paper& withdrawn = read->papers[1];
  CHECK(withdrawn.title == "T x");
  CHECK(withdrawn.comment == "Withdrawn");
  CHECK(withdrawn.doi.empty());
  CHECK(withdrawn.authors[0].affiliations == std::vector<std::string>{"Uni"});
  const Paper& published = read->papers[2];
  CHECK(published.doi == "10.1234/abc.d");
  CHECK(published.aliases == std::vector<std::string>{"10.1234/abc.d"});
  // Two authors fit the name; nobody is better than the wrong one.
  for (const Author& author : published.authors) CHECK(author.affiliations.empty());
}

TEST_CASE("Rows without DOI or title are told, other statuses are refusals", "[source][biorxiv]") {
  const auto read = parse_biorxiv_page(
      page({R"({"doi":"","title":"T"})", R"(7)", R"({"doi":"10.1101/22.1"})"}, "3"));
  REQUIRE(read.ok());
  CHECK(read->papers.empty());
  REQUIRE(read->warnings.size() == 3);
  CHECK(read->warnings[2] == "row 3: no DOI or no title (\"10.1101/22.1\")");
  const auto refused = parse_biorxiv_page(page({}, "0", "invalid interval"));
  CHECK(refused.error().code == ErrorCode::kInvalid);
  CHECK(says(refused.error(), "invalid interval"));
}

TEST_CASE("What is no details page is named", "[source][biorxiv]") {
  CHECK(says(parse_biorxiv_page("<html><title>Down</title>").error(), "an HTML page (\"Down\")"));
  CHECK(says(parse_biorxiv_page("").error(), "an empty answer"));
  CHECK(says(parse_biorxiv_page("{}").error(), "found no \"messages\""));
  CHECK(parse_biorxiv_page(R"({"messages":[{"status":"ok"}]})").error().code == ErrorCode::kParse);
  const std::string whole = page({row("10.1101/2026.1", 1)}, "1");
  for (std::size_t cut = 1; cut < whole.size(); cut += 7)
    CHECK(parse_biorxiv_page(whole.substr(0, cut)).error().code == ErrorCode::kParse);
}

TEST_CASE("All pages are walked with overlap, whatever their size", "[source][biorxiv]") {
  for (const std::size_t size :
       {std::size_t{1}, std::size_t{7}, std::size_t{30}, std::size_t{100}}) {
    ScriptedService service([&](const net::HttpRequest& request, std::size_t) {
      return answer(200, slice(request.url, 64, size));
    });
    const auto span = fetch(service);
    REQUIRE(span.ok());
    CHECK(span->papers.size() == 64);
    CHECK(span->gap.empty());
  }
}

TEST_CASE("The URL names server, days and cursor; a category is asked for and filtered",
          "[source][biorxiv]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(200, page({row("10.1101/2026.1", 1),
                             R"({"doi":"10.1101/2026.2","title":"T","category":"ecology"})"},
                            "2"));
  });
  const auto span = fetch(service, "cell_biology");
  REQUIRE(span.ok());
  CHECK(
      service.url(0) ==
      "https://api.biorxiv.org/details/biorxiv/2026-03-01/2026-03-02/0/json?category=cell_biology");
  REQUIRE(span->papers.size() == 1);
  CHECK(span->papers[0].id == "10.1101/2026.1");
}

TEST_CASE("No posts found is an empty day", "[source][biorxiv]") {
  ScriptedService service([](const net::HttpRequest&, std::size_t) {
    return answer(200, R"({"messages":[{"status":"no posts found"}],"collection":[]})");
  });
  const auto span = fetch(service);
  REQUIRE(span.ok());
  CHECK(span->papers.empty());
  CHECK(span->gap.empty());
}

TEST_CASE("A page that fails leaves a gap with its reason", "[source][biorxiv]") {
  ScriptedService service([](const net::HttpRequest& request, std::size_t n) {
    return n == 1 ? answer(200, slice(request.url, 64, 30)) : answer(500, "oops");
  });
  const auto span = fetch(service);
  REQUIRE(span.ok());
  CHECK(span->papers.size() == 30);
  CHECK(span->gap.find("34 of 64 rows are missing") == 0);
  CHECK(span->gap.find("HTTP 500") != std::string::npos);
}

TEST_CASE("A server that counts more than it gives ends in a gap, not in a circle",
          "[source][biorxiv]") {
  ScriptedService empty([](const net::HttpRequest& request, std::size_t n) {
    return answer(200, n == 1 ? slice(request.url, 64, 30) : page({}, "64"));
  });
  CHECK(fetch(empty)->gap.find("an empty page") != std::string::npos);
  ScriptedService same([](const net::HttpRequest&, std::size_t) {
    return answer(200, page({row("10.1101/2026.1", 1)}, "9"));
  });
  const auto span = fetch(same);
  REQUIRE(span.ok());
  CHECK(span->papers.size() == 1);
  CHECK(same.count() < 20);
}

TEST_CASE("A cancelled walk is cancelled, the first page's error is the answer",
          "[source][biorxiv]") {
  CancelToken cancel;
  ScriptedService service([&](const net::HttpRequest& request, std::size_t) {
    cancel.cancel();
    return answer(200, slice(request.url, 64, 30));
  });
  CHECK(fetch_biorxiv(service.client, service.access.urls, "biorxiv", "", day_of("2026-03-01"),
                      day_of("2026-03-01"), Task(cancel))
            .error()
            .code == ErrorCode::kCancelled);
  ScriptedService broken([](const net::HttpRequest&, std::size_t) { return answer(404, "no"); });
  CHECK(fetch(broken).error().code == ErrorCode::kNotFound);
}
