// sheaf.h: the context and the host's own HTTP transport.
#include "base/text.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"

using namespace sheaf;

namespace {

/// Asks the host's function and checks what it says.
Result<net::HttpResponse> ask_host(sheaf_http_fn http_fn, void* user_data, const net::HttpRequest& request) {
  std::vector<std::string> lines;
  for (const net::Header& header : request.headers) lines.push_back(header.name + ": " + header.value);
  std::vector<const char*> pointers;
  for (const std::string& line : lines) pointers.push_back(line.c_str());
  sheaf_http_request view = {};
  view.struct_size = sizeof view;
  view.method = request.method.c_str();
  view.url = request.url.c_str();
  view.header_lines = pointers.data();
  view.header_count = pointers.size();
  view.body = request.body.data();
  view.body_size = request.body.size();
  view.timeout_ms = request.timeout_ms;
  sheaf_http_reply reply;
  const sheaf_status status = http_fn(&view, &reply, user_data);
  if (status == SHEAF_E_CANCELLED) return Error{ErrorCode::kCancelled, "cancelled by the host"};
  if (status == SHEAF_E_NOMEM) return Error{ErrorCode::kNoMemory, ""};
  if (status != SHEAF_OK)
    return Error{ErrorCode::kNetwork, "the host's transport could not fetch " + redact(request.url) +
                                          " (" + sheaf_status_name(status) + ")"};
  if (reply.response.status < 100 || reply.response.status > 599)
    return Error{ErrorCode::kNetwork, "the host's transport gave no HTTP status for " + redact(request.url)};
  return std::move(reply.response);
}

app::LibraryOptions options_of(const sheaf_config& config) {
  app::LibraryOptions options;
  options.store_path = capi::text_of(config.store_path);
  options.user_agent = capi::text_of(config.user_agent);
  options.contact = capi::text_of(config.contact_email);
  options.rss_base_url = capi::text_of(config.rss_base_url);
  options.api_base_url = capi::text_of(config.api_base_url);
  options.min_interval_ms = config.min_interval_ms;
  options.timeout_ms = config.timeout_ms;
  options.max_retries = config.max_retries;
  if (const auto log_fn = config.log_fn)
    options.log = [log_fn, data = config.log_user_data](LogLevel level, const std::string& message) {
      log_fn(static_cast<int>(level), message.c_str(), data);
    };
  if (const auto http_fn = config.http_fn)
    options.http = [http_fn, data = config.http_user_data](const net::HttpRequest& request) {
      return ask_host(http_fn, data, request);
    };
  return options;
}

Status check_config(const sheaf_config& config) {
  if (config.min_interval_ms < 0 || config.timeout_ms < 0 || config.max_retries < -1 || config.max_retries > 100)
    return Error{ErrorCode::kInvalid, "sheaf_config: min_interval_ms and timeout_ms must not be negative, max_retries is -1 to 100"};
  for (const char* url : {config.rss_base_url, config.api_base_url})
    if (url && !std::string_view(url).starts_with("http://") && !std::string_view(url).starts_with("https://"))
      return Error{ErrorCode::kInvalid, "sheaf_config: \"" + std::string(url) + "\" must begin with https:// or http://"};
  return {};
}

}  // namespace

extern "C" {

sheaf_status sheaf_open(const sheaf_config* config, sheaf_ctx** out, sheaf_error** err) {
  if (out) *out = nullptr;
  return capi::guard(err, [&]() -> Status {
    if (!out) return capi::missing("out");
    SHEAF_ASSIGN(const sheaf_config given, capi::read_struct(config, "sheaf_config"));
    SHEAF_TRY(check_config(given));
    SHEAF_ASSIGN(auto library, app::Library::open(options_of(given)));
    *out = new sheaf_ctx{std::move(library)};
    return {};
  });
}

void sheaf_close(sheaf_ctx* ctx) { delete ctx; }

sheaf_status sheaf_http_reply_set_status(sheaf_http_reply* reply, int status) {
  if (!reply || status < 100 || status > 599) return SHEAF_E_INVALID;
  reply->response.status = status;
  return SHEAF_OK;
}

sheaf_status sheaf_http_reply_add_header(sheaf_http_reply* reply, const char* name, const char* value) {
  if (!reply || !name || !value) return SHEAF_E_INVALID;
  return capi::guard(nullptr, [&]() -> Status {
    reply->response.headers.push_back({name, value});
    return {};
  });
}

sheaf_status sheaf_http_reply_append(sheaf_http_reply* reply, const void* data, size_t size) {
  if (!reply || (size > 0 && !data)) return SHEAF_E_INVALID;
  return capi::guard(nullptr, [&]() -> Status {
    if (size > 0) reply->response.body.append(static_cast<const char*>(data), size);
    return {};
  });
}

}  // extern "C"
