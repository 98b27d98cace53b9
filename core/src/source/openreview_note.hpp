// One note of OpenReview, of either API: what it is, and the paper or the review it tells of.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>

#include "model/json.hpp"
#include "source/openreview.hpp"

namespace sheaf::source {

std::string forum_of(const Json& note);
/// Whether the note starts its forum.
bool is_submission(const Json& note);
/// Nothing without a forum or a title.
std::optional<ReviewedPaper> read_submission(const Json& note);
/// Nothing for comments, rebuttals and deleted notes.
std::optional<Review> read_review(const Json& note);

}  // namespace sheaf::source
