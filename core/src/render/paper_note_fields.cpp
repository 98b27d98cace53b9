// The values of a paper that templates can name; see paper_note_parts.hpp.
// Pure functions; any thread.
#include <algorithm>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "model/paper_links.hpp"
#include "render/markdown.hpp"
#include "render/note_parts.hpp"
#include "render/paper_note_parts.hpp"
#include "cite/person.hpp"

namespace sheaf::render {
namespace {

using Items = std::vector<std::string>;

// A collaboration's three thousand authors would make a property that no editor opens.
constexpr std::size_t kMaxAuthors = 100;
constexpr std::size_t kMaxAlias = 60;

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

Items authors(const PaperView& view) {
  Items names;
  for (const Author& author : view.paper().authors) {
    if (names.size() == kMaxAuthors) break;
    if (cite::is_name(author.name)) names.push_back(author.name);
  }
  return names;
}

Items tags(const PaperView& view) {
  Items tags;
  const auto add = [&tags](std::string tag) {
    if (!tag.empty() && std::find(tags.begin(), tags.end(), tag) == tags.end())
      tags.push_back(std::move(tag));
  };
  const bool arxiv = view.paper().scheme == "arxiv";
  for (const std::string& category : view.paper().categories)
    add(arxiv ? category_tag(category) : topic_tag(category));
  for (const std::string& topic : view.summary().tags) add(topic_tag(topic));
  if (view.style.sample) add("sheaf/sample");
  return tags;
}

Items topics(const PaperView& view) {
  Items named;
  for (const std::string& topic : view.summary().tags)
    if (!topic_tag(topic).empty()) named.push_back(topic);
  return named;
}

Items title(const PaperView& view) {
  return {trim(view.paper().title).empty() ? paper_label(view.paper()) : view.paper().title};
}

Items related(const PaperView& view) {
  Items links;
  for (const auto& [path, label] : view.links.related) links.push_back(wikilink(path, label));
  return links;
}

std::string note_link(const PaperView& view) {
  const std::string name = title(view).front();
  return view.note_path.empty() ? markdown_link(name, view.paper().abs_url())
                                : wikilink(view.note_path, name);
}

std::string doi_url(const Paper& paper) {
  return paper.doi.empty() ? std::string() : "https://doi.org/" + paper.doi;
}

Items link_to(const std::string& path, const std::string& label) {
  return path.empty() ? Items() : Items{wikilink(path, label)};
}

Items count(const std::optional<std::int64_t>& value) {
  return value ? Items{std::to_string(*value)} : Items();
}

std::string if_arxiv(const PaperView& view, bool arxiv) {
  return (view.paper().scheme == "arxiv") == arxiv ? paper_label(view.paper()) : std::string();
}

}  // namespace

std::vector<std::string> author_links(const PaperView& view) {
  Items links;
  for (const std::string& name : authors(view))
    links.push_back(page_link(view.links.papers_folder, "Authors", name));
  return links;
}

std::vector<std::string> topic_links(const PaperView& view) {
  Items links;
  for (const std::string& topic : topics(view))
    links.push_back(page_link(view.links.papers_folder, "Topics", topic));
  return links;
}

std::string code_url(const Entry& entry) {
  const std::string& named = entry.summary.code_url;
  return named.starts_with("https://") || named.starts_with("http://") ? named
                                                                       : find_code_url(entry.paper);
}

/// arXiv has HTML for papers of December 2023 and later; old ids have a slash.
std::string html_url(const Paper& paper) {
  const bool has = paper.scheme == "arxiv" && !contains(paper.id, "/") && paper.id >= "2312";
  return has ? "https://arxiv.org/html/" + paper.id : std::string();
}

std::string announced_text(const Entry& entry) {
  const std::string category = entry.paper.primary_category();
  const std::string where = category.empty() ? "" : " in " + category;
  switch (entry.announcement.type) {
    case AnnounceType::kNew: return "new" + where;
    case AnnounceType::kCross: return "cross-listed, first" + where;
    case AnnounceType::kReplace:
    case AnnounceType::kReplaceCross: break;
  }
  return "replaced" + where;
}

#define ONE(expression) [](const PaperView& view) -> Items { return {(expression)}; }
#define LIST(expression) [](const PaperView& view) -> Items { return (expression); }

const std::vector<PaperField>& paper_fields() {
  using enum FieldKind;
  static const std::vector<PaperField> fields = {
      {{"arxiv", kPlain, false}, ONE(if_arxiv(view, true))},
      {{"paper", kWord, false}, ONE(if_arxiv(view, false))},
      {{"id", kWord, false}, ONE(paper_label(view.paper()))},
      {{"title", kText, false}, LIST(title(view))},
      {{"short_title", kWord, false}, ONE(short_title(view.paper()))},
      {{"aliases", kWord, true}, LIST((Items{paper_label(view.paper()), short_title(view.paper())}))},
      {{"authors", kText, true}, LIST(authors(view))},
      {{"author_links", kLink, true}, LIST(author_links(view))},
      {{"first_author", kText, false}, LIST(view.paper().authors.empty() ? Items() : Items{view.paper().authors.front().name})},
      {{"categories", kPlain, true}, LIST(view.paper().categories)},
      {{"category", kPlain, false}, ONE(view.paper().primary_category())},
      {{"tags", kWord, true}, LIST(tags(view))},
      {{"topics", kText, true}, LIST(topics(view))},
      {{"topic_links", kLink, true}, LIST(topic_links(view))},
      {{"area", kWord, false}, ONE(view.summary().area)},
      {{"announced", kNumber, false}, ONE(format_day(view.entry.announcement.day))},
      {{"announcement", kText, false}, ONE(announced_text(view.entry))},
      {{"version", kNumber, false}, ONE(view.paper().version > 0 ? std::to_string(view.paper().version) : "")},
      {{"score", kNumber, false}, ONE(score_text(view.entry.score.value))},
      {{"reason", kText, false}, ONE(view.entry.score.reason)},
      {{"citekey", kPlain, false}, ONE(view.links.citation_key)},
      {{"doi", kWord, false}, ONE(view.paper().doi)},
      {{"journal", kText, false}, ONE(view.paper().journal_ref.empty() ? view.paper().venue : view.paper().journal_ref)},
      {{"citations", kNumber, false}, LIST(count(view.paper().citations))},
      {{"comment", kText, false}, ONE(view.paper().comment)},
      {{"abstract", kText, false}, ONE(view.paper().abstract)},
      {{"tldr", kTold, false}, ONE(view.summary().tldr)},
      {{"motivation", kTold, false}, ONE(view.summary().motivation)},
      {{"method", kTold, false}, ONE(view.summary().method)},
      {{"result", kTold, false}, ONE(view.summary().result)},
      {{"conclusion", kTold, false}, ONE(view.summary().conclusion)},
      {{"contributions", kTold, true}, LIST(view.summary().contributions)},
      {{"limitations", kTold, true}, LIST(view.summary().limitations)},
      {{"future_work", kTold, true}, LIST(view.summary().future_work)},
      {{"institutions", kText, true}, LIST(view.summary().institutions)},
      {{"provider", kWord, false}, ONE(view.summary().provider)},
      {{"url", kUrl, false}, ONE(view.paper().abs_url())},
      {{"pdf", kUrl, false}, ONE(view.paper().pdf_url())},
      {{"html", kUrl, false}, ONE(html_url(view.paper()))},
      {{"code", kUrl, false}, ONE(code_url(view.entry))},
      {{"project", kUrl, false}, ONE(view.summary().project_url)},
      {{"doi_url", kUrl, false}, ONE(doi_url(view.paper()))},
      {{"thumbnail", kUrl, false}, ONE(view.style.thumbnails ? view.summary().thumbnail_url : "")},
      {{"link", kLink, false}, ONE(note_link(view))},
      {{"related", kLink, true}, LIST(related(view))},
      {{"digest", kLink, false}, LIST(link_to(view.links.digest_note, "Digest of " + plain_day(view.entry.announcement.day)))},
      {{"daily_note", kLink, false}, LIST(link_to(view.links.daily_note, "Daily note"))},
  };
  return fields;
}

#undef ONE
#undef LIST

std::vector<std::string> PaperScope::items(std::size_t field) const {
  Items items = paper_fields()[field].items(view_);
  std::erase_if(items, [](const std::string& item) { return trim(item).empty(); });
  return items;
}

std::string PaperScope::block(std::size_t block) const { return paper_blocks()[block].text(view_); }

const std::vector<std::string>& PaperScope::unsupported() const {
  return view_.summary().grounding.unsupported;
}

}  // namespace sheaf::render
