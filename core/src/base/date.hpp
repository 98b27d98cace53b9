// Dates: calendar days and instants, and the formats feeds and servers write them in.
// Pure functions; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sheaf {

using Day = std::chrono::sys_days;  ///< a calendar day, no time zone
using Seconds = std::int64_t;       ///< Unix time in seconds, UTC

/// "2026-04-17" only; impossible days give nothing.
std::optional<Day> parse_day(std::string_view text);
std::string format_day(Day day);
/// "Friday 17 April 2026"
std::string format_long_day(Day day);
bool is_weekend(Day day);

/// RFC 3339 and the ISO 8601 forms feeds use: "2026-08-21T04:10:11Z", offsets, fractions.
std::optional<Seconds> parse_rfc3339(std::string_view text);
std::string format_rfc3339(Seconds time);  ///< always UTC, "Z"
/// RFC 822/1123 dates of RSS and HTTP: "Fri, 17 Apr 2026 00:00:00 -0400", "GMT".
std::optional<Seconds> parse_rfc822(std::string_view text);
/// The calendar day as written in an RFC 822 or RFC 3339 date, in its own zone.
std::optional<Day> written_day(std::string_view text);

/// The day it is in New York, where arXiv's announcement day begins (United States daylight
/// saving rule in force since 2007).
Day new_york_day(Seconds time);

}  // namespace sheaf
