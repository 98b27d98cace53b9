// ArxivSource: asks arXiv for announcement days and for the full records of papers.
// Borrows the client; keeps no state of its own, so any thread may call it.
#pragma once

#include <string>
#include <vector>

#include "model/digest.hpp"
#include "model/profile.hpp"
#include "net/client.hpp"
#include "source/arxiv_api.hpp"
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

 private:
  net::Client& client_;
  Endpoints endpoints_;
};

}  // namespace sheaf::source
