// Damage as it happens, for tests: UTF-8 read by the decoders that are known to do this.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "base/text.hpp"

namespace sheaf::test {

enum class CodePage { k1252, k1254 };
enum class Undefined { kDropped, kControls, kReplaced };

struct Decoder {
  CodePage page = CodePage::k1254;
  Undefined undefined = Undefined::kDropped;
  bool keeps_soft_hyphen = false;
};

inline char32_t decode_byte(unsigned char byte, CodePage page) {
  constexpr std::array<char16_t, 32> kControls = {
      0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  const bool turkish = page == CodePage::k1254;
  if (turkish && (byte == 0x8E || byte == 0x9E)) return 0;
  if (byte >= 0x80 && byte < 0xA0) return kControls[byte - 0x80];
  if (!turkish) return byte;
  switch (byte) {
    case 0xD0:
      return 0x011E;
    case 0xDD:
      return 0x0130;
    case 0xDE:
      return 0x015E;
    case 0xF0:
      return 0x011F;
    case 0xFD:
      return 0x0131;
    case 0xFE:
      return 0x015F;
    default:
      return byte;
  }
}

inline std::string damage(std::string_view utf8, const Decoder& decoder = {}) {
  std::string out;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0xAD && !decoder.keeps_soft_hyphen) continue;
    const char32_t decoded = byte < 0x80 ? byte : decode_byte(byte, decoder.page);
    if (decoded != 0)
      append_utf8(out, decoded);
    else if (decoder.undefined == Undefined::kControls)
      append_utf8(out, byte);
    else if (decoder.undefined == Undefined::kReplaced)
      append_utf8(out, kReplacementCharacter);
  }
  return out;
}

/// Whether damage leaves less of `c` than it was.
inline bool is_hit(char32_t c, const Decoder& decoder = {}) {
  std::string utf8;
  append_utf8(utf8, c);
  for (const char part : utf8) {
    const auto byte = static_cast<unsigned char>(part);
    if (byte < 0x80) continue;
    if (byte == 0xAD
            ? !decoder.keeps_soft_hyphen
            : decode_byte(byte, decoder.page) == 0 && decoder.undefined != Undefined::kControls) {
      return true;
    }
  }
  return false;
}

/// A repair held against the truth.
struct Score {
  std::size_t lost = 0;
  std::size_t restored = 0;
  std::size_t wrong = 0;         ///< of `restored`
  std::size_t intact_wrong = 0;  ///< characters that nothing was lost of, and yet are not there

  double restored_percent() const { return lost == 0 ? 100.0 : 100.0 * restored / lost; }
  double wrong_percent() const { return lost == 0 ? 0.0 : 100.0 * wrong / lost; }
};

inline Score score(std::string_view repaired, std::string_view truth, const Decoder& decoder = {},
                   std::string* errors = nullptr) {
  Score score;
  std::size_t a = 0, b = 0;
  while (b < truth.size()) {
    const std::size_t context = b;
    const char32_t was = next_code_point(truth, b);
    const char32_t is = a < repaired.size() ? next_code_point(repaired, a) : 0;
    if (!is_hit(was, decoder)) {
      score.intact_wrong += is != was;
      continue;
    }
    ++score.lost;
    if (is == kReplacementCharacter) continue;
    ++score.restored;
    score.wrong += is != was;
    if (is != was && errors != nullptr) {
      errors->append(cut_utf8(truth.substr(context), 24)).append("\n");
    }
  }
  score.intact_wrong += a != repaired.size();
  return score;
}

inline std::string read_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace sheaf::test
