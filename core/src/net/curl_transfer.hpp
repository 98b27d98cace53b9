// CurlTransfer: one request over libcurl and its one answer, redirects not followed.
// Owns its libcurl handles; made, run and dropped on one thread.
#pragma once

#include <string>

#include "net/curl_api.hpp"
#include "net/http.hpp"

namespace sheaf::net {

struct CurlAnswer {
  HttpResponse response;
  std::string redirect_url;  ///< absolute; empty when the answer names no other place
};

Result<CurlAnswer> run_curl_transfer(const CurlApi& api, const HttpRequest& request,
                                     const Task& task);

}  // namespace sheaf::net
