// Crossref's answers and how they are asked for; see crossref.hpp.
// Borrows the client; any thread.
#include "source/crossref.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/text.hpp"
#include "source/ask.hpp"
#include "source/crossref_work.hpp"
#include "source/doi_text.hpp"
#include "source/json_fields.hpp"

namespace sheaf::source {
namespace {

constexpr std::string_view kService = "Crossref";
constexpr std::size_t kDoisPerRequest = 40;  // keeps the URL below 4 kB
constexpr std::size_t kRowsPerPage = 200;
constexpr std::size_t kMaxPages = 100;

Error refusal(const std::string& body) {
  const std::string words = refusal_words(body);
  return Error(ErrorCode::kInvalid,
               "Crossref refused the request: " + (words.empty() ? "it does not say why" : words));
}

Error no_such_answer(std::string_view wanted) {
  return Error(ErrorCode::kParse,
               "expected " + std::string(wanted) + " of Crossref, got other JSON");
}

}  // namespace

Result<CrossrefWork> parse_crossref_work(const std::string& body) {
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "a work of Crossref", warning));
  if (line_at(json, "status") == "failed") return refusal(body);
  const Json& message = member(json, "message").is_object() ? member(json, "message") : json;
  if (auto work = read_crossref_work(message)) return *std::move(work);
  return no_such_answer("a work with its DOI");
}

Result<CrossrefPage> parse_crossref_page(const std::string& body) {
  CrossrefPage page;
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "a list of works of Crossref", warning));
  if (!warning.empty()) page.warnings.push_back(std::move(warning));
  if (line_at(json, "status") == "failed") return refusal(body);
  const Json& message = member(json, "message");
  const Json& items = member(message, "items");
  if (!items.is_array()) return no_such_answer("a list of works");
  page.rows = items.size();
  page.total = static_cast<std::size_t>(
      std::max<std::int64_t>(number_at(message, "total-results").value_or(0), 0));
  page.next_cursor = text_at(message, "next-cursor");
  std::size_t number = 0;
  for (const Json& item : items) {
    ++number;
    if (auto work = read_crossref_work(item)) {
      page.works.push_back(*std::move(work));
    } else {
      page.warnings.push_back("work " + std::to_string(number) + ": no DOI in \"" +
                              shorten(line_at(item, "DOI"), 60) + "\"");
    }
  }
  return page;
}

namespace {

// Whoever says who asks is served by the polite pool.
net::HttpRequest request_for(const ServiceAccess& access, const std::string& path,
                             const std::string& query) {
  net::HttpRequest request;
  request.url = access.urls.crossref + path;
  std::string parameters = query;
  if (!access.contact.empty())
    parameters += (parameters.empty() ? "" : "&") + ("mailto=" + percent_encode(access.contact));
  if (!parameters.empty()) request.url += "?" + parameters;
  return request;
}

Result<CrossrefPage> get_page(net::Client& client, const ServiceAccess& access,
                              const std::string& path, const std::string& query, const Task& task) {
  return get_json(client, kService, request_for(access, path, query), task, parse_crossref_page);
}

void append(CrossrefPage& all, CrossrefPage page) {
  std::move(page.works.begin(), page.works.end(), std::back_inserter(all.works));
  std::move(page.warnings.begin(), page.warnings.end(), std::back_inserter(all.warnings));
  all.rows += page.rows;
  all.total += page.total;
}

// A filter is a list with commas, so a DOI that has one is asked for by itself.
Status add_single(net::Client& client, const ServiceAccess& access, const std::string& doi,
                  const Task& task, CrossrefPage& all) {
  Result<CrossrefWork> work = fetch_crossref_work(client, access, doi, task);
  if (!work.ok())
    return work.error().code == ErrorCode::kNotFound ? Status() : Status(std::move(work).error());
  all.works.push_back(std::move(work).value());
  ++all.rows;
  ++all.total;
  return {};
}

}  // namespace

Result<CrossrefWork> fetch_crossref_work(net::Client& client, const ServiceAccess& access,
                                         std::string_view doi, const Task& task) {
  const std::string bare = plain_doi(whole_doi(doi));
  if (bare.empty())
    return Error(ErrorCode::kInvalid,
                 "\"" + shorten(doi, 80) + "\" is no DOI; one looks like 10.1000/182");
  Result<CrossrefWork> work =
      get_json(client, kService, request_for(access, "/works/" + percent_encode(bare), ""), task,
               parse_crossref_work);
  if (!work.ok() && work.error().code == ErrorCode::kNotFound)
    work.error().message = "Crossref does not know the DOI " + bare +
                           "; DOIs of other agencies (arXiv's, data sets') are not its own";
  return work;
}

Result<CrossrefPage> fetch_crossref_works(net::Client& client, const ServiceAccess& access,
                                          const std::vector<std::string>& dois, const Task& task) {
  CrossrefPage all;
  std::vector<std::string> filters;
  const auto flush = [&]() -> Status {
    if (filters.empty()) return {};
    const std::string query =
        "filter=" + join(filters, ",") + "&rows=" + std::to_string(filters.size());
    filters.clear();
    SHEAF_ASSIGN(CrossrefPage page, get_page(client, access, "/works", query, task));
    append(all, std::move(page));
    return {};
  };
  for (const std::string& doi : dois) {
    if (contains(doi, ",")) {
      SHEAF_TRY(add_single(client, access, doi, task, all));
      continue;
    }
    filters.push_back("doi:" + percent_encode(plain_doi(doi)));
    if (filters.size() == kDoisPerRequest) SHEAF_TRY(flush());
  }
  SHEAF_TRY(flush());
  return all;
}

Result<CrossrefPage> search_crossref(net::Client& client, const ServiceAccess& access,
                                     std::string_view words, std::size_t rows, const Task& task) {
  return get_page(client, access, "/works",
                  "query.bibliographic=" + percent_encode(words) +
                      "&rows=" + std::to_string(std::clamp<std::size_t>(rows, 1, 1000)),
                  task);
}

Result<CrossrefSpan> fetch_crossref_journal(net::Client& client, const ServiceAccess& access,
                                            std::string_view issn, Day from, Day until,
                                            const Task& task) {
  const std::string journal = canonical_issn(issn);
  if (journal.empty())
    return Error(ErrorCode::kInvalid,
                 "\"" + shorten(issn, 40) + "\" is no ISSN; one looks like 2041-1723");
  const std::string query = "filter=from-created-date:" + format_day(from) +
                            ",until-created-date:" + format_day(until) +
                            "&rows=" + std::to_string(kRowsPerPage) + "&cursor=";
  CrossrefSpan span;
  std::unordered_set<std::string> seen;
  std::string cursor = "*";
  std::size_t rows = 0;
  for (std::size_t number = 0;; ++number) {
    Result<CrossrefPage> page = get_page(client, access, "/journals/" + journal + "/works",
                                         query + percent_encode(cursor), task);
    if (!page.ok()) {
      Error error = std::move(page).error();
      if (error.code == ErrorCode::kNotFound)
        error.message = "Crossref does not know a journal with the ISSN " + journal;
      if (number == 0 || error.code == ErrorCode::kCancelled) return error;
      span.gap = "works after the first " + std::to_string(rows) + ": " + error.message;
      return span;
    }
    rows += page->rows;
    for (CrossrefWork& work : page->works)
      if (seen.insert(work.paper.id).second) span.works.push_back(std::move(work));
    for (std::string& warning : page->warnings) span.warnings.push_back(std::move(warning));
    if (rows >= page->total) return span;
    const bool ends = page->rows == 0 || page->next_cursor.empty() || number + 1 >= kMaxPages;
    if (ends) {
      span.gap = "Crossref counts " + std::to_string(page->total) + " works and gave " +
                 std::to_string(rows);
      return span;
    }
    cursor = std::move(page->next_cursor);
    SHEAF_TRY(task.report({"fetch", rows, page->total, 0}));
  }
}

std::string canonical_issn(std::string_view text) {
  std::string digits;
  bool dashed = false;
  for (const char c : trim(text)) {
    if (c == '-' && digits.size() == 4 && !dashed) {
      dashed = true;
      continue;
    }
    const bool check = digits.size() == 7 && ascii_lower(c) == 'x';
    if (!is_ascii_digit(c) && !check) return {};
    digits += check ? 'X' : c;
  }
  if (digits.size() != 8) return {};
  int sum = 0;  // ISO 3297: weights 8 to 2, the check digit completes to a multiple of 11
  for (int i = 0; i < 7; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (8 - i);
  const int check = (11 - sum % 11) % 11;
  if (digits[7] != (check == 10 ? 'X' : static_cast<char>('0' + check))) return {};
  return digits.substr(0, 4) + "-" + digits.substr(4);
}

}  // namespace sheaf::source
