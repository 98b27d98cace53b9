// See lesson_reading.hpp.
// Pure functions; any thread.
#include "rank/lesson_reading.hpp"

#include <algorithm>
#include <cmath>

#include "base/date.hpp"
#include "base/text.hpp"

namespace sheaf::rank {

OpinionWeight weight_of(FeedbackKind kind) {
  switch (kind) {
    case FeedbackKind::kLiked: return {true, 1};
    case FeedbackKind::kKept: return {true, 1};
    case FeedbackKind::kRead: return {true, 0.25};
    case FeedbackKind::kDismissed: return {false, 0.5};
    case FeedbackKind::kTrashed: return {false, 1};
    case FeedbackKind::kNone: break;
  }
  return {};
}

std::uint64_t title_print(std::string_view title) {
  std::uint64_t print = 14695981039346656037ULL;
  for (const char c : title)
    if (is_ascii_alnum(c) || (c & 0x80) != 0)
      print = (print ^ static_cast<unsigned char>(ascii_lower(c))) * 1099511628211ULL;
  return print;
}

std::uint64_t print_of(const LibraryItem& item) {
  std::uint64_t print = fnv1a64(item.title + '\n' + item.abstract);
  for (const std::string& name : item.authors) print = fnv1a64(name, print);
  return print;
}

std::optional<Seconds> added_of(const LibraryItem& item) {
  const std::optional<Day> day = parse_day(std::string_view(item.added).substr(0, 10));
  if (!day) return std::nullopt;
  return static_cast<Seconds>(day->time_since_epoch().count()) * static_cast<Seconds>(kDaySeconds);
}

double decay(Seconds now, Seconds then, double half_life) {
  if (then <= 0) return 1;  // nobody said when
  return std::exp2(-std::max(0.0, static_cast<double>(now) - static_cast<double>(then)) / half_life);
}

}  // namespace sheaf::rank
