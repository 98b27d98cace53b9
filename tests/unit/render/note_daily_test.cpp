// The reader's daily notes: Moment's formats, and where a vault keeps them.
#include "render/note_daily.hpp"

#include <catch2/catch.hpp>

#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

std::string in_format(const char* day, const char* format) {
  return moment_format(*parse_day(day), format);
}

}  // namespace

TEST_CASE("Days are written in the formats of Moment") {
  // As Moment 2.30 prints them for the locale "en".
  CHECK(in_format("2026-04-07", "YYYY-MM-DD") == "2026-04-07");
  CHECK(in_format("2026-04-07", "YYYY/MMMM/YYYY-MMM-DD ddd") == "2026/April/2026-Apr-07 Tue");
  CHECK(in_format("2026-04-07", "dddd, MMMM Do YY") == "Tuesday, April 7th 26");
  CHECK(in_format("2026-04-07", "D.M.Y dd d e E Q Qo") == "7.4.2026 Tu 2 2 2 2 2nd");
  CHECK(in_format("2026-04-07", "DDD DDDD DDDo") == "97 097 97th");
  CHECK(in_format("2026-04-07", "[Week] W, [day] D [YYYY]") == "Week 15, day 7 YYYY");
  CHECK(in_format("2026-04-07", "L|LL|l|ll") == "04/07/2026|April 7, 2026|4/7/2026|Apr 7, 2026");
  CHECK(in_format("2026-04-07", "HH:mm:ss hh A") == "00:00:00 12 AM");
  CHECK(in_format("2026-04-11", "Do") == "11th");
  CHECK(in_format("2026-04-22", "Do") == "22nd");
  CHECK(in_format("2026-04-23", "Do") == "23rd");
  CHECK(in_format("2026-04-07", "日記 YYYY年M月D日") == "日記 2026年4月7日");
  CHECK(in_format("2026-04-07", "[open") == "[op2n");
  CHECK(in_format("2026-04-07", "") == "");
}

TEST_CASE("Weeks belong to the years that ISO 8601 and Moment's own count give them") {
  CHECK(in_format("2027-01-01", "GGGG-[W]WW gggg-ww") == "2026-W53 2027-01");
  CHECK(in_format("2024-12-30", "GGGG-[W]WW gggg-ww") == "2025-W01 2025-01");
  CHECK(in_format("2026-01-01", "GG W Wo gg w wo") == "26 1 1st 26 1 1st");
  CHECK(in_format("2026-12-31", "GGGG-[W]WW E") == "2026-W53 4");
  CHECK(in_format("2023-01-01", "GGGG WW gggg ww e E") == "2022 52 2023 01 0 7");
}

TEST_CASE("A daily note is linked to only if it exists, where the vault or the profile says") {
  const test::TempDir folder;
  const std::string vault = folder.path().string();
  VaultProfile profile;
  const Day day = *parse_day("2026-04-17");
  CHECK(find_daily_note(vault, profile, day).empty());
  folder.write("2026-04-17.md", "x");
  CHECK(find_daily_note(vault, profile, day) == "2026-04-17");
  folder.write(".obsidian/daily-notes.json", R"({"folder": "/Journal/", "format": "YYYY/MM/[Day] D"})");
  CHECK(find_daily_note(vault, profile, day).empty());
  folder.write("Journal/2026/04/Day 17.md", "x");
  CHECK(find_daily_note(vault, profile, day) == "Journal/2026/04/Day 17");
  profile.daily_notes.folder = "Log";
  folder.write("Log/2026-04-17.md", "x");
  CHECK(find_daily_note(vault, profile, day) == "Log/2026-04-17");
  profile.daily_notes.link = false;
  CHECK(find_daily_note(vault, profile, day).empty());
}

TEST_CASE("Settings that lead out of the vault, are broken or name our own note give no link") {
  const test::TempDir folder;
  const std::string vault = (folder.path() / "vault").string();
  const Day day = *parse_day("2026-04-17");
  folder.write("2026-04-17.md", "outside");
  folder.write("vault/Digests/2026-04-17.md", "ours");
  folder.write("vault/.obsidian/daily-notes.json", R"({"folder": ".."})");
  CHECK(find_daily_note(vault, {}, day).empty());
  folder.write("vault/.obsidian/daily-notes.json", R"({"folder": "Digests"})");
  CHECK(find_daily_note(vault, {}, day).empty());
  folder.write("vault/2026-04-17.md", "theirs");
  for (const char* broken : {"{", "[]", "", R"({"folder": 3, "format": null})"}) {
    folder.write("vault/.obsidian/daily-notes.json", broken);
    CHECK(find_daily_note(vault, {}, day) == "2026-04-17");
  }
}
