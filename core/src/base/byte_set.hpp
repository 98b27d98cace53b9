// A set of bytes, for loops that pass over what means nothing to them.
// Constant; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sheaf {

class ByteSet {
 public:
  /// The bytes of `members`, and all from `first_wide` on.
  constexpr explicit ByteSet(std::string_view members, unsigned first_wide = 256) {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
    for (unsigned c = first_wide; c < 256; ++c) has_[c] = true;
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

  /// The first member at `from` or after, or the text's end.
  std::size_t find_in(std::string_view text, std::size_t from = 0) const {
    while (from < text.size() && !has(text[from])) ++from;
    return from;
  }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace sheaf
