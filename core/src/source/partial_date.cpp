// Dates from pieces; see partial_date.hpp.
// Pure functions; any thread.
#include "source/partial_date.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sheaf::source {

std::optional<Day> day_of_parts(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (year < 1000 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31)
    return std::nullopt;
  const std::chrono::year_month_day date{
      std::chrono::year{static_cast<int>(year)},
      std::chrono::month{static_cast<unsigned>(std::max<std::int64_t>(month, 1))},
      std::chrono::day{static_cast<unsigned>(std::max<std::int64_t>(day, 1))}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

int month_of(std::string_view name) {
  name = trim(name);
  if (name.empty()) return 0;
  if (is_ascii_digit(name.front())) {
    int value = 0;
    for (const char c : name.substr(0, 3)) {
      if (!is_ascii_digit(c)) return 0;
      value = value * 10 + (c - '0');
    }
    return value <= 12 && name.size() <= 2 ? value : 0;
  }
  struct Name {
    std::string_view start;
    int month;
  };
  static constexpr std::array<Name, 17> kNames = {{
      {"jan", 1},
      {"feb", 2},
      {"mar", 3},
      {"apr", 4},
      {"may", 5},
      {"jun", 6},
      {"jul", 7},
      {"aug", 8},
      {"sep", 9},
      {"oct", 10},
      {"nov", 11},
      {"dec", 12},
      {"win", 1},
      {"spr", 3},
      {"sum", 6},
      {"aut", 9},
      {"fal", 9},
  }};
  const std::string start = ascii_lower(name.substr(0, 3));
  for (const Name& known : kNames)
    if (known.start == start) return known.month;
  return 0;
}

Seconds midnight(Day day) {
  return Seconds{day.time_since_epoch().count()} * 86400;
}

Day utc_day(Seconds time) {
  const Seconds days = time >= 0 ? time / 86400 : -((-time + 86399) / 86400);
  return Day{
      std::chrono::days{static_cast<std::int32_t>(std::clamp<Seconds>(days, -700000, 2900000))}};
}

}  // namespace sheaf::source
