// What a lesson's records say: which opinions speak for a paper, how old things are, when two are one.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/score.hpp"

namespace sheaf::rank {

inline constexpr double kDaySeconds = 86400;

struct OpinionWeight {
  bool positive = false;
  double weight = 0;  ///< 0: it says nothing
};
OpinionWeight weight_of(FeedbackKind kind);

/// What a paper is known by when it stands in library, feedback and background at once.
/// Spaces, punctuation and case of ASCII letters do not matter.
std::uint64_t title_print(std::string_view title);
/// Of all that is learned from an item.
std::uint64_t print_of(const LibraryItem& item);

std::optional<Seconds> added_of(const LibraryItem& item);
/// 1 for what is new, or of an age nobody said; half as much for each half-life.
double decay(Seconds now, Seconds then, double half_life);

}  // namespace sheaf::rank
