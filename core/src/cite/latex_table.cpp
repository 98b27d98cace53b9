// Tables of characters and their names in LaTeX: accented Latin letters by Unicode's decompositions, the
// rest by the names of LaTeX and amssymb.
// Constant data; any thread.
#include "cite/latex_table.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"

namespace sheaf::cite {
namespace {

struct Accented {
  char32_t c;
  char base;
  const char* accents;  ///< innermost first, by LaTeX's letters and signs
};

struct Named {
  char32_t c;
  const char* name;
};

constexpr Accented kAccented[] = {
    {0xC0, 'A', "`"}, {0xC1, 'A', "'"}, {0xC2, 'A', "^"}, {0xC3, 'A', "~"}, {0xC4, 'A', "\""}, {0xC5, 'A', "r"},
    {0xC7, 'C', "c"}, {0xC8, 'E', "`"}, {0xC9, 'E', "'"}, {0xCA, 'E', "^"}, {0xCB, 'E', "\""}, {0xCC, 'I', "`"},
    {0xCD, 'I', "'"}, {0xCE, 'I', "^"}, {0xCF, 'I', "\""}, {0xD1, 'N', "~"}, {0xD2, 'O', "`"}, {0xD3, 'O', "'"},
    {0xD4, 'O', "^"}, {0xD5, 'O', "~"}, {0xD6, 'O', "\""}, {0xD9, 'U', "`"}, {0xDA, 'U', "'"}, {0xDB, 'U', "^"},
    {0xDC, 'U', "\""}, {0xDD, 'Y', "'"}, {0xE0, 'a', "`"}, {0xE1, 'a', "'"}, {0xE2, 'a', "^"}, {0xE3, 'a', "~"},
    {0xE4, 'a', "\""}, {0xE5, 'a', "r"}, {0xE7, 'c', "c"}, {0xE8, 'e', "`"}, {0xE9, 'e', "'"}, {0xEA, 'e', "^"},
    {0xEB, 'e', "\""}, {0xEC, 'i', "`"}, {0xED, 'i', "'"}, {0xEE, 'i', "^"}, {0xEF, 'i', "\""}, {0xF1, 'n', "~"},
    {0xF2, 'o', "`"}, {0xF3, 'o', "'"}, {0xF4, 'o', "^"}, {0xF5, 'o', "~"}, {0xF6, 'o', "\""}, {0xF9, 'u', "`"},
    {0xFA, 'u', "'"}, {0xFB, 'u', "^"}, {0xFC, 'u', "\""}, {0xFD, 'y', "'"}, {0xFF, 'y', "\""}, {0x100, 'A', "="},
    {0x101, 'a', "="}, {0x102, 'A', "u"}, {0x103, 'a', "u"}, {0x104, 'A', "k"}, {0x105, 'a', "k"}, {0x106, 'C', "'"},
    {0x107, 'c', "'"}, {0x108, 'C', "^"}, {0x109, 'c', "^"}, {0x10A, 'C', "."}, {0x10B, 'c', "."}, {0x10C, 'C', "v"},
    {0x10D, 'c', "v"}, {0x10E, 'D', "v"}, {0x10F, 'd', "v"}, {0x112, 'E', "="}, {0x113, 'e', "="}, {0x114, 'E', "u"},
    {0x115, 'e', "u"}, {0x116, 'E', "."}, {0x117, 'e', "."}, {0x118, 'E', "k"}, {0x119, 'e', "k"}, {0x11A, 'E', "v"},
    {0x11B, 'e', "v"}, {0x11C, 'G', "^"}, {0x11D, 'g', "^"}, {0x11E, 'G', "u"}, {0x11F, 'g', "u"}, {0x120, 'G', "."},
    {0x121, 'g', "."}, {0x122, 'G', "c"}, {0x123, 'g', "c"}, {0x124, 'H', "^"}, {0x125, 'h', "^"}, {0x128, 'I', "~"},
    {0x129, 'i', "~"}, {0x12A, 'I', "="}, {0x12B, 'i', "="}, {0x12C, 'I', "u"}, {0x12D, 'i', "u"}, {0x12E, 'I', "k"},
    {0x12F, 'i', "k"}, {0x130, 'I', "."}, {0x134, 'J', "^"}, {0x135, 'j', "^"}, {0x136, 'K', "c"}, {0x137, 'k', "c"},
    {0x139, 'L', "'"}, {0x13A, 'l', "'"}, {0x13B, 'L', "c"}, {0x13C, 'l', "c"}, {0x13D, 'L', "v"}, {0x13E, 'l', "v"},
    {0x143, 'N', "'"}, {0x144, 'n', "'"}, {0x145, 'N', "c"}, {0x146, 'n', "c"}, {0x147, 'N', "v"}, {0x148, 'n', "v"},
    {0x14C, 'O', "="}, {0x14D, 'o', "="}, {0x14E, 'O', "u"}, {0x14F, 'o', "u"}, {0x150, 'O', "H"}, {0x151, 'o', "H"},
    {0x154, 'R', "'"}, {0x155, 'r', "'"}, {0x156, 'R', "c"}, {0x157, 'r', "c"}, {0x158, 'R', "v"}, {0x159, 'r', "v"},
    {0x15A, 'S', "'"}, {0x15B, 's', "'"}, {0x15C, 'S', "^"}, {0x15D, 's', "^"}, {0x15E, 'S', "c"}, {0x15F, 's', "c"},
    {0x160, 'S', "v"}, {0x161, 's', "v"}, {0x162, 'T', "c"}, {0x163, 't', "c"}, {0x164, 'T', "v"}, {0x165, 't', "v"},
    {0x168, 'U', "~"}, {0x169, 'u', "~"}, {0x16A, 'U', "="}, {0x16B, 'u', "="}, {0x16C, 'U', "u"}, {0x16D, 'u', "u"},
    {0x16E, 'U', "r"}, {0x16F, 'u', "r"}, {0x170, 'U', "H"}, {0x171, 'u', "H"}, {0x172, 'U', "k"}, {0x173, 'u', "k"},
    {0x174, 'W', "^"}, {0x175, 'w', "^"}, {0x176, 'Y', "^"}, {0x177, 'y', "^"}, {0x178, 'Y', "\""}, {0x179, 'Z', "'"},
    {0x17A, 'z', "'"}, {0x17B, 'Z', "."}, {0x17C, 'z', "."}, {0x17D, 'Z', "v"}, {0x17E, 'z', "v"}, {0x1CD, 'A', "v"},
    {0x1CE, 'a', "v"}, {0x1CF, 'I', "v"}, {0x1D0, 'i', "v"}, {0x1D1, 'O', "v"}, {0x1D2, 'o', "v"}, {0x1D3, 'U', "v"},
    {0x1D4, 'u', "v"}, {0x1D5, 'U', "\"="}, {0x1D6, 'u', "\"="}, {0x1D7, 'U', "\"'"}, {0x1D8, 'u', "\"'"},
    {0x1D9, 'U', "\"v"}, {0x1DA, 'u', "\"v"}, {0x1DB, 'U', "\"`"}, {0x1DC, 'u', "\"`"}, {0x1DE, 'A', "\"="},
    {0x1DF, 'a', "\"="}, {0x1E0, 'A', ".="}, {0x1E1, 'a', ".="}, {0x1E6, 'G', "v"}, {0x1E7, 'g', "v"},
    {0x1E8, 'K', "v"}, {0x1E9, 'k', "v"}, {0x1EA, 'O', "k"}, {0x1EB, 'o', "k"}, {0x1EC, 'O', "k="},
    {0x1ED, 'o', "k="}, {0x1F0, 'j', "v"}, {0x1F4, 'G', "'"}, {0x1F5, 'g', "'"}, {0x1F8, 'N', "`"}, {0x1F9, 'n', "`"},
    {0x1FA, 'A', "r'"}, {0x1FB, 'a', "r'"}, {0x21E, 'H', "v"}, {0x21F, 'h', "v"}, {0x226, 'A', "."},
    {0x227, 'a', "."}, {0x228, 'E', "c"}, {0x229, 'e', "c"}, {0x22A, 'O', "\"="}, {0x22B, 'o', "\"="},
    {0x22C, 'O', "~="}, {0x22D, 'o', "~="}, {0x22E, 'O', "."}, {0x22F, 'o', "."}, {0x230, 'O', ".="},
    {0x231, 'o', ".="}, {0x232, 'Y', "="}, {0x233, 'y', "="}, {0x1E02, 'B', "."}, {0x1E03, 'b', "."},
    {0x1E04, 'B', "d"}, {0x1E05, 'b', "d"}, {0x1E06, 'B', "b"}, {0x1E07, 'b', "b"}, {0x1E08, 'C', "c'"},
    {0x1E09, 'c', "c'"}, {0x1E0A, 'D', "."}, {0x1E0B, 'd', "."}, {0x1E0C, 'D', "d"}, {0x1E0D, 'd', "d"},
    {0x1E0E, 'D', "b"}, {0x1E0F, 'd', "b"}, {0x1E10, 'D', "c"}, {0x1E11, 'd', "c"}, {0x1E14, 'E', "=`"},
    {0x1E15, 'e', "=`"}, {0x1E16, 'E', "='"}, {0x1E17, 'e', "='"}, {0x1E1C, 'E', "cu"}, {0x1E1D, 'e', "cu"},
    {0x1E1E, 'F', "."}, {0x1E1F, 'f', "."}, {0x1E20, 'G', "="}, {0x1E21, 'g', "="}, {0x1E22, 'H', "."},
    {0x1E23, 'h', "."}, {0x1E24, 'H', "d"}, {0x1E25, 'h', "d"}, {0x1E26, 'H', "\""}, {0x1E27, 'h', "\""},
    {0x1E28, 'H', "c"}, {0x1E29, 'h', "c"}, {0x1E2E, 'I', "\"'"}, {0x1E2F, 'i', "\"'"}, {0x1E30, 'K', "'"},
    {0x1E31, 'k', "'"}, {0x1E32, 'K', "d"}, {0x1E33, 'k', "d"}, {0x1E34, 'K', "b"}, {0x1E35, 'k', "b"},
    {0x1E36, 'L', "d"}, {0x1E37, 'l', "d"}, {0x1E38, 'L', "d="}, {0x1E39, 'l', "d="}, {0x1E3A, 'L', "b"},
    {0x1E3B, 'l', "b"}, {0x1E3E, 'M', "'"}, {0x1E3F, 'm', "'"}, {0x1E40, 'M', "."}, {0x1E41, 'm', "."},
    {0x1E42, 'M', "d"}, {0x1E43, 'm', "d"}, {0x1E44, 'N', "."}, {0x1E45, 'n', "."}, {0x1E46, 'N', "d"},
    {0x1E47, 'n', "d"}, {0x1E48, 'N', "b"}, {0x1E49, 'n', "b"}, {0x1E4C, 'O', "~'"}, {0x1E4D, 'o', "~'"},
    {0x1E4E, 'O', "~\""}, {0x1E4F, 'o', "~\""}, {0x1E50, 'O', "=`"}, {0x1E51, 'o', "=`"}, {0x1E52, 'O', "='"},
    {0x1E53, 'o', "='"}, {0x1E54, 'P', "'"}, {0x1E55, 'p', "'"}, {0x1E56, 'P', "."}, {0x1E57, 'p', "."},
    {0x1E58, 'R', "."}, {0x1E59, 'r', "."}, {0x1E5A, 'R', "d"}, {0x1E5B, 'r', "d"}, {0x1E5C, 'R', "d="},
    {0x1E5D, 'r', "d="}, {0x1E5E, 'R', "b"}, {0x1E5F, 'r', "b"}, {0x1E60, 'S', "."}, {0x1E61, 's', "."},
    {0x1E62, 'S', "d"}, {0x1E63, 's', "d"}, {0x1E64, 'S', "'."}, {0x1E65, 's', "'."}, {0x1E66, 'S', "v."},
    {0x1E67, 's', "v."}, {0x1E68, 'S', "d."}, {0x1E69, 's', "d."}, {0x1E6A, 'T', "."}, {0x1E6B, 't', "."},
    {0x1E6C, 'T', "d"}, {0x1E6D, 't', "d"}, {0x1E6E, 'T', "b"}, {0x1E6F, 't', "b"}, {0x1E78, 'U', "~'"},
    {0x1E79, 'u', "~'"}, {0x1E7A, 'U', "=\""}, {0x1E7B, 'u', "=\""}, {0x1E7C, 'V', "~"}, {0x1E7D, 'v', "~"},
    {0x1E7E, 'V', "d"}, {0x1E7F, 'v', "d"}, {0x1E80, 'W', "`"}, {0x1E81, 'w', "`"}, {0x1E82, 'W', "'"},
    {0x1E83, 'w', "'"}, {0x1E84, 'W', "\""}, {0x1E85, 'w', "\""}, {0x1E86, 'W', "."}, {0x1E87, 'w', "."},
    {0x1E88, 'W', "d"}, {0x1E89, 'w', "d"}, {0x1E8A, 'X', "."}, {0x1E8B, 'x', "."}, {0x1E8C, 'X', "\""},
    {0x1E8D, 'x', "\""}, {0x1E8E, 'Y', "."}, {0x1E8F, 'y', "."}, {0x1E90, 'Z', "^"}, {0x1E91, 'z', "^"},
    {0x1E92, 'Z', "d"}, {0x1E93, 'z', "d"}, {0x1E94, 'Z', "b"}, {0x1E95, 'z', "b"}, {0x1E96, 'h', "b"},
    {0x1E97, 't', "\""}, {0x1E98, 'w', "r"}, {0x1E99, 'y', "r"}, {0x1EA0, 'A', "d"}, {0x1EA1, 'a', "d"},
    {0x1EA4, 'A', "^'"}, {0x1EA5, 'a', "^'"}, {0x1EA6, 'A', "^`"}, {0x1EA7, 'a', "^`"}, {0x1EAA, 'A', "^~"},
    {0x1EAB, 'a', "^~"}, {0x1EAC, 'A', "d^"}, {0x1EAD, 'a', "d^"}, {0x1EAE, 'A', "u'"}, {0x1EAF, 'a', "u'"},
    {0x1EB0, 'A', "u`"}, {0x1EB1, 'a', "u`"}, {0x1EB4, 'A', "u~"}, {0x1EB5, 'a', "u~"}, {0x1EB6, 'A', "du"},
    {0x1EB7, 'a', "du"}, {0x1EB8, 'E', "d"}, {0x1EB9, 'e', "d"}, {0x1EBC, 'E', "~"}, {0x1EBD, 'e', "~"},
    {0x1EBE, 'E', "^'"}, {0x1EBF, 'e', "^'"}, {0x1EC0, 'E', "^`"}, {0x1EC1, 'e', "^`"}, {0x1EC4, 'E', "^~"},
    {0x1EC5, 'e', "^~"}, {0x1EC6, 'E', "d^"}, {0x1EC7, 'e', "d^"}, {0x1ECA, 'I', "d"}, {0x1ECB, 'i', "d"},
    {0x1ECC, 'O', "d"}, {0x1ECD, 'o', "d"}, {0x1ED0, 'O', "^'"}, {0x1ED1, 'o', "^'"}, {0x1ED2, 'O', "^`"},
    {0x1ED3, 'o', "^`"}, {0x1ED6, 'O', "^~"}, {0x1ED7, 'o', "^~"}, {0x1ED8, 'O', "d^"}, {0x1ED9, 'o', "d^"},
    {0x1EE4, 'U', "d"}, {0x1EE5, 'u', "d"}, {0x1EF2, 'Y', "`"}, {0x1EF3, 'y', "`"}, {0x1EF4, 'Y', "d"},
    {0x1EF5, 'y', "d"}, {0x1EF8, 'Y', "~"}, {0x1EF9, 'y', "~"},
};

// Spelled in text; inside mathematics as \\text.
constexpr Named kText[] = {
    {0xA0, "~"}, {0xA1, "{!`}"}, {0xA2, "\\textcent{}"}, {0xA3, "\\pounds{}"}, {0xA4, "\\textcurrency{}"},
    {0xA5, "\\textyen{}"}, {0xA6, "\\textbrokenbar{}"}, {0xA7, "\\S{}"}, {0xA8, "\\textasciidieresis{}"},
    {0xA9, "\\textcopyright{}"}, {0xAA, "\\textordfeminine{}"}, {0xAB, "\\guillemotleft{}"}, {0xAD, "\\-"},
    {0xAE, "\\textregistered{}"}, {0xAF, "\\textasciimacron{}"}, {0xB0, "\\textdegree{}"},
    {0xB4, "\\textasciiacute{}"}, {0xB6, "\\P{}"}, {0xB7, "\\textperiodcentered{}"}, {0xB8, "\\c{}"},
    {0xBA, "\\textordmasculine{}"}, {0xBB, "\\guillemotright{}"}, {0xBF, "{?`}"}, {0xC5, "{\\AA}"}, {0xC6, "{\\AE}"},
    {0xD0, "{\\DH}"}, {0xD8, "{\\O}"}, {0xDE, "{\\TH}"}, {0xDF, "{\\ss}"}, {0xE5, "{\\aa}"}, {0xE6, "{\\ae}"},
    {0xF0, "{\\dh}"}, {0xF8, "{\\o}"}, {0xFE, "{\\th}"}, {0x110, "{\\DJ}"}, {0x111, "{\\dj}"}, {0x131, "{\\i}"},
    {0x141, "{\\L}"}, {0x142, "{\\l}"}, {0x152, "{\\OE}"}, {0x153, "{\\oe}"}, {0x237, "{\\j}"}, {0x1E9E, "SS"},
    {0x2002, " "}, {0x2003, " "}, {0x2009, "\\,"}, {0x200A, "\\,"}, {0x200B, ""}, {0x200C, ""}, {0x200D, ""},
    {0x200E, ""}, {0x200F, ""}, {0x2010, "-"}, {0x2011, "-"}, {0x2012, "--"}, {0x2013, "--"}, {0x2014, "---"},
    {0x2015, "---"}, {0x2018, "`"}, {0x2019, "'"}, {0x201A, "\\quotesinglbase{}"}, {0x201C, "``"}, {0x201D, "''"},
    {0x201E, "\\quotedblbase{}"}, {0x2020, "\\textdagger{}"}, {0x2021, "\\textdaggerdbl{}"},
    {0x2022, "\\textbullet{}"}, {0x2026, "\\ldots{}"}, {0x202F, "\\,"}, {0x2030, "\\textperthousand{}"},
    {0x2039, "\\guilsinglleft{}"}, {0x203A, "\\guilsinglright{}"}, {0x2060, ""}, {0x20AC, "\\texteuro{}"},
    {0x2116, "No."}, {0x2122, "\\texttrademark{}"}, {0xFB00, "ff"}, {0xFB01, "fi"}, {0xFB02, "fl"}, {0xFB03, "ffi"},
    {0xFB04, "ffl"}, {0xFEFF, ""},
};

// Spelled in mathematics; in text between "$".
constexpr Named kMath[] = {
    {0xAC, "\\neg"}, {0xB1, "\\pm"}, {0xB2, "^2"}, {0xB3, "^3"}, {0xB5, "\\mu"}, {0xB9, "^1"}, {0xBC, "\\frac{1}{4}"},
    {0xBD, "\\frac{1}{2}"}, {0xBE, "\\frac{3}{4}"}, {0xD7, "\\times"}, {0xF7, "\\div"}, {0x391, "\\mathrm{A}"},
    {0x392, "\\mathrm{B}"}, {0x393, "\\Gamma"}, {0x394, "\\Delta"}, {0x395, "\\mathrm{E}"}, {0x396, "\\mathrm{Z}"},
    {0x397, "\\mathrm{H}"}, {0x398, "\\Theta"}, {0x399, "\\mathrm{I}"}, {0x39A, "\\mathrm{K}"}, {0x39B, "\\Lambda"},
    {0x39C, "\\mathrm{M}"}, {0x39D, "\\mathrm{N}"}, {0x39E, "\\Xi"}, {0x39F, "\\mathrm{O}"}, {0x3A0, "\\Pi"},
    {0x3A1, "\\mathrm{P}"}, {0x3A3, "\\Sigma"}, {0x3A4, "\\mathrm{T}"}, {0x3A5, "\\Upsilon"}, {0x3A6, "\\Phi"},
    {0x3A7, "\\mathrm{X}"}, {0x3A8, "\\Psi"}, {0x3A9, "\\Omega"}, {0x3B1, "\\alpha"}, {0x3B2, "\\beta"},
    {0x3B3, "\\gamma"}, {0x3B4, "\\delta"}, {0x3B5, "\\varepsilon"}, {0x3B6, "\\zeta"}, {0x3B7, "\\eta"},
    {0x3B8, "\\theta"}, {0x3B9, "\\iota"}, {0x3BA, "\\kappa"}, {0x3BB, "\\lambda"}, {0x3BC, "\\mu"}, {0x3BD, "\\nu"},
    {0x3BE, "\\xi"}, {0x3BF, "o"}, {0x3C0, "\\pi"}, {0x3C1, "\\rho"}, {0x3C2, "\\varsigma"}, {0x3C3, "\\sigma"},
    {0x3C4, "\\tau"}, {0x3C5, "\\upsilon"}, {0x3C6, "\\varphi"}, {0x3C7, "\\chi"}, {0x3C8, "\\psi"},
    {0x3C9, "\\omega"}, {0x3D1, "\\vartheta"}, {0x3D5, "\\phi"}, {0x3D6, "\\varpi"}, {0x3F0, "\\kappa"},
    {0x3F1, "\\varrho"}, {0x3F5, "\\epsilon"}, {0x2032, "'"}, {0x2033, "''"}, {0x2070, "^0"}, {0x2074, "^4"},
    {0x2075, "^5"}, {0x2076, "^6"}, {0x2077, "^7"}, {0x2078, "^8"}, {0x2079, "^9"}, {0x207A, "^+"}, {0x207B, "^-"},
    {0x207F, "^n"}, {0x2080, "_0"}, {0x2081, "_1"}, {0x2082, "_2"}, {0x2083, "_3"}, {0x2084, "_4"}, {0x2085, "_5"},
    {0x2086, "_6"}, {0x2087, "_7"}, {0x2088, "_8"}, {0x2089, "_9"}, {0x2102, "\\mathbb{C}"}, {0x210B, "\\mathcal{H}"},
    {0x210F, "\\hbar"}, {0x2111, "\\Im"}, {0x2113, "\\ell"}, {0x2115, "\\mathbb{N}"}, {0x2118, "\\wp"},
    {0x2119, "\\mathbb{P}"}, {0x211A, "\\mathbb{Q}"}, {0x211C, "\\Re"}, {0x211D, "\\mathbb{R}"},
    {0x2124, "\\mathbb{Z}"}, {0x212B, "\\mathring{A}"}, {0x2135, "\\aleph"}, {0x2190, "\\leftarrow"},
    {0x2191, "\\uparrow"}, {0x2192, "\\rightarrow"}, {0x2193, "\\downarrow"}, {0x2194, "\\leftrightarrow"},
    {0x21A6, "\\mapsto"}, {0x21D0, "\\Leftarrow"}, {0x21D2, "\\Rightarrow"}, {0x21D4, "\\Leftrightarrow"},
    {0x2200, "\\forall"}, {0x2202, "\\partial"}, {0x2203, "\\exists"}, {0x2205, "\\emptyset"}, {0x2206, "\\Delta"},
    {0x2207, "\\nabla"}, {0x2208, "\\in"}, {0x2209, "\\notin"}, {0x220B, "\\ni"}, {0x220F, "\\prod"},
    {0x2210, "\\coprod"}, {0x2211, "\\sum"}, {0x2212, "-"}, {0x2213, "\\mp"}, {0x2215, "/"}, {0x2216, "\\setminus"},
    {0x2217, "\\ast"}, {0x2218, "\\circ"}, {0x2219, "\\bullet"}, {0x221A, "\\surd"}, {0x221D, "\\propto"},
    {0x221E, "\\infty"}, {0x2220, "\\angle"}, {0x2223, "\\mid"}, {0x2225, "\\parallel"}, {0x2227, "\\wedge"},
    {0x2228, "\\vee"}, {0x2229, "\\cap"}, {0x222A, "\\cup"}, {0x222B, "\\int"}, {0x223C, "\\sim"},
    {0x2243, "\\simeq"}, {0x2245, "\\cong"}, {0x2248, "\\approx"}, {0x2260, "\\neq"}, {0x2261, "\\equiv"},
    {0x2264, "\\leq"}, {0x2265, "\\geq"}, {0x226A, "\\ll"}, {0x226B, "\\gg"}, {0x2272, "\\lesssim"},
    {0x2273, "\\gtrsim"}, {0x2282, "\\subset"}, {0x2283, "\\supset"}, {0x2286, "\\subseteq"}, {0x2287, "\\supseteq"},
    {0x2295, "\\oplus"}, {0x2297, "\\otimes"}, {0x2299, "\\odot"}, {0x22A4, "\\top"}, {0x22A5, "\\perp"},
    {0x22C5, "\\cdot"}, {0x22C6, "\\star"}, {0x22EF, "\\cdots"}, {0x2308, "\\lceil"}, {0x2309, "\\rceil"},
    {0x230A, "\\lfloor"}, {0x230B, "\\rfloor"}, {0x25A1, "\\Box"}, {0x25B3, "\\triangle"}, {0x2605, "\\bigstar"},
    {0x266D, "\\flat"}, {0x266E, "\\natural"}, {0x266F, "\\sharp"}, {0x2713, "\\checkmark"}, {0x27E8, "\\langle"},
    {0x27E9, "\\rangle"}, {0x2A7D, "\\leq"}, {0x2A7E, "\\geq"},
};

/// What LaTeX, amsmath and amssymb know inside mathematics; sorted by bytes.
constexpr std::string_view kMathMacros[] = {
    "Big", "Bigg", "Bigl", "Bigr", "Box", "Bumpeq", "Cap", "Cup", "Delta", "Diamond", "Doteq", "Downarrow", "Gamma",
    "Im", "Join", "Lambda", "Leftarrow", "Leftrightarrow", "Longleftarrow", "Longleftrightarrow", "Longrightarrow",
    "Omega", "Phi", "Pi", "Pr", "Psi", "Re", "Rightarrow", "S", "Sigma", "Subset", "Supset", "Theta", "Uparrow",
    "Updownarrow", "Upsilon", "Vdash", "Vert", "Xi", "aleph", "alpha", "amalg", "angle", "approx", "approxeq",
    "arccos", "arcsin", "arctan", "arg", "ast", "asymp", "backprime", "backsim", "backslash", "bar", "barwedge",
    "because", "beta", "beth", "between", "bf", "big", "bigcap", "bigcirc", "bigcup", "bigg", "bigl", "bigodot",
    "bigoplus", "bigotimes", "bigr", "bigsqcup", "bigstar", "bigtriangledown", "bigtriangleup", "biguplus",
    "bigvee", "bigwedge", "binom", "blacklozenge", "blacksquare", "blacktriangle", "blacktriangledown", "bmod",
    "boldsymbol", "bot", "bowtie", "boxdot", "boxminus", "boxplus", "boxtimes", "breve", "bullet", "bumpeq", "cal",
    "cap", "cdot", "cdotp", "cdots", "centerdot", "check", "checkmark", "chi", "circ", "circeq", "circledast",
    "circledcirc", "circleddash", "clubsuit", "colon", "complement", "cong", "coprod", "cos", "cosh", "cot", "coth",
    "csc", "cup", "curlyeqprec", "curlyeqsucc", "curlyvee", "curlywedge", "dagger", "daleth", "dashleftarrow",
    "dashrightarrow", "dashv", "dbinom", "ddagger", "ddot", "ddots", "deg", "delta", "det", "dfrac", "diagdown",
    "diagup", "diamond", "diamondsuit", "digamma", "dim", "displaystyle", "div", "divideontimes", "dot", "doteq",
    "dotplus", "dots", "dotsb", "dotsc", "dotsi", "dotsm", "dotso", "doublebarwedge", "downarrow", "ell",
    "emptyset", "epsilon", "eqcirc", "eqsim", "equiv", "eta", "eth", "exists", "exp", "fallingdotseq", "flat",
    "forall", "frac", "frown", "gamma", "gcd", "ge", "geq", "geqq", "geqslant", "gets", "gg", "ggg", "gimel",
    "gnapprox", "gneq", "gneqq", "gnsim", "grave", "gtrapprox", "gtrdot", "gtrless", "gtrsim", "hat", "hbar",
    "heartsuit", "hom", "hookleftarrow", "hookrightarrow", "hslash", "iff", "iiint", "iint", "imath", "in", "inf",
    "infty", "injlim", "int", "intercal", "iota", "it", "jmath", "kappa", "ker", "lVert", "lambda", "land",
    "langle", "lbrace", "lbrack", "lceil", "ldots", "le", "leadsto", "left", "leftarrow", "leftharpoondown",
    "leftharpoonup", "leftleftarrows", "leftrightarrow", "leftthreetimes", "leq", "leqq", "leqslant", "lessapprox",
    "lessdot", "lessgtr", "lesssim", "lfloor", "lg", "lhd", "lim", "liminf", "limits", "limsup", "ll", "llcorner",
    "lll", "ln", "lnapprox", "lneq", "lneqq", "lnot", "lnsim", "log", "longleftarrow", "longleftrightarrow",
    "longmapsto", "longrightarrow", "lor", "lozenge", "lrcorner", "ltimes", "lvert", "mapsto", "mathbb", "mathbf",
    "mathbin", "mathcal", "mathclose", "mathfrak", "mathit", "mathop", "mathopen", "mathord", "mathpunct",
    "mathrel", "mathring", "mathrm", "mathsf", "mathtt", "max", "mbox", "measuredangle", "mho", "mid", "middle",
    "min", "mod", "models", "mp", "mu", "multimap", "nVdash", "nabla", "natural", "ncong", "ne", "nearrow", "neg",
    "neq", "nexists", "ngeq", "ngtr", "ni", "nleftarrow", "nleq", "nless", "nmid", "nolimits", "not", "notin",
    "nparallel", "nprec", "nrightarrow", "nsim", "nsubseteq", "nsucc", "nsupseteq", "nu", "nvdash", "nwarrow",
    "odot", "oint", "omega", "ominus", "operatorname", "oplus", "oslash", "otimes", "over", "overbrace",
    "overleftarrow", "overline", "overrightarrow", "overset", "parallel", "partial", "perp", "phi", "pi",
    "pitchfork", "pm", "pmod", "prec", "preccurlyeq", "preceq", "precsim", "prime", "prod", "projlim", "propto",
    "psi", "qquad", "quad", "rVert", "rangle", "rbrace", "rbrack", "rceil", "rfloor", "rhd", "rho", "right",
    "rightarrow", "rightharpoondown", "rightharpoonup", "rightleftharpoons", "rightrightarrows", "rightthreetimes",
    "risingdotseq", "rm", "root", "rtimes", "rvert", "scriptscriptstyle", "scriptstyle", "searrow", "sec",
    "setminus", "sharp", "sigma", "sim", "simeq", "sin", "sinh", "smallfrown", "smallsetminus", "smallsmile",
    "smile", "spadesuit", "sphericalangle", "sqcap", "sqcup", "sqrt", "sqsubset", "sqsubseteq", "sqsupset",
    "sqsupseteq", "square", "stackrel", "star", "subset", "subseteq", "subseteqq", "subsetneq", "subsetneqq",
    "succ", "succcurlyeq", "succeq", "succsim", "sum", "sup", "supset", "supseteq", "supseteqq", "supsetneq",
    "supsetneqq", "surd", "swarrow", "tan", "tanh", "tau", "tbinom", "text", "textbf", "textit", "textnormal",
    "textrm", "textsc", "textsf", "textstyle", "texttt", "textup", "tfrac", "therefore", "theta", "thickapprox",
    "thicksim", "tilde", "times", "to", "top", "triangle", "triangledown", "triangleleft", "trianglelefteq",
    "triangleq", "triangleright", "trianglerighteq", "twoheadleftarrow", "twoheadrightarrow", "ulcorner",
    "underbrace", "underline", "underset", "unlhd", "unrhd", "uparrow", "updownarrow", "uplus", "upsilon",
    "upuparrows", "urcorner", "vDash", "varepsilon", "varkappa", "varliminf", "varlimsup", "varnothing", "varphi",
    "varpi", "varpropto", "varrho", "varsigma", "vartheta", "vartriangle", "vartriangleleft", "vartriangleright",
    "vdash", "vdots", "vec", "vee", "veebar", "vert", "wedge", "widehat", "widetilde", "wp", "wr", "xi",
    "xleftarrow", "xrightarrow", "zeta",
};

const char* find_named(const Named* begin, const Named* end, char32_t c) {
  const Named* found = std::lower_bound(begin, end, c, [](const Named& row, char32_t value) { return row.c < value; });
  return found != end && found->c == c ? found->name : nullptr;
}

std::string accent_in_text(const Accented& row) {
  std::string inner(1, row.base);
  for (const char* accent = row.accents; *accent != '\0'; ++accent) {
    const bool letter = is_ascii_alnum(*accent);
    const bool nested = accent != row.accents;
    std::string next = std::string("\\") + *accent;
    if (nested) next += "{" + inner + "}";
    else if (letter && inner.size() == 1) next += " " + inner;
    else next += inner;
    inner = next;
  }
  return "{" + inner + "}";
}

const char* accent_macro(char accent) {
  switch (accent) {
    case '`': return "grave";
    case '\'': return "acute";
    case '^': return "hat";
    case '~': return "tilde";
    case '=': return "bar";
    case 'u': return "breve";
    case '.': return "dot";
    case '"': return "ddot";
    case 'r': return "mathring";
    case 'v': return "check";
    default: return nullptr;
  }
}

std::string accent_in_math(const Accented& row) {
  std::string inner(1, row.base);
  if (row.base == 'i' || row.base == 'j') inner = std::string("\\") + row.base + "math";
  for (const char* accent = row.accents; *accent != '\0'; ++accent) {
    const char* const name = accent_macro(*accent);
    if (!name) return "\\mbox{" + accent_in_text(row) + "}";
    inner = std::string("\\") + name + "{" + inner + "}";
  }
  return inner;
}

/// Letters of mathematics' own alphabets (bold, italic, script): the plain letter, which is what a title
/// can say of them everywhere.
char plain_math_letter(char32_t c) {
  if (c >= 0x1D7CE && c <= 0x1D7FF) return static_cast<char>('0' + (c - 0x1D7CE) % 10);
  if (c < 0x1D400 || c > 0x1D6A3) return '\0';
  const char32_t letter = (c - 0x1D400) % 52;
  return static_cast<char>(letter < 26 ? 'A' + letter : 'a' + letter - 26);
}

}  // namespace

std::string latex_of(char32_t c, bool math) {
  if (const char* name = find_named(std::begin(kText), std::end(kText), c))
    return math && *name != '\0' ? "\\mbox{" + std::string(name) + "}" : name;
  if (const char* name = find_named(std::begin(kMath), std::end(kMath), c))
    return math ? (contains("\\", std::string_view(name, 1)) ? std::string(name) + " " : name)
                : "$" + std::string(name) + "$";
  if (const char letter = plain_math_letter(c)) return math ? std::string(1, letter) : std::string("$") + letter + "$";
  const Accented* row = std::lower_bound(std::begin(kAccented), std::end(kAccented), c,
                                         [](const Accented& entry, char32_t value) { return entry.c < value; });
  if (row == std::end(kAccented) || row->c != c) return {};
  return math ? accent_in_math(*row) : accent_in_text(*row);
}

bool is_math_macro(std::string_view name) {
  return std::binary_search(std::begin(kMathMacros), std::end(kMathMacros), name);
}

namespace {

/// Appends a formula "$…$" or opens one; behind another formula it goes on with that one, since "$$"
/// would begin a displayed one.
void join_formula(std::string& out, std::string_view formula, bool behind_formula) {
  if (!behind_formula) {
    out += formula;
    return;
  }
  out.pop_back();
  out += ' ';
  out += formula.substr(1);
}

}  // namespace

std::string latex_ascii(std::string_view latex) {
  std::string out;
  bool math = false, behind_formula = false;
  for (std::size_t pos = 0; pos < latex.size();) {
    const std::size_t start = pos;
    const unsigned char byte = static_cast<unsigned char>(latex[pos]);
    if (byte == '$') {
      math ? void(out += '$') : join_formula(out, "$", behind_formula);
      behind_formula = math;
      math = !math;
      ++pos;
      continue;
    }
    if (byte < 0x80) {
      pos += byte == '\\' && pos + 1 < latex.size() && static_cast<unsigned char>(latex[pos + 1]) < 0x80 ? 2 : 1;
      out += latex.substr(start, pos - start);
      behind_formula = false;
      continue;
    }
    const char32_t c = next_code_point(latex, pos);
    const std::string name = latex_of(c, math);
    const bool formula = !math && name.size() > 1 && name.front() == '$';
    const bool dropped = name.empty() && find_named(std::begin(kText), std::end(kText), c) != nullptr;
    if (formula) join_formula(out, name, behind_formula);
    else if (!dropped) out += name.empty() ? latex.substr(start, pos - start) : std::string_view(name);
    behind_formula = formula;
  }
  return out;
}

}  // namespace sheaf::cite
