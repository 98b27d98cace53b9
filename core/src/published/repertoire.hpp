// Which characters a document can be expected to hold: a fixed set of symbols in use, and the set
// of Han characters that its intact ones keep to. Pure functions and plain values; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "published/lost_characters.hpp"

namespace sheaf::published {

bool is_standard_hanzi(char32_t c);  ///< in GB 2312
bool is_common_hanzi(char32_t c);    ///< in its level 1
inline bool is_han(char32_t c) {
  return (c >= 0x3400 && c < 0xA000) || (c >= 0xF900 && c < 0xFB00) ||
         (c >= 0x20000 && c < 0x32400);
}

/// Letters, punctuation, mathematics, arrows and pictures that papers and their summaries use; not
/// Han and not Hangul. What is outside (APL, dentistry, dominoes, controls, historic scripts ...)
/// is not a plausible reading of damaged bytes.
bool is_usual_symbol(char32_t c);

/// Pictures that documents about technical work use as bullets and marks.
bool is_usual_picture(char32_t c);

/// Symbols that U+FE0F makes a picture (Unicode's emoji-variation-sequences).
bool takes_picture_style(char32_t c);

class Repertoire {
 public:
  explicit Repertoire(const std::vector<Character>& document);
  bool allows(char32_t c) const;
  /// Simplified Chinese; a few intact characters tell.
  bool is_chinese() const { return is_chinese_; }

 private:
  enum class Hanzi : std::uint8_t { kAny, kStandard, kCommon };
  Hanzi hanzi_ = Hanzi::kAny;
  bool is_chinese_ = false;
};

}  // namespace sheaf::published
