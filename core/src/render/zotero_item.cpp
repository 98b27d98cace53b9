// Zotero items; see zotero_item.hpp. Field names are those of Zotero's schema 41.
// Pure functions; any thread.
#include "render/zotero_item.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/category.hpp"
#include "render/person.hpp"

namespace sheaf::render {
namespace {

/// What Zotero's translator puts before the name of a class.
constexpr struct {
  std::string_view archive, name;
} kArchives[] = {{"astro-ph", "Astrophysics"},
                 {"cond-mat", "Condensed Matter"},
                 {"cs", "Computer Science"},
                 {"econ", "Economics"},
                 {"eess", "Electrical Engineering and Systems Science"},
                 {"math", "Mathematics"},
                 {"nlin", "Nonlinear Sciences"},
                 {"physics", "Physics"},
                 {"q-bio", "Quantitative Biology"},
                 {"q-fin", "Quantitative Finance"},
                 {"stat", "Statistics"}};

/// "Computer Science - Computation and Language"; the id itself for what is no class of arXiv.
std::string category_tag_name(const std::string& category) {
  const auto name = category_name(category);
  if (!name) return category;
  const std::string_view archive = std::string_view(category).substr(0, category.find('.'));
  for (const auto& one : kArchives)
    if (one.archive == archive && contains(category, "."))
      return std::string(one.name) + " - " + std::string(*name);
  return std::string(*name);
}

Json creator_of(const std::string& printed) {
  const Person person = parse_person(plain_text(printed));
  if (person.whole) return {{"creatorType", "author"}, {"name", person.last}};
  std::string first = person.first;
  if (!person.suffix.empty()) first += ", " + person.suffix;
  return {{"creatorType", "author"}, {"firstName", first}, {"lastName", person.last}};
}

Json creators_of(const Paper& paper) {
  Json creators = Json::array();
  for (const Author& author : paper.authors)
    if (is_name(author.name)) creators.push_back(creator_of(author.name));
  return creators;
}

void add_tag(Json& tags, const std::string& name, bool automatic) {
  if (trim(name).empty()) return;
  for (const Json& tag : tags)
    if (tag["tag"] == name) return;
  Json tag = {{"tag", name}};
  if (automatic) tag["type"] = 1;
  tags.push_back(std::move(tag));
}

Json tags_of(const Entry& entry, const ZoteroOptions& options) {
  Json tags = Json::array();
  for (const std::string& category : entry.paper.categories)
    add_tag(tags, entry.paper.scheme == "arxiv" ? category_tag_name(category) : category, true);
  if (options.topic_tags) {
    add_tag(tags, entry.summary.area, true);
    for (const std::string& topic : entry.topics) add_tag(tags, plain_text(topic), true);
    for (const std::string& topic : entry.summary.tags) add_tag(tags, plain_text(topic), true);
  }
  const double tens = std::min(std::max(entry.score.value, 0.0), 100.0) / 10;
  if (options.score_tag)
    add_tag(tags, "score/" + std::to_string(static_cast<int>(tens) * 10), true);
  return tags;
}

/// Where a preprint lies, for the schemes that are preprint servers.
std::string repository_of(const Paper& paper) {
  if (paper.scheme == "arxiv") return "arXiv";
  for (const auto& [part, name] : {std::pair{"biorxiv", "bioRxiv"}, std::pair{"medrxiv", "medRxiv"},
                                   std::pair{"openreview", "OpenReview"}, std::pair{"chemrxiv", "ChemRxiv"}})
    if (contains(to_lower(paper.landing), part) || to_lower(paper.venue) == part || paper.scheme == part)
      return name;
  return {};
}

std::string extra_of(const Paper& paper) {
  if (paper.scheme != "arxiv") return {};
  const std::string category = paper.primary_category();
  std::string extra = "arXiv:" + paper.id + (category.empty() ? "" : " [" + category + "]");
  if (paper.version > 0) extra += "\nversion: " + std::to_string(paper.version);
  return extra;
}

std::string date_of(const Paper& paper) {
  const auto time = paper.updated ? paper.updated : paper.published;
  return time ? format_rfc3339(*time).substr(0, 10) : std::string();
}

std::string doi_of(const Paper& paper) {
  if (!paper.doi.empty()) return paper.doi;
  return paper.scheme == "arxiv" ? "10.48550/arXiv." + paper.id
         : paper.scheme == "doi" ? paper.id
                                 : std::string();
}

void put(Json& item, const char* key, const std::string& value) {
  if (!trim(value).empty()) item[key] = value;
}

}  // namespace

Json zotero_item(const Entry& entry, const ZoteroOptions& options) {
  const Paper& paper = entry.paper;
  const std::string repository = repository_of(paper);
  const bool journal = repository.empty() && !paper.venue.empty();
  Json item = {{"itemType", journal ? "journalArticle" : "preprint"},
               {"title", plain_text(paper.title)},
               {"creators", creators_of(paper)}};
  put(item, "abstractNote", plain_text(paper.abstract));
  put(item, "date", date_of(paper));
  put(item, "DOI", doi_of(paper));
  put(item, "citationKey", options.citation_key.empty() ? paper.citation_key : options.citation_key);
  // The translator's own spelling, which other plugins look for: no version, no TLS.
  put(item, "url", paper.scheme == "arxiv" ? "http://arxiv.org/abs/" + paper.id : paper.abs_url());
  if (journal) {
    put(item, "publicationTitle", plain_text(paper.venue));
  } else {
    put(item, "repository", repository);
    if (paper.scheme == "arxiv") put(item, "archiveID", "arXiv:" + paper.id);
  }
  put(item, "libraryCatalog", paper.scheme == "arxiv" ? "arXiv.org" : "");
  put(item, "rights", paper.license);
  put(item, "extra", extra_of(paper));
  item["tags"] = tags_of(entry, options);
  return item;
}

std::string zotero_search_key(const Paper& paper) {
  if (paper.scheme == "arxiv") return paper.id;
  return paper.doi.empty() ? to_lower(paper.id) : to_lower(paper.doi);
}

}  // namespace sheaf::render
