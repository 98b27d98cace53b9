// Learning a Ranker: text weights by logistic regression, cross-fitted for the calibration; evidence
// of authors and categories; interests. The order of everything is the lesson's: deterministic.
// Pure functions; any thread.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "rank/keyword_scorer.hpp"
#include "rank/lesson_reading.hpp"
#include "rank/ranker_model.hpp"

namespace sheaf::rank {
namespace {

constexpr std::size_t kMostBackground = 8000;  ///< more tell no more; taken evenly from all
constexpr std::size_t kSmallBackground = 4000;  ///< for a small step
constexpr double kC = 1;                       ///< of the logistic regression
constexpr std::size_t kFolds = 3;
constexpr double kLibraryHalfLife = 365 * kDaySeconds;
constexpr double kLeastRecency = 0.25;  ///< what is old still is in the library
constexpr double kFeedbackHalfLife = 180 * kDaySeconds;
constexpr double kInterestWeight = 0.3;
constexpr std::size_t kInterestTerms = 5;
constexpr double kUnchanged = 0.98;  ///< share of positives that makes a lesson a small step
constexpr int kSmallSteps = 8;
constexpr std::uint32_t kNoFeature = 0xFFFFFFFF;
constexpr std::size_t kLongestText = 20000;  ///< bytes read of an abstract: no abstract has more

}  // namespace

/// One row a paper: library, then feedback, then background.
class Learner {
 public:
  using Model = Ranker::Model;

  Learner(const Lesson& lesson, const Profile& profile, const Model* previous)
      : lesson_(lesson), profile_(profile), previous_(previous) {}

  std::unique_ptr<const Model> learn() {
    model_ = std::make_unique<Model>();
    find_now();
    read_library();
    read_feedback();
    read_background();
    model_->terms = TermWeights(papers_, items_);
    weigh();
    learn_evidence();
    if (positives_ > 0) learn_text();
    measure_keywords();
    if (positives_ > 0) calibrate();
    keep_library();
    if (positives_ > 0) learn_interests();
    take_notes();
    model_->finish();
    return std::move(model_);
  }

 private:
  void find_now() {
    now_ = lesson_.now;
    if (now_ != 0) return;
    for (const LibraryItem& item : lesson_.library) now_ = std::max(now_, added_of(item).value_or(0));
    for (const Judged& judged : lesson_.feedback) now_ = std::max(now_, judged.at);
  }

  void read_library() {
    std::unordered_map<std::uint64_t, std::size_t> held;  // looked up only
    if (previous_ != nullptr)
      for (std::size_t i = 0; i < previous_->library.size(); ++i)
        held.try_emplace(previous_->library[i].print, i);
    for (const LibraryItem& item : lesson_.library) {
      const std::uint64_t print = print_of(item);
      const auto found = held.find(print);
      if (found != held.end()) {
        copy_counts(previous_->counted, found->second);
        ++unchanged_;
      } else {
        papers_.add(item.title, cut_utf8(item.abstract, kLongestText));
      }
      prints_.push_back(print);
      known_.insert(title_print(item.title));
      const std::optional<Seconds> added = added_of(item);
      const double recency =
          added ? std::max(kLeastRecency, decay(now_, *added, kLibraryHalfLife)) : 1.0;
      add_row(true, recency, author_keys(item.authors),
              item.categories.empty() ? std::string() : item.categories.front());
      if (trim(item.abstract).empty()) ++without_abstract_;
    }
  }

  void copy_counts(const CountedPapers& from, std::size_t i) {
    const auto begin = from.terms.begin();
    papers_.terms.insert(papers_.terms.end(), begin + static_cast<std::ptrdiff_t>(from.begin[i]),
                         begin + static_cast<std::ptrdiff_t>(from.begin[i + 1]));
    papers_.begin.push_back(papers_.terms.size());
  }

  void add_row(bool positive, double weight, std::vector<std::uint64_t> authors,
               std::string category) {
    positive_.push_back(positive);
    weight_.push_back(weight);
    authors_.push_back(std::move(authors));
    categories_.push_back(std::move(category));
    if (positive && weight > 0) ++positives_;
  }

  void read_feedback() {
    for (const Judged& judged : lesson_.feedback) {
      const OpinionWeight kind = weight_of(judged.kind);
      if (kind.weight <= 0 || !known_.insert(title_print(judged.paper.title)).second) continue;
      papers_.add(judged.paper.title, cut_utf8(judged.paper.abstract, kLongestText));
      add_row(kind.positive, kind.weight * decay(now_, judged.at, kFeedbackHalfLife),
              author_keys(judged.paper), judged.paper.primary_category());
    }
    items_ = papers_.size();
  }

  void read_background() {
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < lesson_.background.size(); ++i)
      if (known_.count(title_print(lesson_.background[i].title)) == 0) fresh.push_back(i);
    const std::size_t count = std::min(fresh.size(), small_step() ? kSmallBackground : kMostBackground);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t at = fresh[i * fresh.size() / count];
      const Paper& paper = lesson_.background[at];
      papers_.add(paper.title, cut_utf8(paper.abstract, kLongestText));
      sample_.push_back(at);
      add_row(false, 1, author_keys(paper), paper.primary_category());
    }
  }

  /// Vectors over the features that occur, numbered by bucket.
  void weigh() {
    std::vector<std::uint32_t> id(kTermBuckets, kNoFeature);
    vectors_ = papers_.terms;
    for (std::size_t i = 0; i < papers_.size(); ++i) {
      TermCount* begin = vectors_.data() + papers_.begin[i];
      rows_.push_back({begin, model_->terms.weigh(begin, vectors_.data() + papers_.begin[i + 1])});
      for (const TermCount* x = begin; x != rows_.back().end; ++x) id[x->term] = 0;
    }
    for (std::uint32_t bucket = 0; bucket < kTermBuckets; ++bucket)
      if (id[bucket] == 0) {
        id[bucket] = static_cast<std::uint32_t>(buckets_.size());
        buckets_.push_back(bucket);
      }
    for (std::size_t i = 0; i < rows_.size(); ++i)
      for (TermCount* x = vectors_.data() + papers_.begin[i]; x != rows_[i].end; ++x)
        x->term = id[x->term];
  }

  void learn_evidence() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (!positive_[i]) continue;
      model_->authors.add_kept(authors_[i]);
      model_->categories.add_kept(categories_[i]);
    }
    for (std::size_t i = items_; i < rows_.size(); ++i) {
      model_->authors.add_stream(authors_[i]);
      model_->categories.add_stream(categories_[i]);
    }
  }

  /// Positives together weigh as much as the background; without any background they weigh 1 each.
  /// Rows of `fold` are left out.
  std::vector<Example> examples(std::size_t fold) const {
    double positive = 0, background = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (i % kFolds == fold) continue;
      if (positive_[i]) positive += weight_[i];
      else if (i >= items_) background += 1;
    }
    const double scale = positive > 0 && background > 0 ? background / positive : 1;
    std::vector<Example> out;
    // What the reader threw away says more than a paper that nobody judged, also in a small stream.
    const auto weight_of = [&](std::size_t i) {
      if (i >= items_) return weight_[i];
      return positive_[i] ? weight_[i] * scale : 1 + weight_[i] * std::max(scale, 2.0);
    };
    for (std::size_t i = 0; i < rows_.size(); ++i)
      if (i % kFolds != fold) out.push_back({rows_[i], positive_[i] != 0, weight_of(i)});
    return out;
  }

  bool small_step() const {
    return previous_ != nullptr && previous_->positives > 0 && !previous_->weights.empty() &&
           static_cast<double>(unchanged_) >= kUnchanged * static_cast<double>(lesson_.library.size()) &&
           static_cast<double>(unchanged_) >= kUnchanged * static_cast<double>(previous_->library.size()) &&
           lesson_.feedback.empty() && !previous_->calibration.knots_values.empty();
  }

  void learn_text() {
    LinearModel start;
    if (small_step()) {
      for (const std::uint32_t bucket : buckets_)
        start.weights.push_back(static_cast<float>(previous_->weight(bucket)));
      start.bias = static_cast<float>(previous_->bias);
    }
    const LinearModel linear = fit_logistic(examples(kFolds), buckets_.size(), kC, &start,
                                            small_step() ? kSmallSteps : 60);
    keep_weights(linear);
    std::vector<double> stream;
    values_.resize(rows_.size());
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      values_[i] = linear(rows_[i]);
      if (i >= items_) stream.push_back(values_[i]);
    }
    model_->text = stream.empty() ? spread_of(values_) : spread_of(stream);
    model_->positives = static_cast<double>(positives_);
    if (!small_step()) cross_fit(linear);
  }

  void keep_weights(const LinearModel& linear) {
    float most = 0;
    for (const float weight : linear.weights) most = std::max(most, std::abs(weight));
    model_->weight_step = most > 0 ? static_cast<double>(most) / 32767 : 1;
    model_->weights.assign(kTermBuckets, 0);
    for (std::size_t i = 0; i < buckets_.size(); ++i)
      model_->weights[buckets_[i]] = static_cast<std::int16_t>(
          std::lround(static_cast<double>(linear.weights[i]) / model_->weight_step));
    model_->bias = static_cast<double>(linear.bias);
  }

  /// Replaces values_ by those of models that did not see the row, in deviations of what they had
  /// not seen of the background either.
  void cross_fit(const LinearModel& all) {
    std::vector<double> unseen(rows_.size(), 0);
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      const LinearModel linear = fit_logistic(examples(fold), buckets_.size(), kC, &all, 25);
      std::vector<double> stream;
      for (std::size_t i = fold; i < rows_.size(); i += kFolds) {
        unseen[i] = linear(rows_[i]);
        if (i >= items_) stream.push_back(unseen[i]);
      }
      const Spread spread = stream.empty() ? model_->text : spread_of(stream);
      for (std::size_t i = fold; i < rows_.size(); i += kFolds) unseen[i] = spread(unseen[i]);
    }
    values_ = std::move(unseen);
  }

  void measure_keywords() {
    const KeywordScorer scorer(profile_.keywords);
    model_->keywords_print = rank::print_of(profile_.keywords);
    if (profile_.keywords.empty()) return;
    std::vector<double> stream;
    for (std::size_t i = 0; i < items_; ++i) points_.push_back(item_points(scorer, i));
    for (const std::size_t at : sample_) {
      const Paper& paper = lesson_.background[at];
      points_.push_back(scorer.points(scorer.find(paper.title, paper.abstract)));
      stream.push_back(points_.back());
    }
    if (!stream.empty()) model_->keywords = spread_of(stream);
  }

  double item_points(const KeywordScorer& scorer, std::size_t i) const {
    if (i >= lesson_.library.size()) return 0;
    const LibraryItem& item = lesson_.library[i];
    return scorer.points(scorer.find(item.title, item.abstract));
  }

  double decision(std::size_t i) const {
    double value = values_[i] + kCategoryWeight * model_->categories.of(categories_[i]) +
                   kAuthorWeight * model_->authors.of(authors_[i], positive_[i] ? 1 : 0);
    if (!points_.empty() && (i < lesson_.library.size() || i >= items_))
      value += keyword_weight(model_->positives) * model_->keywords(points_[i]);
    return value;
  }

  void calibrate() {
    if (small_step()) {
      model_->calibration = previous_->calibration;
      return;
    }
    std::vector<Outcome> unseen, feedback;
    std::vector<double> kept;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double value = decision(i);
      if (positive_[i]) kept.push_back(value);
      // A single positive has no model that did not learn from it.
      if (positive_[i] && positives_ < 2) continue;
      const bool judged = i >= lesson_.library.size() && i < items_;
      (judged ? feedback : unseen).push_back({value, static_cast<bool>(positive_[i]), weight_[i]});
    }
    model_->calibration = Calibration::fit(unseen, base_rate(std::move(kept)), feedback);
  }

  /// The share of the stream that lies above a quantile q of what the reader keeps, divided by 1 - q:
  /// the background holds papers that the reader would keep (Elkan, Noto 2008).
  double base_rate(std::vector<double> kept) const {
    constexpr double kUsual = 0.02, kUsualPapers = 300;
    constexpr double kKeptQuantiles[] = {0.3, 0.4, 0.5, 0.6, 0.7};
    const std::size_t stream = rows_.size() - items_;
    if (kept.size() < 5 || stream < 100) return kUsual;
    std::sort(kept.begin(), kept.end());
    // Above several quantiles: the few papers above one alone would come and go with every opinion.
    double papers = 0;
    for (const double quantile : kKeptQuantiles) {
      const double border = kept[static_cast<std::size_t>(quantile * static_cast<double>(kept.size()))];
      std::size_t above = 0;
      for (std::size_t i = items_; i < rows_.size(); ++i) above += decision(i) > border ? 1 : 0;
      papers += static_cast<double>(above) / (1 - quantile) / std::size(kKeptQuantiles);
    }
    // As if some papers more had the usual share: a small stream says little.
    const double share = (papers + kUsualPapers * kUsual) / (static_cast<double>(stream) + kUsualPapers);
    return std::clamp(share, 0.002, 0.2);
  }

  void keep_library() {
    for (std::size_t i = 0; i < lesson_.library.size(); ++i) {
      model_->library.push_back({prints_[i], lesson_.library[i].title, 0});
      copy_to(model_->counted, i);
    }
  }

  void copy_to(CountedPapers& to, std::size_t i) const {
    const auto begin = papers_.terms.begin();
    to.terms.insert(to.terms.end(), begin + static_cast<std::ptrdiff_t>(papers_.begin[i]),
                    begin + static_cast<std::ptrdiff_t>(papers_.begin[i + 1]));
    to.begin.push_back(to.terms.size());
  }

  void learn_interests() {
    const std::size_t count = lesson_.library.size();
    if (profile_.ranking.interests == "one" || count < 2) return;
    const std::vector<SparseRow> rows(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(count));
    Clustering found;
    std::vector<std::string> names;
    if (profile_.ranking.interests == "collections") found = by_collection(rows, names);
    else found = find_interests(rows);
    if (found.count < 2) return;
    model_->interests.resize(found.count);
    for (std::size_t i = 0; i < count; ++i) {
      model_->library[i].interest = found.of_item[i];
      ++model_->interests[found.of_item[i]].items;
    }
    name_interests(rows, names);
    measure_interests(rows);
    // Where interests overlap, the best match of any says less than the whole library.
    model_->interest_weight = kInterestWeight * std::clamp((0.55 - found.closeness) / 0.2, 0.0, 1.0);
  }

  /// By each item's first collection; what has none is an interest of its own.
  Clustering by_collection(const std::vector<SparseRow>& rows, std::vector<std::string>& names) const {
    std::map<std::string, std::uint32_t> ids;
    Clustering out;
    for (const LibraryItem& item : lesson_.library) {
      const std::string name = item.collections.empty() ? std::string() : item.collections.front();
      const auto [at, added] = ids.try_emplace(name, static_cast<std::uint32_t>(names.size()));
      if (added) names.push_back(name);
      out.of_item.push_back(at->second);
    }
    out.count = names.size();
    constexpr std::size_t kMostCompared = 50;
    out.closeness = out.count <= kMostCompared ? closeness_of(rows, out.of_item, out.count) : 1;
    return out;
  }

  void name_interests(const std::vector<SparseRow>& rows, const std::vector<std::string>& names) {
    std::vector<float> all(buckets_.size(), 0.0F);
    for (const SparseRow& row : rows)
      for (const TermCount* x = row.begin; x != row.end; ++x) all[x->term] += x->count;
    for (std::uint32_t k = 0; k < model_->interests.size(); ++k) {
      Interest& interest = model_->interests[k];
      interest.terms = heaviest_terms(rows, all, k);
      if (k < names.size() && !names[k].empty()) interest.name = names[k];
      else
        interest.name = join({interest.terms.begin(),
                              interest.terms.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(
                                                           2, interest.terms.size()))}, ", ");
      if (interest.name.empty()) interest.name = "others";
    }
  }

  /// Terms of the interest's mean that the rest of the library has less of, as its items spell them.
  std::vector<std::string> heaviest_terms(const std::vector<SparseRow>& rows,
                                          const std::vector<float>& all, std::uint32_t k) const {
    std::vector<float> own(buckets_.size(), 0.0F);
    std::vector<std::uint32_t> used;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (model_->library[i].interest != k) continue;
      for (const TermCount* x = rows[i].begin; x != rows[i].end; ++x) {
        if (own[x->term] == 0) used.push_back(x->term);
        own[x->term] += x->count;
      }
    }
    const auto heavier = [&](std::uint32_t a, std::uint32_t b) {
      const float of_a = own[a] * own[a] / all[a], of_b = own[b] * own[b] / all[b];
      return of_a != of_b ? of_a > of_b : a < b;
    };
    const std::size_t most = std::min(used.size(), 2 * kInterestTerms);
    std::partial_sort(used.begin(), used.begin() + static_cast<std::ptrdiff_t>(most), used.end(), heavier);
    used.resize(most);
    for (std::uint32_t& id : used) id = buckets_[id];
    return spell(used, k);
  }

  std::vector<std::string> spell(const std::vector<std::uint32_t>& terms, std::uint32_t k) const {
    std::vector<std::string> texts(terms.size());
    for (std::size_t i = 0; i < lesson_.library.size(); ++i) {
      if (model_->library[i].interest != k) continue;
      const LibraryItem& item = lesson_.library[i];
      const auto spelled = spell_terms(item.title, cut_utf8(item.abstract, kLongestText), terms);
      bool all = true;
      for (std::size_t j = 0; j < texts.size(); ++j) {
        if (texts[j].empty()) texts[j] = spelled[j].text;
        all = all && !texts[j].empty();
      }
      if (all) break;
    }
    std::vector<std::string> out;
    for (const std::string& text : texts) {
      // "decoding" beside "speculative decoding" names nothing more.
      const bool said = std::any_of(out.begin(), out.end(), [&](const std::string& other) {
        return contains(other, text) || contains(text, other);
      });
      if (!text.empty() && !said && out.size() < kInterestTerms) out.push_back(collapse_spaces(text));
    }
    return out;
  }

  void measure_interests(const std::vector<SparseRow>& rows) {
    std::vector<Centre> centres(model_->interests.size(), Centre(buckets_.size(), 0.0F));
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (const TermCount* x = rows[i].begin; x != rows[i].end; ++x)
        centres[model_->library[i].interest][x->term] += x->count;
    for (std::size_t k = 0; k < centres.size(); ++k) {
      std::vector<double> values;
      for (std::size_t i = items_; i < rows_.size(); ++i) {
        double sum = 0;
        for (const TermCount* x = rows_[i].begin; x != rows_[i].end; ++x)
          sum += static_cast<double>(x->count) * static_cast<double>(centres[k][x->term]);
        values.push_back(sum / static_cast<double>(std::max<std::size_t>(1, model_->interests[k].items)));
      }
      model_->interest_spreads.push_back(spread_of(values));
    }
  }

  void take_notes() {
    std::vector<std::string>& notes = model_->notes;
    if (positives_ == 0)
      notes.push_back("the library is empty: keywords alone decide");
    else if (positives_ < 5)
      notes.push_back("the library has " + std::to_string(positives_) +
                      (positives_ == 1 ? " paper" : " papers") + ": scores are guesses yet");
    if (positives_ > 0 && sample_.size() < 50)
      notes.push_back("there are only " + std::to_string(sample_.size()) +
                      " papers to compare the library with: scores are guesses yet");
    if (without_abstract_ > 0)
      notes.push_back(std::to_string(without_abstract_) + " of " +
                      std::to_string(lesson_.library.size()) +
                      " library items have no abstract: their titles alone count");
  }

  using Centre = std::vector<float>;

  const Lesson& lesson_;
  const Profile& profile_;
  const Model* previous_;
  std::unique_ptr<Model> model_;
  Seconds now_ = 0;
  CountedPapers papers_;
  std::size_t items_ = 0;  ///< rows of library and feedback
  std::size_t positives_ = 0, unchanged_ = 0, without_abstract_ = 0;
  std::vector<std::uint64_t> prints_;
  std::set<std::uint64_t> known_;
  std::vector<char> positive_;
  std::vector<double> weight_;
  std::vector<std::vector<std::uint64_t>> authors_;
  std::vector<std::string> categories_;
  std::vector<std::size_t> sample_;  ///< which papers of the background
  std::vector<TermCount> vectors_;
  std::vector<SparseRow> rows_;
  std::vector<std::uint32_t> buckets_;  ///< per feature
  std::vector<double> values_;          ///< text, per row
  std::vector<double> points_;          ///< of keywords, per row; empty: no keywords
};

Ranker Ranker::learn(const Lesson& lesson, const Profile& profile, const Ranker* previous) {
  return Ranker(Learner(lesson, profile, previous == nullptr ? nullptr : previous->model_.get()).learn());
}

}  // namespace sheaf::rank
