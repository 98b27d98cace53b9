// Keyword rules: see keyword_scorer.hpp.
// Immutable once built; any thread.
#include "rank/keyword_scorer.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/text.hpp"

namespace sheaf::rank {
namespace {

std::vector<std::string> terms_of(const std::vector<Keyword>& keywords) {
  std::vector<std::string> terms;
  for (const Keyword& keyword : keywords) terms.push_back(keyword.term);
  return terms;
}

}  // namespace

KeywordScorer::KeywordScorer(const std::vector<Keyword>& keywords)
    : keywords_(keywords), finder_(terms_of(keywords)) {
  std::unordered_map<std::string, std::size_t> first;
  for (std::size_t i = 0; i < keywords.size(); ++i)
    first_of_.push_back(first.try_emplace(to_lower(keywords[i].term), i).first->second);
}

KeywordHits KeywordScorer::find(std::string_view title, std::string_view abstract) const {
  KeywordHits hits;
  hits.title.assign(keywords_.size(), 0);
  PhraseFinder::State state = finder_.scan(title, PhraseFinder::kStart, hits.title);
  hits.text = hits.title;
  // A keyword may reach from the title into the abstract: the formula looks at both joined.
  state = finder_.scan(" ", state, hits.text);
  finder_.scan(abstract, state, hits.text);
  return hits;
}

double KeywordScorer::points(const KeywordHits& hits) const {
  double sum = 0;
  for (std::size_t i = 0; i < keywords_.size(); ++i)
    if (hits.text[i]) sum += keywords_[i].weight * (hits.title[i] ? 1 + kTitleBonus : 1);
  return sum;
}

std::vector<FoundKeyword> KeywordScorer::found(const KeywordHits& hits) const {
  std::vector<FoundKeyword> out;
  for (std::size_t i = 0; i < keywords_.size(); ++i)
    if (hits.text[i] && first_of_[i] == i)
      out.push_back({keywords_[i].term, keywords_[i].weight, hits.title[i] != 0});
  return out;
}

FollowedAuthors::FollowedAuthors(const std::vector<Keyword>& authors) : authors_(authors) {
  for (const Keyword& author : authors) names_.push_back(parse_name(author.term));
}

double FollowedAuthors::find(const Paper& paper, Score& score) const {
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

}  // namespace sheaf::rank
