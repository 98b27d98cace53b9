// sheaf.h: summaries.
#include <nlohmann/json.hpp>

#include "capi/guard.hpp"
#include "capi/handles.hpp"
#include "model/json.hpp"

using namespace sheaf;

sheaf_summary::sheaf_summary(Summary source)
    : summary(std::move(source)), mindmap(app::mermaid_of(summary)), outline(app::outline_of(summary)) {
  for (const Role role : summary.labels) labels.emplace_back(role_name(role));
}

namespace {

const std::vector<std::string>* list_of(const sheaf_summary* handle, int list) {
  if (!handle) return nullptr;
  switch (list) {
    case SHEAF_SUMMARY_CONTRIBUTIONS: return &handle->summary.contributions;
    case SHEAF_SUMMARY_TAGS: return &handle->summary.tags;
    case SHEAF_SUMMARY_INSTITUTIONS: return &handle->summary.institutions;
    case SHEAF_SUMMARY_SENTENCES: return &handle->summary.sentences;
    case SHEAF_SUMMARY_LABELS: return &handle->labels;
    default: return nullptr;
  }
}

}  // namespace

extern "C" {

sheaf_status sheaf_summarize(sheaf_ctx* ctx, const sheaf_paper* paper, const sheaf_summary_options* options,
                             const sheaf_call* call, sheaf_summary** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper) return capi::missing("paper");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const sheaf_summary_options given, capi::read_struct(options, "sheaf_summary_options"));
    const std::string summarizer = capi::text_of(given.summarizer);
    if (!summarizer.empty() && summarizer != "built-in")
      return Error{ErrorCode::kInvalid, "sheaf_summary_options.summarizer: \"" + summarizer + "\" is not one of built-in"};
    SHEAF_ASSIGN(const Task task, capi::task_of(call));
    SHEAF_TRY(task.check());
    std::vector<Summary> summaries = ctx->library->summarize({paper->paper}, task);
    if (summaries.empty()) return Error{ErrorCode::kCancelled, "cancelled"};
    *out = new sheaf_summary(std::move(summaries.front()));
    return {};
  });
}

const char* sheaf_summary_text(const sheaf_summary* handle, int field) {
  if (!handle) return "";
  const Summary& summary = handle->summary;
  switch (field) {
    case SHEAF_SUMMARY_TLDR: return summary.tldr.c_str();
    case SHEAF_SUMMARY_MOTIVATION: return summary.motivation.c_str();
    case SHEAF_SUMMARY_METHOD: return summary.method.c_str();
    case SHEAF_SUMMARY_RESULT: return summary.result.c_str();
    case SHEAF_SUMMARY_CONCLUSION: return summary.conclusion.c_str();
    case SHEAF_SUMMARY_CODE_URL: return summary.code_url.c_str();
    case SHEAF_SUMMARY_MINDMAP: return handle->mindmap.c_str();
    case SHEAF_SUMMARY_OUTLINE: return handle->outline.c_str();
    case SHEAF_SUMMARY_PROVIDER: return summary.provider.c_str();
    case SHEAF_SUMMARY_LANGUAGE: return summary.language.c_str();
    case SHEAF_SUMMARY_NOTE: return summary.note.c_str();
    case SHEAF_SUMMARY_TEXT: return summary.text.c_str();
    case SHEAF_SUMMARY_THUMBNAIL_URL: return summary.thumbnail_url.c_str();
    default: return "";
  }
}

size_t sheaf_summary_list_count(const sheaf_summary* handle, int list) {
  const auto* items = list_of(handle, list);
  return items ? items->size() : 0;
}
const char* sheaf_summary_list_at(const sheaf_summary* handle, int list, size_t index) {
  const auto* items = list_of(handle, list);
  return items && index < items->size() ? (*items)[index].c_str() : nullptr;
}

sheaf_status sheaf_summary_to_json(const sheaf_summary* handle, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!handle) return capi::missing("summary");
    if (!out) return capi::missing("out");
    *out = new sheaf_text{dump_json(summary_to_json(handle->summary))};
    return {};
  });
}

void sheaf_summary_free(sheaf_summary* handle) { delete handle; }

}  // extern "C"
