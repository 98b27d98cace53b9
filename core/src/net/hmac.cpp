// HMAC over SHA-256; see hmac.hpp.
// Pure functions; any thread.
#include "net/hmac.hpp"

#include "base/text.hpp"
#include "net/sha256.hpp"

namespace sheaf::net {
namespace {

constexpr std::size_t kBlock = 64;

std::string digest_of(const std::string& bytes) {
  const std::string hex = sha256_hex(bytes);
  const auto digit = [](char c) { return is_ascii_digit(c) ? c - '0' : c - 'a' + 10; };
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) out += static_cast<char>(digit(hex[i]) * 16 + digit(hex[i + 1]));
  return out;
}

std::string padded(const std::string& key, char with) {
  std::string out(kBlock, with);
  for (std::size_t i = 0; i < key.size(); ++i) out[i] = static_cast<char>(key[i] ^ with);
  return out;
}

}  // namespace

std::string hmac_sha256(std::string_view key, std::string_view message) {
  const std::string used = key.size() > kBlock ? digest_of(std::string(key)) : std::string(key);
  return digest_of(padded(used, '\x5C') + digest_of(padded(used, '\x36') + std::string(message)));
}

}  // namespace sheaf::net
