// Numbers and texts to bytes and back, the same on every machine.
// Plain values; a reader borrows its bytes and never reads past them.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace sheaf::rank {

class ByteWriter {
 public:
  void u8(std::uint8_t value) { bytes_ += static_cast<char>(value); }
  void u64(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) u8(static_cast<std::uint8_t>(value >> (8 * i)));
  }
  /// Seven bits a byte, the low ones first.
  void count(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) u8(static_cast<std::uint8_t>(value | 0x80));
    u8(static_cast<std::uint8_t>(value));
  }
  void number(double value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    u64(bits);
  }
  void text(std::string_view value) {
    count(value.size());
    bytes_ += value;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// After the first failure everything read is 0 or empty.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return bytes_.empty(); }
  void fail() { ok_ = false; }
  std::uint8_t u8() {
    if (!ok_ || bytes_.empty()) return ok_ = false, std::uint8_t{0};
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint64_t u64() {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value |= static_cast<std::uint64_t>(u8()) << (8 * i);
    return value;
  }
  std::uint64_t count() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const std::uint8_t byte = u8();
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return ok_ = false, 0;
  }
  /// How many elements follow, each of at least one byte: never more than there are bytes.
  std::size_t elements() {
    const std::uint64_t value = count();
    if (value > bytes_.size()) ok_ = false;
    return ok_ ? static_cast<std::size_t>(value) : 0;
  }
  double number() {
    const std::uint64_t bits = u64();
    double value = 0;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  std::string text() {
    const std::size_t size = elements();
    std::string value(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return value;
  }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace sheaf::rank
