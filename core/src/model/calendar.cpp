// arXiv's announcement days: its own lists of deferred mailings, and a rule for other years.
// Read-only tables; any thread.
#include "model/calendar.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sheaf {
namespace {

namespace chr = std::chrono;
using chr::days;

/// An evening whose mailing arXiv lists as deferred, as its help page had it at the year's end
/// (for 2026: as of July 2026).
struct Deferred {
  int year;
  unsigned month, day;
  std::string_view name;
};

constexpr std::string_view kNewYear = "New Year", kKing = "Martin Luther King Day",
                           kJuneteenth = "Juneteenth", kIndependence = "Independence Day",
                           kLabor = "Labor Day", kThanksgiving = "Thanksgiving",
                           kChristmas = "Christmas", kYearEnd = "year's end", kAdHoc = "";

constexpr std::array<Deferred, 36> kDeferred = {{
    {2023, 1, 16, kKing},        {2023, 6, 14, kAdHoc},        {2023, 6, 19, kJuneteenth},
    {2023, 7, 4, kIndependence}, {2023, 8, 17, kAdHoc},        {2023, 9, 4, kLabor},
    {2023, 11, 23, kThanksgiving}, {2023, 12, 25, kChristmas}, {2023, 12, 27, kYearEnd},
    {2024, 1, 15, kKing},        {2024, 5, 22, kAdHoc},        {2024, 6, 19, kJuneteenth},
    {2024, 7, 4, kIndependence}, {2024, 9, 2, kLabor},         {2024, 10, 8, kAdHoc},
    {2024, 11, 28, kThanksgiving}, {2024, 12, 25, kChristmas}, {2024, 12, 26, kChristmas},
    {2024, 12, 31, kYearEnd},    {2025, 1, 1, kNewYear},       {2025, 1, 20, kKing},
    {2025, 6, 19, kJuneteenth},  {2025, 7, 6, kIndependence},  {2025, 9, 1, kLabor},
    {2025, 11, 27, kThanksgiving}, {2025, 12, 25, kChristmas}, {2025, 12, 30, kYearEnd},
    {2026, 1, 1, kNewYear},      {2026, 1, 19, kKing},         {2026, 6, 19, kJuneteenth},
    {2026, 7, 3, kIndependence}, {2026, 9, 7, kLabor},         {2026, 11, 26, kThanksgiving},
    {2026, 12, 25, kChristmas},  {2026, 12, 29, kYearEnd},     {2026, 12, 31, kYearEnd},
}};

/// Years whose list is whole. 1 January of the next is a rule like any other.
constexpr int kFirstListed = 2023, kLastListed = 2026;

Day date(int year, unsigned month, unsigned day) {
  return chr::year(year) / chr::month(month) / chr::day(day);
}

unsigned weekday(Day day) { return chr::weekday(day).c_encoding(); }  // Sunday is 0
constexpr unsigned kSunday = 0, kMonday = 1, kThursday = 4, kFriday = 5, kSaturday = 6;

/// A holiday on a weekend is observed on the Friday before or the Monday after (5 U.S.C. 6103).
Day observed(Day day) {
  if (weekday(day) == kSaturday) return day - days(1);
  if (weekday(day) == kSunday) return day + days(1);
  return day;
}

Day nth(int year, unsigned month, unsigned which, unsigned index) {
  return chr::year(year) / chr::month(month) / chr::weekday(which)[index];
}

/// The holidays that arXiv has kept in every listed year. The year's end is kept by whim (27
/// December 2023, 30 December 2025): said to be uncertain, like all of these.
std::array<std::pair<Day, std::string_view>, 8> holidays_by_rule(int year) {
  return {{{observed(date(year, 1, 1)), kNewYear},
           {nth(year, 1, kMonday, 3), kKing},
           {observed(date(year, 6, 19)), kJuneteenth},
           {observed(date(year, 7, 4)), kIndependence},
           {nth(year, 9, kMonday, 1), kLabor},
           {nth(year, 11, kThursday, 4), kThanksgiving},
           {observed(date(year, 12, 25)), kChristmas},
           {date(year, 12, 31), kYearEnd}}};
}

struct Evening {
  bool deferred = false;
  bool listed = false;  ///< arXiv's own list is known for it
  std::string_view name;
};

Evening look_up(Day evening) {
  const int year = static_cast<int>(chr::year_month_day(evening).year());
  Evening found;
  found.listed = year >= kFirstListed && year <= kLastListed;
  if (found.listed) {
    for (const Deferred& entry : kDeferred) {
      if (date(entry.year, entry.month, entry.day) != evening) continue;
      found.deferred = true;
      found.name = entry.name;
    }
    return found;
  }
  for (const auto& [day, name] : holidays_by_rule(year)) {
    if (day != evening) continue;
    found.deferred = true;
    found.name = name;
  }
  // New Year's Day on a Saturday is observed in the old year.
  if (observed(date(year + 1, 1, 1)) == evening) found = {true, false, kNewYear};
  return found;
}

std::string reason_of(const Evening& evening) {
  return evening.name.empty() ? "deferred by arXiv" : "holiday: " + std::string(evening.name);
}

/// The holiday of a listed Friday, when it stands next to this label.
Evening friday_beside(Day label) {
  if (weekday(label) == kFriday) return look_up(label);
  if (weekday(label) == kMonday) return look_up(label - days(3));
  return {};
}

Seconds midnight_utc(Day day) { return Seconds{day.time_since_epoch().count()} * 86400; }

constexpr Seconds kHour = 3600;
constexpr std::size_t kMostDays = 4000;

}  // namespace

AnnouncementForecast forecast_announcement(Day label) {
  if (is_weekend(label)) return {false, true, "weekend"};
  const Evening evening = look_up(label - days(1));
  if (evening.deferred) return {false, evening.listed, reason_of(evening)};
  const Evening friday = friday_beside(label);
  if (friday.deferred) return {true, false, reason_of(friday)};
  return {true, evening.listed, ""};
}

Day previous_announcement_day(Day day) {
  do day -= days(1);
  while (!forecast_announcement(day).expected);
  return day;
}

Day next_announcement_day(Day day) {
  do day += days(1);
  while (!forecast_announcement(day).expected);
  return day;
}

std::vector<Day> announcement_days(Day first, Day last) {
  std::vector<Day> found;
  for (Day day = next_announcement_day(first - days(1)); day <= last && found.size() < kMostDays;
       day = next_announcement_day(day))
    found.push_back(day);
  return found;
}

Seconds feed_time(Day label) {
  // Midnight in New York is 4:00 UTC in summer and 5:00 in winter.
  const Seconds summer = midnight_utc(label) + 4 * kHour;
  return new_york_day(summer) == label ? summer : summer + kHour;
}

Seconds announcement_time(Day label) {
  // Clocks change at 2:00 on a Sunday, never between an evening and its midnight.
  return feed_time(label) - 4 * kHour;
}

Day newest_feed_day(Seconds now) {
  const Day today = new_york_day(now);
  return forecast_announcement(today).expected ? today : previous_announcement_day(today);
}

}  // namespace sheaf
