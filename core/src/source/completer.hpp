// Completing papers that are known: the published version, venue, counts and other ids of them, as
// Crossref and Semantic Scholar tell.
// Borrows the client; keeps no state, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "model/digest.hpp"
#include "net/client.hpp"
#include "source/service_urls.hpp"

namespace sheaf::source {

struct Completion {
  std::string asked_id;  ///< Paper::id of the paper that was asked for
  std::string service;   ///< "crossref", "semantic_scholar"
  /// The service's record under `asked_id`, its own ids among the aliases. kMentioned: it fills
  /// what the paper lacks and never takes the place of what its source says.
  Paper record;
  std::string type;  ///< Crossref's: "journal-article", "posted-content"
  std::string tldr;  ///< Semantic Scholar's
};

struct CompletionAnswer {
  std::vector<Completion> completions;
  std::vector<std::string> missing;    ///< asked ids that no service knew
  std::vector<SourceStatus> statuses;  ///< one per service asked: ok, partial or failed
  std::vector<std::string> warnings;
};

struct CompletionServices {
  bool crossref = true;          ///< papers with a DOI; 40 to a request
  bool semantic_scholar = true;  ///< all; 500 to a request
};

/// Fails as a whole for kCancelled only: what came is returned, what failed is in the statuses.
Result<CompletionAnswer> complete_papers(const std::vector<Paper>& papers,
                                         CompletionServices services, net::Client& client,
                                         const ServiceAccess& access, const Task& task);

}  // namespace sheaf::source
