// Notes of papers and days as they are on an empty page.
#include "render/note.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

NoteLinks links() {
  return {"Digests/2026-04-17", {{"Papers/Other (2604.10020)", "Other"}}, "Papers", "berg2026x"};
}

std::string property(const Note& note, std::string_view key) {
  for (const Note::Property& property : note.properties)
    if (property.key == key) return property.value;
  return "(none)";
}

std::string block(const Note& note, std::string_view id) {
  for (const Note::Block& block : note.blocks)
    if (block.id == id) return block.text;
  return "(none)";
}

}  // namespace

TEST_CASE("A paper's note has its properties, each in YAML of one line") {
  Entry entry = test::entry("2604.10010", "Nightjar: A \"Bandit\"");
  entry.paper.doi = "10.1000/x";
  entry.paper.journal_ref = "Phys. Rev. D 76";
  entry.summary.code_url = "https://github.com/a/b";
  const Note note = paper_note(entry, links(), true, false);
  CHECK(property(note, "arxiv") == "\"2604.10010\"");
  CHECK(property(note, "title") == "\"Nightjar: A \\\"Bandit\\\"\"");
  CHECK(property(note, "aliases") == "[\"2604.10010\", \"Nightjar\"]");
  CHECK(property(note, "authors") ==
        "[\"[[Papers/Authors/Ada van der Berg|Ada van der Berg]]\", \"[[Papers/Authors/Li Wei|Li "
        "Wei]]\"]");
  CHECK(property(note, "categories") == "[\"cs.LG\", \"cs.CL\"]");
  CHECK(property(note, "tags") ==
        "[\"arxiv/cs/LG\", \"arxiv/cs/CL\", \"topic/speculative-decoding\"]");
  CHECK(property(note, "announced") == "2026-04-17");
  CHECK(property(note, "version") == "1");
  CHECK(property(note, "score") == "7.5");
  CHECK(property(note, "citekey") == "\"berg2026x\"");
  CHECK(property(note, "doi") == "\"10.1000/x\"");
  CHECK(property(note, "journal") == "\"Phys. Rev. D 76\"");
  CHECK(property(note, "code") == "\"https://github.com/a/b\"");
}

TEST_CASE("A paper's note has its blocks, each with its mark where Obsidian looks for it") {
  const Note note = paper_note(test::entry("2604.10010", "Nightjar"), links(), true, false);
  const std::string text = note.to_text();
  CHECK(contains(
      text, "---\n\n# Nightjar\n\n> [!abstract] TL;DR · built-in\n> It works.\n\n^sheaf-tldr\n\n"));
  CHECK(contains(text, "· new in cs.LG · bandit, speculative ^sheaf-why\n"));
  CHECK(contains(text, "| **Problem** | Things are slow. |\n"));
  CHECK(contains(text, "| **Conclusion** | Use it. |\n\n^sheaf-card\n"));
  CHECK(contains(text, "- A proof\n\n^sheaf-points\n"));
  CHECK(contains(text, "```mermaid\nmindmap\n  n0[\"Nightjar\"]\n"));
  CHECK(contains(text, "> [!note]- Outline\n> - Nightjar\n>     - Method\n"));
  CHECK(contains(text,
                 "> [!quote]- Abstract\n> We study a thing.\n>\n> It works.\n\n^sheaf-abstract\n"));
  CHECK(contains(text, "[PDF](https://arxiv.org/pdf/2604.10010)"));
  CHECK(contains(text, "[HTML](https://arxiv.org/html/2604.10010)"));
  CHECK(contains(text, "[[Papers/Topics/Speculative decoding|Speculative decoding]]"));
  CHECK(contains(text, "Related: [[Papers/Other (2604.10020)|Other]] ^sheaf-links\n\n## Notes\n"));
  CHECK(contains(text, "[[Digests/2026-04-17|Digest of 17 April 2026]]"));
  CHECK(note_arxiv_id(text) == "2604.10010");
}

TEST_CASE("What is not known has no block, and the mindmap can be left out") {
  Entry entry = test::entry("math/0611800", "T");
  entry.summary = {};
  entry.paper.abstract.clear();
  const std::string text = paper_note(entry, {}, true, false).to_text();
  for (const char* mark : {"sheaf-tldr", "sheaf-card", "sheaf-points", "sheaf-map",
                           "sheaf-abstract", "HTML", "sheaf-sample"})
    CHECK_FALSE(contains(text, mark));
  CHECK(contains(text, "^sheaf-why"));
  CHECK(block(paper_note(test::entry("2604.10010", "T"), links(), false, false), "sheaf-map") ==
        "(none)");
}

TEST_CASE("Samples say that they are invented") {
  const Note note = paper_note(test::entry("2604.10010", "T"), links(), true, true);
  CHECK(contains(block(note, "sheaf-sample"), "invented"));
  CHECK(contains(property(note, "tags"), "sheaf/sample"));
  Digest digest = test::digest({});
  digest.sample = true;
  CHECK(contains(block(digest_note(digest, {}), "sheaf-sample"), "invented"));
}

TEST_CASE("Papers of other schemes have a key of their own") {
  Entry entry = test::entry("10.1000/x", "T");
  entry.paper.scheme = "doi";
  entry.paper.categories.clear();
  const Note note = paper_note(entry, links(), true, false);
  CHECK(property(note, "paper") == "\"doi:10.1000/x\"");
  CHECK(property(note, "arxiv") == "(none)");
  CHECK(note_arxiv_id(note.to_text()).empty());
}

TEST_CASE("A paper of three thousand authors has a note that opens") {
  Entry entry = test::entry("2604.10010", "T");
  entry.paper.authors.assign(3000, {"Ada Berg", {}});
  CHECK(paper_note(entry, links(), true, false).to_text().size() < 20000);
}

TEST_CASE("The id is read from quoted and bare YAML, in any spelling") {
  for (const char* yaml : {"arxiv: \"2401.10020\"", "arxiv: 2401.10020", "arxiv: '2401.10020v3'",
                           "title: x\narxiv: https://arxiv.org/abs/2401.10020"}) {
    CHECK(note_arxiv_id("---\n" + std::string(yaml) + "\n---\n") == "2401.10020");
  }
  CHECK(note_arxiv_id("arxiv: 2401.10020").empty());
  CHECK(note_arxiv_id("---\ntitle: x\n---\narxiv: 2401.10020").empty());
}

TEST_CASE("A day's note has counts, sources and ranked tables by type") {
  Digest digest = test::digest({test::entry("2604.10010", "First"),
                                test::entry("2604.10020", "A | pipe", AnnounceType::kCross),
                                test::entry("2604.10030", "Third", AnnounceType::kReplaceCross)});
  digest.left_out = 4;
  const std::string text = digest_note(digest, {"Papers/First (2604.10010)", "", ""}).to_text();
  CHECK(contains(text, "date: 2026-04-17\nprofile: \"default\"\n"));
  CHECK(contains(text, "# Friday 17 April 2026\n"));
  CHECK(contains(
      text, "**3** announced (1 new, 1 cross-listed, 1 replaced) · **3** shown · **4** left out"));
  CHECK(contains(text, "> - arxiv:cs.LG: ok"));
  CHECK(contains(text, "## New (1)\n"));
  CHECK(contains(text,
                 "| 7.5 | [[Papers/First (2604.10010)\\|First]]<br>Ada van der Berg et al. | It "
                 "works.<br>*bandit, speculative* |"));
  CHECK(contains(text, "[A \\| pipe](https://arxiv.org/abs/2604.10020)"));
  CHECK(contains(text, "## Cross-listed (1)\n"));
  CHECK(contains(text, "## Replaced (1)\n"));
  CHECK_FALSE(contains(text, "not complete"));
}

TEST_CASE("Trouble of a source is seen in a day's note, and an empty weekend is honest") {
  Digest digest = test::digest({});
  digest.day = *parse_day("2026-04-18");
  digest.sources = {{"arxiv:cs.CV", SourceState::kEmpty, "no announcement", 0}};
  std::string text = digest_note(digest, {}).to_text();
  CHECK(contains(text, "> - arxiv:cs.CV: empty (no announcement)"));
  CHECK(contains(text, "weekend"));
  CHECK(contains(text, "**0** announced · **0** shown"));
  digest.sources[0].state = SourceState::kFailed;
  digest.sources[0].detail = "timeout [[x]]";
  text = digest_note(digest, {}).to_text();
  CHECK(contains(text, "> [!warning] This day is not complete"));
  CHECK(contains(text, "**arxiv:cs.CV: failed (timeout \\[\\[x\\]\\])**"));
}

TEST_CASE("An essay of another system is told in our own structure, and brings none of its own") {
  Entry entry = test::entry("2604.10010", "First");
  entry.summary.text =
      "### 1. 核心贡献\n**Bold** start [[link]] and `<script>`.\n---\n- first item\n- second --> item\n\n"
      "```mermaid\ngraph TB\n```\n> [!danger] x\n^sheaf-tldr\n\n| a | b |\n";
  entry.summary.provider = "arxiv_rss_bot";
  const std::string text = paper_note(entry, {}, true, false).to_text();
  CHECK(contains(text, "> [!note]- Summary · arxiv_rss_bot\n> **1\\. 核心贡献**\n>\n> Bold start \\[\\[link\\]\\]"));
  CHECK(contains(text, "> - first item\n> - second --"));
  CHECK_FALSE(contains(text, "\n> ```"));
  CHECK_FALSE(contains(text, "> > [!danger]"));
  CHECK_FALSE(contains(text, "> [!danger]"));
  CHECK_FALSE(contains(text, "\n> ^sheaf-tldr"));
  CHECK(contains(text, "\n\n^sheaf-essay\n"));
}

TEST_CASE("What a model wrote and the paper does not say is highlighted and listed") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.summary.tldr = "Nightjar is 42 % faster than Heron, by $42 %$ of all; 142 % is another number.";
  entry.summary.motivation = "Heron | is slow.";
  entry.summary.grounding = {5, {"42 %", "Heron"}};
  entry.summary.warnings = {"the abstract addresses language models: \"ignore [[all]]\""};
  const Note note = paper_note(entry, links(), true, false);
  const std::string tldr = block(note, "sheaf-tldr");
  CHECK(contains(tldr, "is ==42 %== faster than ==Heron==, by $42 %$ of all; 142 % is"));
  CHECK(contains(block(note, "sheaf-card"), "| ==Heron== \\| is slow. |"));
  const std::string doubts = block(note, "sheaf-doubts");
  CHECK(contains(doubts, "> [!warning] To be doubted"));
  CHECK(contains(doubts, "2 of 5 numbers, names and quotes"));
  CHECK(contains(doubts, "not in the paper, and highlighted: 42 %, Heron"));
  CHECK(contains(doubts, "- the abstract addresses language models: \"ignore \\[\\[all\\]\\]\""));
}

TEST_CASE("Text cannot highlight itself through the marks that highlights travel in") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.summary.tldr = "A \uFDD0trick\uFDD1 and == another == one.";
  entry.summary.grounding = {1, {"none"}};
  const std::string tldr = block(paper_note(entry, links(), true, false), "sheaf-tldr");
  CHECK(contains(tldr, "A trick and \\=\\= another \\=\\= one."));
}

TEST_CASE("A report is told in sections, its tables in ours") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.summary.report.contribution = "It is new.\n\n- first\n- second <% tp.x %>";
  entry.summary.report.results = "| Set | F1 |\n|:--|--:|\n| A | 91.2 |\n| B \\[x] | 80 |\nSo it works.";
  entry.summary.from_full_text = true;
  const std::string report = block(paper_note(entry, links(), true, false), "sheaf-report");
  CHECK(contains(report, "> [!note]- Report · from the full text"));
  CHECK(contains(report, "> **Contribution**\n>\n> It is new.\n>\n> - first\n> - second"));
  CHECK(contains(report, "> | Set | F1 |\n> |---|---|\n> | A | 91.2 |\n"));
  CHECK(contains(report, ">\n> So it works."));
  CHECK_FALSE(contains(report, "<%"));
}

TEST_CASE("A second language stands below the TL;DR, limits in the card, a project among the links") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.summary.second = {"zh", "夜鹰更快。", {}};
  entry.summary.limitations = {"It is small."};
  entry.summary.future_work = {"Make it larger."};
  entry.summary.area = "Machine learning";
  entry.summary.project_url = "https://nightjar.example";
  const Note note = paper_note(entry, links(), true, false);
  CHECK(contains(block(note, "sheaf-tldr"), "\n>\n> 夜鹰更快。"));
  CHECK(contains(block(note, "sheaf-card"), "| **Limits** | It is small. |"));
  CHECK(contains(block(note, "sheaf-card"), "| **Next** | Make it larger. |"));
  CHECK(contains(block(note, "sheaf-links"), "[project](https://nightjar.example)"));
  CHECK(property(note, "area") == "\"Machine learning\"");
}

TEST_CASE("A day's note lists its papers by topic and interest, and says which are guesses") {
  Digest digest = test::digest({test::entry("2604.10010", "Nightjar"), test::entry("2604.10011", "Heron")});
  REQUIRE(digest.entries.size() >= 2);
  CHECK_FALSE(contains(digest_note(digest, {}).to_text(), "## By topic"));
  digest.entries[0].topics = {"Agents [[x]]"};
  digest.entries[0].score.interest = "Topology";
  digest.entries[1].score.interest = "Topology";
  digest.entries[1].score.explored = true;
  digest.entries[1].score.folded = {"2604.77777"};
  const Note note = digest_note(digest, {"Papers/One"});
  const std::string topics = block(note, "sheaf-topics");
  CHECK(contains(topics, "- **Agents \\[\\[x\\]\\]** (1): [[Papers/One|"));
  CHECK(contains(topics, "- **Topology** (2): [[Papers/One|"));
  CHECK(contains(topics, "](https://arxiv.org/abs/"));
  CHECK(contains(note.to_text(), "*a guess: the ranking is unsure of it*"));
  CHECK(contains(note.to_text(), "*much the same: 2604.77777*"));
}

TEST_CASE("A note read back from its own text is that note") {
  Entry entry = test::entry("2604.10010", "Nightjar: A \"Bandit\"");
  entry.summary.text = "# Why\n- one\n- two";
  entry.summary.report.results = "| A | B |\n|---|---|\n| 1 | 2 |";
  const Note note = paper_note(entry, links(), true, true);
  const Note again = note_from_text(note.to_text());
  CHECK(again.to_text() == note.to_text());
  REQUIRE(again.blocks.size() == note.blocks.size());
  for (std::size_t i = 0; i < note.blocks.size(); ++i) {
    CHECK(again.blocks[i].id == note.blocks[i].id);
    CHECK(again.blocks[i].text == note.blocks[i].text);
  }
  REQUIRE(again.properties.size() == note.properties.size());
  for (std::size_t i = 0; i < note.properties.size(); ++i)
    CHECK(again.properties[i].value == note.properties[i].value);
  CHECK(note_from_text("").blocks.empty());
  CHECK(note_from_text("no front matter\n^sheaf-x").blocks.size() == 1);
}

TEST_CASE("A picture is shown only where the reader wants pictures, from a plain URL") {
  Entry entry = test::entry("2604.10010", "Nightjar");
  entry.summary.thumbnail_url = "https://a.org/x 1.png)]|";
  NoteStyle style;
  CHECK(block(paper_note(entry, links(), style), "sheaf-image") == "(none)");
  style.thumbnails = true;
  CHECK(block(paper_note(entry, links(), style), "sheaf-image") ==
        "![picture|480](https://a.org/x%201.png%29%5D%7C)");
  for (const char* url : {"", "javascript:x", "file:///etc/x", "[[x]]"}) {
    entry.summary.thumbnail_url = url;
    CHECK(block(paper_note(entry, links(), style), "sheaf-image") == "(none)");
  }
}

TEST_CASE("A note holds the BibTeX entry where the reader wants it, in a fence that nothing closes") {
  const Entry entry = test::entry("2604.10010", "Night```jar <% x %>");
  CHECK(block(paper_note(entry, links(), note_style({}, false)), "sheaf-bibtex") == "(none)");
  VaultProfile profile;
  profile.citation = "bibtex";
  const std::string text = block(paper_note(entry, links(), note_style(profile, false)), "sheaf-bibtex");
  CHECK(text.starts_with("> [!quote]- BibTeX\n> ```bibtex\n> @misc{berg2026x,\n"));
  CHECK(text.ends_with("> }\n> ```"));
  CHECK_FALSE(contains(text, "<%"));
  CHECK(contains(text, "Night'''jar"));
}

TEST_CASE("Notes lead to the reader's daily note, and the day's to its pages") {
  NoteLinks to = links();
  to.daily_note = "Journal/17 April";
  CHECK(contains(block(paper_note(test::entry("2604.10010", "T"), to, {}), "sheaf-links"),
                 "· [[Journal/17 April|Daily note]]\nTopics:"));
  const Digest digest = test::digest({test::entry("2604.10010", "T")});
  const DayLinks day{{"Papers/T"}, "Papers", "Journal/17 April", {{"Papers/Papers.base", "All papers"}}};
  CHECK(block(digest_note(digest, day, {}), "sheaf-pages") ==
        "[[Journal/17 April|Daily note]] · [[Papers/Papers.base|All papers]]");
  CHECK(block(digest_note(digest, {}), "sheaf-pages") == "(none)");
}

TEST_CASE("A note begins unread, and what the reader makes of it stays") {
  Entry entry = test::entry("2604.10010", "T");
  const std::string before = paper_note(entry, links(), true, false).to_text();
  CHECK(contains(before, "\nread: false\n"));
  entry.score.value = 9;
  const std::string read = replace_all(before, "read: false", "read: true");
  const MergeResult merged = merge_note(read, before, paper_note(entry, links(), true, false));
  CHECK(contains(merged.text, "\nscore: 9\nread: true\n"));
  CHECK(merged.conflicts.empty());
}

TEST_CASE("Old ids, long titles and titles of other scripts make sound notes") {
  std::string long_title;
  for (int i = 0; i < 60; ++i) long_title += "Longs ";
  const Entry entry = test::entry("hep-th/9901001", long_title + "稀疏注意力");
  const Note note = paper_note(entry, links(), true, false);
  CHECK(property(note, "arxiv") == "\"hep-th/9901001\"");
  CHECK(note_arxiv_id(note.to_text()) == "hep-th/9901001");
  CHECK(contains(note.heading, "Longs 稀疏注意力"));
  CHECK(count_code_points(property(note, "aliases")) < 120);
  CHECK(contains(block(note, "sheaf-links"), "[PDF](https://arxiv.org/pdf/hep-th/9901001)"));
  CHECK_FALSE(contains(block(note, "sheaf-links"), "HTML"));
  CHECK(note_from_text(note.to_text()).to_text() == note.to_text());
}
