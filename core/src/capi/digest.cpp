// sheaf.h: the digest.
#include <nlohmann/json.hpp>

#include "app/import.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"
#include "model/json.hpp"

using namespace sheaf;

sheaf_digest::sheaf_digest(Digest source) : digest(std::move(source)), day(format_day(digest.day)) {
  papers.reserve(digest.entries.size());
  summaries.reserve(digest.entries.size());
  for (const Entry& entry : digest.entries) {
    papers.emplace_back(entry.paper);
    summaries.emplace_back(entry.summary);
  }
}

namespace {

Result<app::DigestRequest> request_of(const sheaf_digest_options* options) {
  SHEAF_ASSIGN(const sheaf_digest_options given, capi::read_struct(options, "sheaf_digest_options"));
  app::DigestRequest request;
  if (given.profile_name) request.profile_name = given.profile_name;
  SHEAF_ASSIGN(request.profile, parse_profile(capi::text_of(given.profile_json), request.profile_name));
  if (given.day && *given.day) {
    request.day = parse_day(given.day);
    if (!request.day)
      return Error{ErrorCode::kInvalid, "sheaf_digest_options.day: \"" + std::string(given.day) + "\" is not a date like 2026-04-17"};
  }
  request.offline = given.offline != 0;
  return request;
}

const Entry* entry_at(const sheaf_digest* handle, std::size_t index) {
  return handle && index < handle->digest.entries.size() ? &handle->digest.entries[index] : nullptr;
}

const SourceStatus* source_at(const sheaf_digest* handle, std::size_t index) {
  return handle && index < handle->digest.sources.size() ? &handle->digest.sources[index] : nullptr;
}

}  // namespace

extern "C" {

sheaf_status sheaf_digest_run(sheaf_ctx* ctx, const sheaf_digest_options* options, const sheaf_call* call,
                              sheaf_digest** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const app::DigestRequest request, request_of(options));
    SHEAF_ASSIGN(const Task task, capi::task_of(call));
    SHEAF_ASSIGN(Digest digest, ctx->library->digest(request, task));
    *out = new sheaf_digest(std::move(digest));
    return {};
  });
}

sheaf_status sheaf_digest_from_papers(sheaf_ctx* ctx, const sheaf_papers* papers,
                                      const sheaf_digest_options* options, const sheaf_call* call,
                                      sheaf_digest** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!papers) return capi::missing("papers");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const app::DigestRequest request, request_of(options));
    SHEAF_ASSIGN(const Task task, capi::task_of(call));
    SHEAF_ASSIGN(Digest digest, ctx->library->digest_from_papers(papers->plain(), request, task));
    *out = new sheaf_digest(std::move(digest));
    return {};
  });
}

sheaf_status sheaf_digest_from_json(const char* json, size_t size, sheaf_digest** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!json) return capi::missing("json");
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const Json parsed, parse_json({json, size}, "digest"));
    SHEAF_ASSIGN(Digest digest, digest_from_json(parsed, "digest"));
    *out = new sheaf_digest(std::move(digest));
    return {};
  });
}

sheaf_status sheaf_digest_import(sheaf_ctx* ctx, const char* page, size_t size, const char* name,
                                 sheaf_digest** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!page) return capi::missing("page");
    if (!out) return capi::missing("out");
    const std::string_view called = name && *name ? name : "page";
    SHEAF_ASSIGN(Digest digest, app::import_text(ctx ? ctx->library.get() : nullptr, std::string(page, size), called));
    *out = new sheaf_digest(std::move(digest));
    return {};
  });
}

sheaf_status sheaf_digest_to_json(const sheaf_digest* handle, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!handle) return capi::missing("digest");
    if (!out) return capi::missing("out");
    *out = new sheaf_text{app::digest_json_text(handle->digest)};
    return {};
  });
}

void sheaf_digest_free(sheaf_digest* handle) { delete handle; }

const char* sheaf_digest_day(const sheaf_digest* handle) { return handle ? handle->day.c_str() : ""; }
const char* sheaf_digest_profile(const sheaf_digest* handle) {
  return handle ? handle->digest.profile.c_str() : "";
}
int sheaf_digest_is_sample(const sheaf_digest* handle) { return handle && handle->digest.sample ? 1 : 0; }

size_t sheaf_digest_source_count(const sheaf_digest* handle) {
  return handle ? handle->digest.sources.size() : 0;
}
const char* sheaf_digest_source_name(const sheaf_digest* handle, size_t index) {
  const SourceStatus* source = source_at(handle, index);
  return source ? source->name.c_str() : nullptr;
}
int sheaf_digest_source_state(const sheaf_digest* handle, size_t index) {
  const SourceStatus* source = source_at(handle, index);
  return source ? static_cast<int>(source->state) : SHEAF_SOURCE_FAILED;
}
const char* sheaf_digest_source_detail(const sheaf_digest* handle, size_t index) {
  const SourceStatus* source = source_at(handle, index);
  return source ? source->detail.c_str() : nullptr;
}

size_t sheaf_digest_count(const sheaf_digest* handle) { return handle ? handle->digest.entries.size() : 0; }
const sheaf_paper* sheaf_digest_paper(const sheaf_digest* handle, size_t index) {
  return handle && index < handle->papers.size() ? &handle->papers[index] : nullptr;
}
int sheaf_digest_announce_type(const sheaf_digest* handle, size_t index) {
  const Entry* entry = entry_at(handle, index);
  return entry ? static_cast<int>(entry->announcement.type) : SHEAF_ANNOUNCE_NEW;
}
double sheaf_digest_score(const sheaf_digest* handle, size_t index) {
  const Entry* entry = entry_at(handle, index);
  return entry ? entry->score.value : 0;
}
const char* sheaf_digest_reason(const sheaf_digest* handle, size_t index) {
  const Entry* entry = entry_at(handle, index);
  return entry ? entry->score.reason.c_str() : nullptr;
}
const sheaf_summary* sheaf_digest_summary(const sheaf_digest* handle, size_t index) {
  return handle && index < handle->summaries.size() ? &handle->summaries[index] : nullptr;
}

}  // extern "C"
