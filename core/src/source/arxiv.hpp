// ArxivSource: asks arXiv for announcement days, for the full records of papers, and for searches.
// Borrows the client; keeps no state of its own, so any thread may call it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/digest.hpp"
#include "model/profile.hpp"
#include "net/client.hpp"
#include "source/arxiv_api.hpp"
#include "source/arxiv_catchup.hpp"
#include "source/arxiv_feed.hpp"

namespace sheaf::source {

/// Validators of the last good answer for a list.
struct Validators {
  std::string etag;
  std::string last_modified;
};

struct ListAnswer {
  bool not_modified = false;  ///< 304: what was stored last still holds
  FeedDay feed;
  Validators validators;
};

struct DetailsAnswer {
  std::vector<Paper> papers;          ///< complete records, in no particular order
  std::vector<std::string> missing;   ///< ids the API did not return
  SourceStatus status;                ///< "arxiv:api": ok, partial or failed, with the reason
};

/// A search that wants everything: `expression` in arXiv's query language (see arxiv_query.hpp),
/// within a window of first submissions, which is split where it holds more than the service gives.
struct SearchPlan {
  std::string expression;
  std::optional<Seconds> from, until;  ///< none: from arXiv's first day, until now
  bool ascending = false;              ///< oldest first
  std::uint64_t max_papers = 0;        ///< stop after so many; 0: all
};

struct SearchReport {
  std::uint64_t total = 0;      ///< as arXiv stated it for the whole search, first
  std::uint64_t delivered = 0;  ///< papers handed to the sink, each once
  std::uint64_t requests = 0;
  std::vector<std::string> warnings;  ///< entries that could not be read, windows that failed
  SourceStatus status;  ///< "arxiv:search": ok, empty, or partial/waiting with the reason
};

/// Takes a page of papers that no page before had; its error ends the search with that error.
using PageSink = std::function<Status(std::vector<Paper>)>;

class ArxivSource {
 public:
  ArxivSource(net::Client& client, Endpoints endpoints)
      : client_(client), endpoints_(std::move(endpoints)) {}

  /// The feed of one category or archive; `feed` is "rss" or "atom". When that form cannot be read
  /// the other is tried before giving up.
  Result<ListAnswer> fetch_list(const std::string& category, std::string_view feed,
                                const Validators& validators, const Task& task);
  /// Batches of kIdsPerRequest. Never fails as a whole but for kCancelled: what came is returned,
  /// what did not is in `missing`.
  Result<DetailsAnswer> fetch_details(const std::vector<std::string>& ids, const Task& task);
  /// Pages by date sort with dedup until `max_results` or the end.
  Result<ApiPage> search(const ApiSearch& search, const Task& task);
  /// Everything a search finds, by submission date, page by page: only ids are kept in memory.
  /// Fails as a whole when the first page cannot be had, for kCancelled and for the sink's errors;
  /// what comes later is in the report.
  Result<SearchReport> search_all(const SearchPlan& plan, const PageSink& sink, const Task& task);

  /// A missed day (up to kCatchupDays ago; a server that is not arXiv's own decides for itself) of
  /// a category, an archive or "grp_physics". Fails when the first page cannot be had; a later page
  /// that fails makes the answer kPartial. Batch hashes of it do not equal those of the feed, since
  /// the pages have no versions.
  Result<CatchupAnswer> fetch_catchup(const std::string& category, Day day, const Task& task);
  /// The newest day as the list page has it, whatever day that is: for a feed that is stale.
  Result<CatchupAnswer> fetch_listing_new(const std::string& category, const Task& task);

 private:
  net::Client& client_;
  Endpoints endpoints_;
};

}  // namespace sheaf::source
