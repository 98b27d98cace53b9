// The papers' own texts in a digest: fetched for the best entries, taken into their summaries, and kept
// for the model's reports.
// One call on the caller's thread; borrows all it is given.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/full_text.hpp"

namespace sheaf::app {

struct FullTexts {
  std::map<std::string, std::string> plain;  ///< paper id → text, where there is more than the abstract
  std::vector<SourceStatus> statuses;        ///< "full text", when some were wanted
};

/// Fetches the texts of the best entries when the profile wants them: those that get a report, or the
/// best kUsualTexts when none does. Fills thumbnail, institutions, limitations, future work, warnings
/// about hidden text, and the built-in report. Fails for kCancelled alone.
Result<FullTexts> add_full_texts(Library& library, const Profile& profile,
                                 std::vector<Entry>& entries, const Task& task);

inline constexpr std::size_t kUsualTexts = 10;  ///< arXiv asks for three seconds between requests

/// The long form without a model: the sentences that such sections begin with, a table of results,
/// limits and plans.
Report report_from_text(const FullText& text);

}  // namespace sheaf::app
