// Reach: which addresses a request may connect to. What the reader himself names (an endpoint, a model,
// a cache, an address on the command line) may be on this computer or a private network. What others
// name (a feed, a redirect, a plugin, an answer) may be a place of the public Internet only, else
// anyone who writes into a feed could have the reader's own network asked for him.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "net/http.hpp"

struct sockaddr;

namespace sheaf::net {

/// Whether an address is one of the public Internet: by IANA's registries of special-purpose addresses
/// (RFC 6890 and later) no loopback, private, link-local, shared (100.64/10), multicast, documentation
/// or reserved one. IPv4 inside IPv6 (mapped, NAT64) counts as the IPv4; Teredo and 6to4 are refused.
/// Any family but these two is not public.
bool is_public_address(const sockaddr& address);

/// The same for a host as a URL has it. Every spelling of an IPv4 address counts that inet_aton() reads
/// ("127.1", "0x7f.1", "2130706433"). A name is public unless it can only be local: "localhost", one
/// without a dot, or below .local, .internal, .lan, .home.arpa. What a name's address is, is
/// looked at when the connection is made.
bool may_be_public_host(std::string_view host);

/// Whether `host` is one of `patterns`: "a.example", "*.example" (below it, at any depth).
bool is_listed_host(const std::vector<std::string>& patterns, std::string_view host);

/// Whether this request may connect to private addresses: by its own `reach`, or because its host is
/// listed in its `private_hosts`.
bool may_be_private(const HttpRequest& request);

/// What can be said before anything is sent, and all that can where a proxy or a host's own transport
/// makes the connection: an error (not worth retrying) for a host that may not be asked.
Status check_reach(const HttpRequest& request);
/// The error, which names the host and what to do.
Error out_of_reach(std::string_view host, std::string_view address);

}  // namespace sheaf::net
