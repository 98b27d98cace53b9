// CurlMany: a ManySender over one libcurl multi handle, which keeps connections open between
// requests to the same server.
// Used on the thread it was made on.
#pragma once

#include <memory>

#include "net/curl_api.hpp"
#include "net/many.hpp"

namespace sheaf::net {

Result<std::unique_ptr<ManySender>> make_curl_many(const CurlApi& api);

}  // namespace sheaf::net
