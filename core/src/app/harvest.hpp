// Harvest: bulk metadata into the store, page by page: arXiv by OAI-PMH, or the metadata snapshot.
// A page and the place after it are one transaction, so a killed run repeats at most one page.
// Borrows the library; one call uses one thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/library.hpp"

namespace sheaf::app {

struct HarvestRequest {
  std::string set;     ///< "cs", "cs.AI", "physics:hep-th"; empty: all of arXiv
  std::string format;  ///< "arXivRaw" (with versions; the default), "arXiv", "oai_dc"
  std::optional<Day> from;  ///< only records changed since; none: what the last harvest left off
  bool restart = false;     ///< forget what earlier harvests of this set have done
  std::uint64_t max_pages = 0;  ///< stop after so many; 0: to the end
  Profile profile = default_profile();
};

struct HarvestReport {
  std::string source;  ///< "oai:cs", "snapshot:arxiv-metadata.json"
  bool resumed = false;
  bool done = false;   ///< false: `max_pages` were read; go on by asking again
  std::uint64_t pages = 0, records = 0;  ///< of this run
  store::PutCounts stored;
  std::size_t skipped = 0;            ///< records that are no papers
  std::vector<std::string> warnings;  ///< the first hundred; `warned` counts all
  std::size_t warned = 0;
  SourceStatus status;
};

/// Goes on where the last harvest of the set stopped; when that was finished, asks for what has
/// changed since it began. What was committed before an error stays, and the next call goes on.
Result<HarvestReport> harvest(Library& library, const HarvestRequest& request, const Task& task);

/// The same for a metadata snapshot on disk; a file of another size or time begins anew.
Result<HarvestReport> import_snapshot(Library& library, const std::string& path, const Task& task);

/// Whether there is a file of that name that begins like a metadata snapshot.
bool is_snapshot_file(const std::string& path);

}  // namespace sheaf::app
