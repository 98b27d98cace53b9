// Fetching a paper's own text, best form first; see full_text.hpp.
// Borrows client and cache; any thread.
#include "source/full_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/json.hpp"
#include "source/fetch.hpp"
#include "source/latexml.hpp"
#include "source/pdf_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kSmallestText = 500;  // bytes; a page with less has no paper on it
constexpr std::array<std::string_view, 3> kOrigins = {"HTML", "PDF", "abstract"};

/// "2401.10020v2", as arXiv's addresses have it.
std::string versioned_id(const Paper& paper) {
  return paper.id + (paper.version > 0 ? "v" + std::to_string(paper.version) : std::string());
}

std::string site_url(const FullTextOptions& options, std::string_view form, const Paper& paper) {
  std::string_view site = options.arxiv_site;
  while (site.ends_with('/')) site.remove_suffix(1);
  return std::string(site) + "/" + std::string(form) + "/" + versioned_id(paper);
}

bool is_long_enough(const FullText& text) {
  std::size_t bytes = 0;
  for (const TextSection& section : text.sections) bytes += section.text.size();
  return bytes >= kSmallestText;
}

Result<FullText> read_html(const net::HttpResponse& response, const std::string& url) {
  SHEAF_TRY(check_throttled(response));
  SHEAF_ASSIGN(FullText text, parse_latexml(response.body, url));
  if (!is_long_enough(text)) return Error(ErrorCode::kParse, url + " has almost no text");
  return text;
}

Result<FullText> read_pdf(const net::HttpResponse& response, const std::string& url,
                          const Task& task) {
  SHEAF_TRY(check_throttled(response));
  SHEAF_ASSIGN(const std::string plain, pdf_to_text(response.body, PdfLimits(), task));
  FullText text = read_pdf_text(plain);
  text.url = url;
  if (!is_long_enough(text))
    return Error(ErrorCode::kParse, url + " has almost no text; it may be scanned");
  return text;
}

/// One form of one paper: from the cache, or asked for.
class Fetch {
 public:
  Fetch(net::Client& client, const FullTextOptions& options, const TextCache& cache,
        net::Reach reach, const Task& task)
      : client_(client), options_(options), cache_(cache), reach_(reach), task_(task) {}

  Result<FullText> html(const std::string& url) {
    return get(url, [&](const net::HttpResponse& response) { return read_html(response, url); });
  }
  Result<FullText> pdf(const std::string& url) {
    return get(url,
               [&](const net::HttpResponse& response) { return read_pdf(response, url, task_); });
  }

 private:
  template <class Read>
  Result<FullText> get(const std::string& url, const Read& read) {
    std::optional<CachedText> known = cache_.find ? cache_.find(url) : std::nullopt;
    const Seconds now = client_.now_ms() / 1000;
    if (known && known->missing && now - known->checked < options_.missing_seconds)
      return Error(ErrorCode::kNotFound, "there is none at " + url);
    std::optional<FullText> stored;
    if (known && !known->missing)
      if (Result<FullText> text = full_text_from_json(known->text, url); text.ok())
        stored = std::move(text).value();
    if (stored && now - known->checked < options_.fresh_seconds) return *std::move(stored);
    return ask(url, read, stored ? known : std::nullopt, std::move(stored));
  }

  template <class Read>
  Result<FullText> ask(const std::string& url, const Read& read, std::optional<CachedText> known,
                       std::optional<FullText> stored) {
    net::HttpRequest request;
    request.url = url;
    request.reach = reach_;
    request.timeout_ms = client_.options().timeout_ms;
    request.max_body_bytes = options_.max_html_bytes;
    request.headers.push_back({"Accept", "text/html, application/pdf, */*;q=0.5"});
    if (known && !known->etag.empty()) request.headers.push_back({"If-None-Match", known->etag});
    if (known && !known->last_modified.empty())
      request.headers.push_back({"If-Modified-Since", known->last_modified});
    Result<net::HttpResponse> response = client_.send(std::move(request), task_, check_throttled);
    CachedText entry;
    entry.checked = client_.now_ms() / 1000;
    if (!response.ok()) {
      const bool gone = response.error().http_status == 404 || response.error().http_status == 410;
      if (gone) remember_missing(url, entry);
      // What was there last is better than nothing when the server is down.
      if (stored && !gone && response.error().code != ErrorCode::kCancelled)
        return *std::move(stored);
      Error error = response.error();
      if (gone) error.code = ErrorCode::kNotFound;
      return error;
    }
    if (response->status == 304 && stored) {
      entry = *known;
      entry.checked = client_.now_ms() / 1000;
      if (cache_.put) cache_.put(url, entry);
      return *std::move(stored);
    }
    Result<FullText> text = read(*response);
    if (!text.ok()) {
      // A page that is no paper is as good as none; a missing program is no fault of the page.
      if (text.error().code == ErrorCode::kParse) remember_missing(url, entry);
      return text;
    }
    entry.etag = response->header("ETag");
    entry.last_modified = response->header("Last-Modified");
    entry.text = full_text_to_json(*text);
    if (cache_.put) cache_.put(url, entry);
    return text;
  }

  void remember_missing(const std::string& url, CachedText entry) {
    entry.missing = true;
    if (cache_.put) cache_.put(url, entry);
  }

  net::Client& client_;
  const FullTextOptions& options_;
  const TextCache& cache_;
  net::Reach reach_;
  const Task& task_;
};

std::string reason(std::string_view form, const Error& error) {
  if (error.code == ErrorCode::kNotFound) return "no " + std::string(form) + " version";
  return std::string(form) + ": " + error.message;
}

FullText from_abstract(const Paper& paper, std::string note) {
  FullText text;
  text.url = paper.abs_url();
  text.title = paper.title;
  text.abstract = paper.abstract;
  for (const Author& author : paper.authors)
    for (const std::string& place : author.affiliations) add_once(text.institutions, place, 50);
  text.note = std::move(note);
  return text;
}

void complete(FullText& text, const Paper& paper, std::string note) {
  if (text.title.empty() || text.origin == TextOrigin::kPdf) text.title = paper.title;
  if (text.abstract.empty()) text.abstract = paper.abstract;
  text.note = std::move(note);
}

}  // namespace

std::string_view text_origin_name(TextOrigin origin) {
  return kOrigins[static_cast<std::size_t>(origin)];
}

std::string FullText::plain(std::size_t max_bytes) const {
  std::string out;
  const auto add = [&](std::string_view line) {
    if (line.empty() || out.size() >= max_bytes) return;
    out += line;
    out += '\n';
  };
  add(title);
  add(abstract);
  for (const TextSection& section : sections) {
    if (!section.title.empty())
      add(std::string(static_cast<std::size_t>(section.level) + 1, '#') + " " + section.title);
    add(section.text);
  }
  for (const TextTable& table : tables) {
    add(table.caption);
    for (const std::string& row : table.rows) add(row);
  }
  for (const std::string& caption : captions) add(caption);
  if (out.size() > max_bytes) out.resize(cut_utf8(out, max_bytes).size());
  return out;
}

std::string full_text_to_json(const FullText& text) {
  Json sections = Json::array(), tables = Json::array();
  for (const TextSection& section : text.sections)
    sections.push_back(
        {{"title", section.title}, {"level", section.level}, {"text", section.text}});
  for (const TextTable& table : text.tables)
    tables.push_back({{"caption", table.caption}, {"rows", table.rows}});
  return dump_json({{"format", "sheaf-text-1"},
                    {"origin", text_origin_name(text.origin)},
                    {"url", text.url},
                    {"title", text.title},
                    {"abstract", text.abstract},
                    {"sections", sections},
                    {"tables", tables},
                    {"captions", text.captions},
                    {"institutions", text.institutions},
                    {"thumbnail_url", text.thumbnail_url},
                    {"limitations", text.limitations},
                    {"future_work", text.future_work},
                    {"hidden", text.hidden},
                    {"warnings", text.warnings},
                    {"note", text.note}});
}

namespace {

std::vector<std::string> strings(const Json& json, const char* key) {
  std::vector<std::string> out;
  const auto member = json.find(key);
  if (member == json.end() || !member->is_array()) return out;
  for (const Json& one : *member)
    if (one.is_string()) out.push_back(one.get<std::string>());
  return out;
}

}  // namespace

Result<FullText> full_text_from_json(std::string_view text, std::string_view what) {
  SHEAF_ASSIGN(const Json json, parse_json(text, what));
  if (!json.is_object() || json_string(json, "format") != "sheaf-text-1")
    return Error(ErrorCode::kParse, std::string(what) + ": no full text of this version");
  FullText out;
  const auto origin = std::find(kOrigins.begin(), kOrigins.end(), json_string(json, "origin"));
  if (origin != kOrigins.end()) out.origin = static_cast<TextOrigin>(origin - kOrigins.begin());
  out.url = json_string(json, "url");
  out.title = json_string(json, "title");
  out.abstract = json_string(json, "abstract");
  for (const Json& one : json.value("sections", Json::array())) {
    if (!one.is_object()) continue;
    const auto level = one.find("level");
    out.sections.push_back(
        {json_string(one, "title"),
         level != one.end() && level->is_number_integer() ? std::clamp(level->get<int>(), 1, 6) : 1,
         json_string(one, "text")});
  }
  for (const Json& one : json.value("tables", Json::array()))
    if (one.is_object()) out.tables.push_back({json_string(one, "caption"), strings(one, "rows")});
  out.captions = strings(json, "captions");
  out.institutions = strings(json, "institutions");
  out.thumbnail_url = json_string(json, "thumbnail_url");
  out.limitations = strings(json, "limitations");
  out.future_work = strings(json, "future_work");
  out.hidden = strings(json, "hidden");
  out.warnings = strings(json, "warnings");
  out.note = json_string(json, "note");
  return out;
}

Result<FullText> fetch_full_text(net::Client& client, const Paper& paper,
                                 const FullTextOptions& options, const TextCache& cache,
                                 const Task& task) {
  const bool arxiv = paper.scheme == "arxiv";
  // arXiv's place is the profile's; another paper's PDF is wherever a feed says.
  Fetch fetch(client, options, cache, arxiv ? net::Reach::kAny : net::Reach::kPublic, task);
  std::string note;
  if (arxiv) {
    Result<FullText> html = fetch.html(site_url(options, "html", paper));
    if (html.ok()) {
      complete(*html, paper, {});
      return html;
    }
    if (html.error().code == ErrorCode::kCancelled) return html;
    note = reason("HTML", html.error()) + "; ";
  }
  const std::string pdf_url = arxiv ? site_url(options, "pdf", paper) : paper.pdf;
  if (pdf_url.empty() || !options.pdf)
    return from_abstract(paper, note + "no PDF was asked for; the abstract stands alone");
  if (find_program(PdfLimits().program).empty())
    return from_abstract(paper, note + "pdftotext is not installed; the abstract stands alone");
  Result<FullText> pdf = fetch.pdf(pdf_url);
  if (pdf.ok()) {
    complete(*pdf, paper, note + "read from the PDF");
    return pdf;
  }
  if (pdf.error().code == ErrorCode::kCancelled) return pdf;
  return from_abstract(paper, note + reason("PDF", pdf.error()) + "; the abstract stands alone");
}

}  // namespace sheaf::source
