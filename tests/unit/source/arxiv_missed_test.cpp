// Fetching missed days: on a scripted arXiv, and over a real connection from recorded days.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <map>

#include "base/text.hpp"
#include "support/replay_server.hpp"
#include "support/shared_data.hpp"
#include "support/temp_dir.hpp"
#include "unit/source/source_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::source;
using sheaf::test::answer;
using sheaf::test::fixture;
using sheaf::test::says;
using sheaf::test::ScriptedArxiv;

namespace {

const Day kDay = parse_day("2026-04-17").value();

std::int64_t milliseconds_of(const char* time) { return parse_rfc3339(time).value() * 1000; }

// One page of a day of `total` papers: entries from `first` on, and a link to every page.
std::string page(std::size_t first, std::size_t count, std::size_t total, std::size_t pages = 1) {
  std::string html = "<html><h1>Catchup results for X on Fri, 17 Apr 2026</h1>Total of " +
                     std::to_string(total) + " entries for Fri, 17 Apr 2026";
  for (std::size_t i = 2; i <= pages; ++i)
    html += "<a href=/catchup/cs.CL/2026-04-17?abs=True&amp;page=" + std::to_string(i) + ">x</a>";
  html += "<dl id='articles'>";
  for (std::size_t i = first; i < first + count; ++i) {
    const std::string id = "2604." + std::to_string(10000 + i);
    html += "<dt><a href='/abs/" + id + "'>arXiv:" + id +
            "</a></dt><dd><div class='list-title'>Paper</div></dd>";
  }
  return html + "</dl></html>";
}

// A scripted arXiv on the evening of 2026-04-21.
struct Evening : ScriptedArxiv {
  explicit Evening(sheaf::test::AnsweringTransport::Reply reply) : ScriptedArxiv(std::move(reply)) {
    clock.advance_ms(milliseconds_of("2026-04-21T20:00:00Z") - clock.now_ms());
  }
};

CatchupAnswer fetched(Evening& arxiv, const std::string& category = "cs.CL") {
  Result<CatchupAnswer> day = arxiv.source.fetch_catchup(category, kDay, Task());
  if (!day.ok()) FAIL(day.error().message);
  return std::move(day).value();
}

}  // namespace

TEST_CASE("A missed day of one page is one request", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, fixture("catchup.html"));
  });
  const CatchupAnswer day = fetched(arxiv);
  CHECK(arxiv.count() == 1);
  CHECK(arxiv.url(0) == "https://arxiv.org/catchup/cs.CL/2026-04-17?abs=True");
  CHECK(day.feed.items.size() == 5);
  CHECK(day.total == 5);
  CHECK(format_day(day.next_day.value()) == "2026-04-20");
  CHECK(day.status == SourceStatus{"arxiv:cs.CL", SourceState::kOk, "", 5});
}

TEST_CASE("All pages of a large day are fetched and joined", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest& request, std::size_t) {
    if (contains(request.url, "page=3")) return answer(200, page(60, 5, 65, 3));
    if (contains(request.url, "page=2")) return answer(200, page(30, 30, 65, 3));
    return answer(200, page(0, 30, 65, 3));
  });
  const CatchupAnswer day = fetched(arxiv);
  CHECK(arxiv.count() == 3);
  CHECK(day.feed.items.size() == 65);
  CHECK(day.status.state == SourceState::kOk);
}

TEST_CASE("Entries that pages repeat or skip are counted", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest& request, std::size_t) {
    return contains(request.url, "page=2") ? answer(200, page(28, 10, 40, 2))
                                           : answer(200, page(0, 30, 40, 2));
  });
  const CatchupAnswer day = fetched(arxiv);
  CHECK(day.feed.items.size() == 38);
  CHECK(day.status.state == SourceState::kPartial);
  CHECK(day.status.detail == "38 of 40 papers came");
  CHECK(arxiv.count() == 2);
}

TEST_CASE("A later page that fails makes the day partial and says why", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest& request, std::size_t) {
    return contains(request.url, "page=2") ? answer(404) : answer(200, page(0, 30, 65, 3));
  });
  const CatchupAnswer day = fetched(arxiv);
  CHECK(day.feed.items.size() == 30);
  CHECK(day.status.state == SourceState::kPartial);
  CHECK(contains(day.status.detail, "30 of 65 papers came: HTTP 404"));
}

TEST_CASE("A page without the entries it promises is asked for again", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t n) {
    return answer(200, n == 1 ? page(0, 0, 3) : page(0, 3, 3));
  });
  CHECK(fetched(arxiv).status.state == SourceState::kOk);
  CHECK(arxiv.count() == 2);
}

TEST_CASE("Broken and throttled answers are tried again", "[source][missed]") {
  for (const std::string& bad : {std::string("Rate exceeded."), std::string("<html>soon</html>"),
                                 fixture("catchup.html").substr(0, 2000), std::string()}) {
    Evening arxiv([&](const net::HttpRequest&, std::size_t n) {
      return answer(200, n == 1 ? bad : fixture("catchup.html"));
    });
    CHECK(fetched(arxiv).feed.items.size() == 5);
    CHECK(arxiv.count() == 2);
  }
}

TEST_CASE("A page of another day is not taken for the one asked for", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, fixture("catchup.html"));
  });
  const auto day = arxiv.source.fetch_catchup("cs.CL", kDay + std::chrono::days(1), Task());
  CHECK(day.error().code == ErrorCode::kParse);
  CHECK(says(day.error(), "the page is of 2026-04-17, not of 2026-04-18"));
}

TEST_CASE("A day without announcement is empty and explained", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, "<html><h1>Catchup results for X on Sat, 18 Apr 2026</h1>Total of 0 entries "
                       "<p>No updates</p></html>");
  });
  const auto day = arxiv.source.fetch_catchup("cs.CL", kDay + std::chrono::days(1), Task());
  REQUIRE(day.ok());
  CHECK(day->status.state == SourceState::kEmpty);
  CHECK(day->status.detail == "no announcement (weekend)");
}

TEST_CASE("Days that arXiv does not list are not asked for", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) { return answer(500); });
  const auto error_of = [&](const char* day) {
    return arxiv.source.fetch_catchup("cs.CL", parse_day(day).value(), Task()).error();
  };
  CHECK(error_of("2026-04-22").code == ErrorCode::kInvalid);
  CHECK(contains(error_of("2026-04-22").message, "in New York it is 2026-04-21"));
  CHECK(contains(error_of("2026-01-20").message, "90 days"));
  CHECK(error_of("2026-01-20").code == ErrorCode::kInvalid);
  CHECK(arxiv.source.fetch_catchup("cs.QQQ", kDay, Task()).error().code == ErrorCode::kInvalid);
  CHECK(arxiv.count() == 0);
}

TEST_CASE("The ninetieth day back is still asked for", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, "<html><h1>Catchup results for X on Wed, 21 Jan 2026</h1>Total of 0 "
                       "entries</html>");
  });
  CHECK(arxiv.source.fetch_catchup("cs.CL", parse_day("2026-01-21").value(), Task()).ok());
}

TEST_CASE("arXiv's refusal of a day is told in its words and not repeated", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(400, "<html><h1>Invalid subject.</h1>The server cannot process your "
                       "request</html>");
  });
  const auto day = arxiv.source.fetch_catchup("cs.CL", kDay, Task());
  CHECK(day.error().code == ErrorCode::kInvalid);
  CHECK(day.error().message == "Invalid subject.");
  CHECK(arxiv.count() == 1);
}

TEST_CASE("The list of the newest day is read whatever day that is", "[source][missed]") {
  Evening arxiv([](const net::HttpRequest&, std::size_t) {
    return answer(200, replace_all(fixture("catchup.html"), "Catchup results for Computation and "
                                   "Language on", "Showing new listings for"));
  });
  const auto day = arxiv.source.fetch_listing_new("cs.CL", Task());
  REQUIRE(day.ok());
  CHECK(arxiv.url(0) == "https://arxiv.org/list/cs.CL/new");
  CHECK(format_day(day->feed.day) == "2026-04-17");
  CHECK(day->feed.items.size() == 5);
}

TEST_CASE("A cancelled task ends the fetching of a day", "[source][missed]") {
  CancelToken cancel;
  Evening arxiv([&](const net::HttpRequest&, std::size_t) {
    cancel.cancel();
    return answer(200, page(0, 30, 65, 3));
  });
  CHECK(arxiv.source.fetch_catchup("cs.CL", kDay, Task(cancel)).error().code ==
        ErrorCode::kCancelled);
}

namespace {

// A real client on a replay of recorded days.
struct Replayed {
  explicit Replayed(const sheaf::test::ReplayOptions& options)
      : server(options),
        transport(net::make_curl_transport()),
        client(**transport, slots, clock, logger, {}),
        source(client, endpoints()) {}

  Endpoints endpoints() const {
    Endpoints endpoints;
    endpoints.arxiv_rss = endpoints.arxiv_site = server.url();
    return endpoints;
  }

  sheaf::test::ReplayServer server;
  Result<std::unique_ptr<net::Transport>> transport;
  FakeClock clock{milliseconds_of("2026-05-05T12:00:00Z")};
  sheaf::test::MemorySlots slots;
  Logger logger;
  net::Client client;
  ArxivSource source;
};

// id to what feed and page have in common.
std::map<std::string, std::string> by_id(const std::vector<FeedItem>& items) {
  std::map<std::string, std::string> map;
  for (const FeedItem& item : items)
    map[item.paper.id] = std::string(announce_type_name(item.type)) + "\n" + item.paper.title +
                         "\n" + join(item.paper.categories, " ") + "\n" +
                         collapse_spaces(item.paper.abstract);
  return map;
}

}  // namespace

TEST_CASE("Every recorded day is the same from its page as from its feed",
          "[source][missed][shared]") {
  SHEAF_SHARED_OR_SKIP(feeds, "feeds/derived/rss");
  setenv("no_proxy", "127.0.0.1,localhost", 1);
  sheaf::test::ReplayOptions options;
  options.feeds = {feeds.string()};
  options.page_size = 100;
  Replayed arxiv(options);
  for (const std::string& name : arxiv.server.records().days()) {
    INFO(name);
    arxiv.server.set_day(name);
    const Day day = parse_day(name).value();
    const auto feed = arxiv.source.fetch_list("cs.CV", "rss", {}, Task());
    arxiv.server.set_day("2026-05-05");
    const auto page = arxiv.source.fetch_catchup("cs.CV", day, Task());
    REQUIRE(feed.ok());
    REQUIRE(page.ok());
    CHECK(page->feed.warnings.empty());
    CHECK(page->feed.day == feed->feed.day);
    CHECK(by_id(page->feed.items) == by_id(feed->feed.items));
    CHECK((page->status.state == SourceState::kEmpty) == is_weekend(day));
    CHECK((page->status.state == SourceState::kOk) == !is_weekend(day));
  }
  const auto newest = arxiv.source.fetch_listing_new("cs.CV", Task());
  REQUIRE(newest.ok());
  CHECK(format_day(newest->feed.day) == "2026-05-04");
  CHECK(newest->status.state == SourceState::kOk);
  CHECK(newest->feed.items.size() > 100);
}
