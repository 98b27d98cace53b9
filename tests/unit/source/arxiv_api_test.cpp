// API pages: both serialisations, every field, refusals and broken entries; URLs of requests.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "source/arxiv_api.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::api_entry;
using sheaf::test::api_page;
using sheaf::test::fixture;
using sheaf::test::says;

namespace {

ApiPage page_of(std::string body) {
  Result<ApiPage> page = parse_api_page(std::move(body));
  if (!page.ok()) FAIL(page.error().message);
  return std::move(page).value();
}

}  // namespace

TEST_CASE("Every field of an API entry is read", "[source][api]") {
  const ApiPage page = page_of(fixture("api_new.xml"));
  CHECK(page.total == 2);
  CHECK(page.start == 0);
  CHECK(page.per_page == 2);
  CHECK(page.warnings.empty());
  REQUIRE(page.papers.size() == 2);
  const Paper& paper = page.papers[0];
  CHECK(paper.id == "0000.00001");
  CHECK(paper.version == 3);
  CHECK(paper.title == "Teapots as Oracles: A Long View of Cups with Many Handles and Few Saucers");
  CHECK(paper.abstract ==
        "We ask teapots. They answer for $n < 3$, which is more than cups have ever done for us.\n"
        "A second paragraph says why. It has two sentences.");
  CHECK(paper.authors ==
        std::vector<Author>{{"Ada Quill", {"University of Ink", "Institute of Paper"}},
                            {"Bo Tern, Jr.", {}}});
  CHECK(paper.categories == std::vector<std::string>{"cs.CL", "cs.IT"});
  CHECK(paper.comment == "9 pages, code at https://example.org/teapots");
  CHECK(paper.doi == "10.5555/teapot.1");
  CHECK(paper.journal_ref == "J. Crockery 12 (2026) 3-4");
  CHECK(paper.published == parse_rfc3339("2026-04-01T08:00:00Z"));
  CHECK(paper.updated == parse_rfc3339("2026-05-04T17:59:59Z"));
  CHECK(paper.detail == Detail::kComplete);
  CHECK(page.papers[1].id == "math/0101999");
  CHECK(page.papers[1].abstract == "This paper has been withdrawn by the author.");
  CHECK(page.papers[1].published == page.papers[1].updated);
}

TEST_CASE("Both serialisations of a paper give the same record", "[source][api]") {
  const ApiPage before = page_of(fixture("api_old.xml"));
  const ApiPage after = page_of(fixture("api_new.xml"));
  CHECK(before.total == after.total);
  REQUIRE(before.papers.size() == after.papers.size());
  for (std::size_t i = 0; i < before.papers.size(); ++i) CHECK(before.papers[i] == after.papers[i]);
}

TEST_CASE("Namespace prefixes are a matter of taste", "[source][api]") {
  const ApiPage page = page_of(
      "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><o:totalResults>7</o:totalResults><a:entry>"
      "<a:id>http://arxiv.org/abs/0000.00001v1</a:id><a:title>T</a:title><x:comment>c</x:comment>"
      "</a:entry></a:feed>");
  CHECK(page.total == 7);
  REQUIRE(page.papers.size() == 1);
  CHECK(page.papers[0].comment == "c");
}

TEST_CASE("The primary category comes first, even when only it is given", "[source][api]") {
  const auto categories = [](const std::string& xml) {
    return page_of("<feed><entry><id>http://arxiv.org/abs/0000.00001v1</id><title>T</title>" + xml +
                   "</entry></feed>")
        .papers.at(0)
        .categories;
  };
  using List = std::vector<std::string>;
  CHECK(categories("<primary_category term='cs.LG'/>") == List{"cs.LG"});
  CHECK(categories("<category term='cs.AI'/><category term='stat.ML'/><category term='cs.LG'/>"
                   "<primary_category term='cs.LG'/>") == List{"cs.LG", "cs.AI", "stat.ML"});
  CHECK(categories("<category term='math.NA'/><category term='cs.NA'/>") == List{"math.NA"});
  CHECK(categories("<primary_category term='cs.NA'/><category term='cs.NA'/>") == List{"math.NA"});
  CHECK(categories("").empty());
  CHECK(categories("<category/><primary_category/>").empty());
}

TEST_CASE("A refusal is told by its id and carries arXiv's words", "[source][api]") {
  const Result<ApiPage> page =
      parse_api_page(sheaf::test::api_refusal("incorrect id\n format for abc"));
  CHECK(page.error().code == ErrorCode::kInvalid);
  CHECK(page.error().message == "incorrect id format for abc");
  const Result<ApiPage> silent =
      parse_api_page("<feed><entry><id>https://arxiv.org/api/errors</id></entry></feed>");
  CHECK(silent.error().code == ErrorCode::kInvalid);
  // A paper may be called so.
  CHECK(page_of("<feed><entry><id>http://arxiv.org/abs/0000.00001v1</id><title>Error</title></"
                "entry></feed>")
            .papers.size() == 1);
}

TEST_CASE("Entries that cannot be read are told and the others are kept", "[source][api]") {
  const ApiPage page = page_of(
      "<feed><entry><id>http://arxiv.org/abs/nonsense</id><title>T</title></entry>" +
      api_entry("0000.00002") +
      "<entry><id>http://arxiv.org/abs/0000.00003v1</id><title> </title></entry><entry/></feed>");
  REQUIRE(page.papers.size() == 1);
  CHECK(page.papers[0].id == "0000.00002");
  REQUIRE(page.warnings.size() == 3);
  CHECK(contains(page.warnings[0], "entry 1"));
  CHECK(contains(page.warnings[1], "0000.00003: the entry has no title"));
  CHECK(contains(page.warnings[2], "entry 4"));
}

TEST_CASE("A title may be 0 and dates may be missing", "[source][api]") {
  const Paper paper = page_of(
                          "<feed><entry><id>http://arxiv.org/abs/0000.00001</id><title>0</title>"
                          "<published>yesterday</published></entry></feed>")
                          .papers.at(0);
  CHECK(paper.title == "0");
  CHECK(paper.version == 0);
  CHECK_FALSE(paper.published.has_value());
  CHECK_FALSE(paper.updated.has_value());
}

TEST_CASE("What is no API page is a parse error", "[source][api]") {
  for (const char* body : {"", "Rate exceeded.", "<html></html>", "<rss><channel/></rss>",
                           "<feed><entry>", "<feed><a></feed>"})
    CHECK(parse_api_page(body).error().code == ErrorCode::kParse);
  CHECK(says(parse_api_page("<rss><channel/></rss>").error(), "<rss>"));
}

TEST_CASE("Damaged bytes are repaired and reported", "[source][api]") {
  std::string body = api_page({"0000.00001"}, 1);
  body.replace(body.find("About"), 5, "Ab\x02\xFFout");
  const ApiPage page = page_of(body);
  CHECK(page.papers.at(0).abstract == "Ab\xEF\xBF\xBDout 0000.00001.");
  CHECK(page.warnings.size() == 1);
}

TEST_CASE("Request URLs are complete", "[source][api]") {
  CHECK(id_list_url("https://export.arxiv.org/api/query", {"0000.00001", "math/0101999"}) ==
        "https://export.arxiv.org/api/query?id_list=0000.00001,math%2F0101999&max_results=2");
  CHECK(id_list_url("http://127.0.0.1:9/q?k=1", {"0000.00001"}) ==
        "http://127.0.0.1:9/q?k=1&id_list=0000.00001&max_results=1");
  ApiSearch search;
  search.expression = "cat:cs.CL AND ti:\"tea pot\"";
  search.start = 10;
  search.ascending = true;
  CHECK(search_url("https://export.arxiv.org/api/query", search) ==
        "https://export.arxiv.org/api/query?search_query=cat%3Acs.CL%20AND%20ti%3A%22tea%20pot%22"
        "&start=10&max_results=50&sortBy=submittedDate&sortOrder=ascending");
}
