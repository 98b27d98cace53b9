// Searching on a scripted arXiv whose pages are short, empty or shift while they are read.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::answer;
using sheaf::test::api_page;
using sheaf::test::ScriptedArxiv;

namespace {

std::uint64_t parameter(const net::HttpRequest& request, const std::string& name) {
  return std::stoull(request.url.substr(request.url.find("&" + name + "=") + name.size() + 2));
}

std::string id_of(std::uint64_t number) {
  return "0000." + std::to_string(100000 + number).substr(1);
}

// The slice asked for of a result of `total`, at most `most` entries of it; `shift` newer papers
// came.
net::HttpResponse slice(const net::HttpRequest& request, std::uint64_t total,
                        std::uint64_t most = 2000, std::uint64_t shift = 0) {
  const std::uint64_t start = parameter(request, "start");
  const std::uint64_t size = std::min(parameter(request, "max_results"), most);
  std::vector<std::string> ids;
  for (std::uint64_t i = start; i < std::min(start + size, total); ++i)
    ids.push_back(id_of(i >= shift ? i - shift : 50000 + i));
  return answer(200, api_page(ids, total, start));
}

ApiSearch search_for(std::uint32_t results) {
  ApiSearch search;
  search.expression = "cat:cs.CL";
  search.max_results = results;
  return search;
}

ApiPage found(ScriptedArxiv& arxiv, const ApiSearch& search) {
  Result<ApiPage> page = arxiv.source.search(search, Task());
  if (!page.ok()) FAIL(page.error().message);
  return std::move(page).value();
}

}  // namespace

TEST_CASE("A small search is one request", "[source][search]") {
  ScriptedArxiv arxiv(
      [](const net::HttpRequest& request, std::size_t) { return slice(request, 3000); });
  const ApiPage page = found(arxiv, search_for(50));
  CHECK(page.papers.size() == 50);
  CHECK(page.total == 3000);
  CHECK(arxiv.count() == 1);
  CHECK(contains(arxiv.url(0), "sortBy=submittedDate"));
}

TEST_CASE("Pages overlap, so that nothing is lost when newer papers push the rest down",
          "[source][search]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t n) {
    return slice(request, 1200, 2000, n == 1 ? 0 : 3);
  });
  const ApiPage page = found(arxiv, search_for(1000));
  CHECK(page.papers.size() == 1000);
  CHECK(arxiv.count() == 3);
  for (std::uint64_t i = 0; i < 997; ++i) CHECK(page.papers[i].id == id_of(i));
}

TEST_CASE("Short pages advance by what came", "[source][search]") {
  ScriptedArxiv arxiv(
      [](const net::HttpRequest& request, std::size_t) { return slice(request, 120, 37); });
  const ApiPage page = found(arxiv, search_for(400));
  CHECK(page.papers.size() == 120);
  CHECK(page.papers.back().id == id_of(119));
  CHECK(parameter(arxiv.transport.requests.at(1), "start") == 32);
}

TEST_CASE("An empty page of a full result is asked for again, also the first", "[source][search]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t n) {
    return n == 1 ? answer(200, api_page({}, 90)) : slice(request, 90);
  });
  CHECK(found(arxiv, search_for(50)).papers.size() == 50);
  CHECK(arxiv.count() == 2);
  ScriptedArxiv never(
      [](const net::HttpRequest&, std::size_t) { return answer(200, api_page({}, 90)); });
  const auto page = never.source.search(search_for(50), Task());
  CHECK(page.error().code == ErrorCode::kParse);
  CHECK(sheaf::test::says(page.error(), "an empty page of a result of 90 papers"));
}

TEST_CASE("A search without results and one beyond its end are empty", "[source][search]") {
  ScriptedArxiv arxiv(
      [](const net::HttpRequest& request, std::size_t) { return slice(request, 0); });
  CHECK(found(arxiv, search_for(50)).papers.empty());
  ApiSearch beyond = search_for(50);
  beyond.start = 40;
  ScriptedArxiv small(
      [](const net::HttpRequest& request, std::size_t) { return slice(request, 30); });
  CHECK(found(small, beyond).papers.empty());
  CHECK(found(small, search_for(0)).papers.empty());
}

TEST_CASE("The window of 10,000 is never left", "[source][search]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) {
    CHECK(parameter(request, "start") + parameter(request, "max_results") <= 10000);
    return slice(request, 50000);
  });
  ApiSearch search = search_for(1000);
  search.start = 9200;
  const ApiPage page = found(arxiv, search);
  CHECK(page.papers.size() == 800);
  REQUIRE_FALSE(page.warnings.empty());
  CHECK(contains(page.warnings.back(), "10,000"));
  search.start = 10000;
  CHECK(found(arxiv, search).papers.empty());
}

TEST_CASE("A server that repeats itself does not hold the search for ever", "[source][search]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, api_page({id_of(1), id_of(2)}, 5000));
  });
  CHECK(found(arxiv, search_for(600)).papers.size() == 2);
  CHECK(arxiv.count() == 2);
}

TEST_CASE("What came before an error is kept and said to be less", "[source][search]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t n) {
    return n == 1 ? slice(request, 3000) : answer(404);
  });
  const ApiPage page = found(arxiv, search_for(900));
  CHECK(page.papers.size() == 500);
  REQUIRE(page.warnings.size() == 1);
  CHECK(contains(page.warnings[0], "the search ended early: HTTP 404"));
}

TEST_CASE("arXiv's refusal of a query is told at once", "[source][search]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, sheaf::test::api_refusal("start must be non-negative"));
  });
  const auto page = arxiv.source.search(search_for(50), Task());
  CHECK(page.error().code == ErrorCode::kInvalid);
  CHECK(sheaf::test::says(page.error(), "start must be non-negative"));
  CHECK(arxiv.count() == 1);
}
