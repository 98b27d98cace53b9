// The verbs of the facade: a day collected, scored and summarized into a Digest; see library.hpp.
// Each call runs on the caller's thread; the store serialises what they share.
#include <algorithm>
#include <unordered_set>

#include "app/collect.hpp"
#include "app/citations.hpp"
#include "app/full_text_step.hpp"
#include "app/library.hpp"
#include "app/plugins.hpp"
#include "app/ranking.hpp"
#include "app/sample.hpp"
#include "base/text.hpp"
#include "rank/list.hpp"
#include "rank/scorer.hpp"
#include "cite/bibtex.hpp"
#include "source/arxiv.hpp"
#include "summarize/injection.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

bool shows(const Profile& profile, AnnounceType type) {
  return std::find(profile.types.begin(), profile.types.end(), type) != profile.types.end();
}

struct Candidates {
  std::vector<Paper> papers;
  std::vector<AnnounceType> types;
};

/// What the profile wants to see at all; the rest is only counted.
Candidates candidates_of(std::vector<store::StoredAnnouncement> announced, const Profile& profile) {
  Candidates out;
  for (store::StoredAnnouncement& item : announced) {
    if (!shows(profile, item.type) || !rank::excluded_by(item.paper, profile.exclude).empty()) continue;
    out.papers.push_back(std::move(item.paper));
    out.types.push_back(item.type);
  }
  return out;
}

/// Scores the candidates and makes them the digest's entries, without summaries yet. What is not shown
/// is counted as left out; near-duplicates are among it, and named by the entry they stand behind.
Status add_entries(Library& library, Candidates candidates, Profile profile, bool offline,
                   const Task& task, Digest& digest) {
  std::string& embeddings = profile.ranking.embeddings.service.base_url;
  const bool unasked = offline && !embeddings.empty();
  if (unasked) embeddings.clear();
  SHEAF_ASSIGN(Scored scored, score_with(library, candidates.papers, profile, {}, task));
  if (unasked) scored.failures.push_back("embeddings: not asked, offline");
  SHEAF_ASSIGN(std::vector<SourceStatus> plugins, apply_scorers(library, profile, candidates.papers, scored.scores, task));
  for (SourceStatus& status : plugins) digest.sources.push_back(std::move(status));
  const rank::DayList list = rank::make_day_list(candidates.papers, scored.scores, profile);
  for (const std::size_t index : list.shown)
    digest.entries.push_back({std::move(candidates.papers[index]), {digest.day, candidates.types[index]},
                              std::move(scored.scores[index]), {}, {}});
  digest.left_out = digest.announced.total() - digest.entries.size();
  if (!scored.failures.empty())
    digest.sources.push_back({"ranking", SourceState::kPartial, join(scored.failures, "; "), digest.entries.size()});
  return {};
}

/// Summaries from the cache, the missing ones made and kept.
Status add_summaries(store::Store& store, const Profile& profile, std::vector<Entry>& entries,
                     const Task& task) {
  const summarize::TopicList topics(profile.summary.areas, profile.summary.tags);
  std::vector<std::pair<std::string, Summary>> fresh;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (i % 64 == 0) SHEAF_TRY(task.report({"summarize", i, entries.size(), 0}));
    const std::string key = summarize::summary_key(entries[i].paper, summarize::kBuiltInVersion, "en", topics);
    SHEAF_ASSIGN(std::optional<Summary> known, store.find_summary(key));
    if (known) {
      entries[i].summary = std::move(*known);
    } else {
      entries[i].summary = summarize::summarize_paper(entries[i].paper, topics);
      entries[i].summary.warnings =
          summarize::instruction_warnings("the abstract", entries[i].paper.abstract);
      fresh.emplace_back(key, entries[i].summary);
    }
  }
  SHEAF_TRY(task.report({"summarize", entries.size(), entries.size(), 0}));
  return store.put_summaries(fresh);
}

/// An entry says which of the profile's topics found it.
Status add_topics(store::Store& store, const Profile& profile, Digest& digest) {
  for (const Topic& topic : profile.topics) {
    SHEAF_ASSIGN(const auto found, store.announced(digest.day, {topic_list(topic)}));
    std::unordered_set<std::string> ids;
    for (const store::StoredAnnouncement& item : found) ids.insert(item.paper.id);
    for (Entry& entry : digest.entries)
      if (ids.count(entry.paper.id)) entry.topics.push_back(topic.name);
  }
  return {};
}

/// A source's own summary has the first word; the rest of the card stays ours, and both are named.
Status add_source_summaries(store::Store& store, const Profile& profile, std::vector<Entry>& entries) {
  for (const std::string& list : profile.sources) {
    for (Entry& entry : entries) {
      SHEAF_ASSIGN(const std::optional<Summary> told, store.find_summary(source_summary_key(list, entry.paper.id)));
      if (!told || told->tldr.empty()) continue;
      entry.summary.tldr = told->tldr;
      entry.summary.provider = told->provider + ", " + entry.summary.provider;
      if (entry.summary.code_url.empty()) entry.summary.code_url = told->code_url;
    }
  }
  return {};
}


/// What goes beyond the abstracts: the papers' own texts, and a model's cards and reports.
Status add_wanted_texts(Library& library, const Profile& profile, bool offline, Digest& digest,
                        const Task& task) {
  FullTexts texts;
  if (!offline) {
    SHEAF_ASSIGN(texts, add_full_texts(library, profile, digest.entries, task));
  }
  for (SourceStatus& status : texts.statuses) digest.sources.push_back(std::move(status));
  if (profile.summary.provider != "llm") return {};
  ModelSummaryOptions options;
  options.offline = offline;
  options.full_text = [&texts](const Paper& paper, const Task&) {
    const auto known = texts.plain.find(paper.id);
    return known == texts.plain.end() ? std::string() : known->second;
  };
  SHEAF_ASSIGN(SourceStatus status, library.summarize_with_model(profile, digest.entries, options, task));
  digest.sources.push_back(std::move(status));
  return {};
}

/// Summaries of plugins, then their files, then what cannot even be read: each has one status.
Status finish_with_plugins(Library& library, const Profile& profile, bool offline, Digest& digest, const Task& task) {
  if (profile.plugins.empty()) return {};
  SHEAF_ASSIGN(std::vector<SourceStatus> statuses, apply_summarizers(library, profile, digest.entries, offline, task));
  std::vector<SourceStatus> unreadable = unreadable_plugins(library, profile);
  digest.sources.insert(digest.sources.end(), statuses.begin(), statuses.end());
  digest.sources.insert(digest.sources.end(), unreadable.begin(), unreadable.end());
  SHEAF_ASSIGN(statuses, apply_exporters(library, profile, digest, task));
  digest.sources.insert(digest.sources.end(), statuses.begin(), statuses.end());
  return {};
}

Error no_categories(const std::string& name) {
  return Error{ErrorCode::kInvalid, name + ": categories, topics and sources are all empty: name at least one category, like \"cs.CL\" "
                                           "(see 'sheaf init --list-categories')"};
}

}  // namespace

std::vector<LibraryItem> as_library(const std::vector<Paper>& papers) {
  std::vector<LibraryItem> items;
  for (const Paper& paper : papers) items.push_back({paper.id, paper.title, paper.abstract, {}, "", {}, {}});
  return items;
}

Result<FetchReport> Library::fetch_day(const DigestRequest& request, const Task& task) {
  SHEAF_ASSIGN(const Profile profile, effective(request.profile));
  if (lists_of(profile).empty()) return no_categories(request.profile_name);
  Collector collector(*store_, clock(), profile);
  if (request.offline) return collector.from_store(request.day);
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, make_client(profile));
  source::ArxivSource source(*client, profile.endpoints);
  SHEAF_ASSIGN(const source::ServiceAccess services, service_access(profile));
  return collector.collect({source, *client, services, plugin_folder(options_.store_path)}, request.day, task);
}

Result<Digest> Library::stored_digest(const std::string& profile, std::optional<Day> day) {
  SHEAF_ASSIGN(std::optional<Digest> digest,
               day ? store_->find_digest(profile, *day) : store_->latest_digest(profile));
  if (digest) return *std::move(digest);
  return no_digest(profile, day);
}

Error Library::no_digest(const std::string& profile, std::optional<Day> day) {
  std::string message = "no digest of profile \"" + profile + "\"" + (day ? " for " + format_day(*day) : "") + " is stored";
  const auto series = store_->digest_series();
  if (!series.ok() || series->empty()) return {ErrorCode::kNotFound, message + ": run 'sheaf digest' first"};
  constexpr std::size_t kMost = 6;
  message += "; there are those of ";
  for (std::size_t i = 0; i < series->size() && i < kMost; ++i)
    message += (i > 0 ? ", \"" : "\"") + (*series)[i].name + "\" (" + format_day((*series)[i].latest) + ")";
  if (series->size() > kMost) message += " and " + std::to_string(series->size() - kMost) + " more";
  return {ErrorCode::kNotFound, std::move(message)};
}

Result<std::vector<Day>> Library::missed_days(const DigestRequest& request) {
  SHEAF_ASSIGN(const Profile profile, effective(request.profile));
  Collector collector(*store_, clock(), profile);
  return collector.missed_days();
}

Result<Digest> Library::digest(const DigestRequest& request, const Task& task) {
  if (request.sample) return sample_digest(*this, request, task);
  SHEAF_ASSIGN(FetchReport report, fetch_day(request, task));
  SHEAF_ASSIGN(const Profile profile, effective(request.profile));
  SHEAF_ASSIGN(auto announced, store_->announced(report.day, lists_of(profile)));
  Digest digest{report.day, profile.name, false, {}, std::move(report.sources), report.announced, 0, {}};
  SHEAF_TRY(add_entries(*this, candidates_of(std::move(announced), profile), profile, request.offline, task, digest));
  SHEAF_TRY(add_topics(*store_, profile, digest));
  SHEAF_TRY(give_citation_keys(*store_, profile.bibtex, digest.entries));
  SHEAF_TRY(add_summaries(*store_, profile, digest.entries, task));
  SHEAF_TRY(add_source_summaries(*store_, profile, digest.entries));
  SHEAF_TRY(add_wanted_texts(*this, profile, request.offline, digest, task));
  SHEAF_TRY(finish_with_plugins(*this, profile, request.offline, digest, task));
  SHEAF_TRY(remember(digest));
  return digest;
}

Status Library::remember(const Digest& digest) {
  SHEAF_TRY(store_->put_scores(digest.profile, digest.day, digest.entries));
  return store_->put_digest(digest);
}

Result<Digest> Library::digest_from_papers(std::vector<Paper> papers, const DigestRequest& request,
                                           const Task& task) {
  Candidates candidates{std::move(papers), {}};
  const Profile& profile = request.profile;
  const std::size_t total = candidates.papers.size();
  std::erase_if(candidates.papers, [&](const Paper& paper) {
    return !rank::excluded_by(paper, profile.exclude).empty();
  });
  candidates.types.assign(candidates.papers.size(), AnnounceType::kNew);
  Digest digest;
  digest.day = request.day.value_or(new_york_day(clock().now()));
  digest.profile = profile.name;
  digest.announced.new_papers = total;
  digest.sources.push_back({"papers", total ? SourceState::kOk : SourceState::kEmpty,
                            total ? "" : "no papers were given", total});
  SHEAF_TRY(add_entries(*this, std::move(candidates), profile, request.offline, task, digest));
  SHEAF_TRY(give_citation_keys(*store_, profile.bibtex, digest.entries));
  SHEAF_TRY(add_summaries(*store_, profile, digest.entries, task));
  SHEAF_TRY(add_wanted_texts(*this, profile, request.offline, digest, task));
  return digest;
}

Result<std::vector<Paper>> Library::papers_to_cite(const std::vector<std::string>& ids, const BibtexProfile& wanted) {
  std::vector<Entry> entries;
  std::vector<std::string> unknown;
  for (const std::string& id : ids) {
    const std::optional<PaperId> spelled = parse_paper_id(id);
    SHEAF_ASSIGN(std::optional<Paper> paper, store_->find_paper(spelled ? spelled->id : id));
    if (!paper) unknown.push_back(id);
    else entries.push_back({std::move(*paper), {}, {}, {}, {}});
  }
  if (!unknown.empty())
    return Error{ErrorCode::kNotFound, "the store has no paper " + join(unknown, ", ") +
                                           ": 'sheaf complete' or a search of arXiv brings it in"};
  SHEAF_TRY(give_citation_keys(*store_, wanted, entries));
  std::vector<Paper> papers;
  for (Entry& entry : entries) papers.push_back(std::move(entry.paper));
  return papers;
}

Result<SearchAnswer> Library::search_arxiv(const SearchRequest& request, const Profile& wanted,
                                           const Task& task) {
  SHEAF_ASSIGN(const Profile profile, effective(wanted));
  SHEAF_ASSIGN(const std::unique_ptr<net::Client> client, make_client(profile));
  source::ArxivSource source(*client, profile.endpoints);
  SearchAnswer answer;
  if (!request.ids.empty()) {
    SHEAF_ASSIGN(source::DetailsAnswer details, source.fetch_details(request.ids, task));
    if (details.papers.empty() && details.status.state != SourceState::kOk)
      return Error{details.status.state == SourceState::kWaiting ? ErrorCode::kRateLimit
                                                                 : ErrorCode::kNetwork,
                   describe(details.status)};
    answer = {std::move(details.papers), 0};
    answer.total = answer.papers.size();
  } else {
    source::ApiSearch search{request.expression, request.start,
                             request.max_results ? request.max_results : 50, request.sort_by,
                             request.ascending};
    SHEAF_ASSIGN(source::ApiPage page, source.search(search, task));
    answer = {std::move(page.papers), page.total};
  }
  SHEAF_ASSIGN([[maybe_unused]] const store::PutCounts counts, store_->put_papers(answer.papers));
  return answer;
}

Result<ScoredPapers> Library::score_and_rank(const std::vector<Paper>& papers, const Profile& profile,
                                             const std::vector<LibraryItem>& liked, const Task& task) {
  Readings readings;
  readings.library = liked;
  SHEAF_ASSIGN(Scored scored, score_with(*this, papers, profile, readings, task));
  ScoredPapers out{std::move(scored.scores), {}};
  for (std::size_t i = 0; i < papers.size(); ++i) {
    const std::string_view word = rank::excluded_by(papers[i], profile.exclude);
    if (!word.empty()) out.scores[i] = {-1, "excluded: " + std::string(word), {}, {}, {}};
  }
  out.order = rank::rank_order(out.scores);
  return out;
}

std::vector<Summary> Library::summarize(const std::vector<Paper>& papers, const Task& task) {
  std::vector<Summary> summaries;
  summaries.reserve(papers.size());
  for (const Paper& paper : papers) {
    if (summaries.size() % 64 == 0 && !task.report({"summarize", summaries.size(), papers.size(), 0})) break;
    summaries.push_back(summarize::summarize_paper(paper));
  }
  return summaries;
}

ModelAccess Library::model_access(const Profile& profile) {
  return {*store_, [this] { return transport(); }, clock(), logger_, user_agent(profile)};
}

Result<SourceStatus> Library::summarize_with_model(const Profile& profile, std::vector<Entry>& entries,
                                                   const ModelSummaryOptions& options, const Task& task) {
  return add_model_summaries(model_access(profile), profile, entries, options, task);
}

Result<Digest> Library::summarize_stored(const Profile& profile, std::optional<Day> day,
                                         const ModelSummaryOptions& options, const Task& task) {
  SHEAF_ASSIGN(Digest digest, stored_digest(profile.name, day));
  SHEAF_ASSIGN(SourceStatus status, summarize_with_model(profile, digest.entries, options, task));
  std::erase_if(digest.sources, [](const SourceStatus& known) { return known.name.starts_with("llm:"); });
  digest.sources.push_back(std::move(status));
  SHEAF_TRY(remember(digest));
  return digest;
}

}  // namespace sheaf::app
