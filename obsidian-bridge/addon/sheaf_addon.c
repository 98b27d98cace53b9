/* The Node-API addon over libsheaf: open, close, version, and the synchronous merge of a note.
 * Everything here runs on the JavaScript thread of the environment that called it; several
 * environments (windows, workers) may be there at once and share nothing. */
#include "sheaf_addon.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

const napi_type_tag addon_library_tag = {0x7368656166000001ULL, 0x6c69627261727900ULL};

struct addon_library {
  atomic_int references;
  sheaf_ctx *context;
};

/* What JavaScript holds; `library` is NULL once it was closed. */
typedef struct library_handle {
  addon_library *library;
} library_handle;

addon_library *addon_library_keep(addon_library *library) {
  atomic_fetch_add(&library->references, 1);
  return library;
}

void addon_library_drop(addon_library *library) {
  if (!library || atomic_fetch_sub(&library->references, 1) > 1) return;
  sheaf_close(library->context);
  free(library);
}

sheaf_ctx *addon_library_context(addon_library *library) { return library->context; }

static void drop_handle(napi_env env, void *data, void *hint) {
  library_handle *handle = data;
  (void)env, (void)hint;
  addon_library_drop(handle->library);
  free(handle);
}

/* The handle behind a JavaScript value, or NULL after throwing. */
static library_handle *handle_of(napi_env env, napi_value value) {
  void *data = NULL;
  bool ours = false;
  if (napi_check_object_type_tag(env, value, &addon_library_tag, &ours) != napi_ok || !ours ||
      napi_unwrap(env, value, &data) != napi_ok) {
    addon_throw_text(env, "SHEAF_E_INVALID", "library: not a library that open() gave");
    return NULL;
  }
  return data;
}

addon_library *addon_library_of(napi_env env, napi_value value) {
  library_handle *handle = handle_of(env, value);
  if (handle && !handle->library)
    addon_throw_text(env, "SHEAF_E_INVALID", "library: it was closed");
  return handle ? handle->library : NULL;
}

/* Opens a library at `path`; an empty path keeps everything in memory. */
static addon_library *open_at(napi_env env, const char *path, const char *agent) {
  SHEAF_INIT(sheaf_config, config);
  config.store_path = *path ? path : NULL;
  config.user_agent = agent;
  sheaf_error *error = NULL;
  sheaf_ctx *context = NULL;
  const sheaf_status status = sheaf_open(&config, &context, &error);
  if (status != SHEAF_OK) {
    addon_throw(env, status, error);
    return NULL;
  }
  addon_library *library = calloc(1, sizeof *library);
  if (!library) {
    sheaf_close(context);
    addon_throw_text(env, "SHEAF_E_NOMEM", "out of memory");
    return NULL;
  }
  atomic_init(&library->references, 1);
  library->context = context;
  return library;
}

static napi_value handle_to(napi_env env, addon_library *library) {
  napi_value value = NULL;
  library_handle *handle = calloc(1, sizeof *handle);
  if (handle) handle->library = library;
  if (handle && (value = addon_wrap(env, handle, drop_handle, &addon_library_tag))) return value;
  free(handle);
  addon_library_drop(library);
  return addon_throw_text(env, "SHEAF_E_NOMEM", "out of memory");
}

/* open(storePath, userAgent) -> library */
static napi_value open_library(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  if (!addon_arguments(env, info, 2, 2, arguments)) return NULL;
  char *path = addon_text(env, arguments[0], "storePath", NULL);
  char *agent = path ? addon_text(env, arguments[1], "userAgent", NULL) : NULL;
  addon_library *library = agent ? open_at(env, path, agent) : NULL;
  free(path);
  free(agent);
  return library ? handle_to(env, library) : NULL;
}

/* close(library): jobs that still run keep it open until they end. */
static napi_value close_library(napi_env env, napi_callback_info info) {
  napi_value arguments[1];
  if (!addon_arguments(env, info, 1, 1, arguments)) return NULL;
  library_handle *handle = handle_of(env, arguments[0]);
  if (!handle) return NULL;
  addon_library *library = handle->library;
  handle->library = NULL;
  addon_library_drop(library);
  return NULL;
}

static napi_value merged_object(napi_env env, const sheaf_text *text, const sheaf_text *conflicts) {
  napi_value object = NULL;
  napi_value value = addon_string(env, sheaf_text_data(text), sheaf_text_size(text));
  napi_value names = addon_string(env, sheaf_text_data(conflicts), sheaf_text_size(conflicts));
  if (!value || !names || napi_create_object(env, &object) != napi_ok ||
      napi_set_named_property(env, object, "text", value) != napi_ok ||
      napi_set_named_property(env, object, "conflicts", names) != napi_ok)
    return NULL;
  return object;
}

/* mergeNote(existing, baseline, fresh) -> {text, conflicts: JSON}; synchronous and quick, for
 * Vault.process().  An empty baseline is not known. */
static napi_value merge_note(napi_env env, napi_callback_info info) {
  static const char *const names[] = {"existing", "baseline", "fresh"};
  napi_value arguments[3];
  char *texts[3] = {NULL, NULL, NULL};
  size_t existing_size = 0;
  napi_value result = NULL;
  if (!addon_arguments(env, info, 3, 3, arguments)) return NULL;
  int ready = 1;
  for (int i = 0; i < 3 && ready; ++i) {
    texts[i] = addon_text(env, arguments[i], names[i], i == 0 ? &existing_size : NULL);
    ready = texts[i] != NULL;
  }
  if (ready) {
    sheaf_text *merged = NULL, *conflicts = NULL;
    sheaf_error *error = NULL;
    const sheaf_status status = sheaf_note_merge(texts[0], existing_size, texts[1], texts[2],
                                                 &merged, &conflicts, &error);
    result = status == SHEAF_OK ? merged_object(env, merged, conflicts)
                                : addon_throw(env, status, error);
    sheaf_text_free(merged);
    sheaf_text_free(conflicts);
  }
  for (int i = 0; i < 3; ++i) free(texts[i]);
  return result;
}

/* version() -> {version, abi, ops: JSON} */
static napi_value version(napi_env env, napi_callback_info info) {
  napi_value object = NULL, number = NULL;
  sheaf_text *ops = NULL;
  sheaf_error *error = NULL;
  (void)info;
  const sheaf_status status = sheaf_ops_to_json(&ops, &error);
  if (status != SHEAF_OK) return addon_throw(env, status, error);
  napi_value name = addon_string(env, sheaf_version(), strlen(sheaf_version()));
  napi_value list = addon_string(env, sheaf_text_data(ops), sheaf_text_size(ops));
  sheaf_text_free(ops);
  if (!name || !list || napi_create_object(env, &object) != napi_ok ||
      napi_create_uint32(env, sheaf_abi_version(), &number) != napi_ok ||
      napi_set_named_property(env, object, "version", name) != napi_ok ||
      napi_set_named_property(env, object, "abi", number) != napi_ok ||
      napi_set_named_property(env, object, "ops", list) != napi_ok)
    return NULL;
  return object;
}

/* process.on("exit", addon_end_jobs); where there is no such object there is no such exit. */
static void watch_exit(napi_env env) {
  napi_value global, process, on, arguments[2], result;
  napi_valuetype kind = napi_undefined;
  if (napi_get_global(env, &global) != napi_ok ||
      napi_get_named_property(env, global, "process", &process) != napi_ok ||
      napi_typeof(env, process, &kind) != napi_ok || kind != napi_object ||
      napi_get_named_property(env, process, "on", &on) != napi_ok ||
      napi_typeof(env, on, &kind) != napi_ok || kind != napi_function ||
      napi_create_string_utf8(env, "exit", 4, &arguments[0]) != napi_ok ||
      napi_create_function(env, "endJobs", NAPI_AUTO_LENGTH, addon_end_jobs, NULL, &arguments[1]) != napi_ok)
    return;
  napi_call_function(env, process, on, 2, arguments, &result);
}

NAPI_MODULE_INIT() {
  if (sheaf_abi_version() != SHEAF_ABI_VERSION)
    return addon_throw_text(env, "SHEAF_E_UNSUPPORTED",
                            "libsheaf has another ABI than this addon was built for: install both "
                            "from one release");
  const struct {
    const char *name;
    napi_callback call;
  } calls[] = {{"version", version},     {"open", open_library},   {"close", close_library},
               {"mergeNote", merge_note}, {"start", addon_start},  {"cancel", addon_cancel}};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; ++i) {
    napi_value function = NULL;
    if (napi_create_function(env, calls[i].name, NAPI_AUTO_LENGTH, calls[i].call, NULL,
                             &function) != napi_ok ||
        napi_set_named_property(env, exports, calls[i].name, function) != napi_ok)
      return NULL;
  }
  watch_exit(env);
  return exports;
}
