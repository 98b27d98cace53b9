// Missed days: what the feed no longer has, or never had, comes from arXiv's catch-up pages.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "canned_arxiv.hpp"

using namespace sheaf;
using sheaf::test::CannedArxiv;

namespace {

constexpr std::int64_t kFridayNoon = 1776441600000;  // 2026-04-17 16:00 UTC
constexpr std::int64_t kDay = 86400000;

struct Desk {
  Desk() {
    app::LibraryOptions options;
    options.http = arxiv.door();
    options.clock = &clock;
    options.max_retries = -1;
    library = std::move(app::Library::open(std::move(options))).value();
    request.profile.categories = {"cs.CL"};
    request.profile.ranking.fold = false;  // the canned papers say the same
  }
  Result<Digest> run(const char* day = nullptr) {
    request.day = day ? parse_day(day) : std::nullopt;
    return library->digest(request, Task());
  }
  std::vector<std::string> missed() {
    std::vector<std::string> days;
    const auto missed = library->missed_days(request);
    for (const Day day : *missed) days.push_back(format_day(day));
    return days;
  }

  CannedArxiv arxiv;
  FakeClock clock{kFridayNoon};
  std::unique_ptr<app::Library> library;
  app::DigestRequest request;
};

std::vector<std::string> ids(const Digest& digest) {
  std::vector<std::string> out;
  for (const Entry& entry : digest.entries) out.push_back(entry.paper.id);
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("a machine that was off for days finds every announcement day it missed", "[catch-up]") {
  Desk desk;
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  CHECK(desk.missed().empty());  // nothing was followed before
  REQUIRE(desk.run());
  desk.clock.advance_ms(6 * kDay);  // Thursday 23 April
  CHECK(desk.missed() == std::vector<std::string>{"2026-04-20", "2026-04-21", "2026-04-22"});
  desk.arxiv.set_catchup("cs.CL", "2026-04-21", {{"2604.00021"}, {"2604.00022", 1, "cross"}});
  const auto tuesday = desk.run("2026-04-21");
  REQUIRE(tuesday);
  CHECK(format_day(tuesday->day) == "2026-04-21");
  CHECK(ids(*tuesday) == std::vector<std::string>{"2604.00021", "2604.00022"});
  CHECK_FALSE(tuesday->degraded());
  CHECK(tuesday->entries[0].paper.detail == Detail::kComplete);  // the API gave what the page lacks
  CHECK(desk.missed() == std::vector<std::string>{"2026-04-20", "2026-04-22"});
  SECTION("the profile bounds how far back it goes") {
    desk.request.profile.catch_up_days = 1;
    CHECK(desk.missed() == std::vector<std::string>{"2026-04-22"});
    desk.request.profile.catch_up_days = 0;
    CHECK(desk.missed().empty());
  }
  SECTION("a missed day that cannot be had stays missed") {
    CHECK_FALSE(desk.run("2026-04-20"));
    CHECK(desk.missed() == std::vector<std::string>{"2026-04-20", "2026-04-22"});
  }
}

TEST_CASE("a stale feed is replaced by the catch-up page, and the status says so", "[catch-up]") {
  Desk desk;
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}, {"2604.00002"}});
  REQUIRE(desk.run());
  desk.clock.advance_ms(3 * kDay);
  desk.arxiv.set_feed("cs.CL", "2026-04-20", {{"2604.00001"}, {"2604.00002"}});
  desk.arxiv.set_catchup("cs.CL", "2026-04-20", {{"2604.00011"}});
  const auto monday = desk.run();
  REQUIRE(monday);
  CHECK(ids(*monday) == std::vector<std::string>{"2604.00011"});
  CHECK(describe(monday->sources[0]) ==
        "arxiv:cs.CL: ok (the feed still has the batch of 2026-04-17; taken from arXiv's catch-up page)");
  SECTION("and the feed that lags by one more day is known too") {
    desk.clock.advance_ms(kDay);
    desk.arxiv.set_feed("cs.CL", "2026-04-21", {{"2604.00011"}});
    desk.arxiv.set_catchup("cs.CL", "2026-04-21", {{"2604.00012"}});
    CHECK(ids(desk.run().value()) == std::vector<std::string>{"2604.00012"});
  }
}

TEST_CASE("a repeated batch on a day without mailing is no announcement", "[catch-up]") {
  Desk desk;
  desk.clock.advance_ms(35 * kDay);  // Friday 22 May 2026
  desk.arxiv.set_feed("cs.CL", "2026-05-22", {{"2605.00001"}});
  REQUIRE(desk.run());
  desk.clock.advance_ms(kDay);  // the feed goes on over the weekend
  desk.arxiv.set_feed("cs.CL", "2026-05-23", {{"2605.00001"}});
  const auto digest = desk.run();
  REQUIRE(digest);
  CHECK(digest->entries.empty());
  CHECK(describe(digest->sources[0]) == "arxiv:cs.CL: empty (no announcement), weekend");
}

TEST_CASE("an empty feed on an announcement day is checked, not believed", "[catch-up]") {
  Desk desk;
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {});
  SECTION("the page has papers") {
    desk.arxiv.set_catchup("cs.CL", "2026-04-17", {{"2604.00001"}});
    const auto digest = desk.run();
    REQUIRE(digest);
    CHECK(ids(*digest) == std::vector<std::string>{"2604.00001"});
    CHECK(contains(digest->sources[0].detail, "the feed is empty; taken from"));
  }
  SECTION("the page agrees") {
    desk.arxiv.set_catchup("cs.CL", "2026-04-17", {});
    CHECK(describe(desk.run().value().sources[0]) == "arxiv:cs.CL: empty (no announcement)");
  }
  SECTION("the page cannot be had") {
    const auto digest = desk.run();
    REQUIRE(digest);
    CHECK(digest->sources[0].state == SourceState::kPartial);
    CHECK(contains(digest->sources[0].detail, "should have an announcement"));
  }
}

TEST_CASE("a feed that fails is replaced where the site still answers", "[catch-up]") {
  Desk desk;
  desk.arxiv.set_failure("cs.CL", 500);
  desk.arxiv.set_catchup("cs.CL", "2026-04-17", {{"2604.00001"}});
  const auto digest = desk.run();
  REQUIRE(digest);
  CHECK(ids(*digest) == std::vector<std::string>{"2604.00001"});
  CHECK(contains(digest->sources[0].detail, "the feed failed ("));
  CHECK_FALSE(digest->degraded());
}

TEST_CASE("a feed behind the calendar is overtaken by the catch-up page", "[catch-up]") {
  Desk desk;
  desk.clock.advance_ms(3 * kDay);  // Monday 20 April
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  desk.arxiv.set_catchup("cs.CL", "2026-04-20", {{"2604.00011"}});
  const auto digest = desk.run();
  REQUIRE(digest);
  CHECK(format_day(digest->day) == "2026-04-20");
  CHECK(ids(*digest) == std::vector<std::string>{"2604.00011"});
  CHECK(ids(desk.run("2026-04-17").value()) == std::vector<std::string>{"2604.00001"});  // not lost
}

TEST_CASE("today's day is found on the catch-up page when it is asked for and the feed lags", "[catch-up]") {
  Desk desk;
  desk.clock.advance_ms(3 * kDay);  // Monday 20 April
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  desk.arxiv.set_catchup("cs.CL", "2026-04-20", {{"2604.00011"}});
  const auto digest = desk.run("2026-04-20");
  REQUIRE(digest);
  CHECK(ids(*digest) == std::vector<std::string>{"2604.00011"});
  CHECK_FALSE(desk.run("2026-04-23"));  // nobody knows the day after tomorrow
}

TEST_CASE("a mirror of the feeds alone never leads to arXiv's own site", "[catch-up]") {
  Desk desk;
  desk.request.profile.endpoints.arxiv_rss = "https://mirror.example.org";
  desk.request.profile.endpoints.arxiv_api = "https://mirror.example.org/api/query";
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {});
  CHECK(desk.run().value().sources[0].state == SourceState::kEmpty);
  for (const std::string& url : desk.arxiv.requests) CHECK(contains(url, "mirror.example.org"));
}

TEST_CASE("a replacement from the page, which has no versions, is asked for anew", "[catch-up]") {
  Desk desk;
  desk.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  REQUIRE(desk.run());
  desk.clock.advance_ms(4 * kDay);
  desk.arxiv.set_catchup("cs.CL", "2026-04-20", {{"2604.00001", 2, "replace", "A Better Title"}});
  const auto digest = desk.run("2026-04-20");
  REQUIRE(digest);
  REQUIRE(digest->entries.size() == 1);
  CHECK(digest->entries[0].announcement.type == AnnounceType::kReplace);
  CHECK(digest->entries[0].paper.version == 2);
  CHECK(digest->entries[0].paper.title == "A Better Title");
}
