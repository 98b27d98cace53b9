// Redirects: whether and how an answer sends the request elsewhere.
// Pure functions; any thread.
#pragma once

#include <string>

#include "net/http.hpp"

namespace sheaf::net {

inline constexpr int kMaxRedirects = 5;

/// Only GET and HEAD are sent on: a body, and what it may carry, goes where it was addressed.
bool wants_redirect(const HttpRequest& request, int status);
/// The request for `next_url`, without credentials when that is another server. kNetwork when it
/// leads out of https or to something that is not http at all.
Result<HttpRequest> redirected(const HttpRequest& request, const std::string& next_url);

}  // namespace sheaf::net
