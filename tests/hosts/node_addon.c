/* A Node addon in plain C that loads libsheaf as a bridge's addon does; node_host.cjs calls it. */
#include <node_api.h>
#include <string.h>

#include "scenario.h"

#define ARGUMENTS 4

static napi_value run(napi_env env, napi_callback_info info) {
  static const char* const names[ARGUMENTS] = {"library", "http_url", "https_url", "folder"};
  char texts[ARGUMENTS][1024];
  napi_value values[ARGUMENTS], result;
  size_t count = ARGUMENTS;
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) != napi_ok || count != ARGUMENTS) {
    napi_throw_type_error(env, NULL, "run(library, http_url, https_url, folder)");
    return NULL;
  }
  for (size_t i = 0; i < ARGUMENTS; ++i)
    if (napi_get_value_string_utf8(env, values[i], texts[i], sizeof texts[i], NULL) != napi_ok) {
      napi_throw_type_error(env, NULL, names[i]);
      return NULL;
    }
  const struct scenario scenario = {texts[0], texts[1], texts[2], texts[3]};
  return napi_create_int32(env, run_scenario(&scenario), &result) == napi_ok ? result : NULL;
}

NAPI_MODULE_INIT() {
  napi_value function;
  if (napi_create_function(env, "run", NAPI_AUTO_LENGTH, run, NULL, &function) != napi_ok)
    return NULL;
  napi_set_named_property(env, exports, "run", function);
  return exports;
}
