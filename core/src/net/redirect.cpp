// Redirects: whether and how an answer sends the request elsewhere.
// Pure functions; any thread.
#include "net/redirect.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "net/curl_errors.hpp"
#include "net/reach.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

bool is_credential(const Header& header) {
  const std::string name = ascii_lower(header.name);
  for (const char* part : {"authorization", "cookie", "token", "key", "secret"}) {
    if (contains(name, part)) return true;
  }
  return false;
}

}  // namespace

bool wants_redirect(const HttpRequest& request, int status) {
  const bool moved =
      status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  return moved && (request.method == "GET" || request.method == "HEAD");
}

Result<HttpRequest> redirected(const HttpRequest& request, const std::string& next_url) {
  if (Status status = check_url(next_url); !status.ok()) {
    return lasting_error(
        ErrorCode::kNetwork,
        "the server redirects to a place that cannot be used: " + status.error().message);
  }
  const auto from = split_url(request.url);
  const auto to = split_url(next_url);
  if (!request.only_hosts.empty() && !is_listed_host(request.only_hosts, to->host)) {
    return lasting_error(ErrorCode::kNetwork, "the server redirects to " + shown_url(next_url) +
                                                  ", which is not among the hosts that may be asked");
  }
  if (from->scheme == "https" && to->scheme != "https") {
    return lasting_error(
        ErrorCode::kNetwork,
        from->host + " redirects from https to plain http (" + shown_url(next_url) +
            "), which is not followed; if that is right, name the http address itself");
  }
  HttpRequest next = request;
  next.url = next_url;
  if (from->host != to->host) next.reach = Reach::kPublic;  // its own ports a server could ask itself
  if (*from != *to) {
    next.auth = {};
    next.headers.erase(std::remove_if(next.headers.begin(), next.headers.end(), is_credential),
                       next.headers.end());
  }
  return next;
}

}  // namespace sheaf::net
