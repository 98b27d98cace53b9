// Templates put together at random, filled with hostile papers: they are refused with a place or give
// a note that reads back as it was and holds nothing that runs.
#include <random>

#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "render/template.hpp"
#include "support/invented_papers.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

// What would run, hide or link must come from the hostile texts alone, so that finding it is a fault.
constexpr const char* kPieces[] = {
    "{{title}}", "{{tldr}}", "{{authors}}", "{{method}}", "{{code}}", "{{reason}}", "{{journal}}",
    "{{author_links}}", "{{arxiv}}", "{{score}}", "{{doi}}", "{{.}}", "{{! x }}",
    "{{#authors}}", "{{/authors}}", "{{#code}}", "{{/code}}", "{{^doi}}", "{{/doi}}",
    "{{#contributions}}", "{{/contributions}}", "{{#block a}}", "{{/block}}", "{{#block b}}",
    "\n{{> tldr}}\n", "\n{{> card}}\n", "\n{{> links}}\n", "\n", "\n\n", " ", "x", "**", "- ", "1",
    "| ", " |", "> ", "[", "](", ")", "https://a.org/?q=", "(", "]", "[x](", "[[", "]]", "|", "`", "$",
    "<b>", "</b>", "\n---\n", "# ", ": ", ":", "=", "~", "%", "\\", "\"", "é", "\xFF", "{{", "}}",
    "\n{{#block c}}\n{{title}}{{method}}\n{{/block}}\n", "{{title}}{{authors}}{{title}}"};

constexpr const char* kHostile[] = {
    "<% tp.file.delete() %>", "%%", "<", "% x %>", "[[a]]", "![[b]]", "](javascript:x)", "(javascript:x)",
    "`= this`", "```js", "=b==", ":: v", "#tag", "^sheaf-tldr", "%% sheaf-card %%", "$", "\\", "|", "*",
    "<script>", "--- ", "- [ ] t", "1. x", ". x", "{{title}}", "\xC3(", "a\nb\r\n---\nc", "script>"};

class Storm {
 public:
  explicit Storm(unsigned seed) : random_(seed) {}

  std::string page() {
    std::string out = pick(3) == 0 ? "---\ntitle: {{title}}\nx: \"a {{tldr}} b\"\nl: [{{authors}}, c]\n---\n# {{title}}\n" : "";
    const std::size_t count = 1 + pick(14);
    for (std::size_t i = 0; i < count; ++i) out += kPieces[pick(std::size(kPieces))];
    return out;
  }

  Entry entry() {
    Entry out = test::entry("2604.10010", text());
    out.paper.authors = {{text(), {}}, {text(), {}}};
    out.paper.journal_ref = text();
    out.paper.doi = text();
    out.score.reason = text();
    out.summary.tldr = text();
    out.summary.method = text();
    out.summary.contributions = {text(), text()};
    out.summary.code_url = "https://a.org/" + text();
    return out;
  }

 private:
  std::size_t pick(std::size_t count) { return random_() % count; }
  std::string text() {
    std::string out = kHostile[pick(std::size(kHostile))];
    while (pick(3) == 0) out += std::string(pick(2), ' ') + kHostile[pick(std::size(kHostile))];
    return out;
  }

  std::mt19937 random_;
};

/// The body without characters that a backslash makes text, and without Sheaf's own comments.
std::string bare_body(const std::string& note) {
  const std::string body = note.substr(note.find("\n---\n", 3));
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '\\' && i + 1 < body.size()) {
      ++i;
      out += 'x';
    } else {
      out += body[i];
    }
  }
  for (const char* id : {"tldr", "card", "links", "a", "b", "c"})
    out = replace_all(out, "\n%% sheaf-" + std::string(id) + " %%\n", "\n");
  return out;
}

/// What no page of the storm holds by itself, no note may hold.
bool is_safe(const std::string& note) {
  if (contains(note, "<%") || !is_valid_utf8(note)) return false;
  const std::string body = bare_body(note);
  for (const char* bad : {"](javascript", "![[", "<script", "%%", "`= "})
    if (contains(body, bad)) return false;
  return true;
}

}  // namespace

TEST_CASE("Templates at random are refused with their place, or give safe notes that read back") {
  const NoteLinks links{"Digests/2026-04-17", {{"Papers/Other", "Other"}}, "Papers", "key"};
  std::size_t used = 0;
  for (unsigned seed = 0; seed < 6000; ++seed) {
    Storm storm(seed);
    const std::string page = storm.page();
    auto read = NoteTemplate::read(page, "T.md", paper_vocabulary());
    if (!read) {
      const std::string& message = read.error().message;
      const bool placed = message.starts_with("T.md:") && is_ascii_digit(message[5]);
      if (!placed) FAIL_CHECK("seed " << seed << ": " << message);
      continue;
    }
    ++used;
    NoteStyle style;
    style.paper = std::make_shared<const NoteTemplate>(std::move(*read));
    const Note note = paper_note(storm.entry(), links, style);
    const std::string text = note.to_text();
    const Note again = note_from_text(text);
    const bool same = again.to_text() == text && again.blocks.size() == note.blocks.size();
    if (!same || !is_safe(text))
      FAIL_CHECK("seed " << seed << (same ? " unsafe" : " reads back as another") << "\n" << page << "\n=====\n" << text);
    const MergeResult merged = merge_note(text, text, note);
    if (merged.changed || !merged.conflicts.empty()) FAIL_CHECK("seed " << seed << ": merging with itself changes it");
  }
  CHECK(used > 500);
}
