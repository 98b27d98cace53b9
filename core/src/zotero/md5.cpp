// MD5; see md5.hpp. Names as in RFC 1321; the table of sines is computed as section 3.4 defines it.
// Pure function; any thread.
#include "zotero/md5.hpp"

#include <array>
#include <cmath>
#include <cstdint>

namespace sheaf::zotero {
namespace {

constexpr std::array<int, 16> kShifts = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};

const std::array<std::uint32_t, 64>& sines() {
  static const std::array<std::uint32_t, 64> table = [] {
    std::array<std::uint32_t, 64> out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = static_cast<std::uint32_t>(std::floor(std::fabs(std::sin(static_cast<double>(i + 1))) * 4294967296.0));
    return out;
  }();
  return table;
}

struct Digest {
  std::array<std::uint32_t, 4> words = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

  void add(const unsigned char* block);
};

void Digest::add(const unsigned char* block) {
  std::array<std::uint32_t, 16> x{};
  for (std::size_t i = 0; i < 64; ++i) x[i / 4] |= static_cast<std::uint32_t>(block[i]) << (8 * (i % 4));
  auto [a, b, c, d] = words;
  for (std::size_t i = 0; i < 64; ++i) {
    std::uint32_t f = 0;
    std::size_t k = i;
    switch (i / 16) {
      case 0: f = (b & c) | (~b & d); break;
      case 1: f = (d & b) | (~d & c); k = (5 * i + 1) % 16; break;
      case 2: f = b ^ c ^ d; k = (3 * i + 5) % 16; break;
      default: f = c ^ (b | ~d); k = (7 * i) % 16; break;
    }
    const std::uint32_t sum = a + f + x[k] + sines()[i];
    const int shift = kShifts[i / 16 * 4 + i % 4];
    a = d;
    d = c;
    c = b;
    b += (sum << shift) | (sum >> (32 - shift));
  }
  words[0] += a;
  words[1] += b;
  words[2] += c;
  words[3] += d;
}

}  // namespace

std::string md5_hex(std::string_view bytes) {
  Digest digest;
  std::string tail;
  std::size_t at = 0;
  for (; at + 64 <= bytes.size(); at += 64) digest.add(reinterpret_cast<const unsigned char*>(bytes.data()) + at);
  tail = std::string(bytes.substr(at)) + '\x80';
  tail.resize((tail.size() + 8 + 63) / 64 * 64);
  const std::uint64_t bits = static_cast<std::uint64_t>(bytes.size()) * 8;
  for (std::size_t i = 0; i < 8; ++i) tail[tail.size() - 8 + i] = static_cast<char>(bits >> (8 * i));
  for (at = 0; at < tail.size(); at += 64) digest.add(reinterpret_cast<const unsigned char*>(tail.data()) + at);
  std::string out;
  for (const std::uint32_t word : digest.words)
    for (int i = 0; i < 4; ++i) {
      const unsigned byte = word >> (8 * i) & 0xFF;
      out += "0123456789abcdef"[byte >> 4];
      out += "0123456789abcdef"[byte & 15];
    }
  return out;
}

}  // namespace sheaf::zotero
