// Ops about papers at hand: query, rank, summarize; see ops.hpp.
// Results carry the ids as they were given, so that a caller can join them to its own.
// No state; any thread.
#include <nlohmann/json.hpp>

#include "app/op_table.hpp"
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
  if (!scorer.empty() && scorer != "keywords" && scorer != "rss-bot")
    return args.wrong("scorer", "\"" + scorer + "\" is not one of keywords, rss-bot");
  if (!scorer.empty()) profile.scorer = scorer;
  return profile;
}

Json scored_line(const Json& given, const Score& score) {
  Json line = {{"id", given.at("id")}, {"score", score.value}, {"reason", score.reason}};
  if (!score.terms.empty()) line["terms"] = score.terms;
  if (!score.authors.empty()) line["authors"] = score.authors;
  if (!score.similar.empty()) line["similar"] = score.similar;
  return line;
}

Result<Json> run_rank(Library& library, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::vector<Paper> papers, args.papers("candidates"));
  SHEAF_ASSIGN(const std::vector<LibraryItem> items, args.items("library"));
  SHEAF_ASSIGN(const Profile profile, rank_profile(args));
  SHEAF_TRY(task.report({"score", 0, papers.size(), 0}));
  // A library in the arguments is the library; without one the stored one counts.
  SHEAF_ASSIGN(const std::vector<Score> scores,
               library.score(papers, profile, items, args.find("library") == nullptr));
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
  return Json{{"scores", std::move(lines)}, {"left_out", std::move(left_out)}};
}

/// Ready sentences are taken as they are; an abstract is split.
Result<Summary> summarize_item(const OpArgs& args, const Json& item, const Paper& paper) {
  const auto ready = item.find("sentences");
  if (ready == item.end() || ready->is_null()) return summarize::summarize_paper(paper);
  if (!ready->is_array()) return args.wrong("papers", "\"sentences\" of " + paper.id + " must be a list of strings");
  std::vector<std::string> sentences;
  for (const Json& sentence : *ready) {
    if (!sentence.is_string())
      return args.wrong("papers", "\"sentences\" of " + paper.id + " must be a list of strings");
    sentences.push_back(to_valid_utf8(sentence.get_ref<const std::string&>()));
  }
  return summarize::summarize_sentences(paper.title, std::move(sentences));
}

Result<Json> run_summarize(Library&, const OpArgs& args, const Task& task) {
  SHEAF_ASSIGN(const std::vector<Paper> papers, args.papers("papers"));
  const Json& given = *args.find("papers");
  Json lines = Json::array();
  for (std::size_t i = 0; i < papers.size(); ++i) {
    if (i % 64 == 0) SHEAF_TRY(task.report({"summarize", i, papers.size(), 0}));
    SHEAF_ASSIGN(const Summary summary, summarize_item(args, given[i], papers[i]));
    Json line = {{"id", given[i].at("id")}};
    line.update(summary_to_json(summary));
    line["mindmap"] = mermaid_of(summary);
    lines.push_back(std::move(line));
  }
  return Json{{"summaries", std::move(lines)}};
}

}  // namespace

std::vector<OpEntry> paper_ops() {
  return {
      {"query", "expression | ids, start, max_results, sort, ascending, profile", "papers, total", run_query},
      {"rank", "candidates*, library, keywords, exclude, authors, scorer, profile",
       "scores: [{id, score, reason, terms, authors, similar}] best first, left_out: [{id, excluded_by}]",
       run_rank},
      {"summarize", "papers*: [{id, title, abstract | sentences}]",
       "summaries: [{id, tldr, motivation, method, result, conclusion, contributions, tags, "
       "sentences, labels, mindmap (Mermaid), ...}]",
       run_summarize},
  };
}

}  // namespace sheaf::app
