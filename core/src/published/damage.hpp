// Which lines of a document are damaged: UTF-8 read as windows-1254 or -1252 leaves only sequences
// outside of ASCII, genuine text almost none.
// Pure functions; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sheaf::published {

enum class LineState : std::uint8_t {
  kSound,
  kDamaged,  ///< every sequence in it is one, complete or not
  kPartly    ///< genuine characters beside complete sequences; only these are put right
};

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;  ///< after its line feed
  LineState state = LineState::kSound;
};

struct Damage {
  bool any = false;
  std::vector<Line> lines;              ///< all of the text, in order; empty when there is none
  std::array<bool, 64> intact_bytes{};  ///< [b - 0x80]: b came through in a damaged line
};

Damage find_damage(std::string_view text);

}  // namespace sheaf::published
