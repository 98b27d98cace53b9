// Fetching lists on a scripted arXiv: validators, retries, refusals and the other form.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::answer;
using sheaf::test::fixture;
using sheaf::test::says;
using sheaf::test::ScriptedArxiv;

namespace {

std::string header_of(const net::HttpRequest& request, const std::string& name) {
  for (const net::Header& header : request.headers)
    if (header.name == name) return header.value;
  return {};
}

const char* const kRefusal =
    "<rss><channel><title>Feed error for query: cs.ZZ</title>"
    "<description>Bad subject class 'ZZ'.</description></channel></rss>";

bool is_atom(const net::HttpRequest& request) {
  return contains(request.url, "/atom/");
}

}  // namespace

TEST_CASE("A list is fetched with validators, which are renewed by the answer", "[source][list]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, fixture("feed.rss.xml"), {{"ETag", "\"new\""}, {"Last-Modified", "today"}});
  });
  const auto list = arxiv.source.fetch_list("cs.CL", "rss", {"\"old\"", "yesterday"}, Task());
  REQUIRE(list.ok());
  CHECK_FALSE(list->not_modified);
  CHECK(list->feed.items.size() == 4);
  CHECK(list->validators.etag == "\"new\"");
  CHECK(list->validators.last_modified == "today");
  REQUIRE(arxiv.count() == 1);
  CHECK(arxiv.url(0) == "https://rss.arxiv.org/rss/cs.CL");
  CHECK(header_of(arxiv.transport.requests[0], "If-None-Match") == "\"old\"");
  CHECK(header_of(arxiv.transport.requests[0], "If-Modified-Since") == "yesterday");
}

TEST_CASE("The category is encoded and a list of several stays one", "[source][list]") {
  ScriptedArxiv arxiv(
      [](const net::HttpRequest&, std::size_t) { return answer(200, fixture("feed.atom.xml")); });
  REQUIRE(arxiv.source.fetch_list("cs.CL+math /x", "atom", {}, Task()).ok());
  CHECK(arxiv.url(0) == "https://rss.arxiv.org/atom/cs.CL+math%20%2Fx");
  CHECK(header_of(arxiv.transport.requests[0], "If-None-Match").empty());
  CHECK(arxiv.source.fetch_list(" ", "atom", {}, Task()).error().code == ErrorCode::kInvalid);
}

TEST_CASE("304 says that nothing changed and keeps the validators", "[source][list]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) { return answer(304); });
  const auto list = arxiv.source.fetch_list("cs.CL", "rss", {"\"old\"", ""}, Task());
  REQUIRE(list.ok());
  CHECK(list->not_modified);
  CHECK(list->feed.items.empty());
  CHECK(list->validators.etag == "\"old\"");
  CHECK(arxiv.count() == 1);
}

TEST_CASE("A broken answer is asked for again before the other form is tried", "[source][list]") {
  const std::string good = fixture("feed.rss.xml");
  for (const std::string& bad :
       {std::string(), std::string("<html>maintenance</html>"), std::string("oops"),
        good.substr(0, good.size() / 2), std::string("<rss><a></rss>")}) {
    ScriptedArxiv arxiv(
        [&](const net::HttpRequest&, std::size_t n) { return answer(200, n == 1 ? bad : good); });
    const auto list = arxiv.source.fetch_list("cs.CL", "rss", {}, Task());
    REQUIRE(list.ok());
    CHECK(list->feed.items.size() == 4);
    CHECK(arxiv.count() == 2);
    CHECK(arxiv.url(1) == arxiv.url(0));
  }
}

TEST_CASE("\"Rate exceeded.\" with status 200 cools the client down", "[source][list]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t n) {
    return answer(200, n == 1 ? "Rate exceeded." : fixture("feed.rss.xml"));
  });
  REQUIRE(arxiv.source.fetch_list("cs.CL", "rss", {}, Task()).ok());
  CHECK(arxiv.count() == 2);
  CHECK(arxiv.slots.group("arxiv").cool_until_ms > sheaf::test::kStartMs + 10000);
}

TEST_CASE("The other form is read when the chosen one stays broken", "[source][list]") {
  for (const int status : {200, 404, 500}) {
    ScriptedArxiv arxiv([&](const net::HttpRequest& request, std::size_t) {
      return is_atom(request) ? answer(200, fixture("feed.atom.xml"), {{"ETag", "\"a\""}})
                              : answer(status, "<html>broken</html>");
    });
    const auto list = arxiv.source.fetch_list("cs.CL", "rss", {"\"old\"", ""}, Task());
    REQUIRE(list.ok());
    CHECK(list->feed.items.size() == 4);
    CHECK(list->validators.etag == "\"a\"");
    REQUIRE(list->feed.warnings.size() == 1);
    CHECK(contains(list->feed.warnings[0], "the atom form was read instead of rss"));
    CHECK(header_of(arxiv.transport.requests.back(), "If-None-Match").empty());
  }
}

TEST_CASE("When both forms fail the first error is told", "[source][list]") {
  ScriptedArxiv arxiv([](const net::HttpRequest& request, std::size_t) {
    return is_atom(request) ? answer(404) : answer(200, "<html><title>Down</title></html>");
  });
  const auto list = arxiv.source.fetch_list("cs.CL", "rss", {}, Task());
  CHECK(list.error().code == ErrorCode::kParse);
  CHECK(says(list.error(), "an HTML page (\"Down\")"));
}

TEST_CASE("An unknown category is told at once in arXiv's words", "[source][list]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) { return answer(200, kRefusal); });
  const auto list = arxiv.source.fetch_list("cs.ZZ", "rss", {}, Task());
  CHECK(list.error().code == ErrorCode::kInvalid);
  CHECK(says(list.error(), "arXiv does not know the category \"cs.ZZ\": Bad subject class 'ZZ'."));
  CHECK(arxiv.count() == 1);
}

TEST_CASE("Status 400 is an unknown category and nothing is tried again", "[source][list]") {
  ScriptedArxiv arxiv([](const net::HttpRequest&, std::size_t) { return answer(400, kRefusal); });
  const auto list = arxiv.source.fetch_list("cs.ZZ", "rss", {}, Task());
  CHECK(list.error().code == ErrorCode::kInvalid);
  CHECK(says(list.error(), "arXiv does not know the category \"cs.ZZ\""));
  CHECK(arxiv.count() == 1);
}

TEST_CASE("A refusal to serve, a dead line and a cancelled task are not answered by the other form",
          "[source][list]") {
  ScriptedArxiv limited(
      [](const net::HttpRequest&, std::size_t) { return answer(429, "Rate exceeded."); });
  CHECK(limited.source.fetch_list("cs.CL", "rss", {}, Task()).error().code ==
        ErrorCode::kRateLimit);
  ScriptedArxiv dead([](const net::HttpRequest&, std::size_t) -> Result<net::HttpResponse> {
    return Error(ErrorCode::kNetwork, "no route");
  });
  CHECK(dead.source.fetch_list("cs.CL", "rss", {}, Task()).error().code == ErrorCode::kNetwork);
  CancelToken cancel;
  ScriptedArxiv stopped([&](const net::HttpRequest&, std::size_t) {
    cancel.cancel();
    return answer(200, "<html></html>");
  });
  CHECK(stopped.source.fetch_list("cs.CL", "rss", {}, Task(cancel)).error().code ==
        ErrorCode::kCancelled);
  for (const ScriptedArxiv* arxiv : {&limited, &dead, &stopped})
    for (const net::HttpRequest& request : arxiv->transport.requests) CHECK_FALSE(is_atom(request));
}
