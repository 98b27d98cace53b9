// Answers of the E-utilities and how they are asked for; see pubmed.hpp.
// Format: https://www.ncbi.nlm.nih.gov/books/NBK25499/. Borrows the client; any thread.
#include "source/pubmed.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <unordered_set>

#include "base/text.hpp"
#include "source/ask.hpp"
#include "source/field_text.hpp"
#include "source/json_fields.hpp"
#include "source/markup_text.hpp"
#include "source/pubmed_article.hpp"
#include "source/xml.hpp"

namespace sheaf::source {
namespace {

constexpr std::string_view kService = "PubMed";
constexpr std::size_t kIdsPerRequest = 200;  // NCBI asks for POST beyond
constexpr std::size_t kIdsPerPage = 1000;
constexpr std::size_t kMaxIds = 10'000;  // esearch gives no record behind the 10,000th

Result<PubmedRecords> refused(const pugi::xml_node& root) {
  std::string scratch;
  for (const pugi::xml_node& child : root.children())
    if (ascii_lower(local_name(child)) == "error")
      return Error(ErrorCode::kInvalid,
                   "PubMed says \"" + shorten(clean_line(text_of(child, scratch)), 200) + "\"");
  return Error(ErrorCode::kParse, "expected a PubmedArticleSet, got a document <" +
                                      shorten(clean_line(root.name()), 40) + ">");
}

bool is_record(std::string_view name) {
  return name == "PubmedArticle" || name == "PubmedBookArticle" || name == "MedlineCitation";
}

}  // namespace

Result<PubmedRecords> parse_pubmed(std::string body) {
  SHEAF_ASSIGN(const XmlDocument document, load_xml(std::move(body)));
  const pugi::xml_node root = document.root();
  const std::string_view name = local_name(root);
  if (name != "PubmedArticleSet" && name != "MedlineCitationSet") return refused(root);
  PubmedRecords records;
  if (!document.warning().empty()) records.warnings.push_back(document.warning());
  std::size_t number = 0;
  for (const pugi::xml_node& child : root.children()) {
    if (child.type() != pugi::node_element || !is_record(local_name(child))) continue;
    ++number;
    if (auto paper = read_pubmed_article(child, records.warnings)) {
      records.papers.push_back(*std::move(paper));
    } else {
      records.warnings.push_back("record " + std::to_string(number) + ": it has no PMID");
    }
  }
  return records;
}

Result<PubmedIds> parse_pubmed_ids(const std::string& body) {
  PubmedIds found;
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "an esearch answer of PubMed", warning));
  if (!warning.empty()) found.warnings.push_back(std::move(warning));
  const Json& result = member(json, "esearchresult");
  std::string words = line_at(result, "ERROR");
  if (words.empty()) words = line_at(json, "error");
  if (!words.empty()) {
    const bool limit = contains(ascii_lower(words), "rate limit");
    return Error(limit ? ErrorCode::kRateLimit : ErrorCode::kInvalid,
                 "PubMed says \"" + shorten(words, 200) + "\"");
  }
  if (!member(result, "idlist").is_array())
    return Error(ErrorCode::kParse, "expected an esearch answer of PubMed, found no \"idlist\"");
  found.ids = lines_at(result, "idlist");
  found.total =
      static_cast<std::size_t>(std::max<std::int64_t>(number_at(result, "count").value_or(0), 0));
  found.start = static_cast<std::size_t>(
      std::max<std::int64_t>(number_at(result, "retstart").value_or(0), 0));
  for (const char* list : {"errorlist", "warninglist"})
    for (const char* key : {"phrasesnotfound", "fieldsnotfound", "phrasesignored",
                            "quotedphrasesnotfound", "outputmessages"})
      for (const std::string& line : lines_at(member(result, list), key))
        found.warnings.push_back(std::string(key) + ": " + shorten(line, 120));
  return found;
}

namespace {

// NCBI asks every program to say its name and whom to write to.
Result<net::HttpRequest> request_for(const ServiceAccess& access, const std::string& program,
                                     const std::string& query) {
  net::HttpRequest request;
  request.url = access.urls.pubmed + "/entrez/eutils/" + program + "?db=pubmed&tool=sheaf";
  if (!access.contact.empty()) request.url += "&email=" + percent_encode(access.contact);
  if (!access.ncbi_key.empty()) {
    SHEAF_TRY(check_key(kService, access.ncbi_key));
    request.url += "&api_key=" + percent_encode(access.ncbi_key);
  }
  request.url += "&" + query;
  return request;
}

std::string slashed(Day day) {
  return replace_all(format_day(day), "-", "/");
}

struct Found {
  std::vector<std::string> ids;
  std::vector<std::string> warnings;
  std::string gap;
};

Result<Found> search_ids(net::Client& client, const ServiceAccess& access, const std::string& query,
                         const Task& task) {
  Found found;
  std::unordered_set<std::string> seen;
  for (std::size_t start = 0;;) {
    SHEAF_ASSIGN(net::HttpRequest request,
                 request_for(access, "esearch.fcgi", query + "&retstart=" + std::to_string(start)));
    SHEAF_ASSIGN(const PubmedIds page,
                 get_json(client, kService, std::move(request), task, parse_pubmed_ids));
    if (start == 0) found.warnings = page.warnings;
    for (const std::string& id : page.ids)
      if (seen.insert(id).second) found.ids.push_back(id);
    start += page.ids.size();
    if (start >= page.total) return found;
    if (page.ids.empty() || start >= kMaxIds) {
      found.gap = std::to_string(page.total - start) + " of " + std::to_string(page.total) +
                  " records are missing: " +
                  (page.ids.empty() ? "PubMed gave an empty page"
                                    : "PubMed gives no more than 10,000; narrow the search");
      return found;
    }
  }
}

std::string bare_pmid(std::string_view id) {
  id = trim(id);
  if (id.starts_with("pmid:")) id.remove_prefix(5);
  const bool digits = !id.empty() && id.size() <= 12 &&
                      id.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? std::string(id) : std::string();
}

Result<PubmedRecords> fetch_some(net::Client& client, const ServiceAccess& access,
                                 const std::vector<std::string>& pmids, const Task& task) {
  SHEAF_ASSIGN(net::HttpRequest request,
               request_for(access, "efetch.fcgi", "retmode=xml&id=" + join(pmids, ",")));
  PubmedRecords records;
  const Read read = [&](const net::HttpResponse& response) -> Status {
    SHEAF_ASSIGN(records, parse_pubmed(response.body));
    return {};
  };
  Result<net::HttpResponse> answer = ask(client, kService, std::move(request), task, read);
  if (!answer.ok()) return std::move(answer).error();
  std::unordered_set<std::string> came;
  for (const Paper& paper : records.papers) came.insert(paper.id);
  std::vector<std::string> missing;
  for (const std::string& pmid : pmids)
    if (!came.contains("pmid:" + pmid)) missing.push_back(pmid);
  if (!missing.empty())
    records.warnings.push_back("PubMed gave no record for " + shorten(join(missing, ", "), 120));
  return records;
}

}  // namespace

Result<PubmedRecords> fetch_pubmed_records(net::Client& client, const ServiceAccess& access,
                                           const std::vector<std::string>& ids, const Task& task) {
  PubmedRecords all;
  std::vector<std::string> pmids;
  const auto flush = [&]() -> Status {
    if (pmids.empty()) return {};
    SHEAF_ASSIGN(PubmedRecords some, fetch_some(client, access, pmids, task));
    std::move(some.papers.begin(), some.papers.end(), std::back_inserter(all.papers));
    std::move(some.warnings.begin(), some.warnings.end(), std::back_inserter(all.warnings));
    pmids.clear();
    return {};
  };
  for (const std::string& id : ids) {
    std::string pmid = bare_pmid(id);
    if (pmid.empty()) {
      all.warnings.push_back("\"" + shorten(clean_line(id), 40) + "\" is no PMID");
      continue;
    }
    pmids.push_back(std::move(pmid));
    if (pmids.size() == kIdsPerRequest) SHEAF_TRY(flush());
  }
  SHEAF_TRY(flush());
  return all;
}

Result<PubmedSpan> fetch_pubmed(net::Client& client, const ServiceAccess& access,
                                std::string_view term, Day from, Day to, const Task& task) {
  const std::string query = "term=" + percent_encode(trim(term)) +
                            "&datetype=edat&mindate=" + slashed(from) + "&maxdate=" + slashed(to) +
                            "&retmode=json&retmax=" + std::to_string(kIdsPerPage);
  SHEAF_ASSIGN(Found found, search_ids(client, access, query, task));
  PubmedSpan span;
  span.warnings = std::move(found.warnings);
  span.gap = std::move(found.gap);
  for (std::size_t at = 0; at < found.ids.size(); at += kIdsPerRequest) {
    SHEAF_TRY(task.report({"fetch", at, found.ids.size(), 0}));
    const auto first = found.ids.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last = found.ids.begin() +
                      static_cast<std::ptrdiff_t>(std::min(at + kIdsPerRequest, found.ids.size()));
    Result<PubmedRecords> some = fetch_pubmed_records(client, access, {first, last}, task);
    if (!some.ok()) {
      if (at == 0 || some.error().code == ErrorCode::kCancelled) return std::move(some).error();
      span.gap = std::to_string(found.ids.size() - at) + " of " + std::to_string(found.ids.size()) +
                 " records are missing: " + some.error().message;
      return span;
    }
    std::move(some->papers.begin(), some->papers.end(), std::back_inserter(span.papers));
    std::move(some->warnings.begin(), some->warnings.end(), std::back_inserter(span.warnings));
  }
  return span;
}

}  // namespace sheaf::source
