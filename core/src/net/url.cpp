// URLs as far as sending needs them: scheme, host, port, and the kind of host.
// Pure functions; any thread.
#include "net/url.hpp"

#include <algorithm>
#include <utility>

#include "base/log.hpp"
#include "base/text.hpp"

namespace sheaf::net {
namespace {

constexpr std::size_t kShownUrlBytes = 200;

/// -1 for anything but a number a port can have.
int parse_port(std::string_view digits) {
  int port = 0;
  for (const char c : digits) {
    if (!is_ascii_digit(c)) return -1;
    port = port * 10 + (c - '0');
    if (port > 65535) return -1;
  }
  return port;
}

/// "host:80", "[::1]:80" or "host" to host and port text; nothing when the brackets do not match.
std::optional<std::pair<std::string_view, std::string_view>> split_authority(
    std::string_view authority) {
  if (!authority.empty() && authority.front() == '[') {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view rest = authority.substr(end + 1);
    if (!rest.empty() && rest.front() != ':') return std::nullopt;
    return std::pair(authority.substr(1, end - 1), rest.empty() ? rest : rest.substr(1));
  }
  const std::size_t colon = authority.find(':');
  if (colon == std::string_view::npos) return std::pair(authority, std::string_view());
  return std::pair(authority.substr(0, colon), authority.substr(colon + 1));
}

bool is_plain(char c) {
  return c > ' ' && c < 0x7F && c != '\\';
}

}  // namespace

std::optional<UrlParts> split_url(std::string_view url) {
  const std::size_t mark = url.find("://");
  if (mark == std::string_view::npos || mark == 0) return std::nullopt;
  UrlParts parts;
  parts.scheme = ascii_lower(url.substr(0, mark));
  std::string_view authority = url.substr(mark + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  const auto pair = split_authority(authority);
  if (!pair) return std::nullopt;
  parts.host = ascii_lower(pair->first);
  if (!parts.host.empty() && parts.host.back() == '.') parts.host.pop_back();
  if (parts.host.empty()) return std::nullopt;
  parts.port = parse_port(pair->second);
  if (parts.port < 0) return std::nullopt;
  if (pair->second.empty()) parts.port = parts.scheme == "https" ? 443 : 80;
  return parts;
}

Status check_url(std::string_view url) {
  if (!std::all_of(url.begin(), url.end(), is_plain)) {
    return Error(ErrorCode::kInvalid,
                 "the URL \"" + shown_url(url) +
                     "\" has spaces, control or non-ASCII characters; percent-encode them, and "
                     "write the host in its ASCII (punycode) form");
  }
  const auto parts = split_url(url);
  if (!parts) {
    return Error(ErrorCode::kInvalid,
                 "\"" + shown_url(url) + "\" is not a URL; it should look like https://host/path");
  }
  if (parts->scheme != "http" && parts->scheme != "https") {
    return Error(ErrorCode::kInvalid, "cannot fetch \"" + shown_url(url) +
                                          "\": only http and https are allowed, not " +
                                          parts->scheme);
  }
  return {};
}

bool is_arxiv_host(std::string_view host) {
  constexpr std::string_view kDomain = "arxiv.org";
  if (host == kDomain) return true;
  return host.size() > kDomain.size() + 1 && host.ends_with(kDomain) &&
         host[host.size() - kDomain.size() - 1] == '.';
}

bool is_loopback_host(std::string_view host) {
  if (host == "localhost" || host == "::1" || host.ends_with(".localhost")) return true;
  const bool numeric = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return numeric && host.starts_with("127.");
}

std::string shown_url(std::string_view url) {
  const std::string safe = to_valid_utf8(redact(url));
  if (safe.size() <= kShownUrlBytes) return safe;
  return std::string(cut_utf8(safe, kShownUrlBytes)) + "…";
}

}  // namespace sheaf::net
