// Zotero items; see zotero_item.hpp. Field names are those of Zotero's schema 41. The texts are those
// of https://github.com/zotero/translators, arXiv.org.js.
// Pure functions; any thread.
#include "render/zotero_item.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/category.hpp"
#include "cite/person.hpp"

namespace sheaf::render {
namespace {

// Zotero's server refuses names and tags of more than 255 characters and fields beyond 64 KB.
constexpr std::size_t kMostName = 200, kMostTag = 200, kMostField = 2000, kMostText = 15000, kMostTags = 100;

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
  const std::string_view archive = std::string_view(category).substr(0, category.find('.'));
  for (const auto& one : kArchives) {
    if (one.archive != archive) continue;
    if (archive == category) return std::string(one.name);  // papers from before the classes
    if (name) return std::string(one.name) + " - " + std::string(*name);
  }
  return name ? std::string(*name) : category;
}

/// Without control characters and direction overrides, which could show a title as another one.
std::string clean(std::string_view text, std::size_t most_points, bool lines = false) {
  const std::string valid = to_valid_utf8(text);
  std::string out;
  for (std::size_t pos = 0; pos < valid.size();) {
    const char32_t c = next_code_point(valid, pos);
    const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    const bool override = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (control)
      out += lines && c == '\n' ? '\n' : ' ';
    else if (!override)
      append_utf8(out, c);
  }
  return shorten(trim(out), most_points);
}

Json creator_of(const std::string& printed) {
  const cite::Person person = cite::parse_person(clean(plain_text(printed), kMostName));
  if (person.whole) return {{"creatorType", "author"}, {"name", person.last}};
  std::string first = person.first;
  if (!person.suffix.empty()) first += ", " + person.suffix;
  return {{"creatorType", "author"}, {"firstName", first}, {"lastName", person.last}};
}

Json creators_of(const Paper& paper) {
  Json creators = Json::array();
  for (const Author& author : paper.authors)
    if (cite::is_name(author.name)) creators.push_back(creator_of(author.name));
  return creators;
}

/// Automatic, as all tags that no reader gave.
void add_tag(Json& tags, const std::string& given) {
  const std::string name = clean(given, kMostTag);
  if (name.empty() || tags.size() >= kMostTags) return;
  for (const Json& tag : tags)
    if (tag["tag"] == name) return;
  tags.push_back({{"tag", name}, {"type", 1}});
}

Json tags_of(const Entry& entry, const ZoteroOptions& options) {
  Json tags = Json::array();
  for (const std::string& category : entry.paper.categories)
    add_tag(tags, entry.paper.scheme == "arxiv" ? category_tag_name(category) : category);
  if (options.topic_tags) {
    add_tag(tags, entry.summary.area);
    for (const std::string& topic : entry.topics) add_tag(tags, plain_text(topic));
    for (const std::string& topic : entry.summary.tags) add_tag(tags, plain_text(topic));
  }
  tags.push_back({{"tag", kZoteroItemTag}, {"type", 1}});
  if (options.score_tag) add_tag(tags, zotero_score_tag(entry.score.value));
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

/// "arXiv:2401.10020 [cs.CL]"; the class stands in the old ids themselves.
std::string extra_of(const Paper& paper, const std::string& citation_key) {
  std::vector<std::string> lines;
  if (paper.scheme == "arxiv") {
    const std::string category = contains(paper.id, "/") ? std::string() : clean(paper.primary_category(), kMostTag);
    lines.push_back("arXiv:" + clean(paper.id, kMostName) + (category.empty() ? "" : " [" + category + "]"));
    if (paper.version > 0) lines.push_back("version: " + std::to_string(paper.version));
  }
  if (!citation_key.empty()) lines.push_back("Citation Key: " + citation_key);
  return join(lines, "\n");
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

void put(Json& item, const char* key, const std::string& value, std::size_t most = kMostField, bool lines = false) {
  if (const std::string text = clean(value, most, lines); !text.empty()) item[key] = text;
}

}  // namespace

Json zotero_item(const Entry& entry, const ZoteroOptions& options) {
  const Paper& paper = entry.paper;
  const bool arxiv = paper.scheme == "arxiv";
  const std::string repository = repository_of(paper);
  const bool journal = repository.empty() && !paper.venue.empty();
  const std::string key = clean(options.citation_key.empty() ? paper.citation_key : options.citation_key, kMostName);
  Json item = {{"itemType", journal ? "journalArticle" : "preprint"},
               {"title", clean(plain_text(paper.title), kMostField)},
               {"creators", creators_of(paper)}};
  put(item, "abstractNote", plain_text(paper.abstract), kMostText);
  put(item, "date", date_of(paper));
  put(item, "DOI", doi_of(paper));
  if (options.key_place == CitationKeyPlace::kField) put(item, "citationKey", key);
  // The translator's own spelling, which other plugins look for: no version, no TLS.
  put(item, "url", arxiv ? "http://arxiv.org/abs/" + paper.id : paper.abs_url());
  if (journal) {
    put(item, "publicationTitle", plain_text(paper.venue));
  } else {
    put(item, "repository", repository);
    if (arxiv) put(item, "archiveID", "arXiv:" + paper.id);
  }
  put(item, "libraryCatalog", arxiv ? "arXiv.org" : "");
  put(item, "rights", paper.license);
  put(item, "extra", extra_of(paper, options.key_place == CitationKeyPlace::kExtra ? key : ""), kMostField, true);
  item["tags"] = tags_of(entry, options);
  return item;
}

std::string zotero_creator_text(const Json& creator) {
  const std::string type = json_string(creator, "creatorType"), name = json_string(creator, "name");
  return (type.empty() ? "author" : type) + "|" + json_string(creator, "firstName") + "|" +
         (name.empty() ? json_string(creator, "lastName") : name);
}

std::string zotero_item_fingerprint(std::string_view title, std::string_view abstract, std::string_view date,
                                    const std::vector<std::string>& creators) {
  std::string all;
  for (const std::string_view part : {title, abstract, date}) all += collapse_spaces(part) + "\n";
  for (const std::string& creator : creators) all += collapse_spaces(creator) + "\n";
  return to_hex(fnv1a64(all));
}

std::string zotero_score_tag(double score) {
  const double tens = score > 0 ? std::min(score, 100.0) / 10 : 0;  // so that no number is 0 too
  return std::string(kZoteroScoreTag) + std::to_string(static_cast<int>(tens) * 10);
}

std::string zotero_search_key(const Paper& paper) {
  if (paper.scheme == "arxiv") return paper.id;
  return paper.doi.empty() ? to_lower(paper.id) : to_lower(paper.doi);
}

}  // namespace sheaf::render
