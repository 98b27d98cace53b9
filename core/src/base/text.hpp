// Text: UTF-8 and the small string operations every layer needs.
// string_view in, string out; nothing here owns or shares state, so any thread may call it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// Decodes the code point at `pos` and moves `pos` past it. Invalid bytes give U+FFFD and move by
/// the maximal subpart (Unicode 15, section 3.9), so a scan always ends.
char32_t next_code_point(std::string_view text, std::size_t& pos);
void append_utf8(std::string& out, char32_t code_point);

bool is_valid_utf8(std::string_view text);
/// Invalid sequences become U+FFFD; valid text comes back as it was.
std::string to_valid_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);
/// The longest prefix of at most `max_bytes` that does not split a code point.
std::string_view cut_utf8(std::string_view text, std::size_t max_bytes);
/// At most `max_points` code points, with "…" for the rest; cuts at a space when one is near.
std::string shorten(std::string_view text, std::size_t max_points);

constexpr bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char ascii_lower(char c) { return (c >= 'A' && c <= 'Z') ? static_cast<char>(c + 32) : c; }
constexpr bool is_ascii_alnum(char c) {
  return (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || is_ascii_digit(c);
}
/// Letters of any script, digits, and combining marks: what may be part of a word.
bool is_word_code_point(char32_t c);
bool is_cjk_code_point(char32_t c);

std::string_view trim(std::string_view text);
/// Runs of white space (also U+00A0 and line separators) become one space; trimmed.
std::string collapse_spaces(std::string_view text);
/// Lower case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters; the rest unchanged.
std::string to_lower(std::string_view text);
std::string ascii_lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);  ///< ASCII case only
/// Letters with diacritics, ligatures and letters of Latin scripts to plain ASCII ("Gérard" →
/// "Gerard", "ß" → "ss"); anything that has no such form is dropped.
std::string to_ascii(std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);
/// As split(), trimmed and without empty parts.
std::vector<std::string> split_list(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replace_all(std::string_view text, std::string_view from, std::string_view to);
bool contains(std::string_view text, std::string_view part);
/// Appends what is not empty and not there yet, up to `most`: no record has so many values, and a
/// hostile one would cost a comparison with each.
void add_once(std::vector<std::string>& list, std::string_view value, std::size_t most = 1000);

std::string percent_encode(std::string_view text);  ///< RFC 3986 unreserved characters stay

/// FNV-1a, 64 bits: for content keys and hash tables, never for security.
std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL);
std::string to_hex(std::uint64_t value);

/// Optimal string alignment distance in bytes, for "did you mean".
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace sheaf
