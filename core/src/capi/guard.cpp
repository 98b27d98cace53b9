// Errors and option structs at the boundary; see guard.hpp.
#include "capi/guard.hpp"

#include "capi/handles.hpp"

namespace sheaf::capi {

static_assert(static_cast<int>(ErrorCode::kInvalid) == SHEAF_E_INVALID);
static_assert(static_cast<int>(ErrorCode::kNoMemory) == SHEAF_E_NOMEM);
static_assert(static_cast<int>(ErrorCode::kCancelled) == SHEAF_E_CANCELLED);
static_assert(static_cast<int>(ErrorCode::kNetwork) == SHEAF_E_NETWORK);
static_assert(static_cast<int>(ErrorCode::kHttp) == SHEAF_E_HTTP);
static_assert(static_cast<int>(ErrorCode::kRateLimit) == SHEAF_E_RATE_LIMIT);
static_assert(static_cast<int>(ErrorCode::kParse) == SHEAF_E_PARSE);
static_assert(static_cast<int>(ErrorCode::kNotFound) == SHEAF_E_NOT_FOUND);
static_assert(static_cast<int>(ErrorCode::kIo) == SHEAF_E_IO);
static_assert(static_cast<int>(ErrorCode::kStore) == SHEAF_E_STORE);
static_assert(static_cast<int>(ErrorCode::kConflict) == SHEAF_E_CONFLICT);
static_assert(static_cast<int>(ErrorCode::kPlugin) == SHEAF_E_PLUGIN);
static_assert(static_cast<int>(ErrorCode::kPluginLimit) == SHEAF_E_PLUGIN_LIMIT);
static_assert(static_cast<int>(ErrorCode::kUnsupported) == SHEAF_E_UNSUPPORTED);
static_assert(static_cast<int>(ErrorCode::kInternal) == SHEAF_E_INTERNAL);

sheaf_status fail(Error error, sheaf_error** err) noexcept {
  const auto status = static_cast<sheaf_status>(error.code);
  if (!err || error.code == ErrorCode::kNoMemory) return status;
  // Out of memory while telling of another failure: the status still tells.
  *err = new (std::nothrow) sheaf_error{std::move(error)};
  return status;
}

sheaf_status fail_internal(const char* what, sheaf_error** err) noexcept {
  try {
    return fail(Error{ErrorCode::kInternal, what}, err);
  } catch (...) {
    return SHEAF_E_INTERNAL;
  }
}

Result<Task> task_of(const sheaf_call* given) {
  SHEAF_ASSIGN(const sheaf_call call, read_struct(given, "sheaf_call"));
  const CancelToken token = call.cancel ? call.cancel->token : CancelToken();
  if (!call.progress_fn) return Task(token);
  return Task(token, [call](const Progress& progress) {
    const std::string stage(progress.stage);
    sheaf_progress view = {};
    view.struct_size = sizeof view;
    view.stage = stage.c_str();
    view.done = progress.done;
    view.total = progress.total;
    view.waiting_ms = progress.waiting_ms;
    return call.progress_fn(&view, call.progress_user_data) == 0;
  });
}

Result<std::vector<std::string>> string_array(const char* const* items, std::size_t count,
                                              const char* name) {
  std::vector<std::string> out;
  if (count > 0 && !items) return missing(name);
  for (std::size_t i = 0; i < count; ++i) {
    if (!items[i]) return Error{ErrorCode::kInvalid, std::string(name) + "[" + std::to_string(i) + "] must not be NULL"};
    out.emplace_back(items[i]);
  }
  return out;
}

}  // namespace sheaf::capi
