// Pages of daily-arXiv-ai-enhanced: layouts, texts that look like structure, losses that are told.
#include "base/text.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;

namespace {

std::string contents(const std::string& lines) {
  return "<div id=toc></div>\n\n# Table of Contents\n\n" + lines + "\n\n";
}

std::string section(const std::string& category) {
  return "<div id='" + category + "'></div>\n\n# " + category + " [[Back]](#toc)\n\n";
}

struct Parts {
  std::string title = "Sorting Pebbles by Ear";
  std::string authors = "Ada Lee,Bo Chen";
  std::string category = "cs.SD";
  std::string tldr = "Pebbles are sorted by sound.";
  std::string method = "We drop them.";
  std::string abstract = "Pebbles differ in sound. We sort them.";
};

std::string paper(int number, const std::string& id, const Parts& parts = {}) {
  return "### [" + std::to_string(number) + "] [" + parts.title + "](https://arxiv.org/abs/" + id +
         ")\n*" + parts.authors + "*\n\nMain category: " + parts.category +
         "\n\nTL;DR: " + parts.tldr +
         "\n\n\n<details>\n  <summary>Details</summary>\nMotivation: Sieves are loud.\n\nMethod: " +
         parts.method +
         "\n\nResult: Nine of ten are right.\n\nConclusion: Ears suffice.\n\nAbstract: " +
         parts.abstract + "\n\n</details>\n\n\n";
}

Page read(const std::string& text) {
  auto page = read_ai_enhanced(text);
  REQUIRE(page.ok());
  return *std::move(page);
}

}  // namespace

TEST_CASE("A page of the current layout gives every field", "[published][ai]") {
  const Page page = read(contents("- [cs.SD](#cs.SD) [Total: 1]\n- [cs.CL](#cs.CL) [Total: 1]") +
                         section("cs.SD") + paper(1, "2601.00011") + section("cs.CL") +
                         paper(2, "2601.00012v3", {"Words", "Cy Doe", "cs.CL", "T", "M", "A"}));
  CHECK(page.warnings.empty());
  CHECK_FALSE(page.day);
  REQUIRE(page.entries.size() == 2);
  const Entry& first = page.entries[0];
  CHECK(first.paper.id == "2601.00011");
  CHECK(first.paper.title == "Sorting Pebbles by Ear");
  CHECK(names_of(first.paper) == std::vector<std::string>{"Ada Lee", "Bo Chen"});
  CHECK(first.paper.categories == std::vector<std::string>{"cs.SD"});
  CHECK(first.topics == std::vector<std::string>{"cs.SD"});
  CHECK(first.paper.abstract == "Pebbles differ in sound. We sort them.");
  CHECK(first.summary.tldr == "Pebbles are sorted by sound.");
  CHECK(first.summary.motivation == "Sieves are loud.");
  CHECK(first.summary.method == "We drop them.");
  CHECK(first.summary.result == "Nine of ten are right.");
  CHECK(first.summary.conclusion == "Ears suffice.");
  CHECK(first.summary.language == "en");
  CHECK(first.announcement.type == AnnounceType::kNew);
  CHECK(page.entries[1].paper.version == 3);
  CHECK(page.entries[1].topics == std::vector<std::string>{"cs.CL"});
}

TEST_CASE("The oldest layout has no contents, no numbers and a task", "[published][ai]") {
  const Page page = read(
      "### [Old Ways](https://arxiv.org/abs/2503.00001)\n*Ada Lee*\n\nTask: 给石头分类。\n\n"
      "Motivation: 筛子太吵。\n\n<details>\n  <summary>Details</summary>\nMethod: 听声音。\n\n"
      "Result: 很好。\n\nConclusion: 有效。\n\nAbstract: Hard\nwrapped lines\n  and a "
      "paragraph.\n\n</details>\n\n");
  REQUIRE(page.entries.size() == 1);
  CHECK(page.entries[0].summary.tldr == "给石头分类。");
  CHECK(page.entries[0].summary.motivation == "筛子太吵。");
  CHECK(page.entries[0].summary.method == "听声音。");
  CHECK(page.entries[0].summary.language == "zh");
  CHECK(page.entries[0].paper.abstract == "Hard wrapped lines\nand a paragraph.");
  CHECK(page.entries[0].paper.categories.empty());
  CHECK(page.entries[0].topics.empty());
}

TEST_CASE("A fork's own fields keep their place or their name", "[published][ai]") {
  const Page page =
      read(section("astro-ph.GA") +
           "### [1] [Dust](https://arxiv.org/abs/2511.00001)\n*Ada Lee*\n\n**TL;DR**: Dust.\n\n\n"
           "<details>\n  <summary>Details</summary>\n\nBackground: Old.\n\nData: A survey.\n\n"
           "Method: Count.\n\nResult: Some.\n\nAbstract: Dust is counted.\n\n</details>\n");
  REQUIRE(page.entries.size() == 1);
  const Entry& entry = page.entries[0];
  CHECK(entry.paper.categories == std::vector<std::string>{"astro-ph.GA"});
  CHECK(entry.summary.tldr == "Dust.");
  // One paper is too few to tell a field of the page from a word with a colon.
  CHECK(contains(entry.summary.motivation, "Old."));
  CHECK(contains(entry.summary.motivation + entry.summary.text, "A survey."));
  CHECK(entry.summary.method == "Count.");
}

TEST_CASE("A label that most papers have is a field, one that few have is text",
          "[published][ai]") {
  std::string text = section("cs.SD");
  for (int i = 1; i <= 5; ++i) {
    Parts parts;
    parts.method = "Drop.\n\nData: stones" + std::string(i == 3 ? "\n\nNote: wet ones." : "");
    text += paper(i, "2601.0001" + std::to_string(i), parts);
  }
  const Page page = read(text);
  REQUIRE(page.entries.size() == 5);
  CHECK(page.entries[0].summary.method == "Drop.");
  CHECK(page.entries[0].summary.text == "**Data:** stones");
  CHECK(page.entries[2].summary.text == "**Data:** stones\n\nNote: wet ones.");
}

TEST_CASE("Quoted labels, translated titles and a category beside the authors are read",
          "[published][ai]") {
  const Page page = read(
      "# cs.SD [[Back]](#toc)\n\n### [1] [Pebbles](https://arxiv.org/abs/2601.00011)\n> *石头*\n\n"
      "*Ada Lee, Bo Chen* | **Category: cs.SD, cs.LG**\n\n**Keywords:** 石头，声音\n\n**Comment:** "
      "9 pages\n\n"
      "> **TL;DR:** 石头可以按声音分类。\n\n<details>\n  "
      "<summary>Details</summary>\n\n**Motivation:** 太吵。\n\n"
      "**Method:** **听**声音。\n\n**Result:** 好。\n\n**Conclusion:** 行。\n\n</details>\n");
  REQUIRE(page.entries.size() == 1);
  const Entry& entry = page.entries[0];
  CHECK(names_of(entry.paper) == std::vector<std::string>{"Ada Lee", "Bo Chen"});
  CHECK(entry.paper.categories == std::vector<std::string>{"cs.SD", "cs.LG"});
  CHECK(entry.paper.comment == "9 pages");
  CHECK(entry.summary.tags == std::vector<std::string>{"石头", "声音"});
  CHECK(entry.summary.tldr == "石头可以按声音分类。");
  CHECK(entry.summary.method == "**听**声音。");
  CHECK(entry.summary.text == "**Translated title:** 石头");
  CHECK(contains(join(page.warnings, "\n"), "2601.00011 has no abstract"));
}

TEST_CASE("Titles may hold brackets, links, formulas and line breaks", "[published][ai]") {
  for (const std::string title : {"Sets ] of $[0,1)$ and [a] [b]", "$[A](B)$ Rings", "[Re] Pebbles",
                                  "See [code](https://example.org/x) here", "100% | of `x`"}) {
    Parts parts;
    parts.title = title;
    const Page page =
        read(section("cs.SD") + paper(7, "2601.00011", parts) + paper(8, "2601.00012"));
    INFO(title);
    REQUIRE(page.entries.size() == 2);
    CHECK(page.entries[0].paper.title == title);
    CHECK(page.entries[0].paper.id == "2601.00011");
  }
  Parts parts;
  parts.title = "Broken\n  over lines";
  const Page page = read(section("cs.SD") + paper(1, "2601.00011", parts));
  REQUIRE(page.entries.size() == 1);
  CHECK(page.entries[0].paper.title == "Broken over lines");
  CHECK(page.entries[0].summary.tldr == "Pebbles are sorted by sound.");
}

TEST_CASE("Texts that look like structure stay texts", "[published][ai]") {
  Parts parts;
  parts.abstract =
      "We quote a page.\n\n### [9] [Evil](https://arxiv.org/abs/2601.99999)\n*Eve*\n\nMethod: "
      "none.\n\n"
      "# cs.CR [[Back]](#toc)\n\nAbstract: twice.";
  parts.method = "First.\n\n---\n\nMotivation: again.\n\n# A heading\n\n- [x](#y) [Total: 9]";
  const Page page = read(contents("- [cs.SD](#cs.SD) [Total: 2]") + section("cs.SD") +
                         paper(1, "2601.00011", parts) + paper(2, "2601.00012"));
  REQUIRE(page.entries.size() == 2);
  const Entry& entry = page.entries[0];
  CHECK(contains(entry.paper.abstract, "Evil"));
  CHECK(contains(entry.paper.abstract, "Method: none."));
  CHECK(contains(entry.paper.abstract, "Abstract: twice."));
  CHECK(entry.summary.method == parts.method);
  CHECK(entry.summary.motivation == "Sieves are loud.");
  CHECK(entry.summary.result == "Nine of ten are right.");
  CHECK(page.entries[1].topics == std::vector<std::string>{"cs.SD"});
  CHECK(page.warnings.empty());
}

TEST_CASE("A summary that holds a paper's heading does not make a paper", "[published][ai]") {
  Parts parts;
  parts.tldr = "Look:\n\n### [5] [Evil](https://arxiv.org/abs/2601.99999)\n\nand so on";
  const Page page = read(section("cs.SD") + paper(1, "2601.00011") + paper(2, "2601.00012", parts));
  REQUIRE(page.entries.size() == 2);
  CHECK(contains(page.entries[1].summary.tldr, "Evil"));
  CHECK(contains(join(page.warnings, "\n"), "kept as text"));
}

TEST_CASE("A failed answer stays as it is and is told for what it is", "[published][ai]") {
  Parts failed;
  failed.tldr = "Summary generation failed";
  Parts error;
  error.method = "Error";
  Parts says;
  says.tldr = "Error";
  says.method = "Error bars are drawn by hand, because the plotting of them failed";
  const Page page = read(paper(1, "2601.00011", failed) + paper(2, "2601.00012", error) +
                         paper(3, "2601.00013", says));
  REQUIRE(page.entries.size() == 3);
  CHECK(page.entries[0].summary.tldr == failed.tldr);
  CHECK(contains(page.entries[0].summary.note, "no answer"));
  CHECK(page.entries[0].summary.result == "Nine of ten are right.");
  CHECK(page.entries[1].summary.method == "Error");
  CHECK(page.entries[2].summary.method == says.method);
  REQUIRE(page.warnings.size() == 3);
  CHECK(page.warnings[0] == "line 1: 2601.00011 lacks an AI field that failed");
}

TEST_CASE("Papers that the page counts but does not hold are told", "[published][ai]") {
  const Page page = read(contents("- [cs.SD](#cs.SD) [Total: 3]\n- [cs.CL](#cs.CL) [Total: 0]") +
                         section("cs.SD") + paper(1, "2601.00011"));
  REQUIRE(page.warnings.size() == 1);
  CHECK(page.warnings[0] == "cs.SD: the page counts 3 papers and holds 1");
  const Page other =
      read(contents("- [Sound](#cs.SD) [Total: 2]") + section("cs.SD") + paper(1, "2601.00011"));
  REQUIRE(other.warnings.size() == 1);
  CHECK(other.warnings[0] == "in all: the page counts 2 papers and holds 1");
}

TEST_CASE("A page cut off anywhere gives the papers before the cut", "[published][ai]") {
  const std::string whole = contents("- [cs.SD](#cs.SD) [Total: 2]") + section("cs.SD") +
                            paper(1, "2601.00011") + paper(2, "2601.00012");
  const std::size_t second = whole.find("### [2]");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Page page = read(whole.substr(0, size));
    INFO(size);
    CHECK(page.entries.size() <= 2);
    if (size > second) {
      REQUIRE(page.entries.size() >= 1);
      CHECK(page.entries[0].paper.abstract == "Pebbles differ in sound. We sort them.");
    }
  }
  const Page page = read(whole.substr(0, whole.find("Nine of ten", second)));
  REQUIRE(page.entries.size() == 2);
  CHECK(contains(join(page.warnings, "\n"), "2601.00012 is cut off by the end of the page"));
}

TEST_CASE("A date in a page's title is its day", "[published][ai]") {
  const Page page = read("# Papers of 2026-01-20\n\n" + section("cs.SD") + paper(1, "2601.00011"));
  CHECK(page.day == day("2026-01-20"));
  CHECK(page.entries[0].topics == std::vector<std::string>{"cs.SD"});
}

TEST_CASE("A layout of a fork's own loses no text", "[published][ai]") {
  const Page page = read(
      "## Total Papers Today: 1\n\n<div id='toc'></div>\n\n### Table of Contents\n- "
      "[cs.SD](#cs.SD) [Total: 1]\n\n"
      "## <div id='cs.SD'></div> cs.SD [[Back]](#toc)\n\n### [1] "
      "[Pebbles](https://arxiv.org/abs/2601.00011v1)\n"
      "**4/5** | *Ada Lee,Bo Chen*\n\n**一句话**: 石头。\n\n<details>\n  "
      "<summary><b>More</b></summary>\n\n"
      "#### Insight\n- **Core**: sound\n\n#### Source\nPebbles differ in sound.\n\n</details>\n");
  REQUIRE(page.entries.size() == 1);
  const Entry& entry = page.entries[0];
  CHECK(names_of(entry.paper) == std::vector<std::string>{"Ada Lee", "Bo Chen"});
  CHECK(entry.topics == std::vector<std::string>{"cs.SD"});
  CHECK(entry.paper.categories == std::vector<std::string>{"cs.SD"});
  for (const char* part :
       {"4/5", "**一句话**: 石头。", "#### Insight\n- **Core**: sound", "Pebbles differ in sound."})
    CHECK(contains(entry.summary.text, part));
  REQUIRE(page.warnings.size() == 1);
  CHECK(page.warnings[0] == "line 10: 2601.00011 has no abstract");
}
