/* Values between JavaScript and C. Strings are always copied: Electron allows no external buffers.
 * JavaScript thread only. */
#include "sheaf_addon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

napi_value addon_throw_text(napi_env env, const char *code, const char *message) {
  bool pending = false;
  /* A second error would replace the first, which tells more. */
  if (napi_is_exception_pending(env, &pending) == napi_ok && !pending)
    napi_throw_error(env, code, message);
  return NULL;
}

napi_value addon_throw(napi_env env, sheaf_status status, sheaf_error *error) {
  const char *message = error ? sheaf_error_message(error) : NULL;
  addon_throw_text(env, sheaf_status_name(status), message && *message ? message : "it failed");
  sheaf_error_free(error);
  return NULL;
}

char *addon_text(napi_env env, napi_value value, const char *name, size_t *size) {
  size_t length = 0, copied = 0;
  char message[96];
  if (napi_get_value_string_utf8(env, value, NULL, 0, &length) != napi_ok) {
    snprintf(message, sizeof message, "%s: must be a string", name);
    addon_throw_text(env, "SHEAF_E_INVALID", message);
    return NULL;
  }
  char *text = malloc(length + 1);
  if (!text || napi_get_value_string_utf8(env, value, text, length + 1, &copied) != napi_ok) {
    free(text);
    addon_throw_text(env, "SHEAF_E_NOMEM", "out of memory");
    return NULL;
  }
  /* Where no size is asked for, the text goes on as a C string and would end at its first NUL. */
  if (!size && memchr(text, '\0', copied)) {
    free(text);
    snprintf(message, sizeof message, "%s: must not hold U+0000", name);
    addon_throw_text(env, "SHEAF_E_INVALID", message);
    return NULL;
  }
  if (size) *size = copied;
  return text;
}

napi_value addon_string(napi_env env, const char *text, size_t size) {
  napi_value value = NULL;
  if (napi_create_string_utf8(env, text ? text : "", text ? size : 0, &value) != napi_ok)
    return addon_throw_text(env, "SHEAF_E_NOMEM", "the text is too long for a JavaScript string");
  return value;
}

napi_value addon_bytes(napi_env env, const char *bytes, size_t size) {
  napi_value value = NULL;
  if (napi_create_buffer_copy(env, bytes ? size : 0, bytes ? bytes : "", NULL, &value) != napi_ok)
    return addon_throw_text(env, "SHEAF_E_NOMEM", "the result is too long for a buffer");
  return value;
}

napi_value addon_wrap(napi_env env, void *data, napi_finalize drop, const napi_type_tag *tag) {
  napi_value object = NULL;
  /* The tag first: once wrapped, the object owns `data`. */
  if (napi_create_object(env, &object) != napi_ok ||
      napi_type_tag_object(env, object, tag) != napi_ok ||
      napi_wrap(env, object, data, drop, NULL, NULL) != napi_ok)
    return NULL;
  return object;
}

int addon_arguments(napi_env env, napi_callback_info info, size_t wanted, size_t room,
                    napi_value *values) {
  size_t count = room; /* those not given become undefined */
  char message[64];
  if (napi_get_cb_info(env, info, &count, values, NULL, NULL) == napi_ok && count >= wanted)
    return 1;
  snprintf(message, sizeof message, "%zu arguments are needed", wanted);
  addon_throw_text(env, "SHEAF_E_INVALID", message);
  return 0;
}
