// Scoring: see scorer.hpp. Keywords of all papers are found by one automaton, likeness by one
// index. Pure functions; any thread.
#include "rank/scorer.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/text.hpp"
#include "rank/library.hpp"
#include "rank/names.hpp"
#include "rank/phrases.hpp"
#include "rank/reason.hpp"

namespace sheaf::rank {
namespace {

constexpr double kTitleBonus = 0.5;

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

struct Hits {
  std::vector<unsigned char> text;   ///< per keyword: in title and abstract
  std::vector<unsigned char> title;  ///< per keyword: in the title
};

class KeywordScorer {
 public:
  explicit KeywordScorer(const std::vector<Keyword>& keywords)
      : keywords_(keywords), finder_(terms_of(keywords)) {
    std::unordered_map<std::string, std::size_t> first;
    for (std::size_t i = 0; i < keywords.size(); ++i)
      first_of_.push_back(first.try_emplace(to_lower(keywords[i].term), i).first->second);
  }

  Hits find(std::string_view title, std::string_view abstract) const {
    Hits hits;
    hits.title.assign(keywords_.size(), 0);
    PhraseFinder::State state = finder_.scan(title, PhraseFinder::kStart, hits.title);
    hits.text = hits.title;
    // A keyword may reach from the title into the abstract: the formula looks at both joined.
    state = finder_.scan(" ", state, hits.text);
    finder_.scan(abstract, state, hits.text);
    return hits;
  }

  double points(const Hits& hits) const {
    double sum = 0;
    for (std::size_t i = 0; i < keywords_.size(); ++i)
      if (hits.text[i]) sum += keywords_[i].weight * (hits.title[i] ? 1 + kTitleBonus : 1);
    return sum;
  }

  /// Each keyword once, though a list may hold it in two spellings (and scores it twice).
  std::vector<FoundKeyword> found(const Hits& hits) const {
    std::vector<FoundKeyword> out;
    for (std::size_t i = 0; i < keywords_.size(); ++i)
      if (hits.text[i] && first_of_[i] == i)
        out.push_back({keywords_[i].term, keywords_[i].weight, hits.title[i] != 0});
    return out;
  }

 private:
  static std::vector<std::string> terms_of(const std::vector<Keyword>& keywords) {
    std::vector<std::string> terms;
    for (const Keyword& keyword : keywords) terms.push_back(keyword.term);
    return terms;
  }

  const std::vector<Keyword>& keywords_;
  PhraseFinder finder_;
  std::vector<std::size_t> first_of_;  ///< the first keyword that is the same but for case
};

class FollowedAuthors {
 public:
  explicit FollowedAuthors(const std::vector<Keyword>& authors) : authors_(authors) {
    for (const Keyword& author : authors) names_.push_back(parse_name(author.term));
  }

  /// Adds the names found to the score's authors and returns their points.
  double find(const Paper& paper, Score& score) const {
    if (authors_.empty()) return 0;
    std::vector<PersonName> names;
    for (const Author& author : paper.authors) names.push_back(parse_name(author.name));
    double sum = 0;
    for (std::size_t i = 0; i < authors_.size(); ++i) {
      const bool found = std::any_of(names.begin(), names.end(), [&](const PersonName& name) {
        return may_be_same(names_[i], name);
      });
      if (!found) continue;
      score.authors.push_back(authors_[i].term);
      sum += authors_[i].weight;
    }
    return sum;
  }

 private:
  const std::vector<Keyword>& authors_;
  std::vector<PersonName> names_;
};

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
  const Hits hits = keywords.find(paper.title, abstract);
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
  const KeywordScorer keywords(profile.keywords);
  if (profile.scorer == "rss-bot") return rss_bot_scores(papers, keywords);
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
