// ArxivSource: a search to its end, in windows of time that the service can page through; see
// arxiv.hpp.
// Borrows client, plan, sink and task for the length of a call; one thread.
#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "source/arxiv.hpp"
#include "source/arxiv_query.hpp"
#include "source/fetch.hpp"
#include "source/status.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

// The service takes "page number" as 1 + round(start / size) and refuses those above
// int(10,000 / size): with one size throughout and no start above this, none is.
constexpr std::uint32_t kPageSize = 500;
constexpr std::uint64_t kMostInWindow = 9'000;
constexpr std::uint64_t kPartSize = 6'000;  // aimed at: years are unlike each other
constexpr std::uint64_t kMostParts = 64;
constexpr std::uint64_t kOverlap = 5;       // a paper added meanwhile moves the rest
constexpr int kMostStalls = 3;              // pages in a row without a paper not seen yet
constexpr int kMaxFailuresInARow = 2;
constexpr Seconds kShortest = 120;          // a window that is not split any more
constexpr Seconds kBeginning = 315532800;   // 1980-01-01: some papers are older than arXiv
constexpr Seconds kDaySeconds = 86400;

struct Window {
  Seconds from = 0, until = 0;
  bool dated = true;  // false: the whole search, asked without dates
};

class SearchAllRun {
 public:
  SearchAllRun(net::Client& client, const Endpoints& endpoints, const SearchPlan& plan,
               const PageSink& sink, const Task& task)
      : client_(client), endpoints_(endpoints), plan_(plan), sink_(sink), task_(task) {}

  Result<SearchReport> run();

 private:
  struct Paging {
    std::uint64_t start = 0, total = 0;
    int stalls = 0;
    std::unordered_set<std::string> ids;
  };

  Status first_window();
  Status read_window(const Window& window);
  Result<ApiPage> ask(const Window& window, std::uint64_t start);
  Status fail(const Window& window, const Error& error);
  Status deliver(ApiPage page);
  bool must_split(const Window& window, const ApiPage& page) const;
  void split(const Window& window, std::uint64_t total);
  bool advance(Paging& paging, const Window& window, std::uint64_t received, bool news);
  void note(const std::string& reason);
  bool enough() const { return plan_.max_papers > 0 && report_.delivered >= plan_.max_papers; }
  void describe();

  net::Client& client_;
  const Endpoints& endpoints_;
  const SearchPlan& plan_;
  const PageSink& sink_;
  const Task& task_;
  SearchReport report_;
  std::vector<Window> windows_;  // the next one last
  std::unordered_set<std::string> seen_;
  std::string reason_;  // of the first loss
  bool limited_ = false;
  int failures_ = 0;
};

std::string shown(const Window& window) {
  return window.dated ? format_rfc3339(window.from) + " to " + format_rfc3339(window.until)
                      : std::string("the search");
}

void SearchAllRun::note(const std::string& reason) {
  if (reason_.empty()) reason_ = reason;
  report_.warnings.push_back(reason);
}

Status SearchAllRun::first_window() {
  const Seconds now = client_.now_ms() / 1000;
  Window whole{plan_.from.value_or(kBeginning), plan_.until.value_or(now + kDaySeconds), true};
  whole.dated = plan_.from.has_value() || plan_.until.has_value();
  if (whole.from > whole.until)
    return Error(ErrorCode::kInvalid, "the search begins on " + format_rfc3339(whole.from) +
                                          " and ends before, on " + format_rfc3339(whole.until));
  if (!whole.dated && trim(plan_.expression).empty())
    return Error(ErrorCode::kInvalid, "a search needs something to look for, or dates");
  windows_.push_back(whole);
  return {};
}

Result<ApiPage> SearchAllRun::ask(const Window& window, std::uint64_t start) {
  ApiSearch search;
  search.expression = window.dated ? within_dates(plan_.expression, window.from, window.until)
                                   : plan_.expression;
  search.start = start;
  search.max_results = kPageSize;
  search.ascending = plan_.ascending;
  SHEAF_TRY(task_.report({"fetch", report_.delivered, report_.total}));
  ++report_.requests;
  return get_api_page(client_, search_url(endpoints_.arxiv_api, search), task_);
}

// The papers nobody has had yet, to the sink.
Status SearchAllRun::deliver(ApiPage page) {
  for (std::string& warning : page.warnings) report_.warnings.push_back(std::move(warning));
  std::vector<Paper> fresh;
  for (Paper& paper : page.papers) {
    if (plan_.max_papers > 0 && report_.delivered + fresh.size() >= plan_.max_papers) break;
    if (seen_.insert(paper.id).second) fresh.push_back(std::move(paper));
  }
  if (fresh.empty()) return {};
  report_.delivered += fresh.size();
  return sink_(std::move(fresh));
}

bool SearchAllRun::must_split(const Window& window, const ApiPage& page) const {
  const bool wants_all = plan_.max_papers == 0 || plan_.max_papers > kMostInWindow;
  return wants_all && page.total > kMostInWindow && window.until - window.from > kShortest;
}

// Parts share their boundary: its minute would else fall between them.
void SearchAllRun::split(const Window& window, std::uint64_t total) {
  const auto parts = static_cast<Seconds>(std::clamp<std::uint64_t>(
      total / kPartSize + 1, 2, kMostParts));
  const Seconds minutes = (window.until - window.from) / 60;
  std::vector<Window> made;
  Seconds from = window.from;
  for (Seconds part = 1; part <= parts; ++part) {
    const Seconds until = part == parts ? window.until : window.from + minutes * part / parts * 60;
    if (until > from) made.push_back({from, until, true});
    from = std::max(from, until);
  }
  if (plan_.ascending) std::reverse(made.begin(), made.end());
  windows_.insert(windows_.end(), made.begin(), made.end());
}

// False at the end of the window, for good or ill.
bool SearchAllRun::advance(Paging& paging, const Window& window, std::uint64_t received,
                           bool news) {
  const std::uint64_t end = paging.start + received;
  if (received == 0 || end >= paging.total) return false;
  paging.stalls = news ? 0 : paging.stalls + 1;
  if (paging.stalls >= kMostStalls) {
    note(shown(window) + ": arXiv repeats the same papers");
    return false;
  }
  // Short pages are common, so the next one begins where this one ended.
  paging.start = end - std::min(kOverlap, received - 1);
  if (paging.start <= kMostInWindow) return true;
  note(shown(window) + ": arXiv gives no more than the first " + group_digits(kMostInWindow) +
       " of " + group_digits(paging.total) + " papers");
  return false;
}

Status SearchAllRun::read_window(const Window& window) {
  Paging paging;
  for (bool more = true; more && !enough();) {
    Result<ApiPage> page = ask(window, paging.start);
    if (!page.ok()) {
      return fail(window, page.error());
    }
    failures_ = 0;
    paging.total = page->total;
    if (report_.requests == 1) report_.total = page->total;
    if (paging.start == 0 && must_split(window, *page)) {
      split(window, page->total);
      return deliver(std::move(page).value());
    }
    const std::uint64_t received = page->papers.size();
    const std::size_t before = paging.ids.size();
    for (const Paper& paper : page->papers) paging.ids.insert(paper.id);
    SHEAF_TRY(deliver(std::move(page).value()));
    more = advance(paging, window, received, paging.ids.size() > before);
  }
  if (enough() || paging.ids.size() >= paging.total) return {};
  note(shown(window) + ": " + group_digits(paging.ids.size()) + " of " +
       group_digits(paging.total) + " papers came");
  return {};
}

// One window that fails is a gap with a name; a server that is down or refuses ends the search.
Status SearchAllRun::fail(const Window& window, const Error& error) {
  const bool first = report_.requests == 1;
  if (first || error.code == ErrorCode::kCancelled) return error;
  const SourceStatus outcome = status_of("", error, client_.now_ms());
  limited_ = outcome.state == SourceState::kWaiting;
  if (limited_) reason_.clear();  // when to go on matters more than what went wrong before
  note(limited_ ? outcome.detail : shown(window) + ": " + error.message);
  const bool down = limited_ || error.code == ErrorCode::kNetwork;
  if (down || ++failures_ >= kMaxFailuresInARow) {
    for (const Window& rest : windows_)
      report_.warnings.push_back(shown(rest) + ": not asked after this failure");
    windows_.clear();
  }
  return {};
}

void SearchAllRun::describe() {
  SourceStatus& status = report_.status;
  status.name = "arxiv:search";
  status.papers = report_.delivered;
  if (!reason_.empty()) {
    status.state = limited_ ? SourceState::kWaiting : SourceState::kPartial;
    status.detail = group_digits(report_.delivered) + " of " + group_digits(report_.total) +
                    " papers came: " + reason_;
  } else if (report_.delivered == 0) {
    status.state = SourceState::kEmpty;
    status.detail = "nothing found";
  }
}

Result<SearchReport> SearchAllRun::run() {
  SHEAF_TRY(first_window());
  while (!windows_.empty() && !enough()) {
    const Window window = windows_.back();
    windows_.pop_back();
    SHEAF_TRY(read_window(window));
  }
  describe();
  return std::move(report_);
}

}  // namespace

Result<SearchReport> ArxivSource::search_all(const SearchPlan& plan, const PageSink& sink,
                                             const Task& task) {
  return SearchAllRun(client_, endpoints_, plan, sink, task).run();
}

}  // namespace sheaf::source
