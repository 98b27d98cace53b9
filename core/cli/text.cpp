// Text: UTF-8 decoding and the few width ranges that paper titles need.
// Pure functions and read-only tables; any thread.
#include "text.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iterator>
#include <utility>

namespace cli {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first, last;
};

// Sorted. Marks that join the character before them, and characters without a shape of their own.
constexpr Range kNoWidth[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A}, {0x064B, 0x065F},
    {0x06D6, 0x06DC}, {0x093C, 0x093C}, {0x094D, 0x094D}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E}, {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x20D0, 0x20F0},
    {0x3099, 0x309A}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
constexpr Range kTwoWide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

template <std::size_t N>
bool contains(const Range (&table)[N], char32_t c) {
  const auto* at = std::upper_bound(std::begin(table), std::end(table), c,
                                    [](char32_t value, const Range& r) { return value < r.first; });
  return at != std::begin(table) && c <= std::prev(at)->last;
}

std::size_t width_of(char32_t c) {
  if (c < 0x300) return 1;
  if (contains(kNoWidth, c)) return 0;
  return contains(kTwoWide, c) ? 2 : 1;
}

// The character at `at`, moving `at` behind it. A broken byte counts as one U+FFFD.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead > 0xF4 || at + more > text.size()) return kReplacement;
  char32_t value = lead & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + i]);
    if ((byte & 0xC0) != 0x80) return kReplacement;
    value = value << 6 | (byte & 0x3F);
  }
  constexpr char32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast[more] || value > 0x10FFFF || surrogate) return kReplacement;
  at += more;
  return value;
}

bool is_control(char32_t c) {
  const bool c0_or_c1 = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool direction =
      c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return c0_or_c1 || direction || c == 0x2028 || c == 0x2029;
}

// Behind an escape sequence whose ESC ends at `at`: CSI up to its final byte, OSC and the other
// strings up to BEL or ESC \, else one character.
std::size_t skip_escape(std::string_view text, std::size_t at) {
  if (at == text.size()) return at;
  const char kind = text[at++];
  if (kind == '[') {
    while (at < text.size() && text[at] >= 0x20 && text[at] < 0x40) ++at;
    return std::min(at + 1, text.size());
  }
  if (std::string_view("]P^_X").find(kind) == std::string_view::npos) return at;
  while (at < text.size() && text[at] != '\a' && text[at] != '\x1b') ++at;
  if (at < text.size() && text[at] == '\x1b') ++at;
  return std::min(at + 1, text.size());
}

std::string without_controls(std::string_view text, bool keep_lines) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_character(text, at);
    if (c == 0x1B) {
      at = skip_escape(text, at);
    } else if (c == '\n' || c == '\t') {
      clean += keep_lines ? static_cast<char>(c) : ' ';
    } else if (c == kReplacement) {
      clean += "\xEF\xBF\xBD";
    } else if (!is_control(c)) {
      clean += text.substr(start, at - start);
    }
  }
  return clean;
}

}  // namespace

std::string printable(std::string_view text) {
  return without_controls(text, false);
}
std::string printable_lines(std::string_view text) {
  return without_controls(text, true);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next_character(text, at));
  return width;
}

std::string cut(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  if (width == 0) return "";
  std::size_t used = 0, end = 0;
  for (std::size_t at = 0; at < text.size(); end = at) {
    used += width_of(next_character(text, at));
    if (used > width - 1) break;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "…";
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? text.append(width - used, ' ') : text;
}

std::string pad_left(std::string text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? text.insert(0, width - used, ' ') : text;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string_view word = text.substr(start, end - start);
    start = end + 1;
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty() && !word.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t number, const std::string& noun) {
  return grouped(number) + " " + noun + (number == 1 ? "" : "s");
}

std::string long_date(const std::string& day) {
  namespace chrono = std::chrono;
  constexpr const char* kDays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                   "Thursday", "Friday", "Saturday"};
  constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
  int y = 0;
  unsigned m = 0, d = 0;
  if (std::sscanf(day.c_str(), "%4d-%2u-%2u", &y, &m, &d) != 3) return day;
  const chrono::year_month_day date{chrono::year(y), chrono::month(m), chrono::day(d)};
  if (!date.ok()) return day;
  const chrono::weekday weekday{chrono::sys_days(date)};
  return std::string(kDays[weekday.c_encoding()]) + " " + std::to_string(d) + " " + kMonths[m - 1] +
         " " + std::to_string(y);
}

}  // namespace cli
