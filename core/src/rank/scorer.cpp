// Scoring: see scorer.hpp. Keywords of all papers are found by one automaton, likeness by one
// index. Pure functions; any thread.
#include "rank/scorer.hpp"

#include <algorithm>
#include <numeric>

#include "base/text.hpp"
#include "rank/keyword_scorer.hpp"
#include "rank/library.hpp"
#include "rank/peers.hpp"
#include "rank/ranker.hpp"
#include "rank/reason.hpp"

namespace sheaf::rank {
namespace {

/// Points of likeness v: kLikenessPoints · v² / (v + kCommonLikeness). On the reading lists of 20
/// real readers v is 0.28-0.43 for papers that belong there and 0.09-0.15 for the others of the
/// same categories (quartiles), so a close match counts 4-7 points, about four keywords in the
/// title, and the vocabulary that any paper of the field shares about one.
constexpr double kLikenessPoints = 20;
constexpr double kCommonLikeness = 0.1;
/// Below this cosine two papers share little more than the vocabulary of their field: the nearest
/// item has 0.08-0.12 for papers that belong on a list, 0.03-0.05 for the others.
constexpr float kMeaningfulCosine = 0.06F;

std::string_view first_paragraph(std::string_view abstract) {
  return abstract.substr(0, abstract.find('\n'));
}

/// The points of likeness; titles and the title for the reason when they are near enough.
double add_likeness(const Likeness& likeness, const std::vector<LibraryItem>& library,
                    Score& score) {
  for (const Neighbour& neighbour : likeness.nearest)
    if (neighbour.cosine >= kMeaningfulCosine)
      score.similar.push_back(library[neighbour.item].title);
  const double v = likeness.value;
  return kLikenessPoints * v * v / (v + kCommonLikeness);
}

Score keyword_score(const KeywordScorer& keywords, const Paper& paper, std::string_view abstract,
                    std::vector<FoundKeyword>& found) {
  Score score;
  const KeywordHits hits = keywords.find(paper.title, abstract);
  score.value = keywords.points(hits);
  found = keywords.found(hits);
  for (const FoundKeyword& keyword : found) score.terms.push_back(keyword.term);
  return score;
}

std::vector<Score> rss_bot_scores(const std::vector<Paper>& papers, const KeywordScorer& keywords) {
  std::vector<Score> scores;
  scores.reserve(papers.size());
  std::vector<FoundKeyword> found;
  for (const Paper& paper : papers) {
    Score score = keyword_score(keywords, paper, first_paragraph(paper.abstract), found);
    score.reason = make_reason(std::move(found), {}, {});
    scores.push_back(std::move(score));
  }
  return scores;
}

}  // namespace

// Plainly as the formula reads, without the automaton: the two check each other in the tests.
double rss_bot_score(const Paper& paper, const std::vector<Keyword>& keywords) {
  const std::string title = to_lower(paper.title);
  const std::string text = title + " " + to_lower(first_paragraph(paper.abstract));
  double sum = 0;
  for (const Keyword& keyword : keywords) {
    const std::string term = to_lower(keyword.term);
    if (term.empty()) continue;  // an empty keyword is in every text and says nothing
    if (contains(text, term)) sum += keyword.weight;
    if (contains(title, term)) sum += kTitleBonus * keyword.weight;
  }
  return sum;
}

std::string_view excluded_by(const Paper& paper, const std::vector<std::string>& exclude) {
  if (exclude.empty()) return {};
  const std::string text = to_lower(paper.title) + " " + to_lower(paper.abstract);
  for (const std::string& word : exclude)
    if (!word.empty() && contains(text, to_lower(word))) return word;
  return {};
}

std::vector<Score> score_papers(const std::vector<Paper>& papers, const Profile& profile,
                                const std::vector<LibraryItem>& library) {
  if (profile.scorer == "sanity-lite") return sanity_lite_scores(papers, library);
  if (profile.scorer == "zotero-arxiv-daily") return zotero_arxiv_daily_scores(papers, library);
  const KeywordScorer keywords(profile.keywords);
  if (profile.scorer == "rss-bot") return rss_bot_scores(papers, keywords);
  if (profile.scorer == "learned")
    return Ranker::learn({library, {}, papers, 0}, profile).score(papers, profile);
  const FollowedAuthors followed(profile.authors);
  const std::vector<Likeness> likeness = likeness_to_library(papers, library);
  std::vector<Score> scores;
  scores.reserve(papers.size());
  std::vector<FoundKeyword> found;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    Score score = keyword_score(keywords, papers[i], papers[i].abstract, found);
    score.value += followed.find(papers[i], score);
    score.value += add_likeness(likeness[i], library, score);
    score.reason = make_reason(std::move(found), score.authors,
                               score.similar.empty() ? std::string() : score.similar.front());
    scores.push_back(std::move(score));
  }
  return scores;
}

std::vector<std::size_t> rank_order(const std::vector<Score>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&scores](std::size_t a, std::size_t b) {
    return scores[a].value > scores[b].value;
  });
  return order;
}

}  // namespace sheaf::rank
