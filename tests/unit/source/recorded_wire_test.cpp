// Every recording of arXiv, sent over a real connection to a real client and read by the source.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/text.hpp"
#include "model/calendar.hpp"
#include "source/fetch.hpp"
#include "support/http_server.hpp"
#include "support/shared_data.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::HttpServer;
using sheaf::test::raw_reply;
using sheaf::test::read_all;
using sheaf::test::xml_reply;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kRecordedMs = 1787285411000;  // 2026-08-21T04:10:11Z, as in the faults

// A source whose API and feeds are one scripted server.
struct Wire {
  Wire() : transport(open_transport()), client(*transport, slots, clock, logger, {}) {}

  static std::unique_ptr<net::Transport> open_transport() {
    setenv("no_proxy", "127.0.0.1,localhost", 1);
    auto opened = net::make_curl_transport();
    if (!opened.ok()) throw std::runtime_error(opened.error().message);
    return std::move(opened).value();
  }
  ArxivSource source() {
    Endpoints endpoints;
    endpoints.arxiv_api = server.url("/api/query");
    endpoints.arxiv_rss = endpoints.arxiv_site = server.url();
    return ArxivSource(client, endpoints);
  }

  HttpServer server;
  std::unique_ptr<net::Transport> transport;
  FakeClock clock{kRecordedMs};
  sheaf::test::MemorySlots slots;
  Logger logger;
  net::Client client;
};

std::vector<fs::path> files_of(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == extension) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// What became of a search that met a fault first and a good page of one paper then.
struct Outcome {
  std::size_t papers = 0, requests = 0;
  std::string error;
};

Outcome search_after(const fs::path& fault) {
  Wire wire;
  const auto endpoint = wire.server.script(
      "/api/query", {raw_reply(read_all(fault.string())),
                     xml_reply(sheaf::test::api_page({"0808.00001"}, 1))});
  ApiSearch search;
  search.expression = "x";
  search.max_results = 1;
  const auto page = wire.source().search(search, Task());
  Outcome outcome;
  outcome.requests = endpoint.hits();
  if (page.ok()) outcome.papers = page->papers.size();
  if (!page.ok()) outcome.error = page.error().message;
  return outcome;
}

}  // namespace

TEST_CASE("Every recorded API answer is read over the wire as from its file",
          "[source][wire][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/arxiv-api");
  const auto files = files_of(folder, ".http");
  CHECK(files.size() == 20);
  for (const fs::path& path : files) {
    INFO(path.string());
    Wire wire;
    const auto endpoint = wire.server.script("/x", {raw_reply(read_all(path.string()))});
    const auto page = get_api_page(wire.client, wire.server.url("/x"), Task());
    fs::path body = path;
    const auto expected = parse_api_page(read_all(body.replace_extension(".xml").string()));
    CHECK(endpoint.hits() == 1);
    REQUIRE(page.ok() == expected.ok());
    if (page.ok()) {
      CHECK(page->total == expected->total);
      CHECK(page->papers == expected->papers);
      CHECK(page->warnings.empty());
    } else {
      CHECK(contains(path.string(), "id_abc"));
      CHECK(page.error().code == ErrorCode::kInvalid);
      CHECK(page.error().message == "incorrect id format for abc");
    }
  }
}

TEST_CASE("Every recorded fault is survived by asking again, or told for what it is",
          "[source][wire][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/faults");
  struct Expected {
    std::size_t requests;  // one when asking again is of no use
    std::string error;     // a part of it; empty when the search goes well
  };
  const std::map<std::string, Expected> expected = {
      {"api_200_html", {2, ""}},
      {"api_200_text_rate_exceeded", {2, ""}},
      {"api_406", {1, "HTTP 406"}},  // a loopback server is not arXiv's edge
      {"api_429_bare", {2, ""}},
      {"api_429_retry_after", {2, ""}},
      {"api_503_retry_after_date", {2, ""}},
      {"api_empty_page_total_positive", {2, ""}},
      {"api_error_200_entry", {1, "max_results must be an integer"}},
      {"api_error_500_generic", {2, ""}},
      {"api_short_page", {1, ""}},
      {"api_total_shrinks", {1, ""}},
      {"api_truncated_body", {2, ""}},
      {"api_truncated_chunked", {2, ""}},
      {"oai_badArgument", {2, ""}},  // another service's answers are no pages of the API
      {"oai_badResumptionToken", {2, ""}},
      {"oai_last_page_empty_token", {2, ""}},
      {"oai_noRecordsMatch", {2, ""}},
      {"oai_token_only_url_encoded", {2, ""}},
      {"rss_304", {1, "without a page"}},
      {"rss_400_bad_category", {1, "HTTP 400"}},
  };
  const auto files = files_of(folder, ".http");
  CHECK(files.size() == expected.size());
  for (const fs::path& path : files) {
    INFO(path.string());
    REQUIRE(expected.count(path.stem().string()) == 1);
    const Expected& wanted = expected.at(path.stem().string());
    const Outcome outcome = search_after(path);
    CHECK(outcome.requests == wanted.requests);
    CHECK((outcome.papers == 1) == wanted.error.empty());
    CHECK(contains(outcome.error, wanted.error));
  }
}

TEST_CASE("A feed's faults end as unchanged and as an unknown category", "[source][wire][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "feeds/derived/faults");
  Wire wire;
  const auto same =
      wire.server.script("/rss/cs.CL", {raw_reply(read_all((folder / "rss_304.http").string()))});
  const auto unknown = wire.server.script(
      "/rss/cs.ZZ", {raw_reply(read_all((folder / "rss_400_bad_category.http").string()))});
  const auto list = wire.source().fetch_list("cs.CL", "rss", {"\"x\"", ""}, Task());
  REQUIRE(list.ok());
  CHECK(list->not_modified);
  const auto refused = wire.source().fetch_list("cs.ZZ", "rss", {}, Task());
  CHECK(refused.error().code == ErrorCode::kInvalid);
  CHECK(contains(refused.error().message, "Bad subject class 'ZZ'"));
  CHECK(unknown.hits() == 1);
}

TEST_CASE("The daily mirror and the feeds announce the same papers, on the days of the calendar",
          "[source][wire][shared]") {
  SHEAF_SHARED_OR_SKIP(mirror, "feeds/arxiv-rss/daily-mirror-cs.CV");
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/derived/rss");
  const auto files = files_of(mirror, ".json");
  CHECK(files.size() == 18);
  for (const fs::path& path : files) {
    INFO(path.string());
    const std::string name = path.stem().string();
    const auto document = nlohmann::json::parse(read_all(path.string()));
    std::map<std::string, std::string> recorded, read;
    for (const auto& paper : document["papers"])
      recorded[paper["arxiv_id"]] = paper["announce_type"];
    const auto feed =
        parse_announcement_feed(read_all((feeds / ("cs.CV_" + name + ".rss.xml")).string()));
    REQUIRE(feed.ok());
    for (const FeedItem& item : feed->items)
      read[item.paper.id] = announce_type_name(item.type);
    CHECK(read == recorded);
    CHECK(forecast_announcement(parse_day(name).value()).expected == !recorded.empty());
  }
}
