// ArxivSource: a search over several pages that shift while they are read; see arxiv.hpp.
// Borrows the client; any thread.
#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "source/arxiv.hpp"
#include "source/fetch.hpp"

namespace sheaf::source {
namespace {

constexpr std::uint64_t kPageSize = 500;   // arXiv documents slices of up to 2,000
constexpr std::uint64_t kOverlap = 5;      // a paper added meanwhile moves the rest down
constexpr std::uint64_t kWindow = 10'000;  // the service's own limit; beyond it answers with 500

// What is left to do for `search`, and what came.
struct SearchRun {
  ApiSearch next;
  std::uint64_t wanted = 0;
  ApiPage found;
  std::unordered_set<std::string> seen;

  void prepare_request() {
    const std::uint64_t missing = wanted - found.papers.size();
    const std::uint64_t overlap = found.papers.empty() ? 0 : kOverlap;
    const std::uint64_t room = kWindow - next.start;
    next.max_results = static_cast<std::uint32_t>(std::min({kPageSize, missing + overlap, room}));
  }

  // False when the page brought nothing new.
  bool add(ApiPage page) {
    const std::size_t before = found.papers.size();
    found.total = page.total;
    for (Paper& paper : page.papers)
      if (found.papers.size() < wanted && seen.insert(paper.id).second)
        found.papers.push_back(std::move(paper));
    std::move(page.warnings.begin(), page.warnings.end(), std::back_inserter(found.warnings));
    return found.papers.size() > before;
  }
};

}  // namespace

Result<ApiPage> ArxivSource::search(const ApiSearch& search, const Task& task) {
  SearchRun run{search, search.max_results, {}, {}};
  run.found.start = search.start;
  run.found.per_page = search.max_results;
  if (search.sort_by == "relevance" && search.max_results > kPageSize)
    run.found.warnings.push_back("arXiv's order by relevance changes from page to page, so that "
                                 "results may be missing; a date order has none of this");
  while (run.found.papers.size() < run.wanted) {
    if (run.next.start >= kWindow) {
      run.found.warnings.push_back("arXiv gives no more than the first 10,000 results of a search; "
                                   "split it by date (submittedDate:[... TO ...])");
      break;
    }
    SHEAF_TRY(task.report({"fetch", run.found.papers.size(), run.wanted}));
    run.prepare_request();
    Result<ApiPage> page = get_api_page(client_, search_url(endpoints_.arxiv_api, run.next), task);
    if (!page.ok()) {
      if (run.found.papers.empty() || page.error().code == ErrorCode::kCancelled)
        return std::move(page).error();
      run.found.warnings.push_back("the search ended early: " + page.error().message);
      break;
    }
    const std::uint64_t received = page->papers.size();
    const std::uint64_t end = run.next.start + received;
    const bool last = end >= page->total;
    if (!run.add(std::move(page).value()) || last) break;
    // Short pages are common, so the next one begins where this one ended.
    run.next.start = end < kWindow ? end - std::min(kOverlap, received - 1) : end;
  }
  return std::move(run.found);
}

}  // namespace sheaf::source
