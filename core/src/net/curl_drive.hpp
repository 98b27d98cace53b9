// One libcurl transfer driven to its end on this thread, so that it can be cancelled.
// Borrows the easy handle; any thread.
#pragma once

#include "base/result.hpp"
#include "base/task.hpp"
#include "net/curl_api.hpp"

namespace sheaf::net {

/// libcurl's own verdict on the transfer; an error when libcurl could not work or the task was cancelled.
/// The handle is the caller's again when this returns.
Result<CURLcode> drive_curl(const CurlApi& api, CURL* easy, const Task& task);

}  // namespace sheaf::net
