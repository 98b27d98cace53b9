// Rows of the details API to papers, and walking its pages; see biorxiv.hpp.
// Borrows the client; any thread.
#include "source/biorxiv.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "base/text.hpp"
#include "source/ask.hpp"
#include "source/doi_text.hpp"
#include "source/json_fields.hpp"
#include "source/markup_text.hpp"
#include "source/partial_date.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kOverlap = 5;      // rows of a page that the next one repeats
constexpr std::size_t kMaxPages = 2000;  // 200,000 rows: years of bioRxiv

// "NA" stands for nothing.
std::string told(const Json& row, const char* key) {
  std::string text = line_at(row, key);
  return text == "NA" || text == "na" ? std::string() : text;
}

// "Vega, F. M." → "F. M. Vega"; "Roe, J., Jr." → "J. Roe Jr."; groups have no comma.
std::string turned_name(std::string_view text) {
  const std::vector<std::string> parts = split_list(text, ',');
  if (parts.empty()) return {};
  std::string name = parts.size() > 1 ? parts[1] + " " + parts[0] : parts[0];
  for (std::size_t i = 2; i < parts.size(); ++i) name += " " + parts[i];
  return name;
}

std::vector<Author> authors_of(const Json& row) {
  std::vector<Author> authors;
  for (const std::string& part : split_list(told(row, "authors"), ';'))
    if (std::string name = turned_name(part); !name.empty())
      authors.push_back({std::move(name), {}});
  return authors;
}

// The corresponding author is named in full, the list by initials: last word and first letter tell.
void add_institution(std::vector<Author>& authors, const std::string& name,
                     const std::string& institution) {
  if (name.empty() || institution.empty()) return;
  const std::string last = " " + name.substr(name.rfind(' ') + 1);
  Author* found = nullptr;
  for (Author& author : authors) {
    if (!author.name.ends_with(last) || author.name.front() != name.front()) continue;
    if (found) return;  // two of that name: nobody is better than the wrong one
    found = &author;
  }
  if (found) found->affiliations.push_back(institution);
}

void add_links(Paper& paper, const std::string& server) {
  if (server != "biorxiv" && server != "medrxiv") return;
  paper.venue = server == "biorxiv" ? "bioRxiv" : "medRxiv";
  const std::string version = paper.version > 0 ? "v" + std::to_string(paper.version) : "";
  paper.landing = "https://www." + server + ".org/content/" + paper.id + version;
  paper.pdf = paper.landing + ".full.pdf";
}

std::optional<Paper> read_row(const Json& row) {
  Paper paper;
  paper.id = canonical_doi(text_at(row, "doi"));
  paper.title = markup_to_line(text_at(row, "title"));
  if (paper.id.empty() || paper.title.empty()) return std::nullopt;
  paper.scheme = "doi";
  paper.version =
      static_cast<int>(std::clamp<std::int64_t>(number_at(row, "version").value_or(0), 0, 9999));
  paper.abstract = markup_to_text(text_at(row, "abstract"));
  paper.authors = authors_of(row);
  add_institution(paper.authors, told(row, "author_corresponding"),
                  told(row, "author_corresponding_institution"));
  if (std::string category = ascii_lower(told(row, "category")); !category.empty())
    paper.categories.push_back(std::move(category));
  paper.license = told(row, "license");
  paper.doi = whole_doi(told(row, "published"));
  if (!paper.doi.empty() && paper.doi != paper.id) paper.aliases.push_back(paper.doi);
  if (ascii_lower(told(row, "type")) == "withdrawn") paper.comment = "Withdrawn";
  if (const auto day = parse_day(told(row, "date"))) {
    paper.updated = midnight(*day);
    if (paper.version == 1) paper.published = paper.updated;
  }
  add_links(paper, ascii_lower(told(row, "server")));
  return paper;
}

// Versions of one paper come as rows of their own, here or on another page.
class Versions {
 public:
  void add(Paper paper) {
    const auto [place, added] = places_.try_emplace(paper.id, papers_.size());
    if (added) {
      papers_.push_back(std::move(paper));
      return;
    }
    Paper& known = papers_[place->second];
    if (paper.version > known.version) std::swap(known, paper);
    if (!known.published) known.published = paper.published;
  }
  std::vector<Paper> take() { return std::move(papers_); }

 private:
  std::vector<Paper> papers_;
  std::unordered_map<std::string, std::size_t> places_;
};

}  // namespace

Result<BiorxivPage> parse_biorxiv_page(const std::string& body) {
  BiorxivPage page;
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "a details page of bioRxiv", warning));
  if (!warning.empty()) page.warnings.push_back(std::move(warning));
  const Json& messages = member(json, "messages");
  if (!messages.is_array() || messages.empty() || !messages.front().is_object())
    return Error(ErrorCode::kParse, "expected a details page of bioRxiv, found no \"messages\"");
  const Json& message = messages.front();
  const std::string status = line_at(message, "status");
  const bool empty = contains(ascii_lower(status), "no posts found");
  if (!empty && status != "ok")
    return Error(ErrorCode::kInvalid, "bioRxiv says \"" + shorten(status, 120) + "\"");
  page.total =
      static_cast<std::size_t>(std::max<std::int64_t>(number_at(message, "total").value_or(0), 0));
  const Json& rows = member(json, "collection");
  if (!rows.is_array()) {
    if (empty) return page;
    return Error(ErrorCode::kParse, "expected a details page of bioRxiv, found no \"collection\"");
  }
  page.rows = rows.size();
  Versions versions;
  std::size_t number = 0;
  for (const Json& row : rows) {
    ++number;
    if (auto paper = read_row(row)) {
      versions.add(*std::move(paper));
    } else {
      page.warnings.push_back("row " + std::to_string(number) + ": no DOI or no title (\"" +
                              shorten(line_at(row, "doi"), 60) + "\")");
    }
  }
  page.papers = versions.take();
  return page;
}

namespace {

// "cell_biology" and "Cell Biology" are one.
std::string category_key(std::string_view category) {
  return ascii_lower(collapse_spaces(replace_all(category, "_", " ")));
}

struct Walk {
  net::Client& client;
  std::string base;   // up to the cursor
  std::string query;  // "?category=…" or nothing
  const Task& task;

  Result<BiorxivPage> page(std::size_t cursor) const {
    net::HttpRequest request;
    request.url = base + std::to_string(cursor) + "/json" + query;
    return get_json(client, "bioRxiv", std::move(request), task, parse_biorxiv_page);
  }
};

std::string gap_text(std::size_t read, std::size_t total, const std::string& why) {
  return std::to_string(total > read ? total - read : 0) + " of " + std::to_string(total) +
         " rows are missing: " + why;
}

// Adds all pages behind the first; the gap's text, empty when everything came.
Result<std::string> walk_on(const Walk& walk, BiorxivPage page, Versions& versions,
                            std::vector<std::string>& warnings) {
  std::size_t cursor = 0;
  for (std::size_t number = 1;; ++number) {
    for (Paper& paper : page.papers) versions.add(std::move(paper));
    for (std::string& warning : page.warnings)
      warnings.push_back("rows from " + std::to_string(cursor) + ": " + std::move(warning));
    const std::size_t end = cursor + page.rows;
    if (end >= page.total) return std::string();
    if (page.rows == 0) return gap_text(end, page.total, "the server gave an empty page");
    if (number >= kMaxPages) return gap_text(end, page.total, "too many pages; ask for fewer days");
    SHEAF_TRY(walk.task.report({"fetch", end, page.total, 0}));
    const std::size_t total = page.total;
    const std::size_t next = page.rows > 2 * kOverlap ? end - kOverlap : end;
    Result<BiorxivPage> answer = walk.page(next);
    if (!answer.ok()) {
      if (answer.error().code == ErrorCode::kCancelled) return std::move(answer).error();
      return gap_text(end, total, answer.error().message);
    }
    page = std::move(answer).value();
    // A page that repeats only what is known leads nowhere.
    if (page.rows > 0 && next + page.rows <= end && end < page.total)
      return gap_text(end, page.total, "the server gave a page that is too short");
    cursor = next;
  }
}

}  // namespace

Result<BiorxivSpan> fetch_biorxiv(net::Client& client, const ServiceUrls& urls,
                                  std::string_view server, std::string_view category, Day from,
                                  Day to, const Task& task) {
  const std::string wanted = category_key(category);
  const bool all = wanted.empty() || wanted == "all";
  const Walk walk{client,
                  urls.biorxiv + "/details/" + std::string(server) + "/" + format_day(from) + "/" +
                      format_day(to) + "/",
                  all ? "" : "?category=" + percent_encode(replace_all(wanted, " ", "_")), task};
  SHEAF_ASSIGN(BiorxivPage first, walk.page(0));
  Versions versions;
  BiorxivSpan span;
  SHEAF_ASSIGN(span.gap, walk_on(walk, std::move(first), versions, span.warnings));
  for (Paper& paper : versions.take()) {
    // A server that does not filter gives every category.
    if (all || category_key(paper.primary_category()) == wanted)
      span.papers.push_back(std::move(paper));
  }
  return span;
}

}  // namespace sheaf::source
