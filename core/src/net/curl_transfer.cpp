// CurlTransfer: one request over libcurl and its one answer, waited for here.
// Keeps nothing between requests; any thread.
#include "net/curl_transfer.hpp"

#include "net/curl_drive.hpp"
#include "net/curl_exchange.hpp"

namespace sheaf::net {

Result<CurlAnswer> run_curl_transfer(const CurlApi& api, const HttpRequest& request,
                                     const Task& task) {
  SHEAF_TRY(task.check());
  CurlExchange exchange(api, request);
  SHEAF_TRY(exchange.prepare());
  SHEAF_ASSIGN(const CURLcode code, drive_curl(api, exchange.easy(), task));
  return exchange.finish(code);
}

}  // namespace sheaf::net
