// The note of one paper: its blocks, and the template they stand in. Every word in it that came from
// outside goes through markdown.hpp.
// Pure functions; any thread.
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/bibtex.hpp"
#include "cite/citation_key.hpp"
#include "render/markdown.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/paper_note_parts.hpp"
#include "render/summary_blocks.hpp"
#include "render/template.hpp"

namespace sheaf::render {
namespace {

constexpr std::size_t kNamedTitle = 12;  ///< of a title, by which it is known in a reason

std::string sample_text(const PaperView& view) {
  if (!view.style.sample) return {};
  return sample_block("paper", "It shows what a note looks like and is no real publication: do not cite it.").text;
}

/// The library paper that this one is like: a link when the vault has its note.
std::string similar_text(const Entry& entry, const NoteLinks& links) {
  for (const std::string& title : entry.score.similar) {
    const std::string plain = plain_text(title);
    for (const auto& [path, label] : links.related)
      if (label == plain) return " · like " + wikilink(path, label) + " in your library";
    // A reason names it already, shortened.
    if (!contains(entry.score.reason, shorten(title, kNamedTitle)) &&
        !contains(entry.score.reason, cut_utf8(title, kNamedTitle)))
      return " · like *" + markdown_text(plain) + "* in your library";
  }
  return {};
}

std::string why_text(const PaperView& view) {
  const Entry& entry = view.entry;
  std::string out = "**Why it is here** score " + score_text(entry.score.value) + " · " +
                    markdown_text(announced_text(entry));
  const std::string reason = markdown_text(entry.score.reason);
  if (!reason.empty()) out += " · " + reason;
  return out + similar_text(entry, view.links);
}

std::string abstract_text(const PaperView& view) {
  std::vector<std::string> paragraphs;
  for (const std::string& paragraph : split(view.paper().abstract, '\n'))
    if (!trim(paragraph).empty()) paragraphs.push_back(markdown_text(paragraph));
  return paragraphs.empty() ? std::string()
                            : callout("quote", "Abstract", join(paragraphs, "\n\n"), true);
}

/// A picture that the app loads from its server: only where the reader asked for it.
std::string image_text(const PaperView& view) {
  if (!view.style.thumbnails) return {};
  const std::string link = markdown_link("x", view.summary().thumbnail_url);
  return link.starts_with("[x](") ? "![picture|480" + link.substr(2) : std::string();
}

std::string links_text(const PaperView& view) {
  const Paper& paper = view.paper();
  const NoteLinks& links = view.links;
  std::vector<std::string> parts;
  const auto add = [&parts](std::string_view label, const std::string& url) {
    if (!url.empty()) parts.push_back(markdown_link(label, url));
  };
  parts.push_back(markdown_link(paper.scheme == "arxiv" ? "arXiv" : paper.scheme, paper.abs_url()));
  add("PDF", paper.pdf_url());
  add("HTML", html_url(paper));
  add("code", code_url(view.entry));
  add("project", view.summary().project_url);
  if (!paper.doi.empty()) add("DOI", "https://doi.org/" + paper.doi);
  if (!links.citation_key.empty()) parts.push_back("`@" + links.citation_key + "`");
  if (!links.digest_note.empty())
    parts.push_back(wikilink(links.digest_note, "Digest of " + plain_day(view.entry.announcement.day)));
  if (!links.daily_note.empty()) parts.push_back(wikilink(links.daily_note, "Daily note"));
  std::string out = join(parts, " · ");
  std::vector<std::string> related;
  for (const auto& [path, label] : links.related) related.push_back(wikilink(path, label));
  if (const auto topics = topic_links(view); !topics.empty()) out += "\nTopics: " + join(topics, " · ");
  if (!related.empty()) out += "\nRelated: " + join(related, " · ");
  return out;
}

/// The entry in a fence that nothing in it can close; what Templater would run is taken apart.
std::string bibtex_text(const PaperView& view) {
  if (!view.style.bibtex) return {};
  const std::string& given = view.links.citation_key;
  std::string entry = cite::bibtex_entry(view.paper(), given.empty() ? cite::citation_key(view.paper()) : given);
  entry = replace_all(replace_all(entry, "`", "'"), "<%", "< %");
  while (!entry.empty() && is_ascii_space(entry.back())) entry.pop_back();
  return callout("quote", "BibTeX", "```bibtex\n" + entry + "\n```", true);
}

#define SUMMARY(function) [](const PaperView& view) { return function(view.summary()); }

std::string map_text(const PaperView& view) {
  return view.style.mindmap ? mindmap_text(view.summary()) : std::string();
}

const NoteTemplate& built_in() {
  static const NoteTemplate read =
      NoteTemplate::read(paper_template_text(), "the built-in template", paper_vocabulary()).value();
  return read;
}

}  // namespace

const std::vector<PaperBlock>& paper_blocks() {
  static const std::vector<PaperBlock> blocks = {
      {{"sample", "sheaf-sample"}, sample_text},
      {{"tldr", "sheaf-tldr"}, SUMMARY(tldr_text)},
      {{"image", "sheaf-image"}, image_text},
      {{"doubts", "sheaf-doubts"}, SUMMARY(doubts_text)},
      {{"why", "sheaf-why"}, why_text},
      {{"card", "sheaf-card"}, SUMMARY(card_text)},
      {{"points", "sheaf-points"}, SUMMARY(contributions_text)},
      {{"report", "sheaf-report"}, SUMMARY(report_text)},
      {{"essay", "sheaf-essay"}, SUMMARY(essay_text)},
      {{"mindmap", "sheaf-map"}, map_text},
      {{"abstract", "sheaf-abstract"}, abstract_text},
      {{"links", "sheaf-links"}, links_text},
      {{"bibtex", "sheaf-bibtex"}, bibtex_text},
  };
  return blocks;
}

#undef SUMMARY

std::string_view paper_template_text() {
  return R"(---
arxiv: {{arxiv}}
paper: {{paper}}
title: {{title}}
aliases: {{aliases}}
authors: {{author_links}}
categories: {{categories}}
tags: {{tags}}
announced: {{announced}}
version: {{version}}
score: {{score}}
read: false
citekey: {{citekey}}
doi: {{doi}}
journal: {{journal}}
citations: {{citations}}
code: {{code}}
area: {{area}}
---

# {{title}}

{{> sample}}
{{> tldr}}
{{> image}}
{{> doubts}}
{{> why}}
{{> card}}
{{> points}}
{{> report}}
{{> essay}}
{{> mindmap}}
{{> abstract}}
{{> links}}
{{> bibtex}}

## Notes
)";
}

const Vocabulary& paper_vocabulary() {
  static const Vocabulary words = [] {
    Vocabulary made;
    for (const PaperField& field : paper_fields()) made.fields.push_back(field.field);
    for (const PaperBlock& block : paper_blocks()) made.blocks.push_back(block.block);
    made.own_keys = {"arxiv", "paper", "title", "announced", "citekey"};
    made.built_in = paper_template_text();
    return made;
  }();
  return words;
}

Note paper_note(const Entry& entry, const NoteLinks& links, const NoteStyle& style) {
  const NoteTemplate& page = style.paper ? *style.paper : built_in();
  const PaperView view{entry, links, style};
  Note note = page.fill(PaperScope(view));
  // That a paper is invented is told, whatever a template says of it.
  put_first(note, "sheaf-sample", sample_text(view));
  return note;
}

Note paper_note(const Entry& entry, const NoteLinks& links, bool with_mindmap, bool sample) {
  NoteStyle style;
  style.mindmap = with_mindmap;
  style.sample = sample;
  return paper_note(entry, links, style);
}

}  // namespace sheaf::render
