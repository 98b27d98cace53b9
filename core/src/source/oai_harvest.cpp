// One step of a harvest: a request, and the state after its answer; see oai_harvest.hpp.
// Borrows the client; any thread.
#include "source/oai_harvest.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "source/fetch.hpp"
#include "source/xml_text.hpp"

namespace sheaf::source {
namespace {

constexpr std::uint64_t kMaxEmptyPages = 10;
constexpr std::uint64_t kMaxRestarts = 3;
constexpr std::size_t kMaxTokenBytes = 4096;  // goes into a URL; real ones have 150

std::string request_url(const std::string& endpoint, const OaiState& state) {
  std::string url = endpoint;
  url += endpoint.find('?') == std::string::npos ? "?verb=ListRecords" : "&verb=ListRecords";
  // The token stands for everything else. It is percent-encoded already, and once more for the URL.
  if (!state.token.empty()) return url + "&resumptionToken=" + percent_encode(state.token);
  url += "&metadataPrefix=" + std::string(oai_prefix(state.format));
  if (!state.set.empty()) url += "&set=" + percent_encode(state.set);
  if (state.from) url += "&from=" + format_day(*state.from);
  return url;
}

std::optional<Day> utc_day(const std::optional<Seconds>& time) {
  if (!time || *time < 0) return std::nullopt;
  return Day{std::chrono::days{*time / 86400}};
}

// An expired token is an outcome, whatever the status it comes with.
Result<OaiPage> get_oai_page(net::Client& client, std::string url, const Task& task) {
  std::optional<OaiPage> outcome;
  const auto parse = [&outcome](std::string body) -> Result<OaiPage> {
    SHEAF_ASSIGN(OaiPage page, parse_oai_page(std::move(body)));
    if (page.outcome == OaiOutcome::kRecords) return page;
    outcome = std::move(page);
    return Error(ErrorCode::kInvalid, outcome->words);
  };
  Result<Fetched<OaiPage>> fetched = get_parsed<OaiPage>(client, std::move(url), {}, task, parse);
  if (outcome) return *std::move(outcome);
  if (!fetched.ok()) return std::move(fetched).error();
  if (!fetched->value) return Error(ErrorCode::kHttp, "the OAI-PMH server answered without a page");
  return *std::move(fetched->value);
}

// Whether `token` has come before in this list. Circles are found after three rounds at most.
bool goes_in_circles(const OaiState& before, OaiState& after) {
  const std::uint64_t hash = fnv1a64(after.token);
  if (after.token == before.token || hash == after.mark) return true;
  if (++after.since_mark >= after.mark_distance) {
    after.mark = hash;
    after.mark_distance *= 2;
    after.since_mark = 0;
  }
  return false;
}

Status restart(const std::string& why, OaiState& state, OaiPage& page) {
  const bool further =
      state.by_date && state.latest && (!state.from || *state.latest > *state.from);
  if (further) state.from = state.latest;
  state.restarts = further ? 0 : state.restarts + 1;
  if (state.restarts > kMaxRestarts)
    return Error(ErrorCode::kParse, "the OAI-PMH list began again " + std::to_string(kMaxRestarts) +
                                        " times without getting further: " + why +
                                        "; try again later or start the harvest anew");
  state.token.clear();
  state.list_records = state.empty_pages = 0;
  state.mark = state.since_mark = 0;
  state.mark_distance = 1;
  page.warnings.push_back(why + "; the list begins again " +
                          (state.from ? "at " + format_day(*state.from) : "at its start"));
  return {};
}

void note_dates(const OaiPage& page, OaiState& state) {
  const std::optional<Day> today = utc_day(page.response_date);
  // Answers may come from a cache of the server's, so the earliest of them counts.
  if (today && (!state.next_from || *today < *state.next_from)) state.next_from = today;
  if (!page.by_date || (page.earliest && state.latest && *page.earliest < *state.latest))
    state.by_date = false;
  if (!page.latest) return;
  // A datestamp in the future must not make a restart leave out what lies before it.
  const Day seen = today ? std::min(*page.latest, *today) : *page.latest;
  if (!state.latest || seen > *state.latest) state.latest = seen;
}

// The last page is there: is anything missing?
void finish(OaiState& state, OaiPage& page) {
  state.done = true;
  state.token.clear();
  if (!state.next_from) state.next_from = state.latest ? state.latest : state.from;
  if (page.complete_size && state.list_records < *page.complete_size)
    page.warnings.push_back("the OAI-PMH server announced " + group_digits(*page.complete_size) +
                            " records and sent " + group_digits(state.list_records));
}

Status take(const OaiState& before, OaiState& state, OaiPage& page) {
  ++state.pages;
  state.records += page.records;
  state.list_records += page.records;
  note_dates(page, state);
  state.token = page.token;
  if (page.outcome == OaiOutcome::kNoRecordsMatch || state.token.empty()) {
    finish(state, page);
    return {};
  }
  if (state.token.size() > kMaxTokenBytes)
    return Error(ErrorCode::kParse, "the OAI-PMH server sent a resumption token of " +
                                        group_digits(state.token.size()) + " bytes");
  state.empty_pages = page.records == 0 ? state.empty_pages + 1 : 0;
  if (goes_in_circles(before, state))
    return restart("the OAI-PMH server sent a resumption token again", state, page);
  if (state.empty_pages >= kMaxEmptyPages)
    return restart("the OAI-PMH server sent " + std::to_string(kMaxEmptyPages) +
                       " pages in a row without records",
                   state, page);
  return {};
}

}  // namespace

Result<OaiStep> OaiHarvest::next(const OaiState& state, const Task& task) {
  OaiStep step;
  step.state = state;
  if (state.done) return step;
  SHEAF_TRY(task.report({"fetch", state.records, 0}));
  SHEAF_ASSIGN(step.page, get_oai_page(client_, request_url(endpoint_, state), task));
  if (step.page.outcome == OaiOutcome::kBadToken && !state.token.empty()) {
    SHEAF_TRY(restart("the OAI-PMH server no longer knows its resumption token (" +
                          shorten(step.page.words, 200) + ")",
                      step.state, step.page));
  } else if (step.page.outcome == OaiOutcome::kBadToken) {
    return Error(ErrorCode::kInvalid, "the OAI-PMH server refuses a token that was not sent: " +
                                          shorten(step.page.words, 200));
  } else {
    SHEAF_TRY(take(state, step.state, step.page));
  }
  return step;
}

}  // namespace sheaf::source
