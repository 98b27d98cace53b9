// Dates of feeds and servers; see date.hpp.
// No state; any thread.
#include "base/date.hpp"

#include <array>
#include <cstdio>

#include "base/text.hpp"

namespace sheaf {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kWeekdays = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

/// Reads text from the front; every take_…() leaves it where reading failed.
struct Reader {
  std::string_view text;

  std::optional<int> take_number(std::size_t min_digits, std::size_t max_digits) {
    std::size_t n = 0;
    int value = 0;
    while (n < text.size() && n < max_digits && is_ascii_digit(text[n])) value = value * 10 + (text[n++] - '0');
    if (n < min_digits) return std::nullopt;
    text.remove_prefix(n);
    return value;
  }
  bool take(char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
  }
  std::string_view take_word() {
    std::size_t n = 0;
    while (n < text.size() && !is_ascii_space(text[n])) ++n;
    const std::string_view word = text.substr(0, n);
    text = trim(text.substr(n));
    return word;
  }
};

std::optional<Day> make_day(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

Seconds at_midnight(Day day) { return Seconds{day.time_since_epoch().count()} * 86400; }

std::optional<Day> take_iso_day(Reader& in) {
  const auto year = in.take_number(4, 4);
  if (!year || !in.take('-')) return std::nullopt;
  const auto month = in.take_number(2, 2);
  if (!month || !in.take('-')) return std::nullopt;
  const auto day = in.take_number(2, 2);
  return day ? make_day(*year, *month, *day) : std::nullopt;
}

/// "04:10", "04:10:11", fractions dropped.
std::optional<Seconds> take_time(Reader& in) {
  const auto hour = in.take_number(1, 2);
  if (!hour || !in.take(':')) return std::nullopt;
  const auto minute = in.take_number(2, 2);
  if (!minute) return std::nullopt;
  int second = 0;
  if (in.take(':')) {
    const auto given = in.take_number(2, 2);
    if (!given) return std::nullopt;
    second = *given;
  }
  if (in.take('.')) in.take_number(1, 9);
  if (*hour > 24 || *minute > 59 || second > 60) return std::nullopt;
  return Seconds{*hour} * 3600 + *minute * 60 + second;
}

/// "Z", "+04:00", "-0400", "GMT", "EST"; seconds east of Greenwich.
std::optional<Seconds> take_zone(Reader& in) {
  in.text = trim(in.text);
  if (in.text.empty() || in.take('Z') || in.text == "GMT" || in.text == "UT" || in.text == "UTC")
    return 0;
  static constexpr std::array<std::pair<std::string_view, int>, 8> kZones = {{
      {"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}}};
  for (const auto& [name, hours] : kZones)
    if (in.text == name) return Seconds{hours} * 3600;
  const bool west = in.text.front() == '-';
  if (!in.take('+') && !in.take('-')) return std::nullopt;
  const auto hours = in.take_number(2, 2);
  if (!hours) return std::nullopt;
  in.take(':');
  const auto minutes = in.take_number(2, 2);
  if (!minutes) return std::nullopt;
  const Seconds offset = Seconds{*hours} * 3600 + *minutes * 60;
  return west ? -offset : offset;
}

struct WrittenTime {
  Day day;
  Seconds time_of_day = 0;
  Seconds offset = 0;
};

std::optional<WrittenTime> read_rfc822(std::string_view text) {
  Reader in{trim(text)};
  if (const auto comma = in.text.find(','); comma != std::string_view::npos)
    in.text = trim(in.text.substr(comma + 1));
  const auto day = in.take_number(1, 2);
  if (!day) return std::nullopt;
  in.text = trim(in.text);
  const std::string_view name = in.take_word();
  int month = 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (name.size() >= 3 && equals_ignoring_case(name.substr(0, 3), kMonths[i].substr(0, 3)))
      month = static_cast<int>(i) + 1;
  const auto year = in.take_number(2, 4);
  if (!month || !year) return std::nullopt;
  // RFC 2822 section 4.3: two-digit years.
  const int full_year = *year >= 100 ? *year : *year < 50 ? *year + 2000 : *year + 1900;
  const auto date = make_day(full_year, month, *day);
  if (!date) return std::nullopt;
  in.text = trim(in.text);
  const auto time = take_time(in);
  const auto zone = time ? take_zone(in) : std::nullopt;
  if (!zone) return std::nullopt;
  return WrittenTime{*date, *time, *zone};
}

std::optional<WrittenTime> read_rfc3339(std::string_view text) {
  Reader in{trim(text)};
  const auto date = take_iso_day(in);
  if (!date) return std::nullopt;
  if (in.text.empty()) return WrittenTime{*date};
  if (!in.take('T') && !in.take(' ')) return std::nullopt;
  const auto time = take_time(in);
  const auto zone = time ? take_zone(in) : std::nullopt;
  if (!zone) return std::nullopt;
  return WrittenTime{*date, *time, *zone};
}

Seconds instant(const WrittenTime& t) { return at_midnight(t.day) + t.time_of_day - t.offset; }

/// The n-th Sunday of a month (n from 1).
Day nth_sunday(std::chrono::year year, unsigned month, unsigned n) {
  return Day{std::chrono::year_month_weekday{year, std::chrono::month{month},
                                             std::chrono::Sunday[n]}};
}

/// "2026-08-21T04:10:11Z", which nearly every record of a harvest uses, without the general reader.
std::optional<Seconds> plain_utc(std::string_view text) {
  if (text.size() != 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' ||
      text[16] != ':' || text[19] != 'Z')
    return std::nullopt;
  const auto two = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  for (const std::size_t at : {0, 2, 5, 8, 11, 14, 17})
    if (!is_ascii_digit(text[at]) || !is_ascii_digit(text[at + 1])) return std::nullopt;
  const auto day = make_day(two(0) * 100 + two(2), two(5), two(8));
  if (!day || two(11) > 23 || two(14) > 59 || two(17) > 60) return std::nullopt;
  return at_midnight(*day) + two(11) * 3600 + two(14) * 60 + two(17);
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  Reader in{text};
  const auto day = take_iso_day(in);
  return in.text.empty() ? day : std::nullopt;
}

std::string format_day(Day day) {
  const std::chrono::year_month_day date{day};
  char buffer[40];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

std::string format_long_day(Day day) {
  const std::chrono::year_month_day date{day};
  std::string out(kWeekdays[std::chrono::weekday{day}.c_encoding()]);
  out += ' ' + std::to_string(static_cast<unsigned>(date.day())) + ' ';
  out += kMonths[static_cast<unsigned>(date.month()) - 1];
  return out + ' ' + std::to_string(static_cast<int>(date.year()));
}

bool is_weekend(Day day) {
  const std::chrono::weekday weekday{day};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

std::optional<Seconds> parse_rfc3339(std::string_view text) {
  if (const auto plain = plain_utc(text)) return plain;
  const auto read = read_rfc3339(text);
  return read ? std::optional(instant(*read)) : std::nullopt;
}

std::optional<Seconds> parse_rfc822(std::string_view text) {
  const auto read = read_rfc822(text);
  return read ? std::optional(instant(*read)) : std::nullopt;
}

std::optional<Day> written_day(std::string_view text) {
  if (const auto read = read_rfc3339(text)) return read->day;
  if (const auto read = read_rfc822(text)) return read->day;
  return std::nullopt;
}

std::string format_rfc3339(Seconds time) {
  const auto point = std::chrono::sys_seconds{std::chrono::seconds{time}};
  const Day day = std::chrono::floor<std::chrono::days>(point);
  const Seconds rest = time - at_midnight(day);
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600),
                static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
  return format_day(day) + buffer;
}

Day new_york_day(Seconds time) {
  using std::chrono::floor, std::chrono::days, std::chrono::sys_seconds, std::chrono::seconds;
  const Day standard_day = floor<days>(sys_seconds{seconds{time - 5 * 3600}});
  const auto year = std::chrono::year_month_day{standard_day}.year();
  // Clocks change at 2:00 standard and 2:00 daylight time: 07:00 and 06:00 UTC.
  const Seconds begin = at_midnight(nth_sunday(year, 3, 2)) + 7 * 3600;
  const Seconds end = at_midnight(nth_sunday(year, 11, 1)) + 6 * 3600;
  const bool daylight = time >= begin && time < end;
  return daylight ? floor<days>(sys_seconds{seconds{time - 4 * 3600}}) : standard_day;
}

}  // namespace sheaf
