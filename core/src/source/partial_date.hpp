// Dates that sources give in pieces: numbers or names, month and day often missing.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.hpp"

namespace sheaf::source {

/// A missing month or day (0) reads as the first; nothing for what no calendar has.
std::optional<Day> day_of_parts(std::int64_t year, std::int64_t month, std::int64_t day);
/// 1…12 for "9", "09", "Sep", "September", and seasons by their first month ("Spring" is March);
/// 0 for anything else.
int month_of(std::string_view name);

Seconds midnight(Day day);  ///< UTC
Day utc_day(Seconds time);

}  // namespace sheaf::source
