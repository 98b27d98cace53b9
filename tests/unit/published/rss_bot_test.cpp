// arxiv_rss_bot pages: numbered papers of all layouts, conference tables, and what forks add.
#include <catch2/catch.hpp>

#include <string>

#include "published/formats.hpp"

using namespace sheaf;
using published::Page;
using published::read_rss_bot;

namespace {

const std::string kHead =
    "# arXiv Papers Bot 🤖\n\nText.\n## 📊 Statistics\n\n- **Last Updated**: 2026-03-04 06:46:51 UTC\n"
    "- **Total Papers Found**: 2\n- **Categories Monitored**: cs.AI, cs.LG\n\n## 📚 Recent Papers\n\n";
const std::string kTail = "\n\n## 🔧 Configuration\n\nThis bot looks for:\n- LLM, RL\n\n## 📅 Schedule\n\nDaily.\n\n---\n*Generated*";

std::string paper(int number, const std::string& id, const std::string& more = "") {
  return "### " + std::to_string(number) + ". [Paper " + std::to_string(number) + "](https://arxiv.org/abs/" + id +
         ")\n\n**Authors**: Ann Lee, Bo Tan Jr. (MIT, Lincoln Lab), and Cy Roe  \n**Category**: cs.LG  \n"
         "**Published**: 2026-03-03  \n**Score**: 9.5  \n**Type**: cross  \n**ArXiv ID**: " + id + "v2  \n\n"
         "#### Abstract\nWe do things. They wor..." + more + "\n\n---\n\n";
}

Page read(const std::string& text) {
  auto page = read_rss_bot(text);
  REQUIRE(page.ok());
  return std::move(page).value();
}

}  // namespace

TEST_CASE("a numbered paper is read with all its fields", "[rss_bot]") {
  const Page page = read(kHead + paper(1, "2603.00001") + paper(2, "2603.00002") + kTail);
  CHECK(page.day == parse_day("2026-03-04"));
  CHECK(page.warnings.empty());
  CHECK(page.cut == 2);
  REQUIRE(page.entries.size() == 2);
  const Entry& entry = page.entries[0];
  CHECK(entry.paper.id == "2603.00001");
  CHECK(entry.paper.version == 2);
  CHECK(entry.paper.title == "Paper 1");
  REQUIRE(entry.paper.authors.size() == 3);
  CHECK(entry.paper.authors[1] == Author{"Bo Tan Jr.", {"MIT, Lincoln Lab"}});
  CHECK(entry.paper.authors[2].name == "Cy Roe");
  CHECK(entry.paper.categories == std::vector<std::string>{"cs.LG"});
  CHECK(entry.paper.abstract == "We do things. They wor...");
  CHECK(entry.paper.detail == Detail::kMentioned);
  CHECK(entry.announcement == Announcement{*parse_day("2026-03-03"), AnnounceType::kCross});
  CHECK(entry.score.value == 9.5);
  CHECK(entry.score.reason.empty());
  CHECK(entry.summary == Summary{});
  CHECK(page.entries[1].paper.abstract == "We do things. They wor...");
}

TEST_CASE("the model's essay is kept byte for byte, whatever structure it has", "[rss_bot]") {
  const std::string essay =
      "# 标题 <b>\n\n---\n\n## 1. 贡献和创新点，以及实验设置与主要结果\n\n### 2. [a link](https://example.org/x)\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
      "### 7. [trap](https://example.org/y)\n**Authors**: nobody\n\n---\n<details>\n<summary>more</summary>\nx\n</details>\n  末尾  ";
  const std::string framed = "\n\n<details>\n<summary><strong>🤖 AI Summary (by qwen-long)</strong> - Click to expand"
                             "</summary>\n\n" + essay + "\n\n</details>";
  const Page page = read(kHead + paper(1, "2603.00001", framed) + paper(2, "2603.00002", framed) + kTail);
  REQUIRE(page.entries.size() == 2);
  for (const Entry& entry : page.entries) {
    CHECK(entry.summary.text == essay);
    CHECK(entry.summary.provider == "qwen-long");
    CHECK(entry.summary.language == "zh");
    CHECK(entry.paper.abstract == "We do things. They wor...");
  }
  CHECK(page.warnings.empty());
}

TEST_CASE("an essay under a heading, the older layout, ends with its paper", "[rss_bot]") {
  const std::string framed = "\n\n#### AI Summary (by some-model)\n# Essay\n\n---\n\n## 1. The point of it\n\n---\nis the end";
  const Page page = read(kHead + paper(1, "2603.00001", framed) + paper(2, "2603.00002", framed) + kTail);
  REQUIRE(page.entries.size() == 2);
  for (const Entry& entry : page.entries) {
    CHECK(entry.summary.text == "# Essay\n\n---\n\n## 1. The point of it\n\n---\nis the end");
    CHECK(entry.summary.provider == "some-model");
    CHECK(entry.summary.language == "en");
  }
}

TEST_CASE("a tail that only one fork has ends the last paper too", "[rss_bot]") {
  const std::string framed = "\n\n<details>\n<summary>AI Summary (by m)</summary>\n\nEssay\n\n</details>";
  for (const std::string& more : {std::string(), framed}) {
    const Page page = read(kHead + paper(1, "2603.00001", more) + paper(2, "2603.00002", more) + "## 关于\n\nText of the fork.\n");
    REQUIRE(page.entries.size() == 2);
    CHECK(page.entries[1].paper.abstract == "We do things. They wor...");
    CHECK(page.entries[1].summary.text == (more.empty() ? "" : "Essay"));
    CHECK(page.warnings.empty());
  }
}

TEST_CASE("the oldest layouts print the feed's text with type and id in it", "[rss_bot]") {
  const Page page = read(
      kHead + "### 1. [One](https://arxiv.org/abs/2509.00001)\n\n**Authors**: Ann Lee  \n**Category**: cs.AI  \n"
      "**Published**: 2025-09-26  \n**Score**: 12.5\n\narXiv:2509.00001v3 Announce Type: replace-cross \n"
      "Abstract: Long text,\nbroken, is cut he...\n\n---\n\n### 2. [Two](https://arxiv.org/abs/2509.00002)\n\n"
      "**Authors**: Unknown  \n**Score**: 1.0\n\nShort text.\n\n---" + kTail);
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.version == 3);
  CHECK(page.entries[0].announcement.type == AnnounceType::kReplaceCross);
  CHECK(page.entries[0].paper.abstract == "Long text, broken, is cut he...");
  CHECK(page.entries[1].paper.abstract == "Short text.");
  CHECK(page.entries[1].paper.authors.empty());
  CHECK(page.entries[1].announcement.day == *parse_day("2026-03-04"));
  CHECK(page.cut == 1);
}

TEST_CASE("what a fork prints beyond the model is kept in the score's reason", "[rss_bot]") {
  const Page page = read(
      kHead + "### 1. [One](https://arxiv.org/abs/2509.00001)\n\n**Authors**: Ann Lee\n**Score**: 12.5 (title match)\n"
      "**Matched Keywords**: LLM, RL\n**Citations so far**: 12\n**Comments**: 9 pages\n**Category**: made.up\n\nText.\n\n---");
  REQUIRE(page.entries.size() == 1);
  const Entry& entry = page.entries[0];
  CHECK(entry.score.value == 12.5);
  CHECK(entry.score.terms == std::vector<std::string>{"LLM", "RL"});
  CHECK(entry.score.reason == "(title match); Citations so far: 12; Category: made.up");
  CHECK(entry.paper.comment == "9 pages");
  CHECK(page.warnings == std::vector<std::string>{"the page says that it shows 2 papers; 1 could be read"});
}

TEST_CASE("every field that a page labels reaches its place, and a value that does not fit is kept as it stands", "[rss_bot]") {
  const Page page = read(
      kHead + "### 1. [One](https://arxiv.org/abs/2509.00001)\n\n**Authors**: Ann Lee  \n**Subjects**: cs.AI, cs.LG  \n"
      "**Relevance Score**: 3.5/20  \n**DOI**: https://doi.org/10.1234/ABC  \n**PDF**: [here](https://example.org/a.pdf)  \n"
      "**Journal Ref**: Small Things 7  \n**Conference**: Meeting 2026  \n**Code**: see https://example.org/code  \n"
      "**TL;DR**: Short and  sweet.  \n**Abstract**: In a field.  \n**Announce Type**: sideways  \n**ID**: 2509.00002\n\n---\n\n"
      "### 2. [Two](https://arxiv.org/abs/2509.00003)\n\n**Score**: much  \n**DOI**: none  \n**PDF**: in print  \n**Code**: soon  \n"
      "**Type**: N/A\n\nText.\n\n---" + kTail);
  REQUIRE(page.entries.size() == 2);
  const Entry& one = page.entries[0];
  CHECK(one.paper.categories == std::vector<std::string>{"cs.AI", "cs.LG"});
  CHECK(one.score.value == 3.5);
  CHECK(one.score.reason == "/20");
  CHECK(one.paper.doi == "10.1234/abc");
  CHECK(one.paper.pdf == "https://example.org/a.pdf");
  CHECK(one.paper.journal_ref == "Small Things 7");
  CHECK(one.paper.venue == "Meeting 2026");
  CHECK(one.paper.code_url == "https://example.org/code");
  CHECK(one.summary.tldr == "Short and sweet.");
  CHECK(one.paper.abstract == "In a field.");
  CHECK(one.paper.id == "2509.00001");
  REQUIRE(page.warnings.size() == 2);
  CHECK(page.warnings[0].find("unknown announce type \"sideways\"") != std::string::npos);
  CHECK(page.warnings[1].find("the link says 2509.00001, the id 2509.00002; the link is taken") != std::string::npos);
  const Entry& two = page.entries[1];
  CHECK(two.score.value == 0);
  CHECK(two.paper.doi.empty());
  CHECK(two.paper.pdf.empty());
  CHECK(two.paper.code_url.empty());
  CHECK(two.score.reason.find("none") == std::string::npos);
  for (const char* kept : {"Score: much", "PDF: in print", "Code: soon"})
    CHECK(two.score.reason.find(kept) != std::string::npos);
}

TEST_CASE("titles keep their brackets, and lose escapes only where the page escapes", "[rss_bot]") {
  const auto title_of = [](const std::string& title) {
    return read("- **Last Updated**: 2026-03-04\n\n### 1. [" + title + "](https://arxiv.org/abs/2603.00001)\n\n**Score**: 1.0\n")
        .entries.at(0).paper.title;
  };
  CHECK(title_of("A [B](C) and $x_{[0]}$ ](D)") == "A [B](C) and $x_{[0]}$ ](D)");
  CHECK(title_of("On \\[B\\] and $\\\\ell_1$") == "On [B] and $\\ell_1$");
  CHECK(title_of("On $\\ell_1$ and \\[B\\]") == "On $\\ell_1$ and \\[B\\]");
  CHECK(title_of("Tab\there \x01 now") == "Tab here now");
}

TEST_CASE("a title that the feed broke into lines is one title", "[rss_bot]") {
  const Page page = read(kHead + "### 1. [A long\n  title of it](https://arxiv.org/abs/2603.00001)\n\n**Score**: 1.0\n\nText.\n\n---\n\n" +
                         "### 2. [Not closed\n\n" + paper(2, "2603.00002"));
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.title == "A long title of it");
  CHECK(page.entries[0].score.value == 1.0);
  CHECK(page.entries[0].paper.abstract == "Text.");
  CHECK(page.warnings == std::vector<std::string>{
                             "line 17: text behind this paper that belongs to none: \"### 2. [Not closed\""});
}

TEST_CASE("papers under section headings carry them as topics", "[rss_bot]") {
  std::string text = kHead + paper(1, "2603.00001") + "## 🔥 Systems\n\n" + paper(1, "2603.00002") + paper(2, "2603.00003");
  const Page page = read(text + kTail);
  REQUIRE(page.entries.size() == 3);
  CHECK(page.entries[0].topics.empty());
  CHECK(page.entries[1].topics == std::vector<std::string>{"Systems"});
  CHECK(page.entries[2].topics == std::vector<std::string>{"Systems"});
  CHECK(page.entries[0].paper.abstract == "We do things. They wor...");
}

TEST_CASE("a paper without link and id is a warning with its place", "[rss_bot]") {
  const Page page = read(kHead + "### 1. [Lost](#)\n\n**Score**: 1.0\n\n---\n\n" + paper(2, "2603.00002"));
  REQUIRE(page.entries.size() == 1);
  REQUIRE(page.warnings.size() == 2);
  CHECK(page.warnings[0] == "line 12: paper 1 has neither a link nor an id: \"Lost\"");
}

TEST_CASE("an essay without an end is a warning, and the next paper is not lost", "[rss_bot]") {
  const Page page = read(kHead + paper(1, "2603.00001", "\n\n<details>\n<summary>AI Summary (by m)</summary>\n\nHalf an es") +
                         paper(2, "2603.00002") + kTail);
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].summary.text == "Half an es");
  REQUIRE(page.warnings.size() == 1);
}

TEST_CASE("a conference table is read by the names of its columns", "[rss_bot]") {
  const Page page = read(
      "# Systems Papers\n\n- **Last Updated**: 2026-08-21 06:40:14 UTC\n- **Displaying**: 4 (arxiv: 1, dblp: 2)\n\n\n"
      "| # | Title | Source | Score |\n| --- | --- | --- | --- |\n"
      "| 1 | [A | B [x] (y)](https://www.usenix.org/conference/osdi26/presentation/lee) | `USENIX` | 154.0 |\n"
      "| 2 | [First.](https://dblp.org/db/conf/eurosys/eurosys2026) | `DBLP` | 94.5 |\n"
      "| 3 | [Second.](https://dblp.org/db/conf/eurosys/eurosys2026) | `DBLP` | 60.0 |\n"
      "| 4 | [Third](https://arxiv.org/abs/2608.00001) | `ARXIV` | 45.0 |");
  CHECK(page.warnings.empty());
  REQUIRE(page.entries.size() == 4);
  const Entry& first = page.entries[0];
  CHECK(first.paper.title == "A | B [x] (y)");
  CHECK(first.paper.id == "url:https://www.usenix.org/conference/osdi26/presentation/lee");
  CHECK(first.paper.scheme == "url");
  CHECK(first.paper.landing == "https://www.usenix.org/conference/osdi26/presentation/lee");
  CHECK(first.paper.venue == "OSDI 2026");
  CHECK(first.score.value == 154.0);
  CHECK(first.score.reason.empty());
  CHECK(first.topics == std::vector<std::string>{"Systems"});
  CHECK(first.announcement.day == *parse_day("2026-08-21"));
  CHECK(page.entries[1].paper.id == "url:https://dblp.org/db/conf/eurosys/eurosys2026#first");
  CHECK(page.entries[2].paper.id != page.entries[1].paper.id);
  CHECK(page.entries[2].paper.landing == "https://dblp.org/db/conf/eurosys/eurosys2026");
  CHECK(page.entries[3].paper.scheme == "arxiv");
}

TEST_CASE("review ratings become the score and its reason", "[rss_bot]") {
  const Page page = read(
      "# ICLR 2026 Papers 📚\n\n- **Last Updated**: 2026-01-02 03:04:05 UTC\n\n> Showing top 2 papers (out of 9 matching), sorted.\n\n"
      "| # | Title | Ratings |Avg Rating | Reviews | Decision |\n| --- | --- | --- | --- | --- | --- |\n"
      "| 1 | [One](https://openreview.net/forum?id=aB3_x) | **6,8** | **7.00** | 2 | Pending | \n"
      "| 2 | [Two](https://openreview.net/forum?id=zz) | **N/A** | **N/A** | 0 | Pending | ");
  CHECK(page.warnings.empty());
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.id == "openreview:aB3_x");
  CHECK(page.entries[0].paper.scheme == "openreview");
  CHECK(page.entries[0].paper.venue == "ICLR 2026");
  CHECK(page.entries[0].score.value == 7.0);
  CHECK(page.entries[0].score.reason == "Ratings: 6,8; Avg Rating: 7.00; Reviews: 2; Decision: Pending");
  CHECK(page.entries[1].score.value == 0);
  CHECK(page.entries[1].score.reason == "Reviews: 0; Decision: Pending");
}

TEST_CASE("two papers of one address stay two, and rows of wrong width are told", "[rss_bot]") {
  const Page page = read("- **Last Updated**: 2026-01-02\n\n| # | Title | Score |\n|---|---|---|\n"
                         "| 1 | [One](https://example.org/program) | 3 | surplus |\n"
                         "| 2 | [Two](https://example.org/program) | 2 |\n| 3 | no link | 1 |\n");
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.id == "url:https://example.org/program#one");
  CHECK(page.entries[1].paper.id == "url:https://example.org/program#two");
  CHECK(page.entries[0].score.reason == "surplus");
  REQUIRE(page.warnings.size() == 2);
  CHECK(page.warnings[0] == "line 5: a row with 4 columns of 3");
  CHECK(page.warnings[1] == "line 7: a row without a link to its paper: \"| 3 | no link | 1 |\"");
}

TEST_CASE("a page that says that it found nothing is read, other text is refused", "[rss_bot]") {
  CHECK(read("- **Last Updated**: 2026-03-04 06:46:51 UTC\n- **Total Papers Found**: 0\n\nNo papers.").entries.empty());
  const auto refused = read_rss_bot("Some text\n# with a heading\n");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::kParse);
}

TEST_CASE("addresses of publishers give the DOI in them", "[rss_bot]") {
  const Page page = read("- **Last Updated**: 2026-01-02\n\n| Title | Score |\n|---|---|\n"
                         "| [One](https://dl.acm.org/doi/abs/10.1145/3700000.37?x=1) | 3 |\n| [Two](https://doi.org/10.1145/AB.2) | 2 |\n");
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.id == "10.1145/3700000.37");
  CHECK(page.entries[0].paper.scheme == "doi");
  CHECK(page.entries[1].paper.id == "10.1145/ab.2");
}

TEST_CASE("addresses that are no web pages are not taken", "[rss_bot]") {
  for (const char* link : {"javascript:alert(1)", "https://", "file:///etc/passwd", "https://a b", "url:javascript:x", ""}) {
    INFO(link);
    const Page page = read("- **Last Updated**: 2026-03-04\n\n### 1. [T](" + std::string(link) + ")\n\n**Score**: 1.0\n");
    CHECK(page.entries.empty());
    CHECK(page.warnings.size() == 1);
  }
}

TEST_CASE("long pages of nothing but syntax are read in bounded work", "[rss_bot]") {
  for (const char* part : {"### 1. [a](b)\n", "<details>\n", "| [", "|---|\n", "](http", "\n\n\n", "**Authors**: a and b, ",
                           "(((", "**", "---\n", "&#", "## x\n", "[|](http://x", "\\"}) {
    for (const std::string& head : {kHead, kHead + "| Title |\n|---|\n| [", kHead + "### 1. [x](http://y)\n**Authors**: "}) {
      INFO(part);
      std::string text = head;
      while (text.size() < 400000) text += part;
      CHECK(read_rss_bot(text).ok());
    }
  }
}
