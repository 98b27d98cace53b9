// Ranking: scores by any of the scorers, with the learned model kept in the store.
// Functions borrow the facade; any thread.
#pragma once

#include <string>
#include <vector>

#include "app/library.hpp"
#include "rank/ranker.hpp"

namespace sheaf::app {

/// What to learn from.
struct Readings {
  bool stored = true;                ///< the store's library, feedback and model
  std::vector<LibraryItem> library;  ///< besides them
  std::vector<Paper> background;     ///< what nobody judged; empty: the stream of the store
};

struct Scored {
  std::vector<Score> scores;          ///< one per paper, in order
  std::vector<std::string> failures;  ///< what was asked for and could not be had
  std::vector<std::string> notes;     ///< what is less than it could be, and no failure
};

/// By profile.scorer.
Result<Scored> score_with(Library& library, const std::vector<Paper>& papers, const Profile& profile,
                          const Readings& readings, const Task& task);

/// The same with the points of the profile's scorer plugins; one that fails is among the failures, and
/// the scores are as if it were not there.
Result<Scored> score_with_plugins(Library& library, const std::vector<Paper>& papers, const Profile& profile,
                                  const Readings& readings, const Task& task);

/// The reader's model: the stored one while it holds for this library, feedback and profile and is
/// not older than a week, else learned and stored. Where the store has too few papers to learn
/// against, `candidates` are the background and nothing is stored.
Result<rank::Ranker> stored_ranker(Library& library, const Profile& profile,
                                   const std::vector<Paper>& candidates, const Task& task);

/// Under what the store keeps the model: the same for profiles whose settings teach the same.
std::string model_name(const Profile& profile);

/// Items that profile.ranking lets in: any of its collections matches `include` (or there is none to
/// match), and none matches `exclude`.
struct Admitted {
  std::vector<LibraryItem> items;
  std::size_t excluded = 0;
};
Admitted admit(std::vector<LibraryItem> items, const RankingProfile& ranking);

/// A stored paper's score and the reader's opinion of it, as JSON; kNotFound names the id.
struct Explanation {
  Paper paper;
  Score score;
  Opinion opinion;
  std::vector<std::string> notes;  ///< what is less than it could be
};
Result<Explanation> explain(Library& library, const std::string& id, const Profile& profile,
                            const Task& task);

}  // namespace sheaf::app
