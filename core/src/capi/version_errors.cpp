// sheaf.h: version, status and errors, strings the caller owns, cancelling.
#include <array>

#include "capi/guard.hpp"
#include "capi/handles.hpp"

using namespace sheaf;

extern "C" {

const char* sheaf_version(void) { return app::version_text().data(); }
uint32_t sheaf_abi_version(void) { return SHEAF_ABI_VERSION; }

const char* sheaf_status_name(sheaf_status status) {
  static constexpr std::array<const char*, 15> kNames = {
      "SHEAF_OK", "SHEAF_E_INVALID", "SHEAF_E_NOMEM", "SHEAF_E_CANCELLED", "SHEAF_E_NETWORK",
      "SHEAF_E_HTTP", "SHEAF_E_RATE_LIMIT", "SHEAF_E_PARSE", "SHEAF_E_NOT_FOUND", "SHEAF_E_IO",
      "SHEAF_E_STORE", "SHEAF_E_CONFLICT", "SHEAF_E_PLUGIN", "SHEAF_E_PLUGIN_LIMIT", "SHEAF_E_UNSUPPORTED"};
  if (status == SHEAF_TIMEOUT) return "SHEAF_TIMEOUT";
  if (status == SHEAF_E_INTERNAL) return "SHEAF_E_INTERNAL";
  if (status > 0 || status <= -static_cast<sheaf_status>(kNames.size())) return "SHEAF_UNKNOWN_STATUS";
  return kNames[static_cast<std::size_t>(-status)];
}

sheaf_status sheaf_error_status(const sheaf_error* err) {
  return err ? static_cast<sheaf_status>(err->error.code) : SHEAF_OK;
}
const char* sheaf_error_message(const sheaf_error* err) { return err ? err->error.message.c_str() : ""; }
int sheaf_error_http_status(const sheaf_error* err) { return err ? err->error.http_status : 0; }
int64_t sheaf_error_retry_after_ms(const sheaf_error* err) { return err ? err->error.retry_after_ms : -1; }
void sheaf_error_free(sheaf_error* err) { delete err; }

const char* sheaf_text_data(const sheaf_text* text) { return text ? text->text.c_str() : ""; }
size_t sheaf_text_size(const sheaf_text* text) { return text ? text->text.size() : 0; }
void sheaf_text_free(sheaf_text* text) { delete text; }

sheaf_status sheaf_cancel_new(sheaf_cancel** out) {
  if (!out) return SHEAF_E_INVALID;
  *out = nullptr;
  return capi::guard(nullptr, [&]() -> Status {
    *out = new sheaf_cancel;
    return {};
  });
}
void sheaf_cancel_request(sheaf_cancel* cancel) {
  if (cancel) cancel->token.cancel();
}
void sheaf_cancel_free(sheaf_cancel* cancel) { delete cancel; }

}  // extern "C"
