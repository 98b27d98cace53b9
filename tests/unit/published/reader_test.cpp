// From bytes to a Digest: formats told apart, days found, papers merged, losses in the status.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "published/merge.hpp"
#include "support/shared_data.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;

namespace {

const std::string kTable =
    "## Pebbles\n| **Title** | **Date** | **Comment** |\n| --- | --- | --- |\n"
    "| **[A](https://arxiv.org/abs/2601.00011v1)** | 2026-01-13 | x |\n\n"
    "## Stones\n| **Title** | **Date** | **Comment** |\n| --- | --- | --- |\n"
    "| **[B](https://arxiv.org/abs/2601.00012v1)** | 2026-01-12 |  |\n"
    "| **[A](https://arxiv.org/abs/2601.00011v1)** | 2026-01-13 |  |\n";

const std::string kPage =
    "### [1] [A](https://arxiv.org/abs/2601.00011)\n*Ada Lee*\n\nTL;DR: Short.\n\n<details>\n"
    "  <summary>Details</summary>\nMotivation: m\n\nMethod: m\n\nResult: r\n\nConclusion: "
    "c\n\nAbstract: a\n\n</details>\n";

Digest read(const std::string& text, const std::string& name) {
  auto digest = read_published(text, name);
  INFO((digest.ok() ? "" : digest.error().message));
  REQUIRE(digest.ok());
  return *std::move(digest);
}

std::string failure(const std::string& text, const std::string& name) {
  const auto digest = read_published(text, name);
  REQUIRE_FALSE(digest.ok());
  CHECK(digest.error().code == ErrorCode::kParse);
  return digest.error().message;
}

}  // namespace

TEST_CASE("Formats are told by what stands in the text", "[published][reader]") {
  CHECK(detect_format(kTable) == Format::kDailyArxiv);
  CHECK(detect_format(kPage) == Format::kAiEnhanced);
  CHECK(detect_format("\xEF\xBB\xBF\r\nHello,\r\n\r\nsome words before.\r\n\r\n" + kPage) ==
        Format::kAiEnhanced);
  CHECK(detect_format("{\"id\": \"2601.1\", \"abs\": \"\", \"AI\": {}}\n") ==
        Format::kAiEnhancedLines);
  CHECK(detect_format("{\"id\": \"26\n{\"id\": \"2601.1\", \"summary\": \"\"}\n") ==
        Format::kAiEnhancedLines);
  CHECK(detect_format("[\n {\"id\": \"2601.1\", \"summary\": \"\"}\n]") ==
        Format::kAiEnhancedLines);
  CHECK(detect_format("{\n  \"day\": \"2026-01-01\",\n  \"entries\": []\n}") == Format::kSheaf);
  CHECK(detect_format(
            "# arXiv Papers Bot\n\n### 1. [A](https://arxiv.org/abs/2601.00011)\n\n**Score**: 9\n\n"
            "### Abstract: [1] and [b](https://x.y)\n") == Format::kRssBot);
  CHECK(detect_format("| # | Title | Source | Score |\n| --- | --- | --- | --- |\n| 1 | "
                      "[A](https://x.y/z) | `U` | 1.0 |\n") == Format::kRssBot);
  CHECK(detect_format("# 20251215-20251221 (cs.SC)\n\n## 2025-12-18\n\n- **[arXiv251218] "
                      "Intent**\n  - **link:** "
                      "https://arxiv.org/pdf/2512.1\n") == Format::kToutiao);
  for (const char* none :
       {"", "\n\n", "# A diary\n\nTL;DR: nothing", "{}", "[]", "{\"a\": 1}", "\xEF\xBB\xBF",
        "| a | b |\n", "<html></html>", "### [1] [A](https://arxiv.org/abs/2601.00011)\n"})
    CHECK_FALSE(detect_format(none).has_value());
}

TEST_CASE("A paper under two headings is one entry with two topics", "[published][reader]") {
  const Digest digest = read(kTable, "pages/README_2026-01-15.md");
  CHECK(digest.day == day("2026-01-15"));
  CHECK(digest.origin == "DailyArXiv");
  CHECK(digest.profile.empty());
  REQUIRE(digest.entries.size() == 2);
  CHECK(digest.entries[0].paper.id == "2601.00011");
  CHECK(digest.entries[0].topics == std::vector<std::string>{"Pebbles", "Stones"});
  CHECK(digest.entries[0].paper.comment == "x");
  CHECK(digest.entries[0].paper.detail == Detail::kMentioned);
  CHECK(digest.entries[0].announcement.day == digest.day);
  CHECK(digest.announced.new_papers == 2);
  REQUIRE(digest.sources.size() == 1);
  CHECK(digest.sources[0] ==
        SourceStatus{"DailyArXiv:README_2026-01-15.md", SourceState::kOk, "", 2});
}

TEST_CASE("The day comes from the page, then its name, then its papers", "[published][reader]") {
  CHECK(read("Last update: 2026-01-20\n" + kTable, "2026-01-25.md").day == day("2026-01-20"));
  CHECK(read(kPage, "dwdengwei_2026-01-25.md").day == day("2026-01-25"));
  CHECK(read(kPage, "https://example.org/data/2026-01-26.md?raw=true").day == day("2026-01-26"));
  CHECK(read(kPage, "2026-01-27/README.md").day == day("2026-01-27"));
  CHECK(read(kPage, "cs_PF/20251229-20260104.md").day == day("2026-01-04"));
  CHECK(read(kTable, "README.md").day == day("2026-01-13"));
  CHECK(read(kTable, "002_2fbd02284e9733af.txt").day == day("2026-01-13"));
  const std::string message = failure(kPage, "README.md");
  CHECK(contains(message, "README.md: tells no date"));
  CHECK(contains(message, "newest arXiv ids are of 2026-01. Name the file after its day"));
  const auto told = read_published(kPage, "README.md", day("2026-01-06"));
  REQUIRE(told.ok());
  CHECK(told->day == day("2026-01-06"));
}

TEST_CASE("What is missing makes the source partial and is named", "[published][reader]") {
  std::string page = kPage;
  const Digest digest =
      read(page.replace(page.find("Short."), 6, "Error\n\n\xFF!"), "2026-01-25.md");
  REQUIRE(digest.sources.size() == 1);
  CHECK(digest.sources[0].state == SourceState::kPartial);
  CHECK(contains(digest.sources[0].detail, "line 6: the first bytes that are not UTF-8"));
  CHECK(digest.degraded());
  std::string rows = "## K - 40 in Total\n| **Title** | **Date** |\n| --- | --- |\n";
  for (int i = 10; i < 40; ++i)
    rows += "| **[A](https://arxiv.org/abs/2601.000" + std::to_string(i) + "v1)** |\n";
  const Digest cut = read(rows, "2026-01-25.md");
  CHECK(contains(cut.sources[0].detail, "and 41 more warnings"));
}

TEST_CASE("A summary names the system that made it", "[published][reader]") {
  CHECK(read(kPage, "2026-01-25.md").entries[0].summary.provider == "daily-arXiv-ai-enhanced");
  CHECK(read(kTable, "2026-01-25.md").entries[0].summary.provider.empty());
}

TEST_CASE("Line ends and byte order marks make no difference", "[published][reader]") {
  Digest plain = read(kPage, "2026-01-25.md");
  CHECK(read("\xEF\xBB\xBF" + replace_all(kPage, "\n", "\r\n"), "2026-01-25.md") == plain);
  CHECK(read(replace_all(kPage, "\n", "\r"), "2026-01-25.md") == plain);
}

TEST_CASE("Pages of no known format say what was expected", "[published][reader]") {
  CHECK(contains(failure("hello", "x.md"),
                 "x.md: is no page of daily-arXiv-ai-enhanced, DailyArXiv"));
  CHECK(contains(failure("", ""), "the page: is no page"));
  CHECK(contains(failure("\xFF\xFE#\0", "x.md"), "UTF-16"));
  CHECK(contains(failure("# Table of Contents\n\n# cs.CL [[Back]](#toc)\n", "2026-01-01.md"),
                 "looks like a page of daily-arXiv-ai-enhanced, but no paper can be read"));
  CHECK(contains(failure("{\"day\": \"nonsense\", \"entries\": []}", "digest.json"),
                 "\"day\" must be a date"));
}

TEST_CASE("A digest of Sheaf's own comes back as it was", "[published][reader]") {
  Digest digest = read(kPage, "2026-01-25.md");
  CHECK(read(dump_json(digest_to_json(digest)), "digest.json") == digest);
  CHECK(read(dump_json(digest_to_json(digest), 2), "digest.json") == digest);
  digest.origin.clear();
  digest.profile = "mine";
  CHECK(read(dump_json(digest_to_json(digest), 2), "digest.json").origin == "sheaf");
}

TEST_CASE("Merging keeps the strongest type, the highest version and the fuller text",
          "[published][reader]") {
  Entry first, second, other;
  first.paper.id = second.paper.id = "2601.00011";
  other.paper.id = "2601.00012";
  first.paper.version = 1;
  first.paper.abstract = "We sort pebb...";
  first.paper.comment = "9 pages";
  first.announcement = {day("2026-01-02"), AnnounceType::kCross};
  first.summary.tldr = "first";
  second.paper.version = 2;
  second.paper.abstract = "";
  second.paper.title = "New";
  second.announcement = {day("2026-01-01"), AnnounceType::kNew};
  second.summary.tldr = "second";
  second.summary.method = "m";
  auto merged = merge_entries({first, other, second});
  REQUIRE(merged.size() == 2);
  CHECK(merged[0].paper.version == 2);
  CHECK(merged[0].paper.title == "New");
  CHECK(merged[0].paper.abstract == "We sort pebb...");
  CHECK(merged[0].paper.comment == "9 pages");
  CHECK(merged[0].announcement == second.announcement);
  CHECK(merged[0].summary.tldr == "first");
  CHECK(merged[0].summary.method == "m");
  second.paper.abstract = "We sort pebbles by ear.";
  second.paper.version = 1;
  CHECK(merge_entries({first, second})[0].paper.abstract == "We sort pebbles by ear.");
  CHECK(merge_entries({second, first})[0].paper.abstract == "We sort pebbles by ear.");
}

TEST_CASE("Every real page is told to be what its folder says", "[published][shared]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests");
  struct Kind {
    const char* folder;
    const char* suffix;
    Format format;
  };
  for (const Kind& kind :
       {Kind{"daily-arXiv-ai-enhanced", ".md", Format::kAiEnhanced},
        Kind{"daily-arXiv-ai-enhanced", ".jsonl", Format::kAiEnhancedLines},
        Kind{"DailyArXiv", ".md", Format::kDailyArxiv},
        Kind{"arxiv_rss_bot", ".md", Format::kRssBot}, Kind{"mojibake", ".txt", Format::kRssBot},
        Kind{"docusaurus-ai_toutiao", ".md", Format::kToutiao}}) {
    const auto files = files_of(folder / kind.folder, kind.suffix);
    CHECK_FALSE(files.empty());
    for (const auto& path : files) {
      INFO(path.string());
      CHECK(detect_format(read_all(path)) == kind.format);
    }
  }
}

TEST_CASE("A digest of Sheaf's own that names no source gets one", "[published][reader]") {
  const auto digest = read_published(R"({"day": "2026-04-03", "entries": []})", "2026-04-03.json");
  REQUIRE(digest);
  REQUIRE(digest->sources.size() == 1);
  CHECK(digest->sources[0].name == "sheaf");
}
