// The Transport over libcurl: follows redirects itself, so that every hop is checked.
// Keeps nothing between requests; any number of threads may send at once.
#include <algorithm>
#include <chrono>

#include "net/curl_errors.hpp"
#include "net/curl_many.hpp"
#include "net/curl_transfer.hpp"
#include "net/reach.hpp"
#include "net/redirect.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(const CurlApi& api) : api_(api) {}

  Result<HttpResponse> send(const HttpRequest& request, const Task& task) override {
    using std::chrono::steady_clock;
    SHEAF_TRY(check_url(request.url));
    const auto start = steady_clock::now();
    HttpRequest hop = request;
    if (hop.timeout_ms <= 0) hop.timeout_ms = HttpRequest().timeout_ms;
    const std::int64_t timeout_ms = hop.timeout_ms;
    for (int redirects = 0; redirects <= kMaxRedirects; ++redirects) {
      SHEAF_TRY(check_reach(hop));
      SHEAF_ASSIGN(CurlAnswer answer, run_curl_transfer(api_, hop, task));
      if (answer.redirect_url.empty() || !wants_redirect(hop, answer.response.status)) {
        return std::move(answer.response);
      }
      SHEAF_ASSIGN(hop, redirected(hop, answer.redirect_url));
      const std::chrono::duration<double, std::milli> spent = steady_clock::now() - start;
      hop.timeout_ms =
          std::max<std::int64_t>(1, timeout_ms - static_cast<std::int64_t>(spent.count()));
    }
    return lasting_error(ErrorCode::kNetwork, "more than " + std::to_string(kMaxRedirects) +
                                                  " redirects, the last to " + shown_url(hop.url) +
                                                  "; check the address");
  }

  Result<std::unique_ptr<ManySender>> open_many() override { return make_curl_many(api_); }

 private:
  const CurlApi& api_;
};

}  // namespace

Result<std::unique_ptr<Transport>> make_curl_transport() {
  SHEAF_ASSIGN(const CurlApi* api, curl_api());
  return std::unique_ptr<Transport>(std::make_unique<CurlTransport>(*api));
}

}  // namespace sheaf::net
