// Failure: the table from the library's status to the exit code, and the usual messages.
// Pure functions; any thread.
#include "failure.hpp"

#include <cstring>
#include <memory>
#include <utility>

namespace cli {

int exit_code_of(sheaf_status status) {
  switch (status) {
    case SHEAF_OK:
      return kDone;
    case SHEAF_E_INVALID:
    case SHEAF_E_NOT_FOUND:
      return kUsage;
    case SHEAF_E_CANCELLED:
      return kInterrupted;
    case SHEAF_E_NETWORK:
    case SHEAF_E_HTTP:
    case SHEAF_E_PARSE:        // what a server sent; bad input of the user's is caught before
    case SHEAF_E_UNSUPPORTED:  // libcurl is missing: nothing can be fetched
      return kNetwork;
    case SHEAF_E_RATE_LIMIT:
      return kRateLimit;
    case SHEAF_E_PLUGIN:
    case SHEAF_E_PLUGIN_LIMIT:
      return kPlugin;
    case SHEAF_E_STORE:
      return kStore;
    case SHEAF_E_IO:
    case SHEAF_E_CONFLICT:
      return kFiles;
    default:
      return kInternal;
  }
}

Failure::Failure(sheaf_status status, std::string message)
    : status_(status), message_(std::move(message)), exit_code_(exit_code_of(status)) {}

Failure Failure::from_library(sheaf_status status, sheaf_error* error) {
  const std::unique_ptr<sheaf_error, void (*)(sheaf_error*)> owned(error, sheaf_error_free);
  if (!owned) {
    return Failure(status, status == SHEAF_E_NOMEM ? "out of memory" : sheaf_status_name(status));
  }
  Failure failure(status, sheaf_error_message(owned.get()));
  failure.http_status_ = sheaf_error_http_status(owned.get());
  failure.retry_after_ms_ = sheaf_error_retry_after_ms(owned.get());
  return failure;
}

Failure Failure::with_exit(int code) const {
  Failure changed = *this;
  changed.exit_code_ = code;
  return changed;
}

Failure Failure::at(const std::string& place) const {
  Failure changed = *this;
  changed.message_ = place + ": " + message_;
  return changed;
}

Failure usage_failure(std::string message) {
  return Failure(SHEAF_E_INVALID, std::move(message));
}

Failure file_failure(const std::string& doing, const std::string& path, int error_number,
                     int code) {
  const std::string reason = std::strerror(error_number);
  return Failure(SHEAF_E_IO, "cannot " + doing + " " + path + ": " + reason).with_exit(code);
}

}  // namespace cli
