// URLs as far as sending needs them: scheme, host, port, and the kind of host.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf::net {

struct UrlParts {
  std::string scheme;  ///< lower case
  std::string host;    ///< lower case, no trailing dot, IPv6 without brackets
  int port = 0;        ///< the scheme's own when the URL names none

  friend bool operator==(const UrlParts&, const UrlParts&) = default;
};

std::optional<UrlParts> split_url(std::string_view url);
/// kInvalid unless the URL is http or https, has a host and is plain printable ASCII. The last
/// keeps libidn2 out of it, which would allocate with the host's malloc, and line breaks out of
/// requests.
Status check_url(std::string_view url);

bool is_arxiv_host(std::string_view host);
bool is_loopback_host(std::string_view host);
/// The URL as it may be shown: valid UTF-8 without secrets, and short enough for one line.
std::string shown_url(std::string_view url);

}  // namespace sheaf::net
