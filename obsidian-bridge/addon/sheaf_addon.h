/* The Node-API addon over libsheaf: what its two files share.
 * Plain C and Node-API 8 only, so that one build runs in Node 16 and later and in every Electron. */
#ifndef SHEAF_ADDON_H
#define SHEAF_ADDON_H

#define NAPI_VERSION 8
#define NODE_API_NO_EXTERNAL_BUFFERS_ALLOWED 1  /* Electron has a memory cage */

#include <node_api.h>
#include <sheaf/sheaf.h>

/* One context, shared by the JavaScript handle and its running jobs.  Reference-counted with
 * atomics: the last to let go closes it. */
typedef struct addon_library addon_library;
addon_library *addon_library_keep(addon_library *library);
/* The library behind a JavaScript value; NULL after throwing when it is none or was closed. */
addon_library *addon_library_of(napi_env env, napi_value value);
void addon_library_drop(addon_library *library);
sheaf_ctx *addon_library_context(addon_library *library);

/* values.c: arguments in, values out.  Each returns NULL (or 0) after throwing a JavaScript error. */
char *addon_text(napi_env env, napi_value value, const char *name, size_t *size); /* free() it */
napi_value addon_throw(napi_env env, sheaf_status status, sheaf_error *error); /* frees `error` */
napi_value addon_throw_text(napi_env env, const char *code, const char *message);
napi_value addon_string(napi_env env, const char *text, size_t size);
/* An object that owns `data` (drop() ends it) and shows by its tag whose it is; NULL: `data` is still
 * the caller's. Externals cannot be tagged before Node 20. */
napi_value addon_wrap(napi_env env, void *data, napi_finalize drop, const napi_type_tag *tag);
/* A Buffer with a copy of the bytes: much cheaper than a string, whose every character is decoded. */
napi_value addon_bytes(napi_env env, const char *bytes, size_t size);
/* At least `wanted` arguments, and at most `room`, which `values` has; those not given are undefined. */
int addon_arguments(napi_env env, napi_callback_info info, size_t wanted, size_t room,
                    napi_value *values);

/* job.c: start(library, op, argsJson, onEvent) -> job; cancel(job). */
napi_value addon_start(napi_env env, napi_callback_info info);
napi_value addon_cancel(napi_env env, napi_callback_info info);
/* Ends all jobs of an environment; called when the process tells of its exit. */
napi_value addon_end_jobs(napi_env env, napi_callback_info info);

extern const napi_type_tag addon_library_tag;
extern const napi_type_tag addon_job_tag;

#endif
