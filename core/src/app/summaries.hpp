// Model summaries: the cards and reports of a day's best papers from a language model, over the
// built-in ones, kept in the store as they come.
// Borrows everything; one call on the caller's thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/task.hpp"
#include "model/digest.hpp"
#include "model/profile.hpp"
#include "net/http.hpp"
#include "store/store.hpp"

namespace sheaf::app {

/// The text of a paper beyond its abstract; empty: there is none.
using FullTextOf = std::function<std::string(const Paper& paper, const Task& task)>;

struct ModelSummaryOptions {
  bool offline = false;  ///< from the store only; nothing is asked
  bool refresh = false;  ///< asks again for what the store has
  FullTextOf full_text = {};  ///< used when profile.summary.full_text; may be empty
};

struct ModelAccess {
  store::Store& store;
  std::function<Result<net::Transport*>()> transport;  ///< asked for when something must be sent
  Clock& clock;
  const Logger& logger;
  std::string user_agent = "sheaf";
};

/// Gives the first profile.summary.llm_papers entries (0: all) a model's card, and the first
/// profile.summary.reports of them a report. An entry whose request fails keeps its summary, with
/// the cause in `note`. The status ("llm:MODEL") counts what came and what did not, by kind, with
/// tokens and cost; what nothing could be asked for (no key, a bad prompt, no network) is its detail
/// as well. Errors: kCancelled and the store's. What was answered before is in the store then.
Result<SourceStatus> add_model_summaries(const ModelAccess& access, const Profile& profile,
                                         std::vector<Entry>& entries,
                                         const ModelSummaryOptions& options, const Task& task);

}  // namespace sheaf::app
