// Templates of notes: what they may say, how values are escaped, and errors with their place.
#include "render/template.hpp"

#include <catch2/catch.hpp>

#include "base/file.hpp"
#include "base/text.hpp"
#include "support/invented_papers.hpp"
#include "support/project_files.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

NoteLinks links() {
  return {"Digests/2026-04-17", {{"Papers/Other (2604.10020)", "Other"}}, "Papers", "berg2026x"};
}

NoteStyle style_of(const std::string& text) {
  auto read = NoteTemplate::read(text, "T.md", paper_vocabulary());
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read.ok());
  NoteStyle style;
  style.paper = std::make_shared<const NoteTemplate>(std::move(*read));
  return style;
}

Note note_of(const std::string& text, const Entry& entry) {
  return paper_note(entry, links(), style_of(text));
}

std::string error_of(const std::string& text) {
  const auto read = NoteTemplate::read(text, "T.md", paper_vocabulary());
  return read ? std::string("(no error)") : read.error().message;
}

/// A template without blocks and properties of its own: what follows the front matter.
std::string filled(const std::string& text, const Entry& entry) { return note_of(text, entry).tail; }

std::string filled(const std::string& text) { return filled(text, test::entry("2604.10010", "Nightjar")); }

std::string property(const Note& note, std::string_view key) {
  for (const Note::Property& property : note.properties)
    if (property.key == key) return property.value;
  return "(none)";
}

Digest day_of(std::vector<Entry> entries) { return test::digest(std::move(entries)); }

std::string day_filled(const std::string& text, const Digest& digest, const DayLinks& day_links = {}) {
  auto read = NoteTemplate::read(text, "D.md", digest_vocabulary());
  INFO((read ? std::string() : read.error().message));
  REQUIRE(read.ok());
  NoteStyle style;
  style.digest = std::make_shared<const NoteTemplate>(std::move(*read));
  return digest_note(digest, day_links, style).to_text();
}

}  // namespace

TEST_CASE("A template's values, sections and blocks make a note") {
  const Note note = note_of(
      "---\ntitle: {{title}}\nstatus: unread\nkind: \"paper of {{first_author}}\"\n"
      "tags: [reading, {{tags}}]\ndoi: {{doi}}\n---\n\n# {{title}}\n\nScore {{score}}.\n\n"
      "{{! a comment }}\n{{> tldr}}\n\n{{#block facts}}\n**Method** {{method}}\n"
      "{{#code}}[code]({{code}}){{/code}}{{^code}}no code{{/code}}\n{{/block}}\n\n## My notes\n",
      test::entry("2604.10010", "Nightjar"));
  CHECK(note.to_text() ==
        "---\narxiv: \"2604.10010\"\nannounced: 2026-04-17\ncitekey: \"berg2026x\"\n"
        "title: \"Nightjar\"\nstatus: unread\nkind: \"paper of Ada van der Berg\"\n"
        "tags: [reading, \"arxiv/cs/LG\", \"arxiv/cs/CL\", \"topic/speculative-decoding\"]\n---\n\n"
        "# Nightjar\n\nScore 7.5.\n\n%% sheaf-tldr %%\n\n> [!abstract] TL;DR · built-in\n> It works."
        "\n\n^sheaf-tldr\n\n**Method** A bandit.\nno code ^sheaf-facts\n\n## My notes\n");
}

TEST_CASE("A note of a template reads back as it was, its own text apart from the blocks") {
  const Note note = note_of("# {{title}}\nA line.\n\n- [ ] read it\n{{> tldr}}\n## Between\n{{> card}}\n{{> links}}\nEnd\n",
                            test::entry("2604.10010", "Nightjar"));
  const Note again = note_from_text(note.to_text());
  REQUIRE(again.blocks.size() == 3);
  CHECK(again.to_text() == note.to_text());
  for (std::size_t i = 0; i < note.blocks.size(); ++i) {
    CHECK(again.blocks[i].text == note.blocks[i].text);
    CHECK(again.blocks[i].before == note.blocks[i].before);
  }
  CHECK(again.blocks[0].before == "A line.\n\n- [ ] read it");
  CHECK(again.blocks[2].before.empty());
}

TEST_CASE("What a template has between blocks is written once, and a block below it still renewed") {
  const std::string page = "# {{title}}\n\nMine:\n\n{{> tldr}}\n\n## Between\n\n{{> card}}\n";
  Entry entry = test::entry("2604.10010", "Nightjar");
  const std::string before = note_of(page, entry).to_text();
  std::string edited = replace_all(before, "Mine:", "Mine: a thought");
  edited = replace_all(edited, "## Between\n", "## Renamed\n\nand more of mine\n");
  entry.summary.tldr = "It works better.";
  entry.summary.method = "Two bandits.";
  const MergeResult merged = merge_note(edited, before, note_of(page, entry));
  CHECK(merged.conflicts.empty());
  CHECK(contains(merged.text, "Mine: a thought\n"));
  CHECK(contains(merged.text, "## Renamed\n\nand more of mine\n"));
  CHECK(contains(merged.text, "> It works better.\n"));
  CHECK(contains(merged.text, "Two bandits."));
  CHECK_FALSE(contains(merged.text, "A bandit. |"));
}

TEST_CASE("A list's section is there once for each item, and one around a block once") {
  CHECK(filled("{{#contributions}}\n- {{.}}\n{{/contributions}}\n") == "- A bandit\n- A proof\n");
  CHECK(filled("{{#authors}}[[{{.}}|{{.}}]] {{/authors}}") ==
        "[[Ada van der Berg|Ada van der Berg]] [[Li Wei|Li Wei]]\n");
  CHECK(filled("By {{authors}}") == "By Ada van der Berg, Li Wei\n");
  const Note note = note_of("{{#contributions}}\n## What is new\n{{> points}}\n{{/contributions}}\n",
                            test::entry("2604.10010", "T"));
  REQUIRE(note.blocks.size() == 1);
  CHECK(note.blocks[0].before == "## What is new");
  CHECK(filled("{{#mindmap}}has a map{{/mindmap}}{{^bibtex}}, no entry{{/bibtex}}") == "has a map, no entry\n");
}

TEST_CASE("Sections over nothing leave nothing") {
  Entry entry = test::entry("2604.10010", "T");
  entry.summary = {};
  CHECK(filled("a{{#method}} {{method}}{{/method}}{{^method}}!{{/method}}", entry) == "a!\n");
  const Note note = note_of("# {{title}}\n\n{{#tldr}}\n## Short\n{{> tldr}}\n{{/tldr}}\n## Long\n{{> card}}\n{{> why}}\n", entry);
  REQUIRE(note.blocks.size() == 1);
  CHECK(note.blocks[0].id == "sheaf-why");
  CHECK(note.blocks[0].before == "## Long");
}

TEST_CASE("A value is escaped for the place where it stands") {
  Entry entry = test::entry("2604.10010", "A | [[b]] `c` #d <% e %>");
  entry.summary.code_url = "https://github.com/a/b)](javascript:x";
  CHECK(filled("{{title}}", entry) == "A | \\[\\[b\\]\\] \\`c\\` \\#d <\\% e \\%>\n");
  CHECK(filled("| {{title}} |", entry) == "| A \\| \\[\\[b\\]\\] \\`c\\` \\#d <\\% e \\%> |\n");
  CHECK(filled("x | {{title}}", entry) == "x | A \\| \\[\\[b\\]\\] \\`c\\` \\#d <\\% e \\%>\n");
  CHECK(filled("[[X/{{title}}|see {{title}}]]", entry) == "[[X/A b 'c' d % e %|see A ∣ ((b)) ˋcˋ #\u200Bd ＜% e %>]]\n");
  CHECK(filled("[{{title}}](https://x.org/?q={{title}})", entry) ==
        "[A | \\[\\[b\\]\\] \\`c\\` \\#d <\\% e \\%>](https://x.org/?q=A%20%7C%20%5B%5Bb%5D%5D%20%60c%60%20%23d%20%3C%25%20e%20%25%3E)\n");
  CHECK(filled("[code]({{code}})", entry) == "[code](https://github.com/a/b%29%5D%28javascript:x)\n");
  CHECK(filled("`{{arxiv}}` and ${{version}}$", entry) == "`2604.10010` and $1$\n");
  const Note note = note_of("---\nname: \"x {{title}} y\"\nlist: [{{title}}, b]\n---\n", entry);
  CHECK(property(note, "name") == "\"x A | [[b]] `c` #d \\u003c% e %> y\"");
  CHECK(property(note, "list") == "[\"A | [[b]] `c` #d \\u003c% e %>\", b]");
}

TEST_CASE("A value and what stands beside it make no structure together") {
  Entry entry = test::entry("2604.10010", "x");
  const auto beside = [&entry](const std::string& title, const std::string& page) {
    entry.paper.title = title;
    return filled(page, entry);
  };
  CHECK(beside("<", "{{title}}% x %>") == "<\u200B% x %>\n");
  CHECK(beside("a <", "{{title}}{{first_author}}>") == "a <\u200BAda van der Berg>\n");
  CHECK(beside("a =", "{{title}}=b==") == "a =\u200B=b==\n");
  CHECK(beside("(x)", "[y]{{title}}") == "[y]\u200B(x)\n");
  CHECK(beside("key:", "{{title}}:v") == "key:\u200B:v\n");
  CHECK(beside(". x", "1{{title}}") == "1\u200B. x\n");
  CHECK(beside(". x", "v1{{title}}") == "v1. x\n");
  CHECK(beside("end", "({{title}}).") == "(end).\n");
  CHECK(beside("100%", "[[{{title}}|x]]") == "[[100%|x]]\n");
  CHECK(beside("costs $x$", "{{title}}5") == "costs $x$\u200B5\n");
}

TEST_CASE("Text that looks like a template's tag is text") {
  Entry entry = test::entry("2604.10010", "{{tldr}} {{#block x}}");
  entry.summary.method = "{{/method}}";
  const std::string text = filled("{{title}} {{#method}}{{method}}{{/method}}", entry);
  CHECK(contains(text, "tldr"));
  CHECK(contains(text, "/method"));
  CHECK_FALSE(contains(text, "It works."));
}

TEST_CASE("Errors name the file, the line and the column, and what to do") {
  CHECK(error_of("a\n  {{metod}}") == "T.md:2:3: there is no value \"metod\"; did you mean \"method\"?");
  CHECK(error_of("{{> tldl}}") == "T.md:1:1: there is no block \"tldl\"; did you mean \"tldr\"?");
  CHECK(contains(error_of("{{wholly unknown}}"), "there are arxiv, paper, id, title"));
  CHECK(error_of("ab {{title").starts_with("T.md:1:4: \"{{\" is not closed on its line"));
  CHECK(error_of("\n\n{{#code}} x").starts_with("T.md:3:1: {{#code}} is not closed: add {{/code}}"));
  CHECK(contains(error_of("{{/code}}"), "closes nothing"));
  CHECK(contains(error_of("{{#code}}{{#doi}}{{/code}}{{/doi}}"), "stands where {{/doi}} is due"));
  CHECK(contains(error_of("{{{title}}}"), "two braces"));
  CHECK(contains(error_of("{{}}"), "a name is missing"));
  CHECK(contains(error_of("{{.}}"), "in a section only"));
  CHECK(contains(error_of("text {{> tldr}}"), "a line of its own"));
  CHECK(contains(error_of("{{> tldr}}\n{{> tldr}}\n"), "there twice"));
  CHECK(contains(error_of("{{#block A b}}\nx\n{{/block}}\n"), "a block's name"));
  CHECK(contains(error_of("{{#block a}}\n{{> tldr}}\n{{/block}}\n"), "in another block"));
  CHECK(contains(error_of("# {{> tldr}}\n"), "heading"));
  CHECK(contains(error_of("{{#authors}}{{#authors}}{{.}}{{/authors}}{{/authors}}"), "another list"));
  CHECK(contains(error_of("x ^sheaf-tldr\n"), "Sheaf's own mark"));
  CHECK(contains(error_of(std::string(70000, 'x')), "64 KiB"));
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "{{#doi}}";
  CHECK(contains(error_of(deep), "nested too deeply"));
  CHECK(contains(error_of("é {{nothing}}"), "T.md:1:3: "));
}

TEST_CASE("Text of a paper cannot stand where it would run or be hidden") {
  for (const char* page : {"`= {{title}}`", "```dataview\nLIST {{title}}\n```\n", "<% \"{{title}}\" %>",
                           "<% a\n{{title}} %>", "<b title=\"{{title}}\">", "<!-- {{title}} -->",
                           "${{title}}$", "> ```\n> {{title}}\n> ```\n", "``` {{title}}\n```\n"})
    CHECK(contains(error_of(page), "text of a paper cannot stand in"));
  for (const char* page : {"#{{title}}", "x ^{{title}}", "<{{title}}", "\\{{title}}"})
    CHECK(contains(error_of(page), "a value cannot follow"));
  CHECK(contains(error_of("[[{{related}}]]"), "is a link already"));
  for (const char* page : {"{{#doi}}`{{/doi}} {{title}}", "{{#doi}}<%{{/doi}}", "{{#doi}}| {{/doi}}{{title}}",
                           "{{#doi}}\n```\n{{/doi}}\n"})
    CHECK(contains(error_of(page), "must be closed inside it"));
  CHECK(error_of("`code` <b>x</b> $y$ <% z %> {{title}} [[a|b]] ```x``` {{doi}}") == "(no error)");
  CHECK(error_of("```dataview\nLIST\n```\n{{title}}\ncosts \\$5 {{doi}}") == "(no error)");
  CHECK(contains(error_of("```\n{{> tldr}}\n```\n"), "a block cannot stand in a code fence"));
}

TEST_CASE("Front matter is checked line by line") {
  const auto matter = [](const std::string& line) { return error_of("---\nx: 1\n" + line + "\n---\n"); };
  CHECK(matter("rating:") == "(no error)");
  CHECK(matter("a: 'it''s'") == "(no error)");
  CHECK(matter("t: \"<% tp.date.now() %>\"") == "(no error)");
  CHECK(matter("list: [a, \"b, {{title}}\", {{tags}}]") == "(no error)");
  CHECK(matter("a: {{title}} and more").starts_with("T.md:3:4: put what stands together with a value in double quotes"));
  CHECK(contains(matter("x: 2"), "there twice"));
  CHECK(contains(matter("- a"), "a property is one line"));
  CHECK(contains(matter("a: [b"), "the list is not closed"));
  CHECK(contains(matter("a: \"b"), "the double quote is not closed"));
  CHECK(contains(matter("a: \"b\" c"), "more behind the closing quote"));
  CHECK(contains(matter("a: b: c"), "double quotes"));
  CHECK(contains(matter("a: &x"), "double quotes"));
  CHECK(contains(matter("{{#doi}}"), "a property is one line"));
  CHECK(contains(matter("a: \"{{#doi}}x{{/doi}}\""), "only values stand in front matter"));
  CHECK(contains(matter("t: \"<% {{title}} %>\""), "command of Templater"));
  CHECK(matter("title: \"{{title}}\"") == "(no error)");
  CHECK(contains(matter("arxiv: x"), "Sheaf finds notes by \"arxiv\""));
  CHECK(contains(error_of("---\na: b\n"), "not closed"));
}

TEST_CASE("A template without front matter has the built-in properties") {
  const Note built_in = paper_note(test::entry("2604.10010", "T"), links(), true, false);
  const Note note = note_of("# {{title}}\n{{> tldr}}\n", test::entry("2604.10010", "T"));
  REQUIRE(note.properties.size() == built_in.properties.size());
  CHECK(property(note, "read") == "false");
}

TEST_CASE("The text of the built-in templates makes the built-in notes") {
  const Entry entry = test::entry("2604.10010", "Nightjar: $O(n)$ | <b>");
  CHECK(note_of(std::string(paper_template_text()), entry).to_text() ==
        paper_note(entry, links(), true, false).to_text());
  const Digest digest = day_of({entry});
  CHECK(day_filled(std::string(digest_template_text()), digest) == digest_note(digest, {}).to_text());
  // Windows' line ends and a byte order mark change nothing.
  const std::string windows = "\xEF\xBB\xBF" + replace_all(paper_template_text(), "\n", "\r\n");
  CHECK(note_of(windows, entry).to_text() == paper_note(entry, links(), true, false).to_text());
}

TEST_CASE("A day's template lists its papers with their own values") {
  Entry second = test::entry("2604.10020", "A | pipe");
  second.summary.contributions.clear();
  const Digest digest = day_of({test::entry("2604.10010", "Nightjar"), second});
  const std::string text = day_filled(
      "# {{long_day}}\n\n{{#block list}}\n| Score | Paper |\n|--:|:--|\n{{#papers}}\n| {{score}} | {{link}} "
      "{{day}}{{#contributions}} · {{.}}{{/contributions}} |\n{{/papers}}\n{{/block}}\n{{^papers}}\nNothing.\n{{/papers}}\n{{> sources}}\n",
      digest, DayLinks{{"Papers/Nightjar (2604.10010)", ""}});
  CHECK(contains(text, "| 7.5 | [[Papers/Nightjar (2604.10010)\\|Nightjar]] 2026-04-17 · A bandit · A proof |\n"
                       "| 7.5 | [A \\| pipe](https://arxiv.org/abs/2604.10020) 2026-04-17 |\n\n^sheaf-list\n"));
  CHECK_FALSE(contains(text, "Nothing."));
  CHECK(contains(day_filled("{{^papers}}Nothing.{{/papers}}", day_of({})), "Nothing."));
}

TEST_CASE("A template cannot hide that papers are invented") {
  NoteStyle style = style_of("# {{title}}\n{{> tldr}}\n");
  style.sample = true;
  const Note note = paper_note(test::entry("2604.10010", "T"), links(), style);
  REQUIRE(note.blocks.size() == 2);
  CHECK(note.blocks[0].id == "sheaf-sample");
  Digest digest = day_of({});
  digest.sample = true;
  CHECK(contains(day_filled("{{> counts}}\n", digest), "Sample day, invented by Sheaf"));
}

TEST_CASE("A template that cannot be used is told of in the day's note, and the built-in one is taken") {
  const test::TempDir folder;
  VaultProfile profile;
  profile.paper_template = "Templates/paper.md";
  profile.digest_template = "Templates/day";
  NoteStyle style = read_note_style(folder.path().string(), profile, false);
  CHECK(style.problems.size() == 2);
  CHECK(style.paper_failed);
  CHECK(contains(style.problems[0], "Templates/paper.md: vault.paper_template names this file"));
  folder.write("Templates/paper.md", "# {{title}}\n\n{{> tldr\n");
  folder.write("Templates/day.md", "# {{day}}\n\n{{> counts}}\n");
  style = read_note_style(folder.path().string(), profile, false);
  REQUIRE(style.problems.size() == 1);
  CHECK(style.paper == nullptr);
  CHECK(style.digest != nullptr);
  const std::string day = digest_note(day_of({}), {}, style).to_text();
  CHECK(contains(day, "> [!warning] Your template was not used\n"));
  CHECK(contains(day, "> - Templates/paper.md:3:1: "));
  CHECK(paper_note(test::entry("2604.10010", "T"), links(), style).to_text() ==
        paper_note(test::entry("2604.10010", "T"), links(), true, false).to_text());
  folder.write("Templates/paper.md", "# Mine\n");
  CHECK(read_note_style(folder.path().string(), profile, false).problems.empty());
}

TEST_CASE("What the manual says of templates is so") {
  const auto manual = read_file(test::project_file("obsidian-bridge/README.md"));
  REQUIRE(manual);
  const std::string section = manual->substr(manual->find("## Your own template"));
  std::vector<std::string> pages;
  for (std::size_t at = 0; (at = section.find("```markdown\n", at)) != std::string::npos;) {
    at += 12;
    pages.push_back(section.substr(at, section.find("```", at) - at));
  }
  REQUIRE(pages.size() == 2);
  CHECK(error_of(pages[0]) == "(no error)");
  CHECK(NoteTemplate::read(pages[1], "D.md", digest_vocabulary()).ok());
  for (const Vocabulary* words : {&paper_vocabulary(), &digest_vocabulary()}) {
    for (const auto& field : words->fields)
      if (!contains(section, "`" + std::string(field.name) + "`")) FAIL_CHECK("no word of the value " << field.name);
    for (const auto& block : words->blocks)
      if (!contains(section, "`" + std::string(block.name) + "`")) FAIL_CHECK("no word of the block " << block.name);
  }
}
