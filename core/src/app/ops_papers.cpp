// Ops about papers at hand: query, rank, summarize; see ops.hpp.
// Results carry the ids as they were given, so that a caller can join them to its own.
// No state; any thread.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "app/mindmaps.hpp"
#include "app/op_table.hpp"
#include "app/outputs.hpp"
#include "app/ranking.hpp"
#include "base/text.hpp"
#include "rank/scorer.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::app {
namespace {

Result<Json> run_query(Library& library, const OpArgs& args, const Task& task) {
  SearchRequest request;
  SHEAF_ASSIGN(request.expression, args.text("expression"));
  SHEAF_ASSIGN(request.ids, args.words("ids"));
  SHEAF_ASSIGN(request.start, args.number("start", 0));
  SHEAF_ASSIGN(const std::uint64_t most, args.number("max_results", 50));
  request.max_results = static_cast<std::uint32_t>(most);
  SHEAF_ASSIGN(const std::string sort, args.text("sort"));
  if (!sort.empty()) request.sort_by = sort;
  SHEAF_ASSIGN(request.ascending, args.flag("ascending"));
  if (request.ids.empty() && trim(request.expression).empty())
    return args.wrong("expression", "is missing (or give ids)");
  SHEAF_ASSIGN(const Profile profile, args.profile());
  SHEAF_ASSIGN(const SearchAnswer answer, library.search_arxiv(request, profile, task));
  Json papers = Json::array();
  for (const Paper& paper : answer.papers) papers.push_back(paper_to_json(paper));
  return Json{{"papers", std::move(papers)}, {"total", answer.total}};
}

/// The profile of the arguments with the words given beside it.
Result<Profile> rank_profile(const OpArgs& args) {
  SHEAF_ASSIGN(Profile profile, args.profile());
  SHEAF_ASSIGN(const std::vector<std::string> keywords, args.words("keywords"));
  for (const std::string& term : keywords) profile.keywords.push_back({term, 1});
  SHEAF_ASSIGN(const std::vector<std::string> authors, args.words("authors"));
  for (const std::string& name : authors) profile.authors.push_back({name, 1});
  SHEAF_ASSIGN(const std::vector<std::string> exclude, args.words("exclude"));
  profile.exclude.insert(profile.exclude.end(), exclude.begin(), exclude.end());
  SHEAF_ASSIGN(const std::string scorer, args.text("scorer"));
  if (scorer.empty()) return profile;
  const std::vector<std::string>& known = scorer_names();
  if (std::find(known.begin(), known.end(), scorer) == known.end())
    return args.wrong("scorer", "\"" + scorer + "\" is not one of " + join(known, ", "));
  profile.scorer = scorer;
  return profile;
}

Json scored_line(const Json& given, const Score& score) {
  Json line = {{"id", given.at("id")}, {"score", score.value}};
  const Json parts = score_to_json(score);
  for (const auto& [key, value] : parts.items())
    if (key != "value") line[key] = value;
  return line;
}

Result<Json> run_rank(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::vector<Paper> papers, args.papers("candidates"));
  SHEAF_ASSIGN(const Profile profile, rank_profile(args));
  Readings readings;
  SHEAF_ASSIGN(readings.library, args.items("library"));
  if (args.find("background")) {
    SHEAF_ASSIGN(readings.background, args.papers("background"));
  }
  // A library in the arguments is the library; without one the stored one counts.
  readings.stored = args.find("library") == nullptr;
  SHEAF_ASSIGN(Scored scored, score_with_plugins(library, papers, profile, readings, task));
  const std::vector<Score>& scores = scored.scores;
  const Json& given = *args.find("candidates");
  Json lines = Json::array();
  Json left_out = Json::array();
  for (const std::size_t i : rank::rank_order(scores)) {
    const std::string_view word = rank::excluded_by(papers[i], profile.exclude);
    if (word.empty()) {
      lines.push_back(scored_line(given[i], scores[i]));
    } else {
      left_out.push_back({{"id", given[i].at("id")}, {"excluded_by", word}});
    }
  }
  for (std::string& note : scored.notes) scored.failures.push_back(std::move(note));
  return Json{{"scores", std::move(lines)}, {"left_out", std::move(left_out)}, {"notes", scored.failures}};
}

/// Ready sentences are taken as they are; an abstract is split.
Result<Summary> summarize_item(const OpArgs& args, const Json& item, const Paper& paper,
                               const summarize::TopicList& topics) {
  const auto ready = item.find("sentences");
  if (ready == item.end() || ready->is_null()) return summarize::summarize_paper(paper, topics);
  if (!ready->is_array()) return args.wrong("papers", "\"sentences\" of " + paper.id + " must be a list of strings");
  std::vector<std::string> sentences;
  for (const Json& sentence : *ready) {
    if (!sentence.is_string())
      return args.wrong("papers", "\"sentences\" of " + paper.id + " must be a list of strings");
    sentences.push_back(to_valid_utf8(sentence.get_ref<const std::string&>()));
  }
  return summarize::summarize_sentences(paper.title, std::move(sentences), topics, paper.categories);
}

/// Area and tags are of the profile's own lists, where it has any.
Result<std::vector<Entry>> summarized(const OpArgs& args, const Profile& profile, const Task& task) {
  SHEAF_ASSIGN(std::vector<Paper> papers, args.papers("papers"));
  const summarize::TopicList topics(profile.summary.areas, profile.summary.tags);
  const Json& given = *args.find("papers");
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (i % 64 == 0) SHEAF_TRY(task.report({"summarize", i, papers.size(), 0}));
    SHEAF_ASSIGN(Summary summary, summarize_item(args, given[i], papers[i], topics));
    // A model reads what stands in the abstract's place.
    if (papers[i].abstract.empty()) papers[i].abstract = join(summary.sentences, " ");
    entries.push_back({std::move(papers[i]), {}, {}, std::move(summary), {}});
  }
  return entries;
}

Json summary_line(const Json& id, const Summary& summary) {
  Json line = {{"id", id}};
  line.update(summary_to_json(summary));
  line["mindmap_tree"] = mind_node_to_json(summary.mindmap);
  line["mindmap"] = line["mermaid"] = mermaid_of(summary);
  return line;
}

/// The stored digest asked about again, and stored again.
Result<Json> summarize_stored(Library& library, const OpArgs& args, Profile profile,
                              const ModelSummaryOptions& options, const Task& task) {
  SHEAF_ASSIGN(const std::optional<Day> day, args.day());
  profile.summary.provider = "llm";
  SHEAF_ASSIGN(const Digest digest, library.summarize_stored(profile, day, options, task));
  Json lines = Json::array();
  for (const Entry& entry : digest.entries) lines.push_back(summary_line(entry.paper.id, entry.summary));
  return Json{{"day", format_day(digest.day)},
              {"summaries", std::move(lines)},
              {"sources", sources_to_json({digest.sources.back()})}};
}

Result<Json> run_summarize(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(Profile profile, args.profile());
  ModelSummaryOptions options;
  SHEAF_ASSIGN(options.refresh, args.flag("refresh"));
  SHEAF_ASSIGN(options.offline, args.flag("offline"));
  SHEAF_ASSIGN(const bool stored, args.flag("stored"));
  if (stored) return summarize_stored(library, args, std::move(profile), options, task);
  SHEAF_ASSIGN(std::vector<Entry> entries, summarized(args, profile, task));
  SHEAF_ASSIGN(const bool forced, args.flag("llm"));
  std::vector<SourceStatus> sources;
  if (forced || options.refresh || profile.summary.provider == "llm") {
    profile.summary.llm_papers = 0;  // those given are those wanted
    SHEAF_ASSIGN(SourceStatus status, library.summarize_with_model(profile, entries, options, task));
    sources.push_back(std::move(status));
  }
  const Json& given = *args.find("papers");
  Json lines = Json::array();
  for (std::size_t i = 0; i < entries.size(); ++i)
    lines.push_back(summary_line(given[i].at("id"), entries[i].summary));
  Json result = {{"summaries", std::move(lines)}};
  if (!sources.empty()) result["sources"] = sources_to_json(sources);
  return result;
}

/// For hosts that write their files themselves and reach the core as a process.
Result<Json> run_merge_note(Library&, const OpArgs& args, const Task&) {
  SHEAF_ASSIGN(const std::string existing, args.text("existing"));
  SHEAF_ASSIGN(const std::string baseline, args.text("baseline"));
  SHEAF_ASSIGN(const std::string fresh, args.required_text("fresh"));
  const MergedNote merged = merge_note_text(existing, baseline, fresh);
  return Json{{"text", merged.text}, {"conflicts", merged.conflicts}};
}

}  // namespace

std::vector<OpEntry> paper_ops() {
  return {
      {"query", "expression | ids, start, max_results, sort, ascending, profile", "papers, total", run_query},
      {"rank", "candidates*, library, background, keywords, exclude, authors, scorer, profile",
       "scores: [{id, score, reason, terms, authors, similar, carried: [{term, points}], interest, uncertainty}] "
       "best first, left_out: [{id, excluded_by}], notes",
       run_rank},
      {"summarize", "papers*: [{id, title, abstract | sentences}] | stored, day; llm, refresh, offline, profile",
       "summaries: [{id, tldr, motivation, method, result, conclusion, contributions, tags, "
       "sentences, labels, mindmap and mermaid (both Mermaid), mindmap_tree, ...}], sources (of a model), day (of stored ones)",
       run_summarize},
      {"mindmap", "papers*: [{id, mindmap (tree) | title, abstract}], form (mermaid, graph, outline, canvas, svg)",
       "mindmaps: [{id, text, mindmap_tree}], form", run_mindmap},
      {"merge_note", "existing, baseline, fresh*", "text, conflicts: keys and blocks where the reader's text stayed",
       run_merge_note},
  };
}

}  // namespace sheaf::app
