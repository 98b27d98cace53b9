// sheaf.h: papers, lists of them, and the search at arXiv.
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"
#include "model/json.hpp"

using namespace sheaf;

sheaf_paper::sheaf_paper(Paper source)
    : paper(std::move(source)),
      published(paper.published ? format_rfc3339(*paper.published) : ""),
      updated(paper.updated ? format_rfc3339(*paper.updated) : ""),
      pdf_url(paper.pdf_url()),
      abs_url(paper.abs_url()),
      primary_category(paper.primary_category()),
      citation_key(app::citation_key_of(paper)) {}

sheaf_papers::sheaf_papers(std::vector<Paper> papers, std::uint64_t matching) : total(matching) {
  list.reserve(papers.size());
  for (Paper& paper : papers) list.emplace_back(std::move(paper));
  total = std::max<std::uint64_t>(total, list.size());
}

std::vector<Paper> sheaf_papers::plain() const {
  std::vector<Paper> out;
  out.reserve(list.size());
  for (const sheaf_paper& handle : list) out.push_back(handle.paper);
  return out;
}

namespace {

/// Unix seconds as arXiv's search wants them: "202604170000".
std::string search_minute(Seconds time) {
  const std::string text = format_rfc3339(time);
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2) + text.substr(11, 2) + text.substr(14, 2);
}

std::string with_dates(std::string expression, std::int64_t from, std::int64_t to) {
  if (from == 0 && to == 0) return expression;
  const Seconds open_end = 4102444800;  // 2100-01-01
  const std::string range = "submittedDate:[" + search_minute(from) + " TO " + search_minute(to ? to : open_end) + "]";
  return expression.empty() ? range : "(" + expression + ") AND " + range;
}

Result<app::SearchRequest> request_of(const sheaf_query& query) {
  app::SearchRequest request;
  SHEAF_ASSIGN(request.ids, capi::string_array(query.ids, query.id_count, "sheaf_query.ids"));
  if (query.submitted_from < 0 || query.submitted_to < 0 || query.submitted_to > 253402300799)
    return Error{ErrorCode::kInvalid, "sheaf_query: submitted_from and submitted_to are Unix seconds, 0 for open"};
  request.expression = with_dates(capi::text_of(query.expression), query.submitted_from, query.submitted_to);
  if (request.ids.empty() && trim(request.expression).empty())
    return Error{ErrorCode::kInvalid, "sheaf_query: give an expression, ids or dates"};
  if (query.sort < SHEAF_SORT_RELEVANCE || query.sort > SHEAF_SORT_UPDATED)
    return Error{ErrorCode::kInvalid, "sheaf_query.sort is not a sheaf_sort"};
  request.start = query.start;
  request.max_results = query.max_results;
  request.ascending = query.ascending != 0;
  if (query.sort == SHEAF_SORT_RELEVANCE) request.sort_by = "relevance";
  if (query.sort == SHEAF_SORT_UPDATED) request.sort_by = "lastUpdatedDate";
  return request;
}

}  // namespace

extern "C" {

size_t sheaf_papers_count(const sheaf_papers* list) { return list ? list->list.size() : 0; }
const sheaf_paper* sheaf_papers_at(const sheaf_papers* list, size_t index) {
  return list && index < list->list.size() ? &list->list[index] : nullptr;
}
uint64_t sheaf_papers_total(const sheaf_papers* list) { return list ? list->total : 0; }
void sheaf_papers_free(sheaf_papers* list) { delete list; }

sheaf_status sheaf_papers_to_json(const sheaf_papers* list, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!list) return capi::missing("list");
    if (!out) return capi::missing("out");
    Json json = Json::array();
    for (const sheaf_paper& handle : list->list) json.push_back(paper_to_json(handle.paper));
    *out = new sheaf_text{dump_json(json)};
    return {};
  });
}

sheaf_status sheaf_papers_from_json(const char* json, size_t size, sheaf_papers** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!json) return capi::missing("json");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(std::vector<Paper> papers, papers_from_text({json, size}, "papers"));
    *out = new sheaf_papers(std::move(papers), 0);
    return {};
  });
}

const char* sheaf_paper_text(const sheaf_paper* handle, int field) {
  if (!handle) return "";
  const Paper& paper = handle->paper;
  switch (field) {
    case SHEAF_FIELD_ID: return paper.id.c_str();
    case SHEAF_FIELD_TITLE: return paper.title.c_str();
    case SHEAF_FIELD_ABSTRACT: return paper.abstract.c_str();
    case SHEAF_FIELD_PRIMARY_CATEGORY: return handle->primary_category.c_str();
    case SHEAF_FIELD_PUBLISHED: return handle->published.c_str();
    case SHEAF_FIELD_UPDATED: return handle->updated.c_str();
    case SHEAF_FIELD_DOI: return paper.doi.c_str();
    case SHEAF_FIELD_JOURNAL_REF: return paper.journal_ref.c_str();
    case SHEAF_FIELD_COMMENT: return paper.comment.c_str();
    case SHEAF_FIELD_PDF_URL: return handle->pdf_url.c_str();
    case SHEAF_FIELD_ABS_URL: return handle->abs_url.c_str();
    case SHEAF_FIELD_CITE_KEY: return handle->citation_key.c_str();
    case SHEAF_FIELD_SCHEME: return paper.scheme.c_str();
    case SHEAF_FIELD_VENUE: return paper.venue.c_str();
    case SHEAF_FIELD_CODE_URL: return paper.code_url.c_str();
    default: return "";
  }
}

uint32_t sheaf_paper_version(const sheaf_paper* handle) {
  return handle ? static_cast<uint32_t>(handle->paper.version) : 0;
}
size_t sheaf_paper_author_count(const sheaf_paper* handle) { return handle ? handle->paper.authors.size() : 0; }
const char* sheaf_paper_author(const sheaf_paper* handle, size_t index) {
  return index < sheaf_paper_author_count(handle) ? handle->paper.authors[index].name.c_str() : nullptr;
}
size_t sheaf_paper_category_count(const sheaf_paper* handle) {
  return handle ? handle->paper.categories.size() : 0;
}
const char* sheaf_paper_category(const sheaf_paper* handle, size_t index) {
  return index < sheaf_paper_category_count(handle) ? handle->paper.categories[index].c_str() : nullptr;
}

sheaf_status sheaf_fetch(sheaf_ctx* ctx, const sheaf_query* query, const sheaf_call* call,
                         sheaf_papers** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!query) return capi::missing("query");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const sheaf_query given, capi::read_struct(query, "sheaf_query"));
    SHEAF_ASSIGN(const app::SearchRequest request, request_of(given));
    SHEAF_ASSIGN(const Task task, capi::task_of(call));
    SHEAF_ASSIGN(app::SearchAnswer answer, ctx->library->search_arxiv(request, default_profile(), task));
    *out = new sheaf_papers(std::move(answer.papers), answer.total);
    return {};
  });
}

}  // extern "C"
