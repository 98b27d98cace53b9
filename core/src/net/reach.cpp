// Reach: which addresses a request may connect to; see reach.hpp. The blocks are those of IANA's
// special-purpose registries (www.iana.org/assignments/iana-ipv4-special-registry and its IPv6 sister).
// Pure functions; any thread.
#include "net/reach.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/text.hpp"
#include "net/curl_errors.hpp"
#include "net/url.hpp"

namespace sheaf::net {
namespace {

using Bytes16 = std::array<std::uint8_t, 16>;

struct Block4 {
  std::uint32_t address;
  int bits;
};

constexpr Block4 kPrivate4[] = {
    {0x00000000, 8},   // "this network"
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared by carriers, and overlay networks
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, and the clouds' metadata
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 3},   // multicast, reserved, broadcast
};

bool is_public4(std::uint32_t address) {
  return std::none_of(std::begin(kPrivate4), std::end(kPrivate4), [&](const Block4& block) {
    return (address ^ block.address) >> (32 - block.bits) == 0;
  });
}

std::uint32_t tail4(const Bytes16& address) {
  return std::uint32_t{address[12]} << 24 | std::uint32_t{address[13]} << 16 | std::uint32_t{address[14]} << 8 | address[15];
}

bool begins(const Bytes16& address, std::initializer_list<std::uint8_t> head) {
  return std::equal(head.begin(), head.end(), address.begin());
}

bool is_public6(const Bytes16& address) {
  if (begins(address, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})) return is_public4(tail4(address));    // mapped
  if (begins(address, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public4(tail4(address));  // NAT64
  if ((address[0] & 0xE0) != 0x20) return false;  // only 2000::/3 is global unicast
  if (begins(address, {0x20, 0x01}) && address[2] < 2) return false;  // 2001::/23: Teredo and other protocols
  if (begins(address, {0x20, 0x01, 0x0D, 0xB8})) return false;        // documentation
  if (begins(address, {0x20, 0x02})) return false;                    // 6to4 hides an IPv4 address
  return !(begins(address, {0x3F, 0xFF}) && address[2] < 0x10);       // documentation
}

/// A scope ("fe80::1%eth0") makes it no public one.
bool is_public_literal6(std::string_view host) {
  in6_addr parsed{};
  if (inet_pton(AF_INET6, std::string(host).c_str(), &parsed) != 1) return false;
  Bytes16 bytes{};
  std::memcpy(bytes.data(), &parsed, bytes.size());
  return is_public6(bytes);
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 in6{};
  std::memcpy(&in6, &address, sizeof in6);
  Bytes16 bytes{};
  std::memcpy(bytes.data(), &in6.sin6_addr, bytes.size());
  return is_public6(bytes);
}

bool may_be_public_host(std::string_view host) {
  if (contains(host, ":")) return is_public_literal6(host);
  std::string name = ascii_lower(host);
  while (name.ends_with('.')) name.pop_back();
  // What stands percent-encoded in a host ("%31%32%37.1") is decoded by whoever connects.
  if (name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-_") != std::string::npos) return false;
  in_addr parsed{};
  if (inet_aton(name.c_str(), &parsed) != 0) return is_public4(ntohl(parsed.s_addr));
  if (!contains(name, ".")) return false;
  for (const char* local : {".localhost", ".local", ".localdomain", ".internal", ".intranet", ".lan", ".home.arpa"})
    if (name.ends_with(local)) return false;
  return true;
}

bool is_listed_host(const std::vector<std::string>& patterns, std::string_view host) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    if (!pattern.starts_with("*.")) return pattern == host;
    return host.size() >= pattern.size() && host.ends_with(std::string_view(pattern).substr(1));
  });
}

bool may_be_private(const HttpRequest& request) {
  if (request.reach == Reach::kAny) return true;
  const auto parts = split_url(request.url);
  return parts && is_listed_host(request.private_hosts, parts->host);
}

Status check_reach(const HttpRequest& request) {
  const auto parts = split_url(request.url);
  if (!parts || may_be_private(request) || may_be_public_host(parts->host)) return {};
  return out_of_reach(parts->host, "");
}

Error out_of_reach(std::string_view host, std::string_view address) {
  std::string message(host);
  if (!address.empty() && address != host) message += " is at " + std::string(address) + ", which";
  message += " is on this computer or a private network and is not asked at another's word; if that is right, add \"" +
             std::string(host) + "\" to network.private_hosts in the profile";
  return lasting_error(ErrorCode::kNetwork, std::move(message));
}

}  // namespace sheaf::net
