// daily-arXiv-ai-enhanced's page of a day, other than the original: the counts are of what is
// shown, a paper whose summary lacks a part is not left out, parts it lacks are not printed empty,
// text is escaped, each paragraph is one line, and sources that failed are told before the first
// section. See pages.hpp. Pure functions; any thread.
#include "base/text.hpp"
#include "publish/ai_fields.hpp"
#include "publish/escape.hpp"
#include "publish/pages.hpp"
#include "publish/sections.hpp"

namespace sheaf::publish {
namespace {

std::string label(std::string_view name, const std::string& text) {
  return text.empty() ? std::string() : std::string(name) + ": " + text + "\n\n";
}

/// Joined without a blank, as the original's readers split them; a comma in a name is a reference.
std::string author_line(const Paper& paper) {
  std::vector<std::string> names;
  for (const Author& author : paper.authors)
    names.push_back(replace_all(prose(author.name), ",", "&#44;"));
  return "*" + join(names, ",") + "*";
}

/// Separated by commas; one inside a key word is a reference, and no semicolon stays beside those.
std::string keywords(const std::vector<std::string>& tags) {
  std::vector<std::string> words;
  for (const std::string& tag : tags)
    words.push_back(replace_all(prose(replace_all(plain_line(tag), ";", ",")), ",", "&#44;"));
  return join(words, ", ");
}

std::string heading(const Paper& paper, std::size_t number) {
  const std::string title = link_text(paper.title);
  return "### [" + std::to_string(number) + "] [" + (title.empty() ? link_text(paper.id) : title) +
         "](" + paper_url(paper) + ")\n";
}

std::string paper_text(const Entry& entry, std::size_t number) {
  const Paper& paper = entry.paper;
  const Summary& summary = entry.summary;
  std::string out = heading(paper, number) + author_line(paper) + "\n\n";
  out += label("Main category", prose(paper.primary_category()));
  out += label("TL;DR", prose_lines(summary.tldr)) + "\n<details>\n  <summary>Details</summary>\n";
  out += label("Motivation", prose_lines(summary.motivation));
  out += label("Method", prose_lines(summary.method));
  out += label("Result", prose_lines(summary.result));
  out += label("Conclusion", prose_lines(summary.conclusion));
  for (const auto& [name, text] : other_ai_fields(summary.text))
    if (!name.empty()) out += label(prose(name), prose_lines(text));
  out += label("Keywords", keywords(summary.tags));
  out += label("Abstract", prose_lines(replace_all(paper.abstract, "\n", "\n\n")));
  return out + "</details>\n\n\n";
}

}  // namespace

std::string ai_page(const Digest& digest) {
  const std::vector<Section> sections = sections_of(entries_of(digest), false);
  std::string out = "<div id=toc></div>\n\n# Table of Contents\n\n";
  for (const Section& section : sections) {
    const std::string name = link_text(section.name);
    out += "- [" + name + "](#" + percent_encode(section.name) +
           ") [Total: " + std::to_string(section.entries.size()) + "]\n";
  }
  out += "\n" + std::string(kEscapedMark) + "\n";
  if (const std::string note = sample_note(digest); !note.empty()) out += "\n> " + note + "\n";
  for (const std::string& trouble : troubles(digest))
    out += "\n> Not complete: " + prose(trouble) + "\n";
  std::size_t number = 0;
  for (const Section& section : sections) {
    out += "\n<div id='" + percent_encode(section.name) + "'></div>\n\n# " +
           link_text(section.name) + " [[Back]](#toc)\n\n";
    for (const Entry* entry : section.entries) out += paper_text(*entry, ++number);
  }
  while (out.ends_with("\n\n")) out.pop_back();
  return out;
}

}  // namespace sheaf::publish
