// Imported pages: which of them follow each other, and what of them was there before.
#include <catch2/catch.hpp>

#include "app/import.hpp"
#include "app/page_name.hpp"
#include "base/text.hpp"

using namespace sheaf;

namespace {

Digest digest_of(const std::string& origin, const std::string& language = "") {
  Digest digest;
  digest.origin = origin;
  digest.entries.emplace_back();
  digest.entries.back().summary.language = language;
  return digest;
}

std::string line_of(const std::string& id) {
  return "{\"id\":\"" + id + "\",\"title\":\"T " + id + "\",\"summary\":\"S.\",\"authors\":[\"A. One\"],"
         "\"categories\":[\"cs.CL\"],\"comment\":null,\"pdf\":\"https://arxiv.org/pdf/" + id + "\",\"abs\":"
         "\"https://arxiv.org/abs/" + id + "\",\"AI\":{\"tldr\":\"Short.\",\"motivation\":\"M\",\"method\":\"X\","
         "\"result\":\"R\",\"conclusion\":\"C\"}}\n";
}

}  // namespace

TEST_CASE("pages of one maker follow each other, whatever day is in their names", "[import]") {
  const Digest bot = digest_of("arxiv_rss_bot");
  CHECK(app::series_of(bot, "itcj_2025-09-18.md") == "arxiv_rss_bot/itcj");
  CHECK(app::series_of(bot, "mirror/itcj_2025-12-18.md") == "arxiv_rss_bot/itcj");
  CHECK(app::series_of(bot, "itcj_2025-09-18.mojibake.txt") == "arxiv_rss_bot/itcj_mojibake");
  CHECK(app::series_of(digest_of("ai_toutiao"), "docs/cs_PF/20251229-20260104.md") == "ai_toutiao/cs_PF");
  CHECK(app::series_of(digest_of("DailyArXiv"), "README.md") == "DailyArXiv/README");
  CHECK(app::series_of(digest_of("DailyArXiv"), "2026-01-20.md") == "DailyArXiv");
}

TEST_CASE("the day in a name orders the pages, wherever it stands", "[import]") {
  CHECK(app::date_key("a/fyrsta7_2026-01-19.md") == "20260119");
  CHECK(app::date_key("cs_PF/20251229-20260104.md") == "20251229");
  CHECK(app::date_key("2026-01/README.md").empty());
  CHECK(app::raw_url("https://github.com/o/r/blob/main/d/2026-01-19.md") ==
        "https://raw.githubusercontent.com/o/r/main/d/2026-01-19.md");
  CHECK(app::raw_url("https://example.org/blob/x.md") == "https://example.org/blob/x.md");
}

TEST_CASE("a page and its JSON lines are one series in each language", "[import]") {
  const Digest chinese = digest_of("daily-arXiv-ai-enhanced", "zh"), english = digest_of("daily-arXiv-ai-enhanced", "en");
  const std::string name = "straw_2026-01-20_AI_enhanced_Chinese.jsonl";
  CHECK(app::series_of(chinese, "straw_2026-01-20.md") == app::series_of(chinese, name));
  CHECK(app::series_of(english, name) != app::series_of(chinese, name));
}

TEST_CASE("what a series had before is left out of what is kept", "[import]") {
  auto library = std::move(app::Library::open({})).value();
  const Day day = *parse_day("2026-04-17");
  const auto first = app::import_page(*library, line_of("2604.00001") + line_of("2604.00002"), "2026-04-17.jsonl", day);
  REQUIRE(first);
  CHECK(first->known == 0);
  CHECK(first->stored.added == 2);
  const auto repeat = app::import_page(*library, line_of("2604.00002") + line_of("2604.00001"), "2026-04-18.jsonl", day);
  REQUIRE(repeat);
  CHECK(repeat->known == 2);
  CHECK(repeat->known_day == day);
  CHECK(repeat->digest->entries.size() == 2);
  CHECK(repeat->kept.entries.empty());
  CHECK(repeat->kept.sources.front().state == SourceState::kStale);
  const auto next = app::import_page(*library, line_of("2604.00002") + line_of("2604.00003"), "2026-04-20.jsonl", day);
  REQUIRE(next);
  CHECK(next->known == 1);
  CHECK_FALSE(next->known_day);
  CHECK(next->kept.entries.size() == 1);
  CHECK(next->kept.left_out == 1);
  SECTION("the same page again changes nothing") {
    const auto again = app::import_page(*library, line_of("2604.00002") + line_of("2604.00003"), "2026-04-20.jsonl", day);
    REQUIRE(again);
    CHECK(again->kept == next->kept);
    CHECK(library->store().info().value().papers == 3);
  }
}

TEST_CASE("a page that tells no day takes the one it is given, and says so", "[import]") {
  auto library = std::move(app::Library::open({})).value();
  const auto page = app::import_page(*library, line_of("2604.00001"), "page.jsonl", *parse_day("2026-04-17"));
  REQUIRE(page);
  CHECK(format_day(page->digest->day) == "2026-04-17");
  CHECK(page->digest->sources.front().state == SourceState::kPartial);
  CHECK(contains(page->digest->sources.front().detail, "tells no day"));
}
