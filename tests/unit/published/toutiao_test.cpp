// Pages of the ai_toutiao family: by category, by week, brief lines, mindmaps, days in one file.
#include <catch2/catch.hpp>

#include <string>

#include "published/formats.hpp"
#include "published/toutiao_entry.hpp"

using namespace sheaf;
using published::Page;
using published::read_toutiao;

namespace {

Page read(const std::string& text) {
  auto page = read_toutiao(text);
  REQUIRE(page.ok());
  return std::move(page).value();
}

const std::string kCategoryPage =
    "---\nslug: /daily/cspf/20251229-20260104\n---\n# 20251229-20260104 (cs.PF)\n\n## 2025-12-29\n\n"
    "- **[arXiv251229] A *Fast* Net for \\{x\\} & $\\\\{y\\\\}$**\n"
    "  - **tags:** [mlsys], [model compression (quantization, pruning)], [SRAM, energy (joules, watts)]\n"
    "  - **authors:** Ann Lee, Zarija Lukić\n"
    "  - **institution:** University of California, Riverside, Nutanix, Inc., Uppsala University\n"
    "  - **link:** https://arxiv.org/pdf/2512.21433v2\n"
    "  - **code:** https://github.com/ann/fast\n"
    "  - **contributions:** 1) A model with a gain of 2. Then more. 2) A design; 3) An expert.\n"
    "  - **thumbnail:** https://example.org/t/ab_w640.webp\n"
    "  - **Simple LLM Summary:** The error is &lt;10% and \\{a\\} of it &amp;amp; more in the end.\n"
    "  - **Mindmap:**\n\n    ```mermaid\n    graph TB\n        A[Root: 根] --> B[Problem]\n\n        A --> C[Method]\n    ```\n\n"
    "- **[arXiv251230] Second**\n  - **tags:** TBD\n  - **authors:** Bo Tan\n  - **institution:** TBD\n"
    "  - **link:** https://arxiv.org/pdf/2512.22066\n  - **Simple LLM Summary:** Second\n\n"
    "## 2025-12-31\n\n- **[arXiv251231] Third**\n  - **tags:** TBD\n  - **link:** https://arxiv.org/pdf/2512.22067\n";

}  // namespace

TEST_CASE("an item of a category page is read with all its fields", "[toutiao]") {
  const Page page = read(kCategoryPage);
  CHECK(page.day == parse_day("2025-12-31"));
  REQUIRE(page.entries.size() == 3);
  const Entry& entry = page.entries[0];
  CHECK(entry.paper.id == "2512.21433");
  CHECK(entry.paper.version == 2);
  CHECK(entry.paper.title == "A *Fast* Net for {x} & $\\{y\\}$");
  CHECK(entry.paper.categories == std::vector<std::string>{"cs.PF"});
  CHECK(entry.topics == std::vector<std::string>{"cs.PF"});
  REQUIRE(entry.paper.authors.size() == 2);
  CHECK(entry.paper.authors[1].name == "Zarija Lukić");
  CHECK(entry.announcement == Announcement{*parse_day("2025-12-29"), AnnounceType::kNew});
  const Summary& summary = entry.summary;
  CHECK(summary.tags == std::vector<std::string>{"mlsys", "model compression (quantization, pruning)", "SRAM",
                                                 "energy (joules, watts)"});
  CHECK(summary.institutions ==
        std::vector<std::string>{"University of California, Riverside", "Nutanix, Inc.", "Uppsala University"});
  CHECK(summary.code_url == "https://github.com/ann/fast");
  CHECK(summary.contributions == std::vector<std::string>{"A model with a gain of 2. Then more.", "A design", "An expert."});
  CHECK(summary.thumbnail_url == "https://example.org/t/ab_w640.webp");
  CHECK(summary.tldr == "The error is <10% and {a} of it &amp; more in the end.");
  CHECK(summary.language == "en");
  CHECK(summary.mindmap_source == "graph TB\n    A[Root: 根] --> B[Problem]\n\n    A --> C[Method]");
  CHECK(summary.mindmap.label == "Root: 根");
  CHECK(summary.mindmap.children.size() == 2);
}

TEST_CASE("the date tag of an item counts before the section it stands in", "[toutiao]") {
  const Page page = read(kCategoryPage);
  CHECK(page.entries.at(1).announcement.day == *parse_day("2025-12-30"));
  CHECK(read("## 2025-12-29\n- **No tag**\n  - **link:** https://arxiv.org/pdf/2512.00001\n")
            .entries.at(0).announcement.day == *parse_day("2025-12-29"));
}

TEST_CASE("rows without a model's answer have empty fields and are counted", "[toutiao]") {
  const Page page = read(kCategoryPage);
  const Summary& summary = page.entries.at(1).summary;
  CHECK(summary.tldr.empty());
  CHECK(summary.tags.empty());
  CHECK(summary.institutions.empty());
  CHECK(page.warnings == std::vector<std::string>{"line 26: no AI summary (\"TBD\" or empty), 2 papers in all"});
}

TEST_CASE("a weekly page has sections as topics and brief lines", "[toutiao]") {
  const Page page = read(
      "# 20251124-20251130\n\n## 2025-11-24\n\n**cs.DC total: 1**\n\n- **[arXiv251124] One {a} \\{b\\}**\n"
      "  - **tags:** [sys], [x], [y]\n  - **link:** https://arxiv.org/pdf/2511.17119\n"
      "  - **Simple LLM Summary:** A text.\n\n\n**cs.AI/cs.LG contains \"reinforcement learning\" total: 2**\n"
      "- [arXiv251124] Two [v2] of it [link](https://arxiv.org/pdf/2511.17435)\n"
      "- [arXiv251124] Three [link](https://arxiv.org/pdf/2511.17436)\n"
      "**cs.AI/cs.LG contains \"accelerate\" total: 0**\n\n## 2025-11-25\n\n**cs.DC total: 2**\n\n"
      "- **[arXiv251125] One {a} \\{b\\}**\n  - **link:** https://arxiv.org/pdf/2511.17119\n  - **Simple LLM Summary:** A text.\n");
  REQUIRE(page.entries.size() == 4);
  CHECK(page.entries[0].topics == std::vector<std::string>{"cs.DC"});
  CHECK(page.entries[0].paper.categories == std::vector<std::string>{"cs.DC"});
  CHECK(page.entries[0].paper.title == "One {a} \\{b\\}");
  CHECK(page.entries[1].paper.title == "Two [v2] of it");
  CHECK(page.entries[1].topics == std::vector<std::string>{"cs.AI/cs.LG contains \"reinforcement learning\""});
  CHECK(page.entries[1].paper.categories.empty());
  CHECK(page.entries[3].announcement.day == *parse_day("2025-11-25"));
  CHECK(page.entries[3].paper.id == page.entries[0].paper.id);
  CHECK(page.warnings == std::vector<std::string>{"line 20: the section says 2 papers and has 1"});
}

TEST_CASE("cross-lists that a title marks lose the mark", "[toutiao]") {
  const Page page = read("## 2025-12-29\n- **[arXiv251229] One (cross-list from cs.LG)**\n  - **link:** https://arxiv.org/pdf/2512.00001\n"
                         "- [arXiv251229] Two [cross-list] [link](https://arxiv.org/pdf/2512.00002)\n"
                         "- [arXiv251229] Cross (listing) matters [link](https://arxiv.org/pdf/2512.00003)\n");
  REQUIRE(page.entries.size() == 3);
  CHECK(page.entries[0].paper.title == "One");
  CHECK(page.entries[0].announcement.type == AnnounceType::kCross);
  CHECK(page.entries[1].paper.title == "Two");
  CHECK(page.entries[1].announcement.type == AnnounceType::kCross);
  CHECK(page.entries[2].paper.title == "Cross (listing) matters");
}

TEST_CASE("unknown fields and broken lines are kept, missing links are told", "[toutiao]") {
  const Page page = read("## 2025-12-29\n- Untagged [link](https://arxiv.org/pdf/2512.00009)\n- **[arXiv251229] One**\n  - **Interest:** high\n  - **link:** https://arxiv.org/abs/2512.00001\n"
                         "  - **Simple LLM Summary:** A text\n    on two lines.\n"
                         "- **[arXiv251229] Two**\n  - **link:** N/A\n");
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].paper.title == "Untagged");
  CHECK(page.entries[1].summary.text == "- **Interest:** high");
  CHECK(page.entries[1].summary.tldr == "A text on two lines.");
  CHECK(page.warnings == std::vector<std::string>{"line 8: a paper without a link: \"Two\""});
}

TEST_CASE("a mindmap without an end does not swallow the next paper", "[toutiao]") {
  const Page page = read("## 2025-12-29\n- **[arXiv251229] One**\n  - **link:** https://arxiv.org/abs/2512.00001\n  - **Mindmap:**\n\n"
                         "    ```mermaid\n    graph TB\n    A --> B\n- **[arXiv251229] Two**\n  - **link:** https://arxiv.org/abs/2512.00002\n"
                         "  - **Mindmap:**\n\n    ```mermaid\n    pie title x\n    ```\n");
  REQUIRE(page.entries.size() == 2);
  CHECK(page.entries[0].summary.mindmap.children.size() == 1);
  CHECK(page.entries[1].summary.mindmap == MindNode{});
  CHECK(page.entries[1].summary.mindmap_source == "pie title x");
  CHECK(page.warnings.front() == "line 9: the mindmap could not be read; its source is kept");
}

TEST_CASE("numbered contributions are split at their numbers only", "[toutiao]") {
  using published::toutiao::split_contributions;
  using Parts = std::vector<std::string>;
  CHECK(split_contributions("1. One. 2. Two with 3. 5 points. 3. Three.") == Parts{"One.", "Two with 3. 5 points.", "Three."});
  CHECK(split_contributions("(1) One (2) Two") == Parts{"One", "Two"});
  CHECK(split_contributions("1、一。 2、二。") == Parts{"一。", "二。"});
  CHECK(split_contributions("Only one thing.") == Parts{"Only one thing."});
  CHECK(split_contributions("TBD").empty());
}

TEST_CASE("text that is no such page is refused", "[toutiao]") {
  const auto refused = read_toutiao("# A page\n\nwith text\n");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::kParse);
  CHECK(read("# 20251124-20251130\n\n## 2025-11-24\n\nNo papers today\n").entries.empty());
}

TEST_CASE("long pages of nothing but syntax of lists are read in bounded work", "[toutiao]") {
  for (const char* part : {"- **a**\n", "  - **tags:** [", "[", "1) ", "(2) ", "\\{", "{", "&lt;", "```mermaid\n", "## 2025-01-01\n",
                           "**x total: 1**\n", "http", "    x\n", "- [arXiv251124] ", " [link]("}) {
    for (const char* key : {"tags", "contributions", "code", "institution", "authors", "x"}) {
      INFO(part << " in " << key);
      std::string text = "## 2025-12-29\n- **[arXiv251229] One**\n  - **link:** https://arxiv.org/abs/2512.00001\n  - **" +
                         std::string(key) + ":** ";
      while (text.size() < 200000) text += part;
      CHECK(read_toutiao(text).ok());
    }
  }
}
