// Records of the graph API and how they are asked for; see semantic_scholar.hpp.
// Format: https://api.semanticscholar.org/api-docs/graph. Borrows the client; any thread.
#include "source/semantic_scholar.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "source/ask.hpp"
#include "source/doi_text.hpp"
#include "source/field_text.hpp"
#include "source/journal_ref.hpp"
#include "source/json_fields.hpp"
#include "source/markup_text.hpp"
#include "source/partial_date.hpp"

namespace sheaf::source {
namespace {

constexpr std::string_view kService = "Semantic Scholar";
constexpr std::size_t kMaxBatch = 500;
constexpr std::string_view kFields =
    "externalIds,title,abstract,venue,publicationVenue,journal,year,publicationDate,citationCount,"
    "authors,tldr,openAccessPdf,url";

// All ids of a record in our spelling, the best first.
std::vector<std::string> ids_of(const Json& record) {
  const Json& external = member(record, "externalIds");
  std::vector<std::string> ids;
  const auto add = [&](const std::string& text) {
    if (const auto id = id_of_doi(text)) add_once(ids, id->id);
  };
  const auto add_known = [&](const char* key, std::string_view prefix) {
    if (std::string value = line_at(external, key); !value.empty())
      add(std::string(prefix) + value);
  };
  add_known("ArXiv", "");
  add_known("DOI", "");
  add_known("PubMed", "pmid:");
  if (const std::string id = line_at(record, "paperId"); !id.empty()) add("s2:" + id);
  std::string corpus = line_at(external, "CorpusId");
  if (corpus.empty()) corpus = line_at(record, "corpusId");
  if (!corpus.empty()) add("s2:CorpusId:" + corpus);
  return ids;
}

std::vector<Author> authors_of(const Json& record) {
  std::vector<Author> authors;
  const Json& list = member(record, "authors");
  if (!list.is_array()) return authors;
  for (const Json& one : list) {
    // Snippet answers have bare names.
    std::string name =
        one.is_string() ? clean_line(one.get_ref<const std::string&>()) : line_at(one, "name");
    if (!name.empty()) authors.push_back({std::move(name), lines_at(one, "affiliations")});
  }
  return authors;
}

void set_place(Paper& paper, const Json& record) {
  const Json& journal = member(record, "journal");
  paper.venue = line_at(member(record, "publicationVenue"), "name");
  if (paper.venue.empty()) paper.venue = line_at(record, "venue");
  if (paper.venue.empty()) paper.venue = line_at(journal, "name");
  paper.journal_ref = journal_ref({paper.venue,
                                   line_at(journal, "volume"),
                                   {},
                                   line_at(journal, "pages"),
                                   line_at(record, "year")});
}

std::optional<ScholarPaper> read_paper(const Json& record) {
  std::vector<std::string> ids = ids_of(record);
  ScholarPaper scholar;
  Paper& paper = scholar.paper;
  paper.title = markup_to_line(text_at(record, "title"));
  // A batch asked without titles has none, and a cited work may be known by its title alone.
  if (ids.empty()) return std::nullopt;
  const auto id = parse_paper_id(ids.front());
  paper.id = id->id;
  paper.scheme = id->scheme;
  paper.aliases.assign(ids.begin() + 1, ids.end());
  paper.doi = whole_doi(text_at(member(record, "externalIds"), "DOI"));
  if (paper.doi.starts_with("10.48550/arxiv.")) paper.doi.clear();
  paper.abstract = markup_to_text(text_at(record, "abstract"));
  paper.authors = authors_of(record);
  if (const auto count = number_at(record, "citationCount"); count && *count >= 0)
    paper.citations = count;
  set_place(paper, record);
  auto day = parse_day(line_at(record, "publicationDate"));
  if (!day) day = day_of_parts(number_at(record, "year").value_or(0), 0, 0);
  if (day) paper.published = midnight(*day);
  paper.landing = line_at(record, "url");
  paper.pdf = line_at(member(record, "openAccessPdf"), "url");
  scholar.tldr = line_at(member(record, "tldr"), "text");
  return scholar;
}

// Lists of citations, references and snippets wrap each record.
const Json& unwrapped(const Json& item) {
  for (const char* key : {"citingPaper", "citedPaper", "paper"})
    if (const Json& inner = member(item, key); inner.is_object()) return inner;
  return item;
}

void read_items(const Json& items, bool batch, ScholarPage& page) {
  std::size_t number = 0;
  for (const Json& item : items) {
    ++number;
    auto paper = item.is_object() ? read_paper(unwrapped(item)) : std::nullopt;
    if (batch) page.places.push_back(paper ? page.papers.size() : kNoPaper);
    if (paper) {
      page.papers.push_back(*std::move(paper));
    } else if (!item.is_null()) {
      page.warnings.push_back("paper " + std::to_string(number) + ": no id (\"" +
                              shorten(line_at(unwrapped(item), "title"), 60) + "\")");
    }
  }
}

std::size_t size_at(const Json& json, const char* key) {
  return static_cast<std::size_t>(std::max<std::int64_t>(number_at(json, key).value_or(0), 0));
}

Result<ScholarPage> read_answer(const Json& json, const std::string& body) {
  ScholarPage page;
  if (json.is_array()) {
    read_items(json, true, page);
    return page;
  }
  if (json.contains("error") || (json.contains("message") && !json.contains("data")))
    return Error(ErrorCode::kInvalid, "Semantic Scholar says \"" + refusal_words(body) + "\"");
  if (json.contains("paperId")) {
    if (auto paper = read_paper(json)) page.papers.push_back(*std::move(paper));
    page.total = page.papers.size();
    return page;
  }
  page.total = size_at(json, "total");
  page.next = size_at(json, "next");
  page.token = text_at(json, "token");
  const Json& data =
      member(json, json.contains("recommendedPapers") ? "recommendedPapers" : "data");
  const bool counted = json.contains("total") || json.contains("offset");
  if (!data.is_array() && !counted)
    return Error(ErrorCode::kParse, "expected papers of Semantic Scholar, got other JSON");
  if (data.is_array()) read_items(data, false, page);
  return page;
}

}  // namespace

Result<ScholarPage> parse_scholar_page(const std::string& body) {
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "papers of Semantic Scholar", warning));
  SHEAF_ASSIGN(ScholarPage page, read_answer(json, body));
  const bool any_read = !page.papers.empty() || page.warnings.empty();
  // Cited works without any id are common; a list in which nothing has a title is something else.
  const bool strange =
      !any_read && std::all_of(page.warnings.begin(), page.warnings.end(),
                               [](const std::string& w) { return w.ends_with("(\"\")"); });
  if (strange)
    return Error(ErrorCode::kParse,
                 "expected papers of Semantic Scholar, got a list of other things");
  if (!warning.empty()) page.warnings.push_back(std::move(warning));
  return page;
}

std::string scholar_id(std::string_view paper_id) {
  const auto id = parse_paper_id(paper_id);
  if (!id) return {};
  if (id->scheme == "arxiv") return "ARXIV:" + id->id;
  if (id->scheme == "doi") return "DOI:" + plain_doi(id->id);
  const std::string rest = id->id.substr(id->id.find(':') + 1);
  if (id->scheme == "pmid") return "PMID:" + rest;
  if (id->scheme == "s2") return rest;
  if (id->scheme != "url") return {};
  for (const std::string_view site :
       {"semanticscholar.org/", "arxiv.org/", "aclweb.org/", "acm.org/", "biorxiv.org/"})
    if (contains(rest, site)) return "URL:" + rest;
  return {};
}

namespace {

Result<net::HttpRequest> request_for(const ServiceAccess& access, const std::string& path) {
  net::HttpRequest request;
  request.url = access.urls.semantic_scholar + path;
  if (!access.semantic_scholar_key.empty()) {
    SHEAF_TRY(check_key(kService, access.semantic_scholar_key));
    request.headers.push_back({"x-api-key", access.semantic_scholar_key});
  }
  return request;
}

// The API takes ids as they are in its path; only what would end the path is encoded.
std::string path_id(std::string_view id) {
  return replace_all(replace_all(percent_encode(id), "%2F", "/"), "%3A", ":");
}

}  // namespace

Result<ScholarPaper> fetch_scholar_paper(net::Client& client, const ServiceAccess& access,
                                         std::string_view paper_id, const Task& task) {
  const std::string id = scholar_id(paper_id);
  if (id.empty())
    return Error(ErrorCode::kInvalid,
                 "Semantic Scholar has no way to ask for \"" + shorten(paper_id, 80) + "\"");
  SHEAF_ASSIGN(
      net::HttpRequest request,
      request_for(access, "/graph/v1/paper/" + path_id(id) + "?fields=" + percent_encode(kFields)));
  Result<ScholarPage> page =
      get_json(client, kService, std::move(request), task, parse_scholar_page);
  if (!page.ok()) {
    Error error = std::move(page).error();
    if (error.code == ErrorCode::kNotFound)
      error.message = "Semantic Scholar does not know the paper " + id;
    return error;
  }
  if (page->papers.empty())
    return Error(ErrorCode::kNotFound, "Semantic Scholar does not know the paper " + id);
  return std::move(page->papers.front());
}

namespace {

// A batch of which no id is known is refused as a whole; that is an answer too.
bool knows_none(const Error& error) {
  return error.code == ErrorCode::kInvalid &&
         contains(ascii_lower(error.message), "no valid paper ids");
}

}  // namespace

Result<ScholarPage> fetch_scholar_batch(net::Client& client, const ServiceAccess& access,
                                        const std::vector<std::string>& paper_ids,
                                        const Task& task) {
  if (paper_ids.size() > kMaxBatch)
    return Error(ErrorCode::kInvalid, "Semantic Scholar takes 500 ids at a time, not " +
                                          std::to_string(paper_ids.size()));
  ScholarPage none;
  none.places.assign(paper_ids.size(), kNoPaper);
  Json ids = Json::array();
  std::vector<std::size_t> asked;  // index in paper_ids
  for (std::size_t i = 0; i < paper_ids.size(); ++i)
    if (std::string id = scholar_id(paper_ids[i]); !id.empty()) {
      ids.push_back(std::move(id));
      asked.push_back(i);
    }
  if (asked.empty()) return none;
  SHEAF_ASSIGN(net::HttpRequest request,
               request_for(access, "/graph/v1/paper/batch?fields=" + percent_encode(kFields)));
  request.method = "POST";
  request.headers.push_back({"Content-Type", "application/json"});
  request.body = dump_json({{"ids", std::move(ids)}});
  Result<ScholarPage> page =
      get_json(client, kService, std::move(request), task, parse_scholar_page);
  if (!page.ok()) return knows_none(page.error()) ? Result<ScholarPage>(std::move(none)) : page;
  if (page->places.size() != asked.size())
    return Error(ErrorCode::kParse, "Semantic Scholar answered " +
                                        std::to_string(page->places.size()) + " of " +
                                        std::to_string(asked.size()) + " ids");
  for (std::size_t i = 0; i < asked.size(); ++i) none.places[asked[i]] = page->places[i];
  page->places = std::move(none.places);
  return page;
}

Result<ScholarPage> search_scholar(net::Client& client, const ServiceAccess& access,
                                   std::string_view words, std::size_t offset, std::size_t limit,
                                   const Task& task) {
  SHEAF_ASSIGN(
      net::HttpRequest request,
      request_for(access, "/graph/v1/paper/search?query=" + percent_encode(words) + "&fields=" +
                              percent_encode(kFields) + "&offset=" + std::to_string(offset) +
                              "&limit=" + std::to_string(std::clamp<std::size_t>(limit, 1, 100))));
  return get_json(client, kService, std::move(request), task, parse_scholar_page);
}

}  // namespace sheaf::source
