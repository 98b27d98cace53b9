// What the Chinese language decides of damaged text: words, and characters that have no rival.
// Constants; any thread.
#pragma once

#include <string_view>

namespace sheaf::published {

/// Stands in a word for a punctuation mark, a parenthesis or the end of a line.
inline constexpr char32_t kBreakMark = U'|';
/// Stands in a word for a Latin letter or a digit.
inline constexpr char32_t kLatinMark = U'a';

/// Stands before a word that is often only the end of one and the start of another: it decides
/// nothing, and keeps others from deciding against it.
inline constexpr char32_t kDisputeMark = U'~';

/// Common words and turns of scientific prose that hold a character which the damage can hit, 2 to
/// 6 characters each, separated by spaces. They are here for what they exclude as much as for what
/// they say: two words that damage makes the same decide nothing.
std::string_view chinese_words();

/// Characters that, of all those the damage makes the same, alone occur in such texts, but for
/// words of the others that chinese_words() lists.
std::string_view unrivalled_hanzi();

}  // namespace sheaf::published
