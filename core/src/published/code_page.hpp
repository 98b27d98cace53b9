// Text that may be UTF-8 read as windows-1254 or -1252, taken apart into what each character would
// have been: the bytes behind its characters, and how far they make up UTF-8 sequences.
// The reader borrows the text; one thread at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sheaf::published {

/// Stands for a byte that the decoder replaced by U+FFFD.
inline constexpr unsigned char kUnknownByte = 1;

/// The byte (0x80..0xFF) that windows-1254 or windows-1252 decodes to `c`, also for the bytes they
/// leave undefined when a decoder made them C1 controls; kUnknownByte for U+FFFD; 0 for a character
/// of neither. (The two code pages never give one character to two bytes.)
unsigned char byte_behind(char32_t c);

/// The length of the UTF-8 sequence that `byte` begins; 0 when it begins none of two or more bytes.
int sequence_length(unsigned char byte);

/// Whether a sequence of `length` bytes may hold `c`: not overlong, no surrogate, not too large.
bool is_scalar(char32_t c, int length);

enum class PieceKind {
  kAscii,
  kGenuine,  ///< a character outside of ASCII that is not part of such a sequence
  kWhole,    ///< a complete sequence
  kPartial,  ///< its first byte and some of the others
  kBare      ///< its first byte alone
};

struct Piece {
  PieceKind kind = PieceKind::kAscii;
  char32_t value = 0;                    ///< of kAscii, kGenuine, kWhole
  std::array<unsigned char, 4> bytes{};  ///< of a sequence: what is left of it, in order
  std::uint8_t kept = 0;                 ///< how many those are, kUnknownByte included
  std::uint8_t length = 1;               ///< how many it had
  std::size_t begin = 0;                 ///< where it lies in the text
  std::size_t end = 0;
};

/// False for what UTF-8 can hold but documents do not: controls, private use, unassigned planes,
/// historic scripts. Such a "sequence" is more likely two letters that happen to stand together.
bool is_likely_character(char32_t c);

class PieceReader {
 public:
  explicit PieceReader(std::string_view text) : text_(text) {}
  bool at_end() const { return pos_ >= text_.size(); }
  Piece next();

 private:
  void read_rest(Piece& piece);

  std::string_view text_;
  std::size_t pos_ = 0;
};

}  // namespace sheaf::published
