// Hugging Face's daily papers: readers' choice of arXiv papers with votes and a machine's summary.
// Parsing is pure; fetching borrows the client. Any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/task.hpp"
#include "model/paper.hpp"
#include "model/summary.hpp"
#include "net/client.hpp"
#include "source/service_urls.hpp"

namespace sheaf::source {

struct DailyPaper {
  Paper paper;  ///< scheme "arxiv", kAnnounced; keywords are the site's ai_keywords
  /// ai_summary as tldr, the organization as institution, the repository as code_url. The provider
  /// is "Hugging Face" with the model's name where it is told; empty tldr: the site has none.
  Summary summary;
  std::int64_t upvotes = 0;
  std::int64_t comments = 0;
};

struct DailyPapers {
  std::vector<DailyPaper> papers;  ///< most votes first, as the site has them
  std::vector<std::string> warnings;
};

/// GET /api/daily_papers. Authors marked hidden are kept: the mark hides a profile on the site, the
/// name stands on the paper.
Result<DailyPapers> parse_daily_papers(const std::string& body);
/// Every paper of `day`. A full page is followed by the next one.
Result<DailyPapers> fetch_daily_papers(net::Client& client, const ServiceUrls& urls, Day day,
                                       const Task& task);

}  // namespace sheaf::source
