// Library: the one facade behind both doors of the ABI (typed calls and JSON ops).
// Owns the store, the transport and the jobs' registry; may be used from several threads at once.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/summaries.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "model/digest.hpp"
#include "model/profile.hpp"
#include "net/client.hpp"
#include "source/service_urls.hpp"
#include "store/store.hpp"

namespace sheaf::app {

/// A host's own HTTP: answers like net::Transport::send().
using HostHttp = std::function<Result<net::HttpResponse>(const net::HttpRequest&)>;

struct LibraryOptions {
  std::string store_path;  ///< empty: in memory
  std::string user_agent;  ///< added to "sheaf/x.y.z"
  std::string contact;
  std::string rss_base_url, api_base_url;  ///< empty: arXiv's own; a profile's wins over these
  std::int64_t min_interval_ms = 0, timeout_ms = 0;  ///< 0: the profile's
  int max_retries = 0;                               ///< 0: the profile's; -1: none
  Logger::Sink log;
  HostHttp http;           ///< empty: libcurl
  Clock* clock = nullptr;  ///< borrowed; null: the system's
};

struct DigestRequest {
  Profile profile = default_profile();
  std::string profile_name = "profile";  ///< for error messages
  std::optional<Day> day;                ///< none: the day the feeds announce
  bool offline = false;                  ///< from the store only
  bool sample = false;                   ///< the built-in invented day; nothing is stored
};

struct SearchRequest {
  std::string expression;
  std::vector<std::string> ids;  ///< instead of an expression
  std::uint64_t start = 0;
  std::uint32_t max_results = 0;  ///< 0: 50
  std::string sort_by = "submittedDate";
  bool ascending = false;
};

struct SearchAnswer {
  std::vector<Paper> papers;
  std::uint64_t total = 0;
};

/// What one fetch of a day found; the announcements themselves are in the store.
struct FetchReport {
  Day day{};
  std::vector<SourceStatus> sources;
  TypeCounts announced;
  store::PutCounts stored;
};

struct ScoredPapers {
  std::vector<Score> scores;       ///< one per paper, in order
  std::vector<std::size_t> order;  ///< indices, best first
};

class Job;

class Library {
 public:
  static Result<std::unique_ptr<Library>> open(LibraryOptions options);
  ~Library();

  // the three verbs, together and alone
  Result<Digest> digest(const DigestRequest& request, const Task& task);
  Result<Digest> digest_from_papers(std::vector<Paper> papers, const DigestRequest& request,
                                    const Task& task);
  /// What was made earlier (none: of the latest day); kNotFound says what to run.
  /// That none of `profile`, for `day` if one is given, is stored; names what is.
  Error no_digest(const std::string& profile, std::optional<Day> day = {});
  Result<Digest> stored_digest(const std::string& profile, std::optional<Day> day);
  Result<FetchReport> fetch_day(const DigestRequest& request, const Task& task);
  /// Announcement days since the last one fetched that the profile's categories lack, oldest first.
  Result<std::vector<Day>> missed_days(const DigestRequest& request);
  Result<SearchAnswer> search_arxiv(const SearchRequest& request, const Profile& profile,
                                    const Task& task);
  /// With the stored library (ranking.hpp has the rest); `liked` papers count as items of it. Papers
  /// with an excluded word get the value -1.
  Result<ScoredPapers> score_and_rank(const std::vector<Paper>& papers, const Profile& profile,
                                      const std::vector<LibraryItem>& liked, const Task& task);
  std::vector<Summary> summarize(const std::vector<Paper>& papers, const Task& task);
  /// A model's summaries over those the entries have; see app/summaries.hpp.
  Result<SourceStatus> summarize_with_model(const Profile& profile, std::vector<Entry>& entries,
                                            const ModelSummaryOptions& options, const Task& task);
  /// The stored digest (none: the latest) with a model's summaries, stored again.
  Result<Digest> summarize_stored(const Profile& profile, std::optional<Day> day,
                                  const ModelSummaryOptions& options, const Task& task);

  /// Papers of the store in the order of their ids, each with the citation key it keeps from now on.
  /// kNotFound names the ids that the store does not have.
  Result<std::vector<Paper>> papers_to_cite(const std::vector<std::string>& ids, const BibtexProfile& wanted);

  store::Store& store() { return *store_; }
  Clock& clock() { return *options_.clock; }
  const Logger& logger() const { return logger_; }
  const LibraryOptions& options() const { return options_; }

  /// The profile as it takes effect: environment over profile over host over defaults, and the lists of
  /// plugins that are sources among its sources.
  Result<Profile> effective(Profile profile) const;
  /// A client with the profile's limits; kUnsupported when there is no transport.
  Result<std::unique_ptr<net::Client>> make_client(const Profile& profile);
  /// The same, telling `logger`, which it borrows.
  Result<std::unique_ptr<net::Client>> make_client(const Profile& profile, const Logger& logger);
  /// For requests to the profile's model.
  ModelAccess model_access(const Profile& profile);
  /// Where the sources beyond arXiv are; keys for them come from the environment only
  /// (SEMANTIC_SCHOLAR_API_KEY, NCBI_API_KEY).
  static Result<source::ServiceAccess> service_access(const Profile& profile);

  /// For protocols with manners of their own (Zotero's): no gate, no retries.
  Result<net::Transport*> transport();
  std::string user_agent(const Profile& profile) const;

  // jobs
  void adopt(const std::shared_ptr<Job>& job);

 private:
  explicit Library(LibraryOptions options, std::unique_ptr<store::Store> store);
  Status remember(const Digest& digest);

  LibraryOptions options_;
  Logger logger_;
  std::unique_ptr<store::Store> store_;
  std::mutex mutex_;  // guards what follows
  std::unique_ptr<net::Transport> transport_;
  std::vector<std::weak_ptr<Job>> jobs_;
};

/// Papers as items of a reader's library, to learn from.
std::vector<LibraryItem> as_library(const std::vector<Paper>& papers);

/// "0.1.0"
std::string_view version_text();

}  // namespace sheaf::app
