// make_vault FOLDER: writes a vault of invented papers, plain and hostile, with an expected.json
// beside the notes that tells what each front matter and each diagram must say; and FOLDER-styled,
// the same papers in a template of the reader's, with pictures, BibTeX, tables and a canvas.
// A program for check_vault.mjs; one thread.
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/file.hpp"
#include "base/tex.hpp"
#include "model/json.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "render/mermaid.hpp"
#include "render/note.hpp"
#include "render/vault.hpp"
#include "render/vault_index.hpp"
#include "render/vault_pages.hpp"

namespace {

using namespace sheaf;

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "[[Wiki|link]] and ![[embed#^id]]",
      "<% tp.file.delete() %> runs on creation",
      "%%hidden%% remark",
      "#tag-like words and C# code",
      "`$= dv.current()` and `= this.x` and ```js",
      "key:: value, std::move",
      "<script>alert(1)</script> & <b>bold</b> &amp; R&D",
      "- [ ] a task",
      "1. first item",
      "--- a rule ---",
      "a | b || c \\| d",
      "ends like a block ^sheaf-tldr",
      "![x](https://tracker.example/i.png) [y](http://z)",
      "\"quoted\" and 5\" disk: \\alpha-divergence",
      "$\\texttt{AMEND++}$: $O(n \\log n)$ for $\\|x\\|_2 < \\epsilon|y|$",
      "costs $5 and $10, not $x$",
      "null",
      "~",
      "2401.10020",
      "1e5",
      "yes: no",
      "@at-sign, %percent, *star",
      "{\"json\": [1]}",
      "tab\there\nline two\r\nline three",
      "zero\xE2\x80\x8Bwidth \xE2\x80\xAEoverride",
      "bad \xC3( utf-8 \xED\xA0\x80",
      "注意力就是你所需要的一切：一种新的方法",
      "مرحبا بالعالم",
      "emoji 🎉 and ﬁ ligature",
      "fa:fa-book ::icon(fa fa-x) :::class",
      "%%{init: {\"theme\":\"dark\"}}%%",
      "===",
      "click n0 callback",
      "mindmap",
      "A --> B; C((x)) {{y}}",
      "*emph* _under_ **strong** ~~gone~~ ==mark==",
      "javascript:alert(1) obsidian://open?vault=x",
      "a#35;b &#35; #quot;",
      "\\",
      "$",
      "`",
      "\"",
      "{{title}} {{date}}",
      "https://arxiv.org/abs/1706.03762",
  };
  return texts;
}

std::string hostile(std::size_t i) { return hostile_texts()[i % hostile_texts().size()]; }

MindNode plain_map(const std::string& title) {
  return {title, {{"Problem", {{"Long inputs cost too much", {}}, {"Quadratic attention", {}}}},
                  {"Method", {{"A bandit picks the length", {}}, {"Cache of hidden states", {}}}},
                  {"Result", {{"14.8 % more throughput", {}}, {"20.2 % lower latency", {}}}}}};
}

MindNode hostile_map(std::size_t seed) {
  MindNode root{hostile(seed), {}};
  for (std::size_t branch = 0; branch < 10; ++branch) {
    root.children.push_back({hostile(seed + branch * 4 + 1), {}});
    for (std::size_t leaf = 0; leaf < 4; ++leaf)
      root.children.back().children.push_back({hostile(seed + branch * 4 + leaf + 2), {}});
  }
  return root;
}

Entry entry(std::size_t number, AnnounceType type, Day day) {
  char id[16];
  std::snprintf(id, sizeof id, "2604.%05zu", 10010 + number * 10);
  Entry out;
  out.paper.id = id;
  out.paper.version = type == AnnounceType::kReplace ? 2 : 1;
  out.paper.categories = {"cs.LG", number % 2 == 0 ? "cs.CL" : "math.NA"};
  out.paper.published = 1776384000 - 86400;
  out.announcement = {day, type};
  out.score.value = 95.5 - static_cast<double>(number) * 1.75;
  out.summary.provider = "built-in";
  out.summary.language = "en";
  return out;
}

Entry plain_entry(std::size_t number, Day day) {
  static const char* kTitles[] = {
      "Nightjar: Adaptive Speculative Decoding for Language Model Serving",
      "Learning Multinomial Logits in $O(n \\log n)$ Time",
      "Medusa Revisited: Speculative Decoding with Many Heads",
      "\\textsc{LogicScore}: Fine-grained Evaluation of Reasoning",
      "La norme technique comme catalyseur : l'{\\'e}ducation",
      "Why Adam Works Better with $\\beta_1 = \\beta_2$",
      "Benchmark^2: Systematic Evaluation of LLM Benchmarks",
      "稀疏注意力的统一视角"};
  const std::string title = kTitles[number % 8];
  Entry out = entry(number, number % 5 == 4 ? AnnounceType::kCross : AnnounceType::kNew, day);
  out.paper.title = title;
  out.paper.authors = {
      {"Rui van der Li", {}}, {"Ana Gómez Núñez", {}}, {"The Nightjar Collaboration", {}}};
  out.paper.abstract =
      "Serving large models is slow, since each token costs a pass: $O(n^2)$ in the worst case. "
      "We pick the speculative length per batch with a bandit.\nCode is at "
      "https://github.com/example/nightjar.";
  out.paper.comment = "12 pages, 5 figures";
  out.score.reason = "speculative, draft model, acceptance rate";
  out.score.similar = {"Learning Multinomial Logits in $O(n \\log n)$ Time"};
  out.summary.tldr =
      "Nightjar picks the speculative length per batch with a bandit, and switches speculation "
      "off when it does not pay.";
  out.summary.motivation =
      "A fixed speculative length wastes work when the acceptance rate $\\alpha$ falls.";
  out.summary.method = "A contextual bandit with $|A| = 8$ arms chooses the length for each batch.";
  out.summary.result =
      "14.8 % more throughput and 20.2 % lower latency than standard speculative decoding.";
  out.summary.conclusion = "Adapting the length is cheap and safe.";
  out.summary.contributions = {"A bandit for speculative length",
                               "An analysis with regret $O(\\sqrt{T})$", "Open code"};
  out.summary.tags = {"Speculative decoding", "LLM serving"};
  out.summary.code_url = "https://github.com/example/nightjar";
  out.summary.thumbnail_url = "https://arxiv.org/html/2604.10010/x1.png";
  out.summary.mindmap = plain_map(title);
  return out;
}

Entry hostile_entry(std::size_t number, Day day) {
  Entry out = entry(number, number % 3 == 2 ? AnnounceType::kCross : AnnounceType::kNew, day);
  out.paper.title = hostile(number * 2) + " " + hostile(number * 2 + 1);
  out.paper.authors = {{hostile(number + 3), {}}, {"Ann \"Nan\" O'Neil: [[x]]", {}}};
  out.paper.abstract = hostile(number) + "\n" + hostile(number + 5) + " " + hostile(number + 7);
  out.paper.comment = hostile(number + 9);
  out.paper.doi = "10.1002/(SICI)1097<1661::AID>3.0.CO;2-2";
  out.paper.journal_ref = hostile(number + 11);
  out.score.reason = hostile(number + 1);
  out.score.similar = {hostile(number + 2)};
  out.summary.tldr = hostile(number + 4);
  out.summary.motivation = hostile(number + 6);
  out.summary.method = hostile(number + 8);
  out.summary.result = hostile(number + 10);
  out.summary.conclusion = hostile(number + 12);
  out.summary.contributions = {hostile(number + 13), hostile(number + 14)};
  out.summary.tags = {hostile(number + 15), "Shared topic"};
  out.summary.provider = hostile(number + 16);
  out.summary.note = hostile(number + 17);
  out.summary.thumbnail_url = "https://arxiv.org/x.png)](" + hostile(number);
  out.summary.mindmap = hostile_map(number * 3);
  return out;
}

Digest invented_digest() {
  Digest digest;
  digest.day = *parse_day("2026-04-17");
  digest.profile = "default";
  digest.sample = true;
  digest.sources = {{"arxiv:cs.LG", SourceState::kOk, "", 30},
                    {"arxiv:cs.CV", SourceState::kEmpty, "no announcement", 0},
                    {"arxiv:api", SourceState::kPartial, "3 papers without abstracts", 27}};
  for (std::size_t i = 0; i < 8; ++i) digest.entries.push_back(plain_entry(i, digest.day));
  for (std::size_t i = 8; i < 32; ++i) digest.entries.push_back(hostile_entry(i, digest.day));
  for (const Entry& e : digest.entries) digest.announced.add(e.announcement.type);
  digest.left_out = 3;
  return digest;
}

/// The labels of the part of a tree that is drawn, in drawing order.
void drawn_labels(const MindNode& node, int depth, Json& out) {
  out.push_back(render::mermaid_label(plain_text(node.label)));
  const std::size_t most = depth == 0 ? 8 : depth == 1 ? 3 : 0;
  for (std::size_t i = 0; i < node.children.size() && i < most; ++i)
    drawn_labels(node.children[i], depth + 1, out);
}

Json expected_note(const Entry& e, const render::NoteReport& report) {
  Json labels = Json::array();
  drawn_labels(e.summary.mindmap, 0, labels);
  return {{"path", report.path},
          {"arxiv", e.paper.id},
          {"title", plain_text(e.paper.title)},
          {"version", e.paper.version},
          {"score", e.score.value},
          {"categories", e.paper.categories},
          {"announced", format_day(e.announcement.day)},
          {"doi", e.paper.doi},
          {"labels", labels}};
}

constexpr const char* kPaperTemplate = R"note(---
title: {{title}}
summary: "{{tldr}} ({{first_author}})"
people: [{{authors}}, "by {{provider}}"]
tags: [reading/list, {{tags}}]
status: unread
---
# {{title}}

*{{announcement}}* · {{score}} · by {{authors}}{{#code}} · [code]({{code}}){{/code}} · `{{arxiv}}`
[search](https://arxiv.org/search?query={{title}}) · [[Papers/Authors/{{first_author}}|{{first_author}}]]

{{> tldr}}

## Read this first

| What | Words |
|---|---|
| Method | {{method}} |
| {{result}} | {{conclusion}} |

- {{motivation}}{{comment}}
- [x] ({{reason}})**{{title}}**{{journal}}

{{#block facts}}
> [!tip] {{title}}
> {{abstract}}

{{#contributions}}
- {{.}}
{{/contributions}}
{{/block}}

{{> image}}
{{> mindmap}}
{{> links}}
{{> bibtex}}

## My notes
)note";

constexpr const char* kDigestTemplate = R"note(# {{long_day}}

{{^papers}}
Nothing today.
{{/papers}}
{{> counts}}
{{#block list}}
| Score | Paper | Why |
|--:|:--|:--|
{{#papers}}
| {{score}} | {{link}}<br>{{author_links}} | {{tldr}}{{#contributions}}<br>{{.}}{{/contributions}} |
{{/papers}}
{{/block}}
{{> pages}}

## My day
)note";

/// Where the styled vault's notes lie, and which of them are related.
render::PageContext styled_context(const Digest& digest) {
  render::PageContext context{"Papers", "Digests", {}, {}};
  for (const Entry& e : digest.entries) context.notes.push_back("Papers/" + render::note_name(e.paper));
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    const std::size_t next = (i + 1) % digest.entries.size();
    context.related.push_back({{context.notes[next], plain_text(digest.entries[next].paper.title)}});
  }
  return context;
}

Status write_styled(const Digest& digest, const std::string& folder) {
  VaultProfile profile;
  profile.thumbnails = profile.canvas = true;
  profile.citation = "bibtex";
  profile.paper_template = "Templates/paper.txt";
  profile.digest_template = "Templates/day.txt";
  const std::string day = format_day(digest.day);
  SHEAF_TRY(write_file(folder + "/Templates/paper.txt", kPaperTemplate));
  SHEAF_TRY(write_file(folder + "/Templates/day.txt", kDigestTemplate));
  const render::NoteStyle style = render::read_note_style(folder, profile, digest.sample);
  if (!style.problems.empty()) return Error{ErrorCode::kInvalid, style.problems.front()};
  const render::PageContext context = styled_context(digest);
  const auto pages = render::vault_pages(digest, profile, context);
  for (const render::VaultPage& page : pages) SHEAF_TRY(write_file(folder + "/" + page.path, page.text));
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    const render::NoteLinks links{"Digests/" + day, context.related[i], "Papers",
                                  cite::citation_key(digest.entries[i].paper)};
    SHEAF_TRY(write_file(folder + "/" + context.notes[i] + ".md",
                         render::paper_note(digest.entries[i], links, style).to_text()));
  }
  const render::DayLinks links{context.notes, "Papers", {}, render::page_links(pages)};
  SHEAF_TRY(write_file(folder + "/Digests/" + day + ".md", render::digest_note(digest, links, style).to_text()));
  return {};
}

Status write_plain(const Digest& digest, const std::string& folder) {
  render::Baselines baselines;
  SHEAF_ASSIGN(const auto report, render::write_vault(digest, folder, VaultProfile{}, baselines, Task{}));
  Json notes = Json::array();
  std::vector<Paper> papers;
  for (std::size_t i = 0; i < digest.entries.size(); ++i) {
    notes.push_back(expected_note(digest.entries[i], report.notes[i]));
    papers.push_back(digest.entries[i].paper);
  }
  std::ofstream(folder + "/expected.json") << dump_json(Json{{"notes", notes}}, 1) << "\n";
  std::ofstream(folder + "/papers.bib") << cite::bibtex_file(papers, true);
  std::printf("%zu notes in %s\n", report.notes.size(), folder.c_str());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: make_vault FOLDER\n");
    return 2;
  }
  const std::string folder = argv[1];
  const Digest digest = invented_digest();
  Status written = write_plain(digest, folder);
  if (written) written = write_styled(digest, folder + "-styled");
  if (written) return 0;
  std::fprintf(stderr, "make_vault: %s\n", written.error().message.c_str());
  return 1;
}
