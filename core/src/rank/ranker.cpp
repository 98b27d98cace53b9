// Ranker: scores by a learned model; see ranker.hpp. One paper at a time, so that a hundred thousand
// need no more memory than one; the best are then looked at again for their reasons.
// The model is read only; any thread.
#include "rank/ranker.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/text.hpp"
#include "rank/keyword_scorer.hpp"
#include "rank/ranker_model.hpp"
#include "rank/scorer.hpp"

namespace sheaf::rank {
namespace {

constexpr std::size_t kExplained = 500;  ///< the best so many get terms and neighbours
constexpr std::size_t kLongestText = 20000;
constexpr std::size_t kLooked = 16;   ///< heaviest terms that are looked at for a reason
constexpr std::size_t kCarried = 5;
constexpr std::size_t kNeighbours = 3;
constexpr float kMeaningfulCosine = 0.06F;  ///< below, two papers share the words of their field
constexpr double kLeastShare = 0.03;        ///< of what speaks for a paper, to be named
constexpr double kTellingScore = 10;        ///< below, an interest is not named in the reason
constexpr double kHalfPoints = 2.5;         ///< keyword points that give 50 without a library

/// What a decision value is made of.
struct Parts {
  double text = 0, category = 0, author = 0, keyword = 0, interest = 0, followed = 0, rule = 0;
  double sum() const { return text + category + author + keyword + interest + followed + rule; }
};

double rule_of(const Paper& paper, const std::vector<Keyword>& rules) {
  double sum = 0;
  for (const Keyword& rule : rules)
    if (std::find(paper.categories.begin(), paper.categories.end(), rule.term) !=
        paper.categories.end())
      sum += rule.weight;
  return sum;
}

/// Words that a longer term contains give it their points: "decoding" is said by "speculative decoding".
void join_contained(std::vector<CarriedTerm>& terms) {
  for (CarriedTerm& small : terms)
    for (CarriedTerm& large : terms) {
      if (&small == &large || small.points <= 0 || large.points <= 0) continue;
      if (small.term.size() >= large.term.size() || !contains(large.term, small.term)) continue;
      large.points += small.points;
      small.points = 0;
      break;
    }
  terms.erase(std::remove_if(terms.begin(), terms.end(),
                             [](const CarriedTerm& term) { return term.points == 0; }),
              terms.end());
}

}  // namespace

/// Scores papers of one call.
class PaperScorer {
 public:
  PaperScorer(const Ranker::Model& model, const Profile& profile, double outside_weight)
      : model_(model), profile_(profile), keywords_(profile.keywords), followed_(profile.authors),
        outside_weight_(outside_weight),
        keyword_spread_(model.keywords_print == print_of(profile.keywords) ? model.keywords
                                                                           : Spread{0.2, 0.6}) {}

  Score score(const Paper& paper, double outside) {
    Score out;
    parts_ = parts_of(paper, out);
    if (model_.positives <= 0) {
      out.value = without_library(parts_);
      out.uncertainty = 1;
    } else {
      const double value = (1 - outside_weight_) * parts_.sum() + outside_weight_ * outside;
      out.value = model_.calibration.score_of(value);
      out.uncertainty = uncertainty(out.value / 100);
    }
    return out;
  }

  /// Terms, neighbours, interest and the line that says why, for the paper that was scored last.
  void explain(const Paper& paper, Score& score) {
    double for_it = 0;
    for (const double part : {parts_.category, parts_.author, parts_.keyword, parts_.interest,
                              parts_.followed, parts_.rule})
      for_it += std::max(0.0, part);
    if (model_.positives > 0) {
      for (const TermCount& x : vector_) for_it += std::max(0.0, part_of(x));
      carry(paper, for_it, score);
      find_neighbours(score);
    }
    score.reason = make_learned_reason(reason_parts(paper, score));
  }

  /// The same for any paper.
  void explain_anew(const Paper& paper, Score& score) {
    Score again;
    parts_ = parts_of(paper, again);
    explain(paper, score);
  }

 private:
  Parts parts_of(const Paper& paper, Score& score) {
    Parts parts;
    if (!profile_.keywords.empty()) {
      const KeywordHits hits = keywords_.find(paper.title, paper.abstract);
      found_ = keywords_.found(hits);
      for (const FoundKeyword& keyword : found_) score.terms.push_back(keyword.term);
      const double points = keywords_.points(hits);
      parts.keyword = model_.positives > 0
                          ? keyword_weight(model_.positives) * keyword_spread_(points)
                          : points;
    }
    parts.followed = kFollowedWeight * followed_.find(paper, score);
    parts.rule = kCategoryRuleWeight * rule_of(paper, profile_.ranking.categories);
    if (model_.positives > 0) learned_parts(paper, parts);
    return parts;
  }

  void learned_parts(const Paper& paper, Parts& parts) {
    vector_.clear();
    append_terms(paper.title, cut_utf8(paper.abstract, kLongestText), vector_, scratch_);
    TermCount* end = model_.terms.weigh(vector_.data(), vector_.data() + vector_.size());
    vector_.resize(static_cast<std::size_t>(end - vector_.data()));
    parts.text = model_.text(model_.text_value(row()));
    parts.category = kCategoryWeight * model_.categories.of(paper.primary_category());
    authors_ = author_keys(paper);
    parts.author = kAuthorWeight * model_.authors.of(authors_);
    if (model_.interest_weight <= 0) return;
    const double best = best_interest().second;
    parts.interest = model_.interest_weight * (best - parts.text);
  }

  /// Which interest is nearest, and its value in deviations of the background.
  std::pair<std::size_t, double> best_interest() {
    model_.centres.values_of(row(), interests_);
    const std::vector<double>& values = interests_;
    std::size_t best = 0;
    double most = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double value = model_.interest_spreads[i](values[i]);
      if (i > 0 && value <= most) continue;
      most = value;
      best = i;
    }
    return {best, most};
  }

  SparseRow row() const { return {vector_.data(), vector_.data() + vector_.size()}; }

  double part_of(const TermCount& x) const {
    return model_.weight(x.term) * static_cast<double>(x.count) / model_.text.deviation;
  }

  /// Points of the rules as a share of 100: half of it at kHalfPoints.
  static double without_library(const Parts& parts) {
    const double points = std::max(0.0, parts.sum());
    return 100 * points / (points + kHalfPoints);
  }

  /// Between 0 and 1: a share near one half, few positives, or a text of few known words.
  double uncertainty(double share) const {
    const double known = static_cast<double>(vector_.size());
    const double sure = 1 - 4 * share * (1 - share);
    return 1 - sure * (model_.positives / (model_.positives + 5)) * (known / (known + 5));
  }

  /// The heaviest terms, as shares of the score by what they are of all that speaks for the paper.
  void carry(const Paper& paper, double for_it, Score& score) const {
    std::vector<TermCount> heavy = vector_;
    const std::size_t looked = std::min(kLooked, heavy.size());
    const auto heavier = [this](const TermCount& a, const TermCount& b) {
      const double of_a = std::abs(part_of(a)), of_b = std::abs(part_of(b));
      return of_a != of_b ? of_a > of_b : a.term < b.term;
    };
    std::partial_sort(heavy.begin(), heavy.begin() + static_cast<std::ptrdiff_t>(looked), heavy.end(),
                      heavier);
    heavy.resize(looked);
    std::vector<std::uint32_t> buckets;
    for (const TermCount& x : heavy) buckets.push_back(x.term);
    const std::vector<SpelledTerm> spelled =
        spell_terms(paper.title, cut_utf8(paper.abstract, kLongestText), buckets);
    const double scale = for_it > 0 ? score.value / for_it : 0;
    for (std::size_t i = 0; i < heavy.size(); ++i)
      if (!spelled[i].text.empty() && std::abs(part_of(heavy[i])) >= kLeastShare / 2 * for_it)
        score.carried.push_back({collapse_spaces(spelled[i].text), scale * part_of(heavy[i])});
    join_contained(score.carried);
    std::stable_sort(score.carried.begin(), score.carried.end(),
                     [](const CarriedTerm& a, const CarriedTerm& b) { return a.points > b.points; });
    trim_carried(score.carried);
  }

  /// The few heaviest, and of those that speak against the paper the one that does most.
  static void trim_carried(std::vector<CarriedTerm>& terms) {
    std::vector<CarriedTerm> kept;
    for (const CarriedTerm& term : terms)
      if (term.points > 0 && kept.size() < kCarried) kept.push_back(term);
    if (!terms.empty() && terms.back().points < 0) kept.push_back(terms.back());
    terms = std::move(kept);
  }

  void find_neighbours(Score& score) {
    if (model_.library.empty()) return;
    if (model_.interests.size() > 1) score.interest = model_.interests[best_interest().first].name;
    model_.index.cosines_of(row(), cosines_);
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < cosines_.size(); ++i)
      if (cosines_[i] >= kMeaningfulCosine) near.push_back(i);
    const std::size_t count = std::min(kNeighbours, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end(),
                      [this](std::size_t a, std::size_t b) {
                        return cosines_[a] != cosines_[b] ? cosines_[a] > cosines_[b] : a < b;
                      });
    for (std::size_t i = 0; i < count; ++i) score.similar.push_back(model_.library[near[i]].title);
  }

  LearnedReason reason_parts(const Paper& paper, const Score& score) const {
    LearnedReason out;
    for (const CarriedTerm& term : score.carried)
      if (term.points >= std::max(0.5, kLeastShare * score.value)) out.terms.push_back(term.term);
    out.similar = score.similar;
    out.authors = score.authors;
    if (const int known = model_.positives > 0 ? model_.authors.strongest(authors_) : -1;
        known >= 0 && out.authors.empty())
      out.known_author = paper.authors[static_cast<std::size_t>(known)].name;
    if (!profile_.keywords.empty()) out.keywords = found_;
    if (parts_.rule != 0) out.category = paper.primary_category();
    out.category_against = parts_.rule < 0;
    // A paper far from everything is in no interest, though one is nearest.
    if (score.value >= kTellingScore) out.interest = score.interest;
    return out;
  }

  const Ranker::Model& model_;
  const Profile& profile_;
  KeywordScorer keywords_;
  FollowedAuthors followed_;
  double outside_weight_;
  Spread keyword_spread_;
  // Of the paper at hand.
  std::vector<TermCount> vector_;
  TermScratch scratch_;
  std::vector<std::uint64_t> authors_;
  std::vector<FoundKeyword> found_;
  std::vector<float> cosines_;
  std::vector<double> interests_;
  Parts parts_;
};

Ranker::Ranker(std::unique_ptr<const Model> model) : model_(std::move(model)) {}
Ranker::Ranker(Ranker&&) noexcept = default;
Ranker& Ranker::operator=(Ranker&&) noexcept = default;
Ranker::~Ranker() = default;

std::vector<Score> Ranker::score(const std::vector<Paper>& papers, const Profile& profile,
                                 const OutsideLikeness& outside,
                                 std::vector<std::string>* notes) const {
  const bool usable = !outside.empty() && outside.size() == papers.size();
  const double weight = usable ? std::clamp(profile.ranking.embeddings.weight, 0.0, 1.0) : 0;
  PaperScorer scorer(*model_, profile, weight);
  std::vector<Score> scores;
  scores.reserve(papers.size());
  const bool all = papers.size() <= kExplained;
  std::size_t broken = 0;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    double likeness = usable ? static_cast<double>(outside[i]) : 0;
    if (!std::isfinite(likeness)) {
      likeness = 0;
      ++broken;
    }
    scores.push_back(scorer.score(papers[i], likeness));
    if (all) scorer.explain(papers[i], scores.back());
  }
  if (!all) {
    const std::vector<std::size_t> order = rank_order(scores);
    for (std::size_t i = 0; i < kExplained; ++i)
      scorer.explain_anew(papers[order[i]], scores[order[i]]);
  }
  if (notes != nullptr && !usable && !outside.empty())
    notes->push_back("likeness by embeddings is of other papers: left out");
  if (notes != nullptr && broken > 0)
    notes->push_back(std::to_string(broken) + " papers have no likeness by embeddings");
  return scores;
}

const std::vector<Interest>& Ranker::interests() const { return model_->interests; }
std::size_t Ranker::positives() const { return static_cast<std::size_t>(model_->positives); }
const std::vector<std::string>& Ranker::notes() const { return model_->notes; }

}  // namespace sheaf::rank
