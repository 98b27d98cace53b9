// The characters of a damaged document, known and lost, and what a lost one can have been by the
// bytes that are left of it.
// Plain values; LostBytes is shared by reading only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "published/damage.hpp"

namespace sheaf::published {

struct Character {
  char32_t value = kReplacementCharacter;  ///< U+FFFD while it is lost
  std::array<unsigned char, 4> bytes{};    ///< of a lost one: as in Piece
  std::uint8_t kept = 0;
  std::uint8_t length = 0;  ///< of its sequence; 0: it was never lost

  bool was_lost() const { return length != 0; }
  bool is_lost() const { return was_lost() && value == kReplacementCharacter; }
  /// The same for all characters of which the same is left, and never 0 for a lost one.
  std::uint32_t remains() const {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
           std::uint32_t{bytes[2]} << 8 | bytes[3];
  }
};

/// Which bytes the decoder of this document loses: those that windows-1254 does not define, and the
/// soft hyphen AD, which programs drop; without those that came through in some complete sequence.
class LostBytes {
 public:
  explicit LostBytes(const std::array<bool, 64>& intact_bytes);
  bool loses(unsigned char byte) const;
  const std::vector<unsigned char>& bytes() const { return bytes_; }

  /// Whether damage makes of `c` what is left of `lost`.
  bool could_be(const Character& lost, char32_t c) const;
  /// All that could be, plausible or not; at most 512.
  std::vector<char32_t> candidates(const Character& lost) const;

 private:
  std::vector<unsigned char> bytes_;
};

struct DamagedText {
  std::vector<Character> characters;  ///< all of the document, in order
  std::size_t sequences = 0;          ///< complete ones that were put right
};

DamagedText read_damaged(std::string_view text, const Damage& damage);

}  // namespace sheaf::published
