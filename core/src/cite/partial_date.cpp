// Dates as bibliographies write them; see reference.hpp.
// Pure functions; any thread.
#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "base/digits.hpp"
#include "base/text.hpp"
#include "cite/reference.hpp"

namespace sheaf::cite {
namespace {

struct Parts {
  int year = 0;
  unsigned month = 0, day = 0;
};

int number_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// Of a date: no longer than a year.
bool is_number(std::string_view text) { return all_digits(text) && text.size() <= 4; }

std::optional<Parts> parts_of(int year, int month, int day) {
  if (month > 12 || day > 31) return std::nullopt;
  if (month == 0) day = 0;
  return Parts{year, static_cast<unsigned>(month), static_cast<unsigned>(day)};
}

/// "2015", "2015-6", "1993-00-00", "2015-06-12T10:00:00Z", "2015-06-12 2015-06-12".
std::optional<Parts> iso_parts(std::string_view text) {
  text = text.substr(0, std::min(text.find_first_of("T "), text.size()));
  const char separator = contains(text, "/") ? '/' : contains(text, ".") ? '.' : '-';
  const std::vector<std::string> pieces = split(text, separator);
  if (pieces.empty() || pieces.size() > 3) return std::nullopt;
  if (!std::all_of(pieces.begin(), pieces.end(), is_number)) return std::nullopt;
  std::array<int, 3> values{};
  for (std::size_t i = 0; i < pieces.size(); ++i) values[i] = number_of(pieces[i]);
  if (pieces[0].size() == 4) return parts_of(values[0], values[1], values[2]);
  // 4/2010; day and month of 4/5/2010 are anybody's guess, so the year alone counts.
  if (pieces.size() == 2 && pieces[1].size() == 4) return parts_of(values[1], values[0], 0);
  if (pieces.size() == 3 && pieces[2].size() == 4) {
    if (values[0] > 12) return parts_of(values[2], values[1], values[0]);
    if (values[1] > 12 || values[0] == values[1]) return parts_of(values[2], values[0], values[1]);
    if (separator == '.') return parts_of(values[2], values[1], values[0]);
    return Parts{values[2], 0, 0};
  }
  return std::nullopt;
}

unsigned month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const std::string lower = ascii_lower(word);
  static constexpr std::array<std::string_view, 12> kChinese = {"一月", "二月", "三月", "四月", "五月",   "六月",
                                                                "七月", "八月", "九月", "十月", "十一月", "十二月"};
  const auto chinese = std::find(kChinese.begin(), kChinese.end(), word);
  if (chinese != kChinese.end()) return static_cast<unsigned>(chinese - kChinese.begin()) + 1;
  if (lower.size() < 3) return 0;
  for (unsigned i = 0; i < kMonths.size(); ++i)
    if (kMonths[i].starts_with(lower) || (lower == "sept" && i == 8)) return i + 1;
  return 0;
}

/// "12 June 2015", "June 12, 2015", "June 2015", "Jan./1992".
std::optional<Parts> written_parts(std::string_view text) {
  Parts parts;
  std::string spaced;
  for (const char c : text) spaced += c == ',' || c == '.' || c == '/' ? ' ' : c;
  for (const std::string& word : split_list(spaced, ' ')) {
    if (is_number(word)) {
      const int value = number_of(word);
      if (word.size() == 4 && parts.year == 0) parts.year = value;
      else if (word.size() <= 2 && value <= 31 && parts.day == 0) parts.day = static_cast<unsigned>(value);
      else return std::nullopt;
    } else if (const unsigned month = month_of(word); month > 0 && parts.month == 0) {
      parts.month = month;
    } else {
      return std::nullopt;
    }
  }
  if (parts.year == 0 || parts.month == 0) return std::nullopt;
  return parts;
}

std::optional<Parts> any_parts(std::string_view text) {
  text = trim(text);
  while (!text.empty() && contains("[(~?", text.substr(0, 1))) text.remove_prefix(1);
  while (!text.empty() && contains("])~?", text.substr(text.size() - 1))) text.remove_suffix(1);
  if (auto parts = iso_parts(text)) return parts;
  return written_parts(text);
}

std::string iso_parts_text(int year, unsigned month, unsigned day) {
  char text[32];
  if (month == 0) std::snprintf(text, sizeof text, "%04d", year);
  else if (day == 0) std::snprintf(text, sizeof text, "%04d-%02u", year, month);
  else std::snprintf(text, sizeof text, "%04d-%02u-%02u", year, month, day);
  return text;
}

}  // namespace

PartialDate read_date(std::string_view text) {
  PartialDate date;
  text = trim(text);
  const auto set = [&](const Parts& parts) {
    date.year = parts.year;
    date.month = parts.month;
    date.day = parts.day;
  };
  // A range of two dates that are whole each: "2018/2019" is one, "2015/06" is not.
  const std::size_t slash = text.find('/');
  if (slash != std::string_view::npos && text.find('/', slash + 1) == std::string_view::npos) {
    const auto begin = any_parts(text.substr(0, slash));
    std::string second(text.substr(slash + 1));
    // "1973/74"; "2015/06" would be a month.
    if (begin && second.size() == 2 && is_number(second) && begin->month == 0 && number_of(second) > 12)
      second = std::to_string(begin->year / 100) + second;
    const auto end = any_parts(second);
    if (begin && end && begin->year > 999 && end->year > 999) {
      set(*begin);
      date.end_year = end->year;
      date.end_month = end->month;
      date.end_day = end->day;
      return date;
    }
  }
  if (const auto parts = any_parts(text); parts && parts->year > 0) {
    set(*parts);
    return date;
  }
  date.literal = std::string(text);
  // "Winter 1975" has a year all the same.
  for (const std::string_view season : {"spring", "summer", "autumn", "fall", "winter"})
    if (const std::string lower = ascii_lower(text); lower.starts_with(season) && lower.size() == season.size() + 5)
      if (const std::string_view year = text.substr(season.size() + 1); is_number(year)) date.year = number_of(year);
  return date;
}

std::string iso_date(const PartialDate& date) {
  if (!date.known()) return {};
  std::string out = iso_parts_text(date.year, date.month, date.day);
  if (date.end_year != 0) out += "/" + iso_parts_text(date.end_year, date.end_month, date.end_day);
  return out;
}

}  // namespace sheaf::cite
