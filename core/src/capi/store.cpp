// sheaf.h: the store, the reader's library and feedback.
#include <nlohmann/json.hpp>

#include "capi/guard.hpp"
#include "capi/handles.hpp"
#include "model/arxiv_id.hpp"
#include "model/json.hpp"

using namespace sheaf;

namespace {

/// Any spelling of an arXiv id; other ids as they are.
std::string base_id(const char* id) {
  const auto arxiv = parse_arxiv_id(id);
  return arxiv ? arxiv->base : std::string(id);
}

Result<std::vector<LibraryItem>> items_of(std::string_view json) {
  std::vector<LibraryItem> items;
  SHEAF_TRY(for_each_item(json, "library", [&](const Json& one, const std::string& place) -> Status {
    SHEAF_ASSIGN(LibraryItem item, library_item_from_json(one, place));
    items.push_back(std::move(item));
    return {};
  }));
  return items;
}

}  // namespace

extern "C" {

sheaf_status sheaf_store_put(sheaf_ctx* ctx, const sheaf_papers* papers, sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!papers) return capi::missing("papers");
    const auto counts = ctx->library->store().put_papers(papers->plain());
    return counts ? Status() : Status(counts.error());
  });
}

sheaf_status sheaf_store_find(sheaf_ctx* ctx, const char* full_text_query, uint32_t limit,
                              sheaf_papers** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!full_text_query) return capi::missing("full_text_query");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(std::vector<Paper> papers, ctx->library->store().search(full_text_query, limit ? limit : 50));
    *out = new sheaf_papers(std::move(papers), 0);
    return {};
  });
}

sheaf_status sheaf_store_get(sheaf_ctx* ctx, const char* paper_id, sheaf_papers** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper_id) return capi::missing("paper_id");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(std::optional<Paper> paper, ctx->library->store().find_paper(base_id(paper_id)));
    if (!paper) return Error{ErrorCode::kNotFound, "the store has no paper " + std::string(paper_id)};
    *out = new sheaf_papers({std::move(*paper)}, 1);
    return {};
  });
}

sheaf_status sheaf_store_remove(sheaf_ctx* ctx, const char* paper_id, sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper_id) return capi::missing("paper_id");
    return ctx->library->store().remove_paper(base_id(paper_id));
  });
}

sheaf_status sheaf_library_put_json(sheaf_ctx* ctx, const char* json, size_t size, sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!json) return capi::missing("json");
    store::LibraryChange change;
    SHEAF_ASSIGN(change.items, items_of({json, size}));
    const auto counts = ctx->library->store().put_library(change);
    return counts ? Status() : Status(counts.error());
  });
}

sheaf_status sheaf_library_sync_json(sheaf_ctx* ctx, const char* json, size_t size, const char* origin,
                                     sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!json) return capi::missing("json");
    store::LibraryChange change;
    SHEAF_ASSIGN(change.items, items_of({json, size}));
    change.origin = capi::text_of(origin);
    change.complete = true;
    const auto counts = ctx->library->store().put_library(change);
    return counts ? Status() : Status(counts.error());
  });
}

sheaf_status sheaf_library_remove(sheaf_ctx* ctx, const char* key, sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!key) return capi::missing("key");
    const auto removed = ctx->library->store().remove_library_item(key);
    return removed ? Status() : Status(removed.error());
  });
}

sheaf_status sheaf_library_count(sheaf_ctx* ctx, uint64_t* out, sheaf_error** err) {
  if (out) *out = 0;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const store::StoreInfo info, ctx->library->store().info());
    *out = info.library_items;
    return {};
  });
}

sheaf_status sheaf_feedback_put(sheaf_ctx* ctx, const char* paper_id, int kind, sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper_id || !*paper_id) return capi::missing("paper_id");
    if (kind < SHEAF_FEEDBACK_LIKED || kind > SHEAF_FEEDBACK_NONE)
      return Error{ErrorCode::kInvalid, "kind is not a sheaf_feedback_kind"};
    const auto put = ctx->library->store().put_feedback(paper_id, static_cast<FeedbackKind>(kind),
                                                        ctx->library->clock().now(), store::Telling::kNow);
    return put ? Status() : Status(put.error());
  });
}

sheaf_status sheaf_feedback_put_at(sheaf_ctx* ctx, const char* paper_id, int kind, int64_t at,
                                   sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper_id || !*paper_id) return capi::missing("paper_id");
    if (kind < SHEAF_FEEDBACK_LIKED || kind > SHEAF_FEEDBACK_NONE)
      return Error{ErrorCode::kInvalid, "kind is not a sheaf_feedback_kind"};
    if (at < 0) return Error{ErrorCode::kInvalid, "at must be Unix seconds, 0 or above"};
    const auto put = ctx->library->store().put_feedback(paper_id, static_cast<FeedbackKind>(kind), at);
    return put ? Status() : Status(put.error());
  });
}

sheaf_status sheaf_feedback_undo(sheaf_ctx* ctx, const char* paper_id, sheaf_error** err) {
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!paper_id || !*paper_id) return capi::missing("paper_id");
    const auto undone = ctx->library->store().undo_feedback(paper_id);
    return undone ? Status() : Status(undone.error());
  });
}

}  // extern "C"
