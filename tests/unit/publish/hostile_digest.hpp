// An invented day whose papers try to become structure of every page and feed they are written to.
// Plain values; used by unit tests and by the program that writes pages for other readers.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "model/digest.hpp"

namespace sheaf::test {

inline const std::vector<std::string>& hostile_lines() {
  static const std::vector<std::string> lines = {
      "A plain title: with a colon",
      "[Re] Titles (with [brackets](http://evil.example)) and ](https://arxiv.org/abs/2401.00001)",
      "a | b || c \\| d $|x|$ and $\\|y\\|_2$",
      "<script>alert(1)</script> & <b>bold</b> &amp; R&D, 3 < 4 > 2",
      "</details> <details><summary>x</summary> </p></details>",
      "{import('x')} {{braces}} {/* comment */} {",
      "**bold** *emph* _under_ __init__ snake_case ~~gone~~ ~10% ~x~",
      "`code` ``quoted'' ``` fence",
      "### 2. [Fake](https://arxiv.org/abs/2401.00002)",
      "### [7] [Fake](https://arxiv.org/abs/2401.00003)",
      "- **[arXiv251229] Fake**",
      "**tags:** [fake], **link:** https://arxiv.org/pdf/2401.00004",
      "--- and --",
      "---",
      "# Heading",
      "1. first 2) second (3) third",
      "> quotation",
      "| **[Fake](https://arxiv.org/abs/2401.00005v1)** | 2026-01-01 | x |",
      "TL;DR: Motivation: Abstract: text",
      "Result: text that begins like a label",
      "$\\mathcal{O}(n^{2})$ and $a<b$ cost $5 or $10",
      "\\textbf{TeX} \\{escaped\\} \\' \\\" \\ 100\\%",
      "ends with a backslash \\",
      "&#93; &lt; &copy; &notanentity; #quot; #35;",
      "<!-- comment --> --> <!-- texts are escaped: &#93; stands for ] -->",
      "![image](https://tracker.example/x.png) <https://auto.link> https://bare.link/a_b",
      "export default 1; import x from 'y'",
      "[^1] [ref]: http://x [[wiki]] %%c%%",
      "注意力就是你所需要的一切：一种新的方法（综述）",
      "مرحبا emoji 🎉 ﬁ",
      "tab\there\r\nline two\nline three",
      "bad \xC3( utf-8 \xED\xA0\x80 \x01\x02 \xEF\xBF\xBF \xE2\x80\xAEoverride",
      "<br> line <BR/> break",
      "\"quotes\" and 'single' `",
      "]]> <![CDATA[ ]]>",
      "=== setext",
  };
  return lines;
}

inline const std::string& hostile_line(std::size_t i) {
  return hostile_lines()[i % hostile_lines().size()];
}

inline MindNode hostile_tree(std::size_t seed) {
  return {hostile_line(seed),
          {{"Problem (hard)", {{hostile_line(seed + 1), {}}, {hostile_line(seed + 2), {}}}},
           {"Method \"quoted\"", {{hostile_line(seed + 3), {}}}}}};
}

inline Entry hostile_entry(std::size_t i, Day day) {
  Entry entry;
  Paper& paper = entry.paper;
  paper.id = "2512." + std::to_string(20001 + i);
  paper.version = static_cast<int>(i % 3);
  paper.title = hostile_line(i);
  paper.abstract = hostile_line(i + 1) + " is said first.\n" + hostile_line(i + 2);
  paper.authors = {{"Ann O'Brien", {}}, {"B_o *Tan*", {}}, {"C[y] Roe|Doe", {}}, {"李明", {}}};
  paper.categories = {i % 2 == 0 ? "cs.PF" : "cs.CL", "stat.ML"};
  paper.comment = hostile_line(i + 3);
  paper.code_url = i % 4 == 0 ? "https://github.com/x/a_b(c)" : "";
  paper.published = 1767052800 - static_cast<Seconds>(i) * 86400;
  paper.updated = paper.published;
  entry.announcement = {day, static_cast<AnnounceType>(i % 4)};
  entry.score.value = 90.5 - static_cast<double>(i);
  entry.score.reason = i % 2 == 0 ? hostile_line(i + 4) : "";
  Summary& summary = entry.summary;
  summary.tldr = hostile_line(i + 5);
  summary.motivation = hostile_line(i + 6) + "\n\n" + hostile_line(i + 7);
  summary.method = hostile_line(i + 8);
  summary.result = hostile_line(i + 9);
  summary.conclusion = hostile_line(i + 10);
  summary.contributions = {hostile_line(i + 11), "It is fast.", "It is small"};
  summary.tags = {"mlsys", "rag (retrieval, ranking)", "{curly} tag", "a*b_c"};
  summary.institutions = {"University of Nowhere", "R&D <Lab> {One}"};
  summary.thumbnail_url = "https://img.example/a_b.webp";
  summary.mindmap = hostile_tree(i);
  summary.provider = "built-in";
  summary.language = "en";
  return entry;
}

inline Digest hostile_digest() {
  Digest digest;
  digest.day = *parse_day("2025-12-30");
  digest.profile = "hostile <profile> & \"co\"";
  for (std::size_t i = 0; i < hostile_lines().size(); ++i) {
    digest.entries.push_back(hostile_entry(i, digest.day));
    digest.announced.add(digest.entries.back().announcement.type);
  }
  digest.sources = {
      {"arxiv:cs.PF", SourceState::kOk, "", 30},
      {"arxiv:cs.CL", SourceState::kStale, "the list of <yesterday> {again} | --> ", 0}};
  return digest;
}

}  // namespace sheaf::test
