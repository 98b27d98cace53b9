// The card's fields: see fields.hpp. For each field the one or two sentences with most points for
// it: the chance of a fitting role, cue phrases, the place. Pure functions; any thread.
#include "summarize/fields.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <iterator>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/cues.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kMaxContributions = 4;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

enum Field { kProblem, kMethod, kResult, kConclusion, kContribution, kFields };
using Points = std::array<float, kFields>;

const PhraseTable& cue_table() {
  static const PhraseTable table = [] {
    std::vector<std::string_view> phrases;
    for (const FieldCue& cue : field_cues()) phrases.push_back(cue.phrase);
    return PhraseTable(phrases);
  }();
  return table;
}

/// Begins with a word that hangs on the sentence before. The paper itself and its results are known
/// to whoever reads the card.
bool dangles(const Words& words) {
  static constexpr std::string_view kHanging[] = {
      "this", "these", "it",   "they", "their", "such",   "its",    "second", "third",
      "then", "those", "that", "he",   "she",   "former", "latter", "both"};
  static constexpr std::string_view kKnown[] = {
      "paper",  "work",    "study",    "article", "survey",      "thesis",  "report",
      "review", "results", "findings", "result",  "experiments", "chapter", "dissertation"};
  const auto is_one_of = [](const auto& list, std::string_view word) {
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
  };
  if (words.count() == 0) return true;
  if (!is_one_of(kHanging, words.word(0))) return false;
  return words.count() < 2 || !is_one_of(kKnown, words.word(1));
}

/// A sentence in which many phrases are looked for: its pairs of letters tell at once of most that they
/// are not there.
class Searched {
 public:
  explicit Searched(std::string_view text) : text_(text) {
    for (std::size_t i = 1; i < text.size(); ++i) pairs_.set(pair_of(text[i - 1], text[i]));
  }

  bool has(std::string_view phrase) const {
    for (std::size_t i = 1; i < phrase.size(); ++i)
      if (!pairs_.test(pair_of(phrase[i - 1], phrase[i]))) return false;
    return contains(text_, phrase);
  }
  template <std::size_t n>
  bool has_any(const std::string_view (&phrases)[n]) const {
    return std::any_of(phrases, phrases + n, [this](std::string_view phrase) { return has(phrase); });
  }

 private:
  static std::size_t pair_of(char a, char b) {
    return (static_cast<unsigned char>(a) & 31U) << 5U | (static_cast<unsigned char>(b) & 31U);
  }

  std::string_view text_;
  std::bitset<1024> pairs_;
};

/// Of words that sentences with certain phrases have, the first four bytes and the last.
template <std::size_t n>
class Anchors {
 public:
  constexpr explicit Anchors(const std::string_view (&ends)[n]) {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t k = 0; k < 4; ++k)
        ends_[i] |= static_cast<std::uint32_t>(static_cast<unsigned char>(ends[i][k])) << (8 * k);
  }
  /// Whether a word begins or ends so; also true where words of other scripts hide the ends.
  bool are_in(const Words& words) const {
    for (std::size_t i = 0; i < words.pieces.size(); ++i) {
      const Piece& piece = words.pieces[i];
      if (piece.wide) return true;
      if (piece.size < 4) continue;
      const char* begin = words.text.data() + piece.begin;
      if (has(four_bytes(begin)) || has(four_bytes(begin + piece.size - 4))) return true;
    }
    return false;
  }

 private:
  bool has(std::uint32_t end) const {
    bool found = false;  // no branches: a few comparisons at once
    for (const std::uint32_t known : ends_) found |= known == end;
    return found;
  }
  static std::uint32_t four_bytes(const char* bytes) {
    std::uint32_t four = 0;
    std::memcpy(&four, bytes, 4);
    return four;
  }
  std::array<std::uint32_t, n> ends_{};
};

bool is_about_code(const Words& words) {
  static constexpr std::string_view kCodeCues[] = {
      "available at", "github",         "is available", "are available",      "project page",
      "https ",       "made available", "open-sourced", "publicly available", "be available"};
  static constexpr std::string_view kEnds[] = {"avai", "able", "gith", "thub",
                                               "ject", "ttps", "sour", "proj"};
  static constexpr Anchors<std::size(kEnds)> kAnchors(kEnds);
  return kAnchors.are_in(words) && Searched(words.text).has_any(kCodeCues);
}

/// What speaks for a field in the words alone.
Points cue_points(const Words& words, std::vector<PhraseTable::Hit>& hits) {
  Points points{};
  cue_table().find(words, hits);
  for (const PhraseTable::Hit& hit : hits) {
    const FieldCue& cue = field_cues()[hit.phrase];
    points[kProblem] += cue.problem;
    points[kMethod] += cue.method;
    points[kResult] += cue.result;
    points[kConclusion] += cue.conclusion;
    points[kContribution] += cue.contribution;
  }
  for (std::size_t i = 0; i < words.count(); ++i)
    if (is_ascii_digit(words.word(i).front())) points[kResult] += 2;
  return points;
}

constexpr std::size_t kMaxOutlook = 3;
constexpr std::string_view kFutureCues[] = {
    "future work",     "future research", "future studies", "future direction", "further research",
    "further work",    "further studies", "we plan to",     "we leave",         "left for future",
    "remains an open", "remain open",     "open question",  "in the future we", "open problem"};
/// Hopes that others go on are no plan.
constexpr std::string_view kHopeCues[] = {
    "facilitat", "foster",     "support", "promot",     "stimulat",  "benchmark", "resource",
    "releas",    "foundation", "hope",    "open-sourc", "basis for", "dataset",   "encourag"};
constexpr std::string_view kLimitCues[] = {"a limitation",
                                           "main limitation",
                                           "limitations of our",
                                           "limitations of this",
                                           "limitations of the proposed",
                                           "limitations include",
                                           "limitation of our",
                                           "limitation of this",
                                           "current limitations",
                                           "is limited to",
                                           "are limited to",
                                           "drawback",
                                           "our method cannot",
                                           "our approach cannot",
                                           "does not generalize",
                                           "remains challenging",
                                           "caveat",
                                           "at the cost of",
                                           "remains a challenge"};
/// The paper removes these limits, or they are those of others.
constexpr std::string_view kOvercomeCues[] = {
    "overcom",  "address",  "mitigat",        "alleviat", "circumvent", "existing",
    "previous", "prior ",   "current models", "unlike",   "resolv",     "tackl",
    "without",  "eliminat", "conventional",   "usually"};

/// How well a role fits a field: background, objective, method, result, other.
constexpr float kFit[4][kRoles] = {{1, 0.45F, 0.05F, 0, 0},
                                   {0, 0.8F, 1, 0.1F, 0},
                                   {0, 0.1F, 0.3F, 1, 0},
                                   {0.05F, 0.3F, 0.3F, 1, 0.2F}};
constexpr float kFitPoints = 20;
constexpr float kLeastFit = 0.25F;       ///< of a field's first sentence
constexpr float kLeastSecondFit = 0.5F;  ///< and of its second
constexpr float kLastPoints = 40;        ///< for a conclusion at the very end
constexpr std::size_t kFieldWords = 60;  ///< a second sentence must leave it this short

class Picker {
 public:
  Picker(Summary& summary, const Document& document, const RoleReading& roles)
      : summary_(summary), document_(document), roles_(roles), taken_(size(), 0) {
    points_.reserve(size());
    about_code_.reserve(size());
    dangling_.reserve(size());
    std::vector<PhraseTable::Hit> hits;
    for (const Words& words : document.words) {
      points_.push_back(cue_points(words, hits));
      about_code_.push_back(is_about_code(words));
      dangling_.push_back(dangles(words));
    }
  }

  void pick() {
    has_conclusion_ = results() > 1;
    if (has_conclusion_) {
      for (const Field field : {kProblem, kMethod, kConclusion, kResult}) take_first(field);
    } else {
      for (const Field field : {kProblem, kResult, kConclusion, kMethod}) take_first(field);
      if (chosen_[kMethod].empty()) chosen_[kMethod].swap(chosen_[kConclusion]);
    }
    if (has_conclusion_) take_second(kConclusion);
    for (const Field field : {kResult, kMethod, kProblem}) take_second(field);
    summary_.motivation = text_of(kProblem);
    summary_.method = text_of(kMethod);
    summary_.result = text_of(kResult);
    summary_.conclusion = text_of(kConclusion);
    pick_contributions();
    pick_outlook();
  }

 private:
  std::size_t size() const { return document_.sentences.size(); }

  std::size_t results() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < size(); ++i)
      count += roles_.chance(i, Role::kResult) > 0.35F && is_free(i) && !dangling_[i];
    return count;
  }

  float fit(Field field, std::size_t i) const {
    float sum = 0;
    for (std::size_t r = 0; r < kRoles; ++r) sum += kFit[field][r] * roles_.chances[i][r];
    return sum;
  }

  float points(Field field, std::size_t i) const {
    if (field != kConclusion) return kFitPoints * fit(field, i) + points_[i][field];
    if (!has_conclusion_) return points_[i][kContribution] + points_[i][kConclusion];
    const auto place = static_cast<float>(i + 1) / static_cast<float>(size());
    return kFitPoints * fit(field, i) + points_[i][field] + kLastPoints * place * place;
  }

  bool is_free(std::size_t i) const { return !taken_[i] && !about_code_[i]; }

  void take(Field field, std::size_t i) {
    taken_[i] = 1;
    chosen_[field].push_back(i);
  }

  bool is_short(std::size_t a, std::size_t b) const {
    return document_.words[a].count() + document_.words[b].count() <= kFieldWords;
  }

  /// Stands alone, or behind a sentence that does and can come along.
  bool can_open(Field field, std::size_t i) const {
    if (!is_free(i)) return false;
    if (!dangling_[i]) return true;
    return i > 0 && is_free(i - 1) && !dangling_[i - 1] && fit(field, i - 1) >= kLeastFit &&
           is_short(i - 1, i);
  }

  /// The best sentence; earlier ones win ties.
  void take_first(Field field) {
    std::size_t found = kNone;
    for (std::size_t i = 0; i < size(); ++i) {
      if (!can_open(field, i) || fit(field, i) < kLeastFit) continue;
      if (found == kNone || points(field, i) > points(field, found)) found = i;
    }
    if (found == kNone) return;
    if (dangling_[found]) take(field, found - 1);
    take(field, found);
  }

  /// A second one, if it is short; one that hangs on the sentence before only right behind it.
  void take_second(Field field) {
    if (chosen_[field].size() != 1) return;
    const std::size_t first = chosen_[field].front();
    std::size_t found = kNone;
    for (std::size_t i = 0; i < size(); ++i) {
      if (!is_free(i) || fit(field, i) < kLeastSecondFit) continue;
      if (dangling_[i] && i != first + 1) continue;
      if (!is_short(first, i)) continue;
      if (found == kNone || points(field, i) > points(field, found)) found = i;
    }
    if (found != kNone) take(field, found);
  }

  std::string text_of(Field field) {
    std::sort(chosen_[field].begin(), chosen_[field].end());
    std::string text;
    for (const std::size_t i : chosen_[field]) {
      if (!text.empty()) text += ' ';
      text += document_.clean[i];
    }
    return text;
  }

  void pick_contributions() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < size(); ++i)
      if (points_[i][kContribution] >= 8 && !about_code_[i] &&
          roles_.chance(i, Role::kBackground) < 0.7F)
        order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return points_[a][kContribution] > points_[b][kContribution];
    });
    if (order.size() > kMaxContributions) order.resize(kMaxContributions);
    std::sort(order.begin(), order.end());
    for (const std::size_t i : order)
      summary_.contributions.push_back(
          cut_clauses(without_asides(document_.clean[i]), 18, 30));
  }

  /// What the abstract itself says of its limits and of what comes next: not in its background, and
  /// not of others' work.
  void pick_outlook() {
    for (std::size_t i = size() / 2; i < size(); ++i) {
      if (roles_.chance(i, Role::kBackground) > 0.4F || about_code_[i]) continue;
      static constexpr std::string_view kEnds[] = {"futu", "furt", "plan", "leav", "left",
                                                   "open", "limi", "draw", "cann", "gene",
                                                   "chal", "cave", "cost"};
      static constexpr Anchors<std::size(kEnds)> kAnchors(kEnds);
      if (!kAnchors.are_in(document_.words[i])) continue;
      const Searched text(document_.words[i].text);
      if (text.has_any(kFutureCues) && !text.has_any(kHopeCues)) {
        add_once(summary_.future_work, document_.clean[i], kMaxOutlook);
      } else if (text.has_any(kLimitCues) && !text.has_any(kOvercomeCues)) {
        add_once(summary_.limitations, document_.clean[i], kMaxOutlook);
      }
    }
  }

  Summary& summary_;
  const Document& document_;
  const RoleReading& roles_;
  std::vector<char> taken_;  ///< a flag per sentence, as the next two
  std::vector<Points> points_;
  std::vector<char> about_code_, dangling_;
  /// More than one result: the last may be a conclusion. Else the paper's announcement stands for
  /// it.
  bool has_conclusion_ = false;
  std::array<std::vector<std::size_t>, kContribution> chosen_;
};

}  // namespace

void fill_fields(Summary& summary, const Document& document, const RoleReading& roles) {
  Picker(summary, document, roles).pick();
}

}  // namespace sheaf::summarize
