// The pipeline: a day is exactly what was announced, and every source tells how it went.
#include <catch2/catch.hpp>

#include "app/outputs.hpp"
#include "base/text.hpp"
#include "canned_arxiv.hpp"

using namespace sheaf;
using sheaf::test::CannedArxiv;
using sheaf::test::CannedPaper;

namespace {

constexpr std::int64_t kFridayNoon = 1776441600000;  // 2026-04-17 16:00 UTC

struct Bench {
  Bench() {
    app::LibraryOptions options;
    options.http = arxiv.door();
    options.clock = &clock;
    options.max_retries = -1;
    library = std::move(app::Library::open(std::move(options))).value();
    request.profile.categories = {"cs.CL", "cs.LG"};
    request.profile.keywords = {{"retrieval", 1}};
    request.profile.scorer = "keywords";
    request.profile.ranking.fold = false;  // the canned papers say the same
  }
  Result<Digest> run() { return library->digest(request, Task()); }

  CannedArxiv arxiv;
  FakeClock clock{kFridayNoon};
  std::unique_ptr<app::Library> library;
  app::DigestRequest request;
};

const Entry* find(const Digest& digest, const std::string& id) {
  for (const Entry& entry : digest.entries)
    if (entry.paper.id == id) return &entry;
  return nullptr;
}

}  // namespace

TEST_CASE("a day holds what its lists announced, each paper once with its strongest type", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001", 1, "new", "Dense Retrieval"}, {"2604.00002", 1, "cross"}});
  bench.arxiv.set_feed("cs.LG", "2026-04-17", {{"2604.00002", 1, "new"}, {"2601.00003", 2, "replace"}});
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(format_day(digest->day) == "2026-04-17");
  CHECK(digest->announced == TypeCounts{2, 0, 1, 0});
  REQUIRE(digest->entries.size() == 3);
  CHECK(digest->entries[0].paper.id == "2604.00001");  // the keyword in its title
  CHECK(digest->entries[0].score.value == 1.5);
  CHECK(find(*digest, "2604.00002")->announcement.type == AnnounceType::kNew);
  CHECK(find(*digest, "2604.00001")->paper.comment == "12 pages");  // from the API
  CHECK_FALSE(find(*digest, "2604.00001")->summary.tldr.empty());
  CHECK_FALSE(digest->degraded());
}

TEST_CASE("a day without announcements is empty and says so", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-18", {});
  bench.arxiv.set_feed("cs.LG", "2026-04-18", {});
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->entries.empty());
  REQUIRE(digest->sources.size() == 2);
  CHECK(describe(digest->sources[0]) == "arxiv:cs.CL: empty (no announcement), weekend");
}

TEST_CASE("one failed list leaves the others and is named", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  bench.arxiv.set_failure("cs.LG", 500);
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->entries.size() == 1);
  CHECK(digest->sources[1].state == SourceState::kFailed);
  CHECK(contains(digest->sources[1].detail, "500"));
  CHECK(digest->degraded());
}

TEST_CASE("every rendering of a day says what is missing of it", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  bench.arxiv.set_failure("cs.LG", 500);
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(contains(app::digest_bibtex(*digest), "% 2026-04-17 is not complete:\n%   arxiv:cs.LG: failed"));
  CHECK(contains(app::digest_markdown(*digest), "arxiv:cs.LG: failed"));
  CHECK(contains(app::digest_json_text(*digest), "\"failed\""));
}

TEST_CASE("no source at all is an error, never an empty day", "[digest]") {
  Bench bench;
  bench.arxiv.unplug();
  const auto digest = bench.run();
  REQUIRE_FALSE(digest);
  CHECK(digest.error().code == ErrorCode::kNetwork);
}

TEST_CASE("what was stored stands when the network goes, and says it was not renewed", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  bench.arxiv.set_feed("cs.LG", "2026-04-17", {{"2604.00002"}});
  REQUIRE(bench.run());
  bench.arxiv.unplug();
  bench.request.day = parse_day("2026-04-17");
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->entries.size() == 2);
  CHECK(digest->sources[0].state == SourceState::kPartial);
  CHECK(contains(digest->sources[0].detail, "not renewed"));
}

TEST_CASE("the same batch under a new date is stale and makes no day", "[digest]") {
  Bench bench;
  bench.request.profile.categories = {"cs.CL"};
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}, {"2604.00002"}});
  REQUIRE(bench.run());
  bench.clock.advance_ms(3 * 86400000);
  bench.arxiv.set_feed("cs.CL", "2026-04-20", {{"2604.00001"}, {"2604.00002"}});
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->entries.empty());
  CHECK(digest->sources[0].state == SourceState::kStale);
  CHECK(contains(digest->sources[0].detail, "the feed still has the batch of 2026-04-17; the catch-up page did not help"));
  SECTION("a weekend between does not hide it") {
    bench.arxiv.set_feed("cs.CL", "2026-04-18", {});
    REQUIRE(bench.run());
    bench.arxiv.set_feed("cs.CL", "2026-04-20", {{"2604.00001"}, {"2604.00002"}});
    CHECK(bench.run().value().sources[0].state == SourceState::kStale);
  }
}

TEST_CASE("a feed of another day than the one asked for is not passed off as it", "[digest]") {
  Bench bench;
  bench.request.day = parse_day("2026-04-16");
  bench.request.profile.endpoints.arxiv_rss = "https://mirror.example.org";  // without catch-up pages
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  bench.arxiv.set_feed("cs.LG", "2026-04-17", {});
  const auto digest = bench.run();
  REQUIRE_FALSE(digest);
  CHECK(digest.error().code == ErrorCode::kNotFound);
  CHECK(contains(digest.error().message, "2026-04-17"));
}

TEST_CASE("a feed behind the calendar is shown under its own day and called stale", "[digest]") {
  Bench bench;
  bench.clock.advance_ms(3 * 86400000);  // Monday 20 April
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  bench.arxiv.set_feed("cs.LG", "2026-04-17", {{"2604.00002"}});
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(format_day(digest->day) == "2026-04-17");
  CHECK(digest->sources[0].state == SourceState::kStale);
}

TEST_CASE("an API that fails leaves a half-result that says it is half", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}, {"2604.00002"}});
  bench.arxiv.set_feed("cs.LG", "2026-04-17", {});
  bench.arxiv.set_catchup("cs.LG", "2026-04-17", {});
  bench.arxiv.set_api_failure(500);
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->entries.size() == 2);
  REQUIRE(digest->sources.size() == 3);
  CHECK(digest->sources[2].name == "arxiv:api");
  CHECK(digest->degraded());
  SECTION("the next run completes it") {
    bench.arxiv.set_api_failure(0);
    const auto again = bench.run();
    REQUIRE(again);
    CHECK_FALSE(again->degraded());
    CHECK(again->entries[0].paper.detail == Detail::kComplete);
  }
}

TEST_CASE("a second run of a day gives the same digest and asks the API nothing", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}, {"2604.00002"}});
  bench.arxiv.set_feed("cs.LG", "2026-04-17", {{"2604.00003"}});
  const auto first = bench.run();
  REQUIRE(first);
  bench.arxiv.requests.clear();
  const auto second = bench.run();
  REQUIRE(second);
  CHECK(*first == *second);
  for (const std::string& url : bench.arxiv.requests) CHECK_FALSE(contains(url, "/api/query"));
  SECTION("and a past day asks nobody") {
    bench.clock.advance_ms(86400000);
    bench.request.day = parse_day("2026-04-17");
    bench.arxiv.requests.clear();
    CHECK(bench.run().value() == *first);
    CHECK(bench.arxiv.requests.empty());
  }
}

TEST_CASE("exclude words, types, min_score and max_papers leave papers out and count them", "[digest]") {
  Bench bench;
  bench.request.profile.categories = {"cs.CL"};
  bench.arxiv.set_feed("cs.CL", "2026-04-17",
                       {{"2604.00001", 1, "new", "Retrieval One"}, {"2604.00002", 1, "new", "A Survey of Retrieval"},
                        {"2604.00003", 1, "new", "Other"}, {"2601.00004", 2, "replace", "Retrieval Old"}});
  SECTION("exclude") { bench.request.profile.exclude = {"survey"}; }
  SECTION("types") { bench.request.profile.types = {AnnounceType::kNew}; }
  SECTION("min_score") { bench.request.profile.min_score = 1; }
  SECTION("max_papers") { bench.request.profile.max_papers = 3; }
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->announced.total() == 4);
  CHECK(digest->entries.size() == 3);
  CHECK(digest->left_out == 1);
}

TEST_CASE("a replaced paper keeps its citation key and takes its new version", "[digest]") {
  Bench bench;
  bench.request.profile.categories = {"cs.CL"};
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001", 1, "new", "First Name"}});
  const auto first = bench.run();
  REQUIRE(first);
  bench.clock.advance_ms(3 * 86400000);
  bench.arxiv.set_feed("cs.CL", "2026-04-20", {{"2604.00001", 2, "replace", "Second Name"}});
  const auto second = bench.run();
  REQUIRE(second);
  REQUIRE(second->entries.size() == 1);
  CHECK(second->entries[0].paper.version == 2);
  CHECK(second->entries[0].paper.title == "Second Name");
  CHECK(second->entries[0].paper.citation_key == first->entries[0].paper.citation_key);
}

TEST_CASE("a profile without categories is told so by name", "[digest]") {
  Bench bench;
  bench.request.profile.categories.clear();
  bench.request.profile_name = "mine.json";
  const auto digest = bench.run();
  REQUIRE_FALSE(digest);
  CHECK(digest.error().message.starts_with("mine.json: categories, topics and sources are all empty"));
}

TEST_CASE("the sample day is marked, needs no network and leaves nothing in the store", "[digest]") {
  Bench bench;
  bench.arxiv.unplug();
  bench.request.sample = true;
  const auto digest = bench.run();
  REQUIRE(digest);
  CHECK(digest->sample);
  CHECK(digest->entries.size() >= 20);
  CHECK(bench.library->store().info().value().papers == 0);
  CHECK(bench.arxiv.requests.empty());
}

TEST_CASE("a cancelled digest stops with that word", "[digest]") {
  Bench bench;
  bench.arxiv.set_feed("cs.CL", "2026-04-17", {{"2604.00001"}});
  const CancelToken token;
  token.cancel();
  const auto digest = bench.library->digest(bench.request, Task(token));
  REQUIRE_FALSE(digest);
  CHECK(digest.error().code == ErrorCode::kCancelled);
}
