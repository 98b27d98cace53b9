// The two code pages backwards, and sequences told from genuine characters; see code_page.hpp.
// No state but the reader's; any thread.
#include "published/code_page.hpp"

#include "base/text.hpp"

namespace sheaf::published {
namespace {

// Bytes 0x80..0x9F of windows-1252; windows-1254 has the same but for 8E and 9E, undefined there.
constexpr std::array<char16_t, 32> kUpperControls = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

unsigned char turkish_letter(char32_t c) {
  switch (c) {
    case 0x011E:
      return 0xD0;  // Ğ
    case 0x0130:
      return 0xDD;  // İ
    case 0x015E:
      return 0xDE;  // Ş
    case 0x011F:
      return 0xF0;  // ğ
    case 0x0131:
      return 0xFD;  // ı
    case 0x015F:
      return 0xFE;  // ş
    default:
      return 0;
  }
}

char32_t compose(const Piece& piece) {
  char32_t value = piece.bytes[0] & (0xFF >> (piece.length + 1));
  for (int i = 1; i < piece.length; ++i) value = (value << 6) | (piece.bytes[i] & 0x3F);
  return value;
}

}  // namespace

unsigned char byte_behind(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned char>(c);
  if (c == kReplacementCharacter) return kUnknownByte;
  if (c < 0x80 || c > 0x2122) return 0;
  if (const unsigned char turkish = turkish_letter(c)) return turkish;
  for (std::size_t i = 0; i < kUpperControls.size(); ++i) {
    if (kUpperControls[i] == c) return static_cast<unsigned char>(0x80 + i);
  }
  return 0;
}

bool is_scalar(char32_t c, int length) {
  const char32_t first = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  return c >= first && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
}

int sequence_length(unsigned char byte) {
  if (byte < 0xC2 || byte > 0xF4) return 0;
  return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool is_likely_character(char32_t c) {
  if (c < 0xA0) return false;
  if (c < 0x0700) return true;                   // Latin to Arabic
  if (c >= 0x0900 && c < 0x1200) return true;    // scripts of India to Georgian
  if (c >= 0x1D00 && c < 0x2C00) return true;    // phonetics, Latin, Greek, symbols
  if (c >= 0x2E00 && c < 0xA000) return true;    // punctuation, East Asia
  if (c >= 0xAC00 && c < 0xD7A4) return true;    // Hangul
  if (c >= 0xF900 && c < 0xFFF0) return true;    // forms, full width
  if (c >= 0x1D400 && c < 0x1D800) return true;  // letters of mathematics
  if (c >= 0x1F000 && c < 0x1FB00) return true;  // pictures
  return c >= 0x20000 && c < 0x32400;            // rare Han characters
}

Piece PieceReader::next() {
  Piece piece;
  piece.begin = pos_;
  piece.value = next_code_point(text_, pos_);
  piece.end = pos_;
  if (piece.value < 0x80) return piece;
  piece.kind = PieceKind::kGenuine;
  const unsigned char lead = byte_behind(piece.value);
  if (sequence_length(lead) == 0) return piece;
  piece.length = static_cast<std::uint8_t>(sequence_length(lead));
  piece.bytes[piece.kept++] = lead;
  read_rest(piece);
  return piece;
}

void PieceReader::read_rest(Piece& piece) {
  bool unknown = false;
  const std::size_t after_lead = pos_;
  while (piece.kept < piece.length && !at_end()) {
    std::size_t ahead = pos_;
    const unsigned char byte = byte_behind(next_code_point(text_, ahead));
    if (byte != kUnknownByte && (byte < 0x80 || byte > 0xBF)) break;
    unknown = unknown || byte == kUnknownByte;
    piece.bytes[piece.kept++] = byte;
    pos_ = ahead;
  }
  piece.end = pos_;
  piece.kind = piece.kept == 1 ? PieceKind::kBare : PieceKind::kPartial;
  if (piece.kept < piece.length || unknown) return;
  const char32_t value = compose(piece);
  if (is_scalar(value, piece.length)) {
    piece.kind = PieceKind::kWhole;
    piece.value = value;
    return;
  }
  piece.kind = PieceKind::kGenuine;  // overlong, a surrogate, too large: never UTF-8
  piece.kept = 0;
  piece.length = 1;
  piece.end = pos_ = after_lead;
}

}  // namespace sheaf::published
