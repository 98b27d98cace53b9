// arXiv's announcement days: weekends, deferred mailings, and how sure the calendar is.
#include <catch2/catch.hpp>

#include "model/calendar.hpp"

using namespace sheaf;

namespace {

Day day(const char* text) { return parse_day(text).value(); }

AnnouncementForecast at(const char* text) { return forecast_announcement(day(text)); }

}  // namespace

TEST_CASE("ordinary weekdays have an announcement, weekends never", "[calendar]") {
  for (const char* text : {"2026-04-13", "2026-04-14", "2026-04-15", "2026-04-16", "2026-04-17"}) {
    INFO(text);
    CHECK(at(text).expected);
    CHECK(at(text).certain);
    CHECK(at(text).reason.empty());
  }
  CHECK_FALSE(at("2026-04-18").expected);
  CHECK_FALSE(at("2026-04-19").expected);
  CHECK(at("2026-04-19").reason == "weekend");
}

TEST_CASE("a deferred mailing takes away the label of the day after it", "[calendar]") {
  CHECK(at("2026-01-01").expected);  // sent on Wednesday evening
  CHECK_FALSE(at("2026-01-02").expected);
  CHECK(at("2026-01-02").reason == "holiday: New Year");
  CHECK(at("2026-01-19").expected);
  CHECK_FALSE(at("2026-01-20").expected);
  CHECK(at("2026-01-20").certain);
  CHECK(at("2026-11-26").expected);
  CHECK(at("2026-11-27").reason == "holiday: Thanksgiving");
  CHECK_FALSE(at("2025-12-26").expected);
  CHECK_FALSE(at("2025-12-31").expected);
  CHECK(at("2025-12-30").expected);
  CHECK_FALSE(at("2025-07-07").expected);  // the Sunday evening of 6 July was deferred
  CHECK(at("2024-10-09").reason == "deferred by arXiv");
}

TEST_CASE("a label in January can hang on the old year's list", "[calendar]") {
  CHECK_FALSE(at("2027-01-01").expected);  // the evening of 2026-12-31 is listed
  CHECK(at("2027-01-01").certain);
  CHECK_FALSE(at("2025-01-01").expected);
  CHECK_FALSE(at("2025-01-02").expected);
}

TEST_CASE("a listed Friday has no mailing to defer and makes its neighbours uncertain",
          "[calendar]") {
  for (const char* text : {"2026-06-19", "2026-06-22", "2026-07-03", "2026-07-06", "2026-12-25",
                           "2026-12-28"}) {
    INFO(text);
    CHECK(at(text).expected);
    CHECK_FALSE(at(text).certain);
    CHECK_FALSE(at(text).reason.empty());
  }
  CHECK(at("2026-07-02").certain);
  CHECK(at("2026-07-07").certain);
}

TEST_CASE("years without a list follow the holidays of the United States and say so",
          "[calendar]") {
  CHECK_FALSE(at("2030-11-29").expected);  // Thanksgiving is Thursday the 28th
  CHECK(at("2030-11-29").reason == "holiday: Thanksgiving");
  CHECK_FALSE(at("2030-11-29").certain);
  CHECK_FALSE(at("2030-01-22").expected);  // Monday the 21st
  CHECK_FALSE(at("2027-07-06").expected);  // the 4th is a Sunday, observed on Monday
  CHECK(at("2030-11-28").expected);
  CHECK_FALSE(at("2030-03-13").certain);
  CHECK(at("2028-01-03").reason == "holiday: New Year");  // Saturday, observed on Friday
}

TEST_CASE("neighbouring announcement days step over weekends and holidays", "[calendar]") {
  CHECK(format_day(previous_announcement_day(day("2026-01-21"))) == "2026-01-19");
  CHECK(format_day(previous_announcement_day(day("2026-01-05"))) == "2026-01-01");
  CHECK(format_day(next_announcement_day(day("2026-01-01"))) == "2026-01-05");
  CHECK(format_day(next_announcement_day(day("2026-04-17"))) == "2026-04-20");
  const auto days = announcement_days(day("2026-01-01"), day("2026-01-09"));
  REQUIRE(days.size() == 6);
  CHECK(days.front() == day("2026-01-01"));
  CHECK(days.back() == day("2026-01-09"));
  CHECK(announcement_days(day("2026-04-18"), day("2026-04-19")).empty());
  CHECK(announcement_days(day("2026-04-19"), day("2026-04-18")).empty());
  CHECK(announcement_days(day("1900-01-01"), day("2100-01-01")).size() == 4000);
}

TEST_CASE("an announcement goes out at eight in the evening in New York", "[calendar]") {
  CHECK(format_rfc3339(announcement_time(day("2026-01-20"))) == "2026-01-20T01:00:00Z");
  CHECK(format_rfc3339(announcement_time(day("2026-04-17"))) == "2026-04-17T00:00:00Z");
  CHECK(format_rfc3339(feed_time(day("2026-01-20"))) == "2026-01-20T05:00:00Z");
  CHECK(format_rfc3339(feed_time(day("2026-04-17"))) == "2026-04-17T04:00:00Z");
  CHECK(format_rfc3339(feed_time(day("2026-03-09"))) == "2026-03-09T04:00:00Z");  // new time
  CHECK(format_rfc3339(feed_time(day("2026-11-02"))) == "2026-11-02T05:00:00Z");  // old time
}

TEST_CASE("the newest feed is that of New York's day or of the last one before", "[calendar]") {
  const auto at_time = [](const char* text) {
    return format_day(newest_feed_day(parse_rfc3339(text).value()));
  };
  CHECK(at_time("2026-04-17T03:59:59Z") == "2026-04-16");
  CHECK(at_time("2026-04-17T04:00:00Z") == "2026-04-17");
  CHECK(at_time("2026-04-19T12:00:00Z") == "2026-04-17");
  CHECK(at_time("2026-01-20T12:00:00Z") == "2026-01-19");
}
