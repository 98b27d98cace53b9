// Complete: what happened to papers after they were announced: the published version, its venue,
// how often they are cited, and their ids elsewhere.
// Borrows the library; one call uses one thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/library.hpp"
#include "source/completer.hpp"

namespace sheaf::app {

struct CompleteRequest {
  std::vector<std::string> ids;  ///< in any spelling; empty: the papers of `day`'s stored digest
  std::optional<Day> day;        ///< none: the latest
  source::CompletionServices services;
  Profile profile = default_profile();
};

struct CompleteReport {
  std::vector<Paper> papers;         ///< as they are stored now
  std::vector<std::string> missing;  ///< ids that are not stored, or that no service knew
  store::PutCounts stored;
  std::vector<SourceStatus> statuses;
};

/// "crossref", "semantic_scholar"; empty: both.
Result<source::CompletionServices> completion_services(const std::vector<std::string>& names);

Result<CompleteReport> complete(Library& library, const CompleteRequest& request, const Task& task);

}  // namespace sheaf::app
