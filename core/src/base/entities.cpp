// Character references of HTML to characters; see entities.hpp.
// Pure functions; any thread.
#include "base/entities.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/named_entities.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::size_t kLongestReference = 12;  // "thetasym" and seven digits, with room

// HTML reads references to the C1 controls as Windows-1252 (HTML Standard, 13.2.5.80).
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

}  // namespace

char32_t allowed_character(char32_t c) {
  if (c >= 0x80 && c < 0xA0) c = kWindows1252[c - 0x80];
  const bool space = c == '\t' || c == '\n' || c == '\r';
  const bool control = (c < 0x20 && !space) || (c >= 0x7F && c < 0xA0);
  const bool no_character = c > 0x10FFFF || (c >= 0xD800 && c < 0xE000) || (c & 0xFFFE) == 0xFFFE;
  return control || no_character ? kReplacementCharacter : c;
}

namespace {

// "#955" or "#x3BB".
std::optional<char32_t> numeric_reference(std::string_view name) {
  name.remove_prefix(1);
  const bool hex = !name.empty() && ascii_lower(name.front()) == 'x';
  if (hex) name.remove_prefix(1);
  if (name.empty()) return std::nullopt;
  char32_t value = 0;
  for (const char raw : name) {
    const char c = ascii_lower(raw);
    const bool letter = hex && c >= 'a' && c <= 'f';
    if (!is_ascii_digit(c) && !letter) return std::nullopt;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(letter ? c - 'a' + 10 : c - '0');
    value = std::min<char32_t>(value, 0x110000);
  }
  return allowed_character(value);
}

std::optional<char32_t> named_reference(std::string_view name) {
  const auto* end = std::end(kNamedEntities);
  const auto* found =
      std::lower_bound(std::begin(kNamedEntities), end, name,
                       [](const NamedEntity& e, std::string_view n) { return e.name < n; });
  if (found == end || found->name != name) return std::nullopt;
  return found->code_point;
}

}  // namespace

std::optional<EntityReference> read_entity(std::string_view text) {
  if (!text.starts_with('&')) return std::nullopt;
  const std::string_view rest = text.substr(1, kLongestReference);
  const std::size_t stop = rest.find_first_of(";&<> ");
  if (stop == std::string_view::npos || stop == 0 || rest[stop] != ';') return std::nullopt;
  const std::string_view name = rest.substr(0, stop);
  const auto character = name[0] == '#' ? numeric_reference(name) : named_reference(name);
  if (!character) return std::nullopt;
  return EntityReference{*character, stop + 2};
}

std::string decode_entities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t sign = std::min(text.find('&', at), text.size());
    out.append(text, at, sign - at);
    if (sign == text.size()) break;
    if (const auto reference = read_entity(text.substr(sign))) {
      append_utf8(out, reference->character);
      at = sign + reference->length;
    } else {
      out += '&';
      at = sign + 1;
    }
  }
  return out;
}

}  // namespace sheaf
