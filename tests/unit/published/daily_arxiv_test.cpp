// DailyArXiv's tables: columns of forks, bars that are no cell's end, pages that tell little.
#include "base/text.hpp"
#include "unit/published/published_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::published;
using namespace sheaf::test;

namespace {

const std::string kHeader =
    "| **Title** | **Date** | **Abstract** | **Comment** |\n| --- | --- | --- | --- |\n";

std::string fold(const std::string& teaser, const std::string& text) {
  return "<details><summary>" + teaser + "</summary><p>" + text + "</p></details>";
}

std::string row(const std::string& title, const std::string& id, const std::string& rest) {
  return "| **[" + title + "](https://arxiv.org/abs/" + id + ")** | 2026-01-13 | " + rest + " |\n";
}

Page read(const std::string& text) {
  auto page = read_daily_arxiv(text);
  REQUIRE(page.ok());
  return *std::move(page);
}

std::string date_of(const std::optional<Seconds>& time) {
  return time ? format_rfc3339(*time) : "";
}

}  // namespace

TEST_CASE("A table gives titles, versions, dates, whole texts and topics", "[published][daily]") {
  const Page page =
      read("# Daily Papers\nSome words of 2020-01-01.\n\nLast update: 2026-01-15\n\n## Pebbles\n" +
           kHeader +
           row("One", "2601.00011v1",
               fold("Show", "First.") + " | " + fold("17 pa...", "17 pages, 4 figures")) +
           row("Two", "2507.00012v3", fold("Show", "Second.") + " | 9 pages") +
           "\n## Empty\nNo new papers found.\n");
  CHECK(page.warnings.empty());
  CHECK(page.cut == 0);
  CHECK(page.day == day("2026-01-15"));
  REQUIRE(page.entries.size() == 2);
  const Paper& one = page.entries[0].paper;
  CHECK(one.id == "2601.00011");
  CHECK(one.version == 1);
  CHECK(one.title == "One");
  CHECK(one.abstract == "First.");
  CHECK(one.comment == "17 pages, 4 figures");
  CHECK(date_of(one.updated) == "2026-01-13T00:00:00Z");
  CHECK(one.published == one.updated);
  CHECK(one.categories.empty());
  CHECK(page.entries[0].announcement.type == AnnounceType::kNew);
  CHECK(page.entries[0].topics == std::vector<std::string>{"Pebbles"});
  CHECK(page.entries[1].paper.version == 3);
  CHECK_FALSE(page.entries[1].paper.published);
  CHECK(page.entries[1].announcement.type == AnnounceType::kReplace);
  CHECK(page.entries[1].paper.comment == "9 pages");
}

TEST_CASE("Bars in titles, texts and comments do not shift the columns", "[published][daily]") {
  const std::string header =
      "| **Title** | **Date** | **Abstract** | **Comment** | **CodeRepository** |\n| --- | --- | "
      "--- | --- | --- |\n";
  const Page page =
      read("## K\n" + header +
           row("On $P(A | B)$ | or [a](b) | 2020-01-01 |", "2601.00011v1",
               fold("Show", "Let $P({T}|{C})$ | and | so on") + " | " +
                   fold("TMLR ...", "TMLR | OpenReview | 2025") + " | None") +
           row("Plain", "2601.00012v1",
               fold("Show", "x") + " | ICML | oral | [Code Link](https://github.com/a/b)") +
           row("Escaped", "2601.00013v1", fold("Show", "x") + " | $\\|x\\|$ | None") +
           row("Empty", "2601.00014v1", fold("Show", "x") + " |  | None"));
  CHECK(page.warnings.empty());
  REQUIRE(page.entries.size() == 4);
  CHECK(page.entries[0].paper.title == "On $P(A | B)$ | or [a](b) | 2020-01-01 |");
  CHECK(page.entries[0].paper.abstract == "Let $P({T}|{C})$ | and | so on");
  CHECK(page.entries[0].paper.comment == "TMLR | OpenReview | 2025");
  CHECK(page.entries[0].paper.code_url.empty());
  CHECK(page.entries[1].paper.comment == "ICML | oral");
  CHECK(page.entries[1].paper.code_url == "https://github.com/a/b");
  CHECK(page.entries[1].summary.code_url == "https://github.com/a/b");
  CHECK(page.entries[2].paper.comment == "$\\|x\\|$");
  CHECK(page.entries[3].paper.comment.empty());
  for (const Entry& entry : page.entries)
    CHECK(date_of(entry.paper.updated) == "2026-01-13T00:00:00Z");
}

TEST_CASE("The header decides what a column is", "[published][daily]") {
  const Page page = read(
      "## K\n| Date | Title | Authors | Tags | KiMi | Stars |\n|:--|---|---|---|---|---|\n"
      "| 2026-02-01 | [A](http://arxiv.org/pdf/2601.00011v2) | Ada Lee et al. | " +
      fold("cs.SD", "cs.SD, cs.LG") +
      " | https://papers.cool/arxiv/2601.00011 | 12 |\n"
      "| 2026-02-02 | [B](http://arxiv.org/pdf/2601.00012v2) | Bo Chen, Cy Doe, Jr. | cs.CL |  | "
      "13 |\n");
  REQUIRE(page.entries.size() == 2);
  CHECK(date_of(page.entries[0].paper.updated) == "2026-02-01T00:00:00Z");
  CHECK(names_of(page.entries[0].paper) == std::vector<std::string>{"Ada Lee"});
  CHECK(page.cut == 1);
  CHECK(page.entries[0].paper.categories == std::vector<std::string>{"cs.SD", "cs.LG"});
  CHECK(names_of(page.entries[1].paper) == std::vector<std::string>{"Bo Chen", "Cy Doe Jr."});
  REQUIRE(page.warnings.size() == 1);
  CHECK(page.warnings[0] == "line 4: the column \"Stars\" is not read");
}

TEST_CASE("Rows without a header are read by what their cells hold", "[published][daily]") {
  const Page page = read("| **[A](https://arxiv.org/abs/2601.00011v1)** | 2026-02-01 | " +
                         fold("Show", "Text") + " | 3 pages |\n");
  REQUIRE(page.entries.size() == 1);
  CHECK(page.entries[0].paper.abstract == "Text");
  CHECK(page.entries[0].paper.comment == "3 pages");
}

TEST_CASE("An issue's body tells its day in its title", "[published][daily]") {
  const Page page = read(
      "---\ntitle: Latest 15 Papers - October 15, 2024\nlabels: documentation\n---\n**Please "
      "check**\n\n"
      "## K\n| **Title** | **Date** | **Comment** |\n| --- | --- | --- |\n" +
      row("A", "2410.00011v1", "Accepted"));
  CHECK(page.day == day("2024-10-15"));
  REQUIRE(page.entries.size() == 1);
  CHECK(page.entries[0].paper.comment == "Accepted");
}

TEST_CASE("A heading may count its rows, and a lack is told", "[published][daily]") {
  const Page page =
      read("## Big - and small - 2 in Total\n" + kHeader + row("A", "2601.00011v1", " | "));
  CHECK(page.entries[0].topics == std::vector<std::string>{"Big - and small"});
  REQUIRE(page.warnings.size() == 1);
  CHECK(page.warnings[0] == "Big - and small: the page counts 2 papers and holds 1");
}

TEST_CASE("Rows that are cut off, broken or without a link are told", "[published][daily]") {
  const Page page = read("## K\n" + kHeader + "| no link | 2026-01-01 | x | y |\n" +
                         "| **[A\nB](https://arxiv.org/abs/2601.00011v1)** | 2026-01-13 | " +
                         fold("Show", "Two\nlines") + " | c |\n" +
                         "| **[C](https://arxiv.org/abs/2601.00012v1)** | 2026-01-13 | "
                         "<details><summary>Show</summary><p>Half of | a te");
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.title == "A B");
  CHECK(page.entries[0].paper.abstract == "Two lines");
  CHECK(page.entries[1].paper.abstract == "Half of | a te");
  CHECK(page.cut == 1);
  REQUIRE(page.warnings.size() == 2);
  CHECK(page.warnings[0] == "line 4: a row without a linked title");
  CHECK(page.warnings[1] == "line 8: 2601.00012: a row with 3 columns of 4");
}

TEST_CASE("A fork's anchors and second rows belong to one paper", "[published][daily]") {
  const Page page = read(
      "## K\n| **Date** | **Title** | **Authors** | **Category** | **ArXiv ID** |\n| --- | --- | "
      "--- | --- | --- |\n"
      "| 2026-02-01 | **<a href='https://arxiv.org/abs/2601.00011v1'>P(A\\|B)</a>** | Ada Lee, Bo "
      "Chen | cs.SD | 2601.00011 |\n"
      "| <blockquote>9 pages</blockquote><br><details><summary>Abstract</summary><p>Let | "
      "be.</p></details> |  |  |  |  |\n");
  CHECK(page.warnings.empty());
  REQUIRE(page.entries.size() == 1);
  const Paper& paper = page.entries[0].paper;
  CHECK(paper.title == "P(A|B)");
  CHECK(names_of(paper) == std::vector<std::string>{"Ada Lee", "Bo Chen"});
  CHECK(paper.categories == std::vector<std::string>{"cs.SD"});
  CHECK(paper.comment == "9 pages");
  CHECK(paper.abstract == "Let | be.");
}
