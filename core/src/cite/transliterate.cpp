// Cyrillic and Greek letters by the Latin ones that names are usually spelled with; see citation_key.hpp.
// Constant data; any thread.
#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "cite/citation_key.hpp"

namespace sheaf::cite {
namespace {

struct Letter {
  char32_t c;
  const char* latin;
};

constexpr Letter kLetters[] = {
    {0x386, "A"}, {0x388, "E"}, {0x389, "I"}, {0x38A, "I"}, {0x38C, "O"}, {0x38E, "Y"}, {0x38F, "O"},
    {0x390, "i"}, {0x391, "A"}, {0x392, "V"}, {0x393, "G"}, {0x394, "D"}, {0x395, "E"}, {0x396, "Z"},
    {0x397, "I"}, {0x398, "Th"}, {0x399, "I"}, {0x39A, "K"}, {0x39B, "L"}, {0x39C, "M"}, {0x39D, "N"},
    {0x39E, "X"}, {0x39F, "O"}, {0x3A0, "P"}, {0x3A1, "R"}, {0x3A3, "S"}, {0x3A4, "T"}, {0x3A5, "Y"},
    {0x3A6, "F"}, {0x3A7, "Ch"}, {0x3A8, "Ps"}, {0x3A9, "O"}, {0x3AA, "I"}, {0x3AB, "Y"}, {0x3AC, "a"},
    {0x3AD, "e"}, {0x3AE, "i"}, {0x3AF, "i"}, {0x3B0, "y"}, {0x3B1, "a"}, {0x3B2, "v"}, {0x3B3, "g"},
    {0x3B4, "d"}, {0x3B5, "e"}, {0x3B6, "z"}, {0x3B7, "i"}, {0x3B8, "th"}, {0x3B9, "i"}, {0x3BA, "k"},
    {0x3BB, "l"}, {0x3BC, "m"}, {0x3BD, "n"}, {0x3BE, "x"}, {0x3BF, "o"}, {0x3C0, "p"}, {0x3C1, "r"},
    {0x3C2, "s"}, {0x3C3, "s"}, {0x3C4, "t"}, {0x3C5, "y"}, {0x3C6, "f"}, {0x3C7, "ch"}, {0x3C8, "ps"},
    {0x3C9, "o"}, {0x3CA, "i"}, {0x3CB, "y"}, {0x3CC, "o"}, {0x3CD, "y"}, {0x3CE, "o"}, {0x401, "Yo"},
    {0x402, "Dj"}, {0x404, "Ye"}, {0x406, "I"}, {0x407, "Yi"}, {0x408, "J"}, {0x409, "Lj"}, {0x40A, "Nj"},
    {0x40B, "C"}, {0x40E, "U"}, {0x40F, "Dz"}, {0x410, "A"}, {0x411, "B"}, {0x412, "V"}, {0x413, "G"},
    {0x414, "D"}, {0x415, "E"}, {0x416, "Zh"}, {0x417, "Z"}, {0x418, "I"}, {0x419, "Y"}, {0x41A, "K"},
    {0x41B, "L"}, {0x41C, "M"}, {0x41D, "N"}, {0x41E, "O"}, {0x41F, "P"}, {0x420, "R"}, {0x421, "S"},
    {0x422, "T"}, {0x423, "U"}, {0x424, "F"}, {0x425, "Kh"}, {0x426, "Ts"}, {0x427, "Ch"}, {0x428, "Sh"},
    {0x429, "Shch"}, {0x42A, ""}, {0x42B, "Y"}, {0x42C, ""}, {0x42D, "E"}, {0x42E, "Yu"}, {0x42F, "Ya"},
    {0x430, "a"}, {0x431, "b"}, {0x432, "v"}, {0x433, "g"}, {0x434, "d"}, {0x435, "e"}, {0x436, "zh"},
    {0x437, "z"}, {0x438, "i"}, {0x439, "y"}, {0x43A, "k"}, {0x43B, "l"}, {0x43C, "m"}, {0x43D, "n"},
    {0x43E, "o"}, {0x43F, "p"}, {0x440, "r"}, {0x441, "s"}, {0x442, "t"}, {0x443, "u"}, {0x444, "f"},
    {0x445, "kh"}, {0x446, "ts"}, {0x447, "ch"}, {0x448, "sh"}, {0x449, "shch"}, {0x44A, ""}, {0x44B, "y"},
    {0x44C, ""}, {0x44D, "e"}, {0x44E, "yu"}, {0x44F, "ya"}, {0x451, "yo"}, {0x452, "dj"}, {0x454, "ye"},
    {0x456, "i"}, {0x457, "yi"}, {0x458, "j"}, {0x459, "lj"}, {0x45A, "nj"}, {0x45B, "c"}, {0x45E, "u"},
    {0x45F, "dz"}, {0x490, "G"}, {0x491, "g"},
};

}  // namespace

std::string transliterate(std::string_view text) {
  std::string latin;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t start = pos;
    const char32_t c = next_code_point(text, pos);
    const Letter* row = std::lower_bound(std::begin(kLetters), std::end(kLetters), c,
                                         [](const Letter& letter, char32_t value) { return letter.c < value; });
    if (row != std::end(kLetters) && row->c == c) latin += row->latin;
    else latin += text.substr(start, pos - start);
  }
  return to_ascii(latin);
}

}  // namespace sheaf::cite
