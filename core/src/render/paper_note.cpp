// The note of one paper. Every word in it that came from outside goes through markdown.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/paper_links.hpp"
#include "render/markdown.hpp"
#include "render/note.hpp"
#include "render/note_parts.hpp"
#include "render/outline.hpp"
#include "render/person.hpp"
#include "render/summary_blocks.hpp"
#include "base/tex.hpp"

namespace sheaf::render {
namespace {

// A collaboration's three thousand authors would make a property that no editor opens.
constexpr std::size_t kMaxAuthors = 100;
constexpr std::size_t kMaxAlias = 60;
constexpr std::size_t kNamedTitle = 12;  ///< of a title, by which it is known in a reason

std::string short_title(const Paper& paper) {
  const std::string title = plain_text(paper.title);
  const std::size_t colon = title.find(": ");
  if (colon != std::string::npos && colon >= 3 && colon <= kMaxAlias) return title.substr(0, colon);
  return shorten(title, kMaxAlias);
}

std::string page_link(const std::string& folder, std::string_view kind, std::string_view name) {
  const std::string shown = plain_text(name);
  const std::string below = folder.empty() ? "" : folder + "/";
  return wikilink(below + std::string(kind) + "/" + page_name(shown), shown);
}

std::vector<std::string> author_links(const Paper& paper, const std::string& folder) {
  std::vector<std::string> links;
  for (const Author& author : paper.authors) {
    if (links.size() == kMaxAuthors) break;
    if (is_name(author.name)) links.push_back(page_link(folder, "Authors", author.name));
  }
  return links;
}

std::vector<std::string> tags_of(const Entry& entry, bool sample) {
  std::vector<std::string> tags;
  const auto add = [&tags](std::string tag) {
    if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end())
      tags.push_back(std::move(tag));
  };
  const bool arxiv = entry.paper.scheme == "arxiv";
  for (const std::string& category : entry.paper.categories)
    add(arxiv ? category_tag(category) : topic_tag(category));
  for (const std::string& topic : entry.summary.tags) add(topic_tag(topic));
  if (sample) add("sheaf/sample");
  return tags;
}

std::string code_url(const Entry& entry) {
  const std::string& named = entry.summary.code_url;
  return named.starts_with("https://") || named.starts_with("http://") ? named
                                                                       : find_code_url(entry.paper);
}

std::vector<Note::Property> properties_of(const Entry& entry, const NoteLinks& links, bool sample) {
  const Paper& paper = entry.paper;
  std::vector<Note::Property> out;
  const auto add = [&out](const char* key, std::string value) {
    out.push_back({key, std::move(value)});
  };
  const auto add_text = [&](const char* key, const std::string& text) {
    if (!trim(text).empty()) add(key, yaml_string(collapse_spaces(text)));
  };
  // Quoted: as a number, 2401.10020 would lose its last zero.
  add(paper.scheme == "arxiv" ? "arxiv" : "paper", yaml_string(paper_label(paper)));
  add_text("title", plain_text(paper.title));
  add("aliases", yaml_list({paper_label(paper), short_title(paper)}));
  add("authors", yaml_list(author_links(paper, links.papers_folder)));
  if (!paper.categories.empty()) add("categories", yaml_list(paper.categories));
  add("tags", yaml_list(tags_of(entry, sample)));
  add("announced", format_day(entry.announcement.day));
  if (paper.version > 0) add("version", std::to_string(paper.version));
  add("score", score_text(entry.score.value));
  add_text("citekey", links.citation_key);
  add_text("doi", paper.doi);
  add_text("journal", plain_text(paper.journal_ref.empty() ? paper.venue : paper.journal_ref));
  if (paper.citations) add("citations", std::to_string(*paper.citations));
  add_text("code", code_url(entry));
  add_text("area", entry.summary.area);
  return out;
}

std::string announced_text(const Entry& entry) {
  const std::string category = entry.paper.primary_category();
  const std::string where = category.empty() ? "" : " in " + markdown_text(category);
  switch (entry.announcement.type) {
    case AnnounceType::kNew: return "new" + where;
    case AnnounceType::kCross: return "cross-listed, first" + where;
    case AnnounceType::kReplace:
    case AnnounceType::kReplaceCross: break;
  }
  return "replaced" + where;
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

std::string why_text(const Entry& entry, const NoteLinks& links) {
  std::string out =
      "**Why it is here** score " + score_text(entry.score.value) + " · " + announced_text(entry);
  const std::string reason = markdown_text(entry.score.reason);
  if (!reason.empty()) out += " · " + reason;
  return out + similar_text(entry, links);
}

std::string abstract_text(const Paper& paper) {
  std::vector<std::string> paragraphs;
  for (const std::string& paragraph : split(paper.abstract, '\n'))
    if (!trim(paragraph).empty()) paragraphs.push_back(markdown_text(paragraph));
  return paragraphs.empty() ? std::string()
                            : callout("quote", "Abstract", join(paragraphs, "\n\n"), true);
}

/// arXiv has HTML for papers of December 2023 and later; old ids have a slash.
bool has_html(const Paper& paper) {
  return paper.scheme == "arxiv" && !contains(paper.id, "/") && paper.id >= "2312";
}

std::string links_text(const Entry& entry, const NoteLinks& links) {
  const Paper& paper = entry.paper;
  std::vector<std::string> parts;
  parts.push_back(markdown_link(paper.scheme == "arxiv" ? "arXiv" : paper.scheme, paper.abs_url()));
  if (!paper.pdf_url().empty()) parts.push_back(markdown_link("PDF", paper.pdf_url()));
  if (has_html(paper)) parts.push_back(markdown_link("HTML", "https://arxiv.org/html/" + paper.id));
  if (const std::string code = code_url(entry); !code.empty())
    parts.push_back(markdown_link("code", code));
  if (!entry.summary.project_url.empty())
    parts.push_back(markdown_link("project", entry.summary.project_url));
  if (!paper.doi.empty()) parts.push_back(markdown_link("DOI", "https://doi.org/" + paper.doi));
  if (!links.citation_key.empty()) parts.push_back("`@" + links.citation_key + "`");
  if (!links.digest_note.empty())
    parts.push_back(wikilink(links.digest_note, "Digest of " + plain_day(entry.announcement.day)));
  std::string out = join(parts, " · ");
  std::vector<std::string> topics, related;
  for (const std::string& topic : entry.summary.tags)
    if (!topic_tag(topic).empty())
      topics.push_back(page_link(links.papers_folder, "Topics", topic));
  for (const auto& [path, label] : links.related) related.push_back(wikilink(path, label));
  if (!topics.empty()) out += "\nTopics: " + join(topics, " · ");
  if (!related.empty()) out += "\nRelated: " + join(related, " · ");
  return out;
}

}  // namespace

Note paper_note(const Entry& entry, const NoteLinks& links, bool with_mindmap, bool sample) {
  NoteStyle style;
  style.mindmap = with_mindmap;
  style.sample = sample;
  return paper_note(entry, links, style);
}

Note paper_note(const Entry& entry, const NoteLinks& links, const NoteStyle& style) {
  const bool sample = style.sample, with_mindmap = style.mindmap;
  Note note;
  note.properties = properties_of(entry, links, sample);
  const std::string title = markdown_text(entry.paper.title);
  note.heading = "# " + (title.empty() ? paper_label(entry.paper) : title);
  const auto add = [&note](const char* id, std::string text) {
    if (!text.empty()) note.blocks.push_back({id, std::move(text)});
  };
  if (sample)
    note.blocks.push_back(sample_block(
        "paper", "It shows what a note looks like and is no real publication: do not cite it."));
  add("sheaf-tldr", tldr_text(entry.summary));
  add("sheaf-doubts", doubts_text(entry.summary));
  add("sheaf-why", why_text(entry, links));
  add("sheaf-card", card_text(entry.summary));
  add("sheaf-points", contributions_text(entry.summary));
  add("sheaf-report", report_text(entry.summary));
  add("sheaf-essay", essay_text(entry.summary));
  if (with_mindmap) add("sheaf-map", mindmap_text(entry.summary));
  add("sheaf-abstract", abstract_text(entry.paper));
  add("sheaf-links", links_text(entry, links));
  note.tail = "## Notes\n";
  return note;
}

}  // namespace sheaf::render
