// Dates: the formats of feeds and servers, and New York's day.
#include <catch2/catch.hpp>

#include "base/date.hpp"

using namespace sheaf;

TEST_CASE("a calendar day reads and writes as YYYY-MM-DD and nothing else", "[date]") {
  REQUIRE(parse_day("2026-04-17"));
  CHECK(format_day(*parse_day("2026-04-17")) == "2026-04-17");
  CHECK(format_long_day(*parse_day("2026-11-20")) == "Friday 20 November 2026");
  for (const char* bad : {"2026-4-17", "2026-02-30", "2026-13-01", "17.04.2026", "", "2026-04-17T00:00:00Z"})
    CHECK_FALSE(parse_day(bad));
}

TEST_CASE("RFC 3339 times with offsets and fractions are the same instant", "[date]") {
  CHECK(parse_rfc3339("2026-08-21T04:10:11Z") == 1787285411);
  CHECK(parse_rfc3339("2026-08-21T00:10:11-04:00") == 1787285411);
  CHECK(parse_rfc3339("2026-08-21T04:10:11.941605+00:00") == 1787285411);
  CHECK(format_rfc3339(1787285411) == "2026-08-21T04:10:11Z");
  CHECK(format_rfc3339(-1) == "1969-12-31T23:59:59Z");
  CHECK_FALSE(parse_rfc3339("2026-08-21T25:10:11Z"));
  CHECK_FALSE(parse_rfc3339("yesterday"));
}

TEST_CASE("RFC 822 dates of feeds and servers are read", "[date]") {
  CHECK(parse_rfc822("Fri, 17 Apr 2026 00:00:00 -0400") == parse_rfc3339("2026-04-17T04:00:00Z"));
  CHECK(parse_rfc822("Sun, 06 Nov 1994 08:49:37 GMT") == 784111777);
  CHECK(parse_rfc822("6 Nov 94 08:49 EST") == 784129740);
  CHECK_FALSE(parse_rfc822("Fri, 32 Apr 2026 00:00:00 GMT"));
  CHECK_FALSE(parse_rfc822("120"));
}

TEST_CASE("the written day is the one in the date's own zone", "[date]") {
  CHECK(written_day("Fri, 17 Apr 2026 00:00:00 -0400") == parse_day("2026-04-17"));
  CHECK(written_day("2026-04-21T00:00:00-04:00") == parse_day("2026-04-21"));
}

TEST_CASE("New York's day follows its daylight saving time", "[date]") {
  const auto at = [](const char* text) { return new_york_day(*parse_rfc3339(text)); };
  CHECK(at("2026-04-17T03:59:59Z") == parse_day("2026-04-16"));  // -04:00
  CHECK(at("2026-04-17T04:00:00Z") == parse_day("2026-04-17"));
  CHECK(at("2026-12-17T04:59:59Z") == parse_day("2026-12-16"));  // -05:00
  CHECK(at("2026-12-17T05:00:00Z") == parse_day("2026-12-17"));
  CHECK(at("2026-03-08T04:30:00Z") == parse_day("2026-03-07"));  // before the change at 07:00 UTC
  CHECK(at("2026-03-09T04:30:00Z") == parse_day("2026-03-09"));
}

TEST_CASE("weekends are Saturday and Sunday", "[date]") {
  CHECK(is_weekend(*parse_day("2026-04-18")));
  CHECK(is_weekend(*parse_day("2026-04-19")));
  CHECK_FALSE(is_weekend(*parse_day("2026-04-20")));
}
