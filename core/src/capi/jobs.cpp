// sheaf.h: jobs.
#include "app/ops.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"

using namespace sheaf;

extern "C" {

sheaf_status sheaf_ops_to_json(sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!out) return capi::missing("out");
    *out = new sheaf_text{app::ops_as_json()};
    return {};
  });
}

sheaf_status sheaf_job_start(sheaf_ctx* ctx, const char* op, const char* args_json, sheaf_job** out,
                             sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!ctx) return capi::missing("ctx");
    if (!op) return capi::missing("op");
    if (!out) return capi::missing("out");
    auto handle = std::make_unique<sheaf_job>();
    handle->job = app::Job::start(*ctx->library, op, capi::text_of(args_json));
    *out = handle.release();
    return {};
  });
}

sheaf_status sheaf_job_wait(sheaf_job* job, int32_t timeout_ms) {
  if (!job) return SHEAF_E_INVALID;
  bool ended = false;
  const sheaf_status status = capi::guard(nullptr, [&]() -> Status {
    ended = job->job->wait(timeout_ms);
    return {};
  });
  return status != SHEAF_OK ? status : ended ? SHEAF_OK : SHEAF_TIMEOUT;
}

sheaf_status sheaf_job_progress(sheaf_job* job, sheaf_progress* out) {
  if (!job || !out || out->struct_size < sizeof(size_t)) return SHEAF_E_INVALID;
  return capi::guard(nullptr, [&]() -> Status {
    const app::Job::Snapshot now = job->job->progress();
    sheaf_progress view = {};
    view.struct_size = out->struct_size;
    view.stage = now.stage;
    view.done = now.done;
    view.total = now.total;
    view.waiting_ms = now.waiting_ms;
    std::memcpy(out, &view, std::min(out->struct_size, sizeof view));
    return {};
  });
}

void sheaf_job_cancel(sheaf_job* job) {
  if (job) job->job->cancel();
}

sheaf_status sheaf_job_result(sheaf_job* job, sheaf_text** out, sheaf_error** err) {
  if (out) *out = nullptr;
  bool running = false;
  const sheaf_status status = capi::guard(err, [&]() -> Status {
    if (!job) return capi::missing("job");
    if (!out) return capi::missing("out");
    auto result = job->job->result();
    running = !result.has_value();
    if (running) return {};
    SHEAF_ASSIGN(std::string text, std::move(*result));
    *out = new sheaf_text{std::move(text)};
    return {};
  });
  return running ? SHEAF_TIMEOUT : status;
}

void sheaf_job_free(sheaf_job* job) {
  if (!job) return;
  job->job->stop();
  delete job;
}

}  // extern "C"
