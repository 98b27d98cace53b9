// Reading a damaged document into characters, and the candidates for lost ones; see
// lost_characters.hpp. No state; any thread.
#include "published/lost_characters.hpp"

#include <algorithm>

#include "published/code_page.hpp"

namespace sheaf::published {
namespace {

constexpr std::array<unsigned char, 8> kUndefined = {0x81, 0x8D, 0x8E, 0x8F,
                                                     0x90, 0x9D, 0x9E, 0xAD};

/// Fills in lost bytes at every place where they can have stood, depth first.
class Completion {
 public:
  Completion(const Character& lost, const std::vector<unsigned char>& lost_bytes)
      : lost_(lost), lost_bytes_(lost_bytes) {}

  std::vector<char32_t> run() {
    fill(lost_.bytes[0] & (0xFF >> (lost_.length + 1)), 1, 1);
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    return std::move(found_);
  }

 private:
  void fill(char32_t value, int at, int used) {
    if (at == lost_.length) {
      if (used == lost_.kept && is_scalar(value, lost_.length)) found_.push_back(value);
      return;
    }
    const auto with = [value](unsigned char byte) { return (value << 6) | (byte & 0x3Fu); };
    const bool unknown = used < lost_.kept && lost_.bytes[used] == kUnknownByte;
    if (used < lost_.kept && !unknown) fill(with(lost_.bytes[used]), at + 1, used + 1);
    const bool room = lost_.length - at > lost_.kept - used;
    for (const unsigned char byte : lost_bytes_) {
      if (unknown) fill(with(byte), at + 1, used + 1);
      if (room) fill(with(byte), at + 1, used);
    }
  }

  const Character& lost_;
  const std::vector<unsigned char>& lost_bytes_;
  std::vector<char32_t> found_;
};

Character known(char32_t value) {
  Character character;
  character.value = value;
  return character;
}

/// One line's pieces, as the state of the line tells.
void read_line(std::string_view line, LineState state, DamagedText& out) {
  if (state == LineState::kSound) {
    for (std::size_t pos = 0; pos < line.size();) {
      out.characters.push_back(known(next_code_point(line, pos)));
    }
    return;
  }
  PieceReader reader(line);
  while (!reader.at_end()) {
    const Piece piece = reader.next();
    const bool lost = piece.kind == PieceKind::kPartial || piece.kind == PieceKind::kBare;
    if (!lost) {
      out.sequences += piece.kind == PieceKind::kWhole;
      out.characters.push_back(known(piece.value));
    } else if (state == LineState::kPartly) {
      read_line(line.substr(piece.begin, piece.end - piece.begin), LineState::kSound, out);
    } else {
      Character character;
      character.bytes = piece.bytes;
      character.kept = piece.kept;
      character.length = piece.length;
      out.characters.push_back(character);
    }
  }
}

}  // namespace

LostBytes::LostBytes(const std::array<bool, 64>& intact_bytes) {
  for (const unsigned char byte : kUndefined) {
    if (!intact_bytes[byte - 0x80]) bytes_.push_back(byte);
  }
}

bool LostBytes::loses(unsigned char byte) const {
  return std::find(bytes_.begin(), bytes_.end(), byte) != bytes_.end();
}

bool LostBytes::could_be(const Character& lost, char32_t c) const {
  std::string utf8;
  append_utf8(utf8, c);
  if (utf8.size() != lost.length) return false;
  int used = 0;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    const bool match = used < lost.kept && (lost.bytes[used] == byte ||
                                            (lost.bytes[used] == kUnknownByte && loses(byte)));
    if (match)
      ++used;
    else if (!loses(byte))
      return false;
  }
  return used == lost.kept;
}

std::vector<char32_t> LostBytes::candidates(const Character& lost) const {
  return Completion(lost, bytes_).run();
}

DamagedText read_damaged(std::string_view text, const Damage& damage) {
  DamagedText out;
  out.characters.reserve(text.size() / 2);
  for (const Line& line : damage.lines) {
    read_line(text.substr(line.begin, line.end - line.begin), line.state, out);
  }
  return out;
}

}  // namespace sheaf::published
