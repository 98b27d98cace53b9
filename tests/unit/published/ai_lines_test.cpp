// JSON lines of daily-arXiv-ai-enhanced, whole, raw and damaged.
#include "base/text.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;

namespace {

const std::string kRow =
    R"({"id": "2601.00011", "categories": ["cs.SD", "cs.LG", "68T05"], "pdf": "https://arxiv.org/pdf/2601.00011",)"
    R"( "abs": "https://arxiv.org/abs/2601.00011", "authors": ["Ada Lee", "M. D. Roe,"], "title": "Sorting\n  Pebbles",)"
    R"( "comment": "9 pages,\n  2 figures", "summary": "Wrapped\nlines.\n  Next paragraph.",)"
    R"( "code_url": "https://github.com/ada/pebbles", "code_stars": 7, "code_last_update": "2026-01-02",)"
    R"( "AI": {"tldr": "T", "motivation": "Mo", "method": "Me", "result": "R", "conclusion": "C", "relevance": "High"}})";

const std::string kRaw =
    R"({"id": "2601.00012", "categories": ["cs.CL"], "abs": "https://arxiv.org/abs/2601.00012", "authors": ["Bo"],)"
    R"( "title": "Raw", "comment": null, "summary": "Text."})";

Page read(const std::string& text) {
  auto page = read_ai_enhanced_lines(text);
  REQUIRE(page.ok());
  return *std::move(page);
}

}  // namespace

TEST_CASE("A line gives a paper with everything it says", "[published][ai]") {
  const Page page = read(kRow + "\n");
  CHECK(page.warnings.empty());
  REQUIRE(page.entries.size() == 1);
  const Entry& entry = page.entries[0];
  CHECK(entry.paper.id == "2601.00011");
  CHECK(entry.paper.title == "Sorting Pebbles");
  CHECK(names_of(entry.paper) == std::vector<std::string>{"Ada Lee", "M. D. Roe"});
  CHECK(entry.paper.categories == std::vector<std::string>{"cs.SD", "cs.LG"});
  CHECK(entry.paper.comment == "9 pages, 2 figures");
  CHECK(entry.paper.abstract == "Wrapped lines.\nNext paragraph.");
  CHECK(entry.paper.code_url == "https://github.com/ada/pebbles");
  CHECK(entry.summary.code_url == "https://github.com/ada/pebbles");
  CHECK(entry.summary.tldr == "T");
  CHECK(entry.summary.motivation == "Mo");
  CHECK(entry.summary.method == "Me");
  CHECK(entry.summary.result == "R");
  CHECK(entry.summary.conclusion == "C");
  CHECK(entry.summary.text == "**Relevance:** High");
  CHECK(entry.topics == std::vector<std::string>{"cs.SD"});
}

TEST_CASE("A damaged line costs itself alone", "[published][ai]") {
  const Page page = read(kRow + "\n" + kRaw.substr(0, 60) + "\n\n[1, 2]\n{\"id\": 5}\n" + kRaw);
  CHECK(page.entries.size() == 2);
  REQUIRE(page.warnings.size() == 4);
  CHECK(contains(page.warnings[0], "line 2"));
  CHECK(page.warnings[1] == "line 4: not a JSON object");
  CHECK(contains(page.warnings[2], "line 5"));
  CHECK(contains(page.warnings[3], "2601.00012 has no AI fields"));
}

TEST_CASE("A raw file has no summaries and misses none", "[published][ai]") {
  const Page page = read(kRaw + "\n" + kRaw);
  CHECK(page.entries.size() == 2);
  CHECK(page.warnings.empty());
  CHECK(page.entries[0].summary == Summary{});
}

TEST_CASE("A list in one array is read like lines", "[published][ai]") {
  const Page page = read("[\n" + kRow + ",\n" + kRaw + "]");
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].summary.tldr == "T");
}

TEST_CASE("Members of the wrong type and control characters do no harm", "[published][ai]") {
  const Page page = read(
      R"({"id": "2601.00011", "title": "A\u0007B\u0000C", "authors": "Ada Lee, Bo Chen", "categories": "cs.SD cs.LG",)"
      R"( "summary": ["no"], "abs": 3, "AI": {"tldr": 7, "method": "x\f y", "result": {"a": []}}})");
  REQUIRE(page.entries.size() == 1);
  CHECK(page.entries[0].paper.title == "ABC");
  CHECK(names_of(page.entries[0].paper) == std::vector<std::string>{"Ada Lee", "Bo Chen"});
  CHECK(page.entries[0].paper.categories == std::vector<std::string>{"cs.SD", "cs.LG"});
  CHECK(page.entries[0].summary.method == "x y");
  CHECK(page.entries[0].summary.tldr.empty());
}
