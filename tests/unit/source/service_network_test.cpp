// The services over real sockets: every source pointed at a loopback server.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <memory>

#include "base/text.hpp"
#include "source/completer.hpp"
#include "source/feed_source.hpp"
#include "support/http_server.hpp"
#include "unit/source/service_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using namespace sheaf::test;

namespace {

/// A client with libcurl below it and every service on one loopback server.
struct Loopback {
  Loopback() {
    setenv("no_proxy", "127.0.0.1,localhost", 1);
    auto made = net::make_curl_transport();
    if (!made.ok()) throw std::runtime_error(made.error().message);
    transport = std::move(made).value();
    net::ClientOptions options;
    options.backoff_ms = 1;
    options.max_backoff_ms = 2;
    client = std::make_unique<net::Client>(*transport, slots, clock, logger, options);
    for (const char* name :
         {"biorxiv", "huggingface", "crossref", "semantic_scholar", "openreview", "pubmed"})
      if (!access.urls.set(name, server.url()).ok()) throw std::runtime_error("no loopback URL");
  }

  Result<FeedAnswer> fetch(const std::string& name, const Validators& validators = {}) {
    return fetch_feed(*parse_feed_spec(name), day_of("2026-03-01"), validators, *client, access,
                      Task());
  }

  HttpServer server;
  FakeClock clock{kStartMs};
  MemorySlots slots;
  Logger logger;
  std::unique_ptr<net::Transport> transport;
  std::unique_ptr<net::Client> client;
  ServiceAccess access;
};

Reply json(std::string body, int status = 200) {
  return reply(status, std::move(body), "application/json");
}

}  // namespace

TEST_CASE("bioRxiv over loopback: two pages, a broken answer between them", "[source][net]") {
  Loopback net;
  const std::string rows = R"({"doi":"10.1101/2026.1","title":"A","version":"1"})";
  auto first = net.server.script(
      "/details/biorxiv/2026-03-01/2026-03-01/0/json",
      {reply(200, "<html><title>Busy</title></html>"),
       json(R"({"messages":[{"status":"ok","total":"2"}],"collection":[)" + rows + "]}")});
  auto second = net.server.script(
      "/details/biorxiv/2026-03-01/2026-03-01/1/json",
      {truncated_reply(R"({"messages":[{"status":"ok","total":2}],"collection":[]})", 20),
       json(
           R"({"messages":[{"status":"ok","total":2}],"collection":[{"doi":"10.1101/2026.2","title":"B","version":"1"}]})")});
  const auto day = net.fetch("biorxiv:all");
  REQUIRE(day.ok());
  CHECK(day->days.at(0).items.size() == 2);
  CHECK(day->gap.empty());
  CHECK(first.hits() == 2);
  CHECK(second.hits() == 2);
}

TEST_CASE("Hugging Face over loopback: the day is asked for and a gzip answer read",
          "[source][net]") {
  Loopback net;
  auto papers =
      net.server.script("/api/daily_papers",
                        {gzip_reply(R"([{"paper":{"id":"2602.00001","title":"A","upvotes":2}}])")});
  const auto day = net.fetch("huggingface");
  REQUIRE(day.ok());
  CHECK(day->extras.at(0).upvotes == 2);
  CHECK(papers.requests().at(0).query_value("date") == "2026-03-01");
  CHECK(contains(papers.requests().at(0).header("Accept"), "application/json"));
}

TEST_CASE("Crossref over loopback: cursors survive the way there", "[source][net]") {
  Loopback net;
  net.access.contact = "a@example.org";
  auto works = net.server.on("/journals/2041-1723/works", [](const Request& request) {
    const bool first = request.query_value("cursor") == "*";
    return json(
        std::string(
            R"({"message":{"total-results":2,"next-cursor":"a+/b==","items":[{"DOI":"10.1234/)") +
        (first ? "1" : "2") + R"(","title":["T"],"type":"journal-article"}]}})");
  });
  const auto day = net.fetch("crossref:2041-1723");
  REQUIRE(day.ok());
  CHECK(day->days.at(0).items.size() == 2);
  REQUIRE(works.hits() == 2);
  CHECK(works.requests()[1].query_value("cursor") == "a+/b==");
  CHECK(works.requests()[0].query_value("filter") ==
        "from-created-date:2026-03-01,until-created-date:2026-03-01");
  CHECK(works.requests()[0].query_value("mailto") == "a@example.org");
}

TEST_CASE("OpenReview over loopback: the venue is asked for by its invitation", "[source][net]") {
  Loopback net;
  auto notes = net.server.script(
      "/notes",
      {json(
          R"({"notes":[{"id":"a","content":{"title":{"value":"A"}},"pdate":1772323200000}],"count":1})")});
  const auto day = net.fetch("openreview:V.cc/2026/Conference");
  REQUIRE(day.ok());
  CHECK(day->days.at(0).items.size() == 1);
  CHECK(notes.requests().at(0).query_value("invitation") == "V.cc/2026/Conference/-/Submission");
}

TEST_CASE("PubMed over loopback: ids, then records", "[source][net]") {
  Loopback net;
  auto search = net.server.script("/entrez/eutils/esearch.fcgi",
                                  {json(R"({"esearchresult":{"count":"1","idlist":["7"]}})")});
  auto fetch =
      net.server.script("/entrez/eutils/efetch.fcgi",
                        {xml_reply("<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>7</"
                                   "PMID><Article><ArticleTitle>T.</ArticleTitle></Article>"
                                   "</MedlineCitation></PubmedArticle></PubmedArticleSet>")});
  const auto day = net.fetch("pubmed:heat AND light");
  REQUIRE(day.ok());
  CHECK(day->days.at(0).items.at(0).paper.title == "T");
  CHECK(search.requests().at(0).query_value("term") == "heat AND light");
  CHECK(fetch.requests().at(0).query_value("id") == "7");
}

TEST_CASE("A journal over loopback: validators are sent back, a refusal and a bomb end",
          "[source][net]") {
  Loopback net;
  const std::string body =
      "<rss><channel><title>J</title><item><title>A</title><link>/a</link></item></channel></rss>";
  auto feed = net.server.on("/feed.xml", [&](const Request& request) {
    return request.header("If-None-Match") == "\"1\"" ? reply(304)
                                                      : xml_reply(body).with("ETag", "\"1\"");
  });
  auto gone = net.server.script("/gone.xml", {reply(410)});
  auto bomb = net.server.script("/bomb.xml", {gzip_bomb_reply(std::size_t{80} << 20)});
  const auto first = net.fetch("rss:" + net.server.url("/feed.xml"));
  REQUIRE(first.ok());
  CHECK(first->days.at(0).items.at(0).paper.id == "url:" + net.server.url("/a"));
  const auto second = net.fetch("rss:" + net.server.url("/feed.xml"), first->validators);
  REQUIRE(second.ok());
  CHECK(second->not_modified);
  CHECK(net.fetch("rss:" + net.server.url("/gone.xml")).error().code == ErrorCode::kNotFound);
  CHECK_FALSE(net.fetch("rss:" + net.server.url("/bomb.xml")).ok());
}

TEST_CASE("Completing over loopback: a batch is posted with its key", "[source][net]") {
  Loopback net;
  net.access.semantic_scholar_key = "s3cret";
  auto works = net.server.script(
      "/works",
      {json(R"({"message":{"items":[{"DOI":"10.1234/p","is-referenced-by-count":4}]}})")});
  auto batch = net.server.script("/graph/v1/paper/batch",
                                 {json(R"([{"paperId":"s","citationCount":5,"title":"T"}])")});
  Paper paper;
  paper.id = "10.1234/p";
  paper.scheme = "doi";
  const auto done = complete_papers({paper}, {}, *net.client, net.access, Task());
  REQUIRE(done.ok());
  REQUIRE(done->completions.size() == 2);
  CHECK(done->completions[0].record.citations == 4);
  CHECK(done->completions[1].record.citations == 5);
  CHECK(batch.requests().at(0).method == "POST");
  CHECK(batch.requests().at(0).body == R"({"ids":["DOI:10.1234/p"]})");
  CHECK(batch.requests().at(0).header("x-api-key") == "s3cret");
  CHECK(works.requests().at(0).query_value("filter") == "doi:10.1234/p");
}
