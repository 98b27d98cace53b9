// Daily papers of Hugging Face; see huggingface.hpp.
// Borrows the client; any thread.
#include "source/huggingface.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>

#include "base/text.hpp"
#include "model/arxiv_id.hpp"
#include "source/ask.hpp"
#include "source/json_fields.hpp"
#include "source/markup_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kPageSize = 100;  // the most the site gives
constexpr std::size_t kMaxPages = 20;

// Only what a reader may follow.
std::string web_link(const Json& json, const char* key) {
  std::string link = line_at(json, key);
  const bool web = link.starts_with("https://") || link.starts_with("http://");
  return web && link.find(' ') == std::string::npos ? link : std::string();
}

Summary summary_of(const Json& item, const Json& paper) {
  Summary summary;
  summary.tldr = line_at(paper, "ai_summary");
  summary.tags = lines_at(paper, "ai_keywords");
  summary.code_url = web_link(paper, "githubRepo");
  summary.thumbnail_url = web_link(item, "thumbnail");
  const Json& group = member(paper, "organization").is_object() ? member(paper, "organization")
                                                                : member(item, "organization");
  std::string institution = line_at(group, "fullname");
  if (institution.empty()) institution = line_at(group, "name");
  if (!institution.empty()) summary.institutions.push_back(std::move(institution));
  const std::string model = line_at(paper, "ai_summary_model");
  summary.provider = model.empty() ? "Hugging Face" : "Hugging Face (" + model + ")";
  summary.language = "en";
  return summary;
}

std::vector<Author> authors_of(const Json& paper) {
  std::vector<Author> authors;
  const Json& list = member(paper, "authors");
  if (!list.is_array()) return authors;
  for (const Json& author : list) {
    std::string name = line_at(author, "name");
    if (!name.empty()) authors.push_back({std::move(name), {}});
  }
  return authors;
}

std::optional<DailyPaper> read_item(const Json& item) {
  const Json& source = member(item, "paper").is_object() ? member(item, "paper") : item;
  const auto id = parse_arxiv_id(text_at(source, "id"));
  if (!id) return std::nullopt;
  DailyPaper daily;
  Paper& paper = daily.paper;
  paper.id = id->base;
  paper.version = id->version;
  paper.title = line_at(source, "title");
  if (paper.title.empty()) paper.title = line_at(item, "title");
  if (paper.title.empty()) return std::nullopt;
  paper.abstract = clean_text(text_at(source, "summary"));
  paper.authors = authors_of(source);
  paper.keywords = lines_at(source, "ai_keywords");
  paper.code_url = web_link(source, "githubRepo");
  paper.published = parse_rfc3339(text_at(source, "publishedAt"));
  paper.detail = Detail::kAnnounced;
  daily.summary = summary_of(item, source);
  daily.upvotes = number_at(source, "upvotes").value_or(0);
  daily.comments = number_at(item, "numComments").value_or(0);
  return daily;
}

}  // namespace

Result<DailyPapers> parse_daily_papers(const std::string& body) {
  DailyPapers day;
  std::string warning;
  SHEAF_ASSIGN(const Json json, load_json(body, "Hugging Face's daily papers", warning));
  if (!warning.empty()) day.warnings.push_back(std::move(warning));
  if (!json.is_array()) {
    const std::string words = refusal_words(body);
    if (words.empty())
      return Error(ErrorCode::kParse,
                   "expected a list of Hugging Face's daily papers, got an object");
    return Error(ErrorCode::kInvalid, "Hugging Face says \"" + words + "\"");
  }
  std::size_t number = 0;
  for (const Json& item : json) {
    ++number;
    if (auto paper = read_item(item)) {
      day.papers.push_back(*std::move(paper));
    } else {
      day.warnings.push_back("item " + std::to_string(number) + ": no arXiv id or no title (\"" +
                             shorten(line_at(member(item, "paper"), "title"), 60) + "\")");
    }
  }
  return day;
}

Result<DailyPapers> fetch_daily_papers(net::Client& client, const ServiceUrls& urls, Day day,
                                       const Task& task) {
  DailyPapers all;
  std::unordered_set<std::string> seen;
  for (std::size_t number = 0; number < kMaxPages; ++number) {
    net::HttpRequest request;
    request.url = urls.huggingface + "/api/daily_papers?date=" + format_day(day) +
                  "&limit=" + std::to_string(kPageSize);
    if (number > 0) request.url += "&p=" + std::to_string(number);
    SHEAF_ASSIGN(DailyPapers page,
                 get_json(client, "Hugging Face", std::move(request), task, parse_daily_papers));
    const std::size_t before = all.papers.size();
    const bool full = page.papers.size() + page.warnings.size() >= kPageSize;
    for (DailyPaper& paper : page.papers)
      if (seen.insert(paper.paper.id).second) all.papers.push_back(std::move(paper));
    for (std::string& warning : page.warnings) all.warnings.push_back(std::move(warning));
    // A site that does not know pages repeats the first one.
    if (!full || all.papers.size() == before) break;
  }
  return all;
}

}  // namespace sheaf::source
