// Asking Crossref and Semantic Scholar about papers in batches; see completer.hpp.
// Borrows the client; any thread.
#include "source/completer.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.hpp"
#include "source/crossref.hpp"
#include "source/doi_text.hpp"
#include "source/listed.hpp"
#include "source/semantic_scholar.hpp"

namespace sheaf::source {
namespace {

constexpr std::size_t kCrossrefBatch = 40;
constexpr std::size_t kScholarBatch = 500;

struct Asking {
  const std::vector<Paper>& papers;
  net::Client& client;
  const ServiceAccess& access;
  const Task& task;
  CompletionAnswer& answer;
};

// The service's record as one of the asked paper: its own ids become aliases.
Completion completion_of(const Paper& asked, std::string_view service, Paper record) {
  Completion done;
  done.asked_id = asked.id;
  done.service = service;
  std::vector<std::string> aliases;
  if (record.id != asked.id) add_listed(aliases, record.id);
  for (const std::string& alias : record.aliases)
    if (alias != asked.id) add_listed(aliases, alias);
  record.id = asked.id;
  record.scheme = asked.scheme;
  record.aliases = std::move(aliases);
  record.detail = Detail::kMentioned;
  done.record = std::move(record);
  return done;
}

// The DOI that Crossref may know: the publisher's before the paper's own.
std::string doi_of(const Paper& paper) {
  std::string doi = whole_doi(paper.doi);
  if (doi.empty() && paper.scheme == "doi") doi = paper.id;
  for (const std::string& alias : paper.aliases)
    if (doi.empty()) doi = canonical_doi(alias);
  return doi;
}

SourceStatus status_of(std::string name, std::size_t came, std::size_t asked, const Error* error,
                       std::size_t unasked) {
  SourceStatus status;
  status.name = std::move(name);
  status.papers = came;
  if (!error) {
    if (came < asked)
      status.detail = std::to_string(asked - came) + " of " + std::to_string(asked) +
                      " papers are not known to it";
    return status;
  }
  const bool limited = error->code == ErrorCode::kRateLimit;
  status.state = unasked < asked ? SourceState::kPartial
                 : limited       ? SourceState::kWaiting
                                 : SourceState::kFailed;
  status.detail = std::to_string(unasked) + " of " + std::to_string(asked) +
                  " papers were not completed: " + error->message;
  return status;
}

struct DoiIndex {
  std::vector<std::string> dois;  // each once
  std::unordered_map<std::string, std::vector<std::size_t>> papers;
};

DoiIndex index_dois(const std::vector<Paper>& papers) {
  DoiIndex index;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    const std::string doi = doi_of(papers[i]);
    if (doi.empty()) continue;
    std::vector<std::size_t>& places = index.papers[doi];
    if (places.empty()) index.dois.push_back(doi);
    places.push_back(i);
  }
  return index;
}

Status ask_crossref(const Asking& asking) {
  const DoiIndex index = index_dois(asking.papers);
  const std::vector<std::string>& dois = index.dois;
  if (dois.empty()) return {};
  std::size_t came = 0;
  for (std::size_t at = 0; at < dois.size(); at += kCrossrefBatch) {
    SHEAF_TRY(asking.task.report({"fetch", at, dois.size(), 0}));
    const auto first = dois.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last =
        dois.begin() + static_cast<std::ptrdiff_t>(std::min(at + kCrossrefBatch, dois.size()));
    Result<CrossrefPage> page =
        fetch_crossref_works(asking.client, asking.access, {first, last}, asking.task);
    if (!page.ok()) {
      if (page.error().code == ErrorCode::kCancelled) return std::move(page).error();
      asking.answer.statuses.push_back(
          status_of("crossref", came, dois.size(), &page.error(), dois.size() - at));
      return {};
    }
    for (const CrossrefWork& work : page->works) {
      const auto found = index.papers.find(work.paper.doi);
      if (found == index.papers.end()) continue;
      ++came;
      for (const std::size_t place : found->second) {
        Completion done = completion_of(asking.papers[place], "crossref", work.paper);
        done.type = work.type;
        asking.answer.completions.push_back(std::move(done));
      }
    }
    for (std::string& warning : page->warnings)
      asking.answer.warnings.push_back("crossref: " + std::move(warning));
  }
  asking.answer.statuses.push_back(status_of("crossref", came, dois.size(), nullptr, 0));
  return {};
}

// How Semantic Scholar is asked for a paper: by its id where that can be, else by its DOI.
std::string scholar_key(const Paper& paper) {
  if (!scholar_id(paper.id).empty()) return paper.id;
  return doi_of(paper);
}

Status ask_scholar(const Asking& asking) {
  std::vector<std::string> keys;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < asking.papers.size(); ++i)
    if (std::string key = scholar_key(asking.papers[i]); !key.empty()) {
      keys.push_back(std::move(key));
      places.push_back(i);
    }
  if (keys.empty()) return {};
  std::size_t came = 0;
  for (std::size_t at = 0; at < keys.size(); at += kScholarBatch) {
    SHEAF_TRY(asking.task.report({"fetch", at, keys.size(), 0}));
    const auto first = keys.begin() + static_cast<std::ptrdiff_t>(at);
    const auto last =
        keys.begin() + static_cast<std::ptrdiff_t>(std::min(at + kScholarBatch, keys.size()));
    Result<ScholarPage> page =
        fetch_scholar_batch(asking.client, asking.access, {first, last}, asking.task);
    if (!page.ok()) {
      if (page.error().code == ErrorCode::kCancelled) return std::move(page).error();
      asking.answer.statuses.push_back(
          status_of("semantic_scholar", came, keys.size(), &page.error(), keys.size() - at));
      return {};
    }
    for (std::size_t i = 0; i < page->places.size(); ++i) {
      if (page->places[i] == kNoPaper) continue;
      ++came;
      const ScholarPaper& found = page->papers[page->places[i]];
      Completion done =
          completion_of(asking.papers[places[at + i]], "semantic_scholar", found.paper);
      done.tldr = found.tldr;
      asking.answer.completions.push_back(std::move(done));
    }
    for (std::string& warning : page->warnings)
      asking.answer.warnings.push_back("semantic_scholar: " + std::move(warning));
  }
  asking.answer.statuses.push_back(status_of("semantic_scholar", came, keys.size(), nullptr, 0));
  return {};
}

}  // namespace

Result<CompletionAnswer> complete_papers(const std::vector<Paper>& papers,
                                         CompletionServices services, net::Client& client,
                                         const ServiceAccess& access, const Task& task) {
  CompletionAnswer answer;
  const Asking asking{papers, client, access, task, answer};
  if (services.crossref) SHEAF_TRY(ask_crossref(asking));
  if (services.semantic_scholar) SHEAF_TRY(ask_scholar(asking));
  std::unordered_set<std::string> done;
  for (const Completion& one : answer.completions) done.insert(one.asked_id);
  for (const Paper& paper : papers)
    if (!done.contains(paper.id)) answer.missing.push_back(paper.id);
  return answer;
}

}  // namespace sheaf::source
