// Likeness by a model outside: where the ranking asks an embeddings service, if the profile has one.
// Called on the thread that ranks.
#pragma once

#include <string>
#include <vector>

#include "app/library.hpp"
#include "rank/ranker.hpp"

namespace sheaf::app {

struct OutsideAnswer {
  rank::OutsideLikeness likeness;  ///< one per paper, or empty: there is none
  std::string failure;             ///< why there is none although the profile asks for it; or empty
};

/// What profile.ranking.embeddings says of `papers`. A service that is down is a failure to be told, and
/// never a reason for no ranking; only cancelling is an error.
Result<OutsideAnswer> outside_likeness(Library& library, const std::vector<Paper>& papers,
                                       const Profile& profile, const Task& task);

}  // namespace sheaf::app
