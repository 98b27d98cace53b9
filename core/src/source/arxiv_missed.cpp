// ArxivSource: days from arXiv's list pages, of one page or more; see arxiv.hpp.
// Borrows the client; any thread.
#include <unordered_set>

#include "base/text.hpp"
#include "model/calendar.hpp"
#include "net/url.hpp"
#include "source/arxiv.hpp"
#include "source/fetch.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

constexpr int kMostPages = 50;  // arXiv's largest days have two; a server may count wrongly

bool is_arxiv_site(const std::string& site) {
  const auto parts = net::split_url(site);
  return parts && net::is_arxiv_host(parts->host);
}

// What arXiv would refuse is not asked for.
Status check_day(Day day, Day today) {
  if (day > today)
    return Error(ErrorCode::kInvalid,
                 format_day(day) + " is not over yet: in New York it is " + format_day(today));
  if (day < today - std::chrono::days(kCatchupDays))
    return Error(ErrorCode::kInvalid,
                 "arXiv lists the papers of a day for " + std::to_string(kCatchupDays) +
                     " days only: " + format_day(day) + " is gone since " +
                     format_day(day + std::chrono::days(kCatchupDays + 1)) +
                     "; search by date of submission for papers of that time");
  return {};
}

// Pages of one day, gathered.
struct Gathering {
  explicit Gathering(const std::string& category) {
    answer.status.name = "arxiv:" + category;
  }

  bool complete() const { return seen >= answer.total; }

  void add(CatchupPage page) {
    answer.total = page.total;
    if (page.next_day) answer.next_day = page.next_day;
    answer.feed.day = page.feed.day;
    seen += page.entries;
    std::size_t repeated = 0;
    for (FeedItem& item : page.feed.items) {
      if (ids.insert(item.paper.id).second) {
        answer.feed.items.push_back(std::move(item));
      } else {
        ++repeated;
      }
    }
    // Pages that shift while they are read repeat entries, and skip as many.
    seen -= std::min(seen, repeated);
    for (std::string& warning : page.feed.warnings)
      answer.feed.warnings.push_back(std::move(warning));
  }

  CatchupAnswer finish(const std::string& failure) {
    SourceStatus& status = answer.status;
    status.papers = answer.feed.items.size();
    if (!failure.empty() || !complete()) {
      status.state = SourceState::kPartial;
      status.detail = group_digits(status.papers) + " of " + group_digits(answer.total) +
                      " papers came" + (failure.empty() ? "" : ": " + failure);
    } else if (!answer.feed.warnings.empty()) {
      status.state = SourceState::kPartial;
      status.detail = answer.feed.warnings.front();
      if (answer.feed.warnings.size() > 1)
        status.detail += " (and " + std::to_string(answer.feed.warnings.size() - 1) + " more)";
    } else if (answer.feed.items.empty()) {
      status.state = SourceState::kEmpty;
      const AnnouncementForecast forecast = forecast_announcement(answer.feed.day);
      status.detail = forecast.expected ? "no papers announced"
                                        : "no announcement (" + forecast.reason + ")";
    }
    return std::move(answer);
  }

  CatchupAnswer answer;
  std::unordered_set<std::string> ids;
  std::size_t seen = 0;
};

struct PageRequest {
  std::string url;
  std::string subject;
  std::optional<Day> day;    // the page must be of it
  std::size_t seen = 0;      // entries of the pages before
};

// A page that promises entries and has none comes from a database that lags behind.
Result<CatchupPage> read_page(const std::string& body, const PageRequest& wanted) {
  SHEAF_ASSIGN(CatchupPage page, parse_catchup_page(body, wanted.subject));
  if (page.entries == 0 && page.total > wanted.seen)
    return Error(ErrorCode::kParse, "a page without entries of a day of " +
                                        group_digits(page.total) + " papers");
  if (wanted.day && page.feed.day != *wanted.day)
    return Error(ErrorCode::kParse, "the page is of " + format_day(page.feed.day) + ", not of " +
                                        format_day(*wanted.day));
  return page;
}

Result<CatchupPage> get_page(net::Client& client, const PageRequest& wanted, const Task& task) {
  SHEAF_ASSIGN(Fetched<CatchupPage> fetched,
               get_parsed<CatchupPage>(client, wanted.url, {{"Accept", "text/html, */*"}}, task,
                                       [&](const std::string& body) {
                                         return read_page(body, wanted);
                                       }));
  if (!fetched.value) return Error(ErrorCode::kHttp, "arXiv answered without a page");
  return *std::move(fetched.value);
}

// Page after page until what was stated is there. `url_of(page number, entries so far)`.
template <class UrlOf>
Result<CatchupAnswer> gather(net::Client& client, const std::string& category, PageRequest wanted,
                             const Task& task, const UrlOf& url_of) {
  Gathering gathering(category);
  std::string failure;
  for (int number = 1; number <= kMostPages; ++number) {
    SHEAF_TRY(task.report({"fetch", gathering.seen, gathering.answer.total}));
    wanted.url = url_of(number, gathering.seen);
    wanted.seen = gathering.seen;
    Result<CatchupPage> page = get_page(client, wanted, task);
    if (!page.ok()) {
      if (number == 1 || page.error().code == ErrorCode::kCancelled) return std::move(page).error();
      failure = page.error().message;
      break;
    }
    // The list of the newest day changes at eight in the evening.
    if (number > 1 && page->feed.day != gathering.answer.feed.day) {
      failure = "a new day was announced while the list was read";
      break;
    }
    const std::size_t last_page = page->last_page, last_skip = page->last_skip;
    const std::size_t before = gathering.seen;
    gathering.add(std::move(page).value());
    const bool more = std::size_t(number) < last_page || last_skip >= gathering.seen;
    if (gathering.complete() || !more || gathering.seen == before) break;
  }
  return gathering.finish(failure);
}

}  // namespace

Result<CatchupAnswer> ArxivSource::fetch_catchup(const std::string& category, Day day,
                                                 const Task& task) {
  SHEAF_ASSIGN(const std::string subject, catchup_subject(category));
  if (is_arxiv_site(endpoints_.arxiv_site))
    SHEAF_TRY(check_day(day, new_york_day(client_.now_ms() / 1000)));
  return gather(client_, category, {"", subject, day, 0}, task, [&](int number, std::size_t) {
    return catchup_url(endpoints_.arxiv_site, subject, day, number);
  });
}

Result<CatchupAnswer> ArxivSource::fetch_listing_new(const std::string& category,
                                                     const Task& task) {
  SHEAF_ASSIGN(const std::string subject, catchup_subject(category));
  return gather(client_, category, {"", subject, std::nullopt, 0}, task,
                [&](int, std::size_t seen) {
                  return listing_new_url(endpoints_.arxiv_site, subject, seen);
                });
}

}  // namespace sheaf::source
