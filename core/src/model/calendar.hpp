// Calendar: on which days arXiv announces papers, and why on others it does not.
// Read-only tables and pure functions; any thread.
//
// A day here is the label of an announcement: the date of its feed, of its list page and of its
// mail. It goes out at 20:00 in New York the evening before, Sunday to Thursday, so labels run from
// Monday to Friday (arXiv help, "Availability of submissions").
//
// What a "deferred" day of that page defers is the mailing of that evening; the label that is
// missing is the next calendar day's. Evidence:
//  - the page's heading is "On Deferred Mailings", and its list for 2025 holds Sunday 6 July, which
//    can be an evening but never a label;
//  - daily crawls of cs, run half an hour after the mailing or later: that of 2026-01-19 (listed) is
//    a new batch, that of 2026-01-20 repeats it, that of 01-21 has three times the usual number;
//    that of 2026-01-02 repeats 01-01 (listed), and the next batch is Monday's;
//  - published collections by day have 2025-12-25, -29, -30 and 2026-01-01, but neither 2025-12-26
//    nor 2025-12-31: the days after the listed 25 and 30 December.
// A listed Friday (three in 2026) has no mailing to defer. What it means is not known: 2025 listed
// the Sunday after the holiday instead. The label of that Friday and that of the Monday after it
// are expected, and said to be uncertain.
//
// The calendar explains and warns. A feed or page that says otherwise is right, always.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"

namespace sheaf {

struct AnnouncementForecast {
  bool expected = true;  ///< there should be an announcement with this label
  /// From arXiv's own list for that year, or by the week's order. Not certain: years without a list
  /// (the rule: holidays of the United States as observed, and the year's end) and days next to a
  /// listed Friday.
  bool certain = true;
  /// Why not, or why it is not certain: "weekend", "holiday: Thanksgiving", "deferred by arXiv".
  /// Empty for an ordinary day.
  std::string reason;
};

AnnouncementForecast forecast_announcement(Day label);

/// The nearest expected label strictly before or after a day.
Day previous_announcement_day(Day day);
Day next_announcement_day(Day day);
/// All expected labels from `first` to `last`, both included, oldest first; at most 4,000 of them.
std::vector<Day> announcement_days(Day first, Day last);

/// When an announcement goes out: 20:00 in New York the evening before. Lists and mails change then
/// (within the hour); the feeds only at `feed_time`, New York's next midnight.
Seconds announcement_time(Day label);
Seconds feed_time(Day label);
/// The newest expected label whose feed should be there at `now`.
Day newest_feed_day(Seconds now);

}  // namespace sheaf
