// The card's fields: see fields.hpp. For each field the sentence with most points for it.
// Pure functions; any thread.
#include "summarize/fields.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kMaxContributions = 4;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

struct FieldCue {
  std::string_view phrase;
  signed char problem, method, result, conclusion, contribution;
};

constexpr FieldCue kCues[] = {{"however", 12, 0, 0, 0, 0},
                              {"remains", 8, 0, 0, 2, 0},
                              {"remain", 7, 0, 0, 2, 0},
                              {"challenge", 5, 0, 0, 0, 0},
                              {"challenges", 5, 0, 0, 0, 0},
                              {"challenging", 6, 0, 0, 0, 0},
                              {"difficult", 6, 0, 0, 0, 0},
                              {"limited", 5, 0, 0, 0, 0},
                              {"limits", 5, 0, 0, 0, 0},
                              {"lack", 6, 0, 0, 0, 0},
                              {"lacks", 6, 0, 0, 0, 0},
                              {"suffer", 7, 0, 0, 0, 0},
                              {"suffers", 7, 0, 0, 0, 0},
                              {"fail", 7, 0, 0, 0, 0},
                              {"fails", 7, 0, 0, 0, 0},
                              {"yet", 6, 0, 0, 0, 0},
                              {"despite", 6, 0, 0, 0, 0},
                              {"unclear", 7, 0, 0, 0, 0},
                              {"bottleneck", 6, 0, 0, 0, 0},
                              {"costly", 4, 0, 0, 0, 0},
                              {"expensive", 4, 0, 0, 0, 0},
                              {"neglect", 6, 0, 0, 0, 0},
                              {"unfortunately", 9, 0, 0, 0, 0},
                              {"existing", 4, 0, 0, 0, 0},
                              {"we propose", 0, 10, 0, 0, 14},
                              {"we present", 0, 9, 0, 0, 14},
                              {"we introduce", 0, 10, 0, 0, 14},
                              {"we develop", 0, 10, 0, 0, 12},
                              {"we design", 0, 9, 0, 0, 12},
                              {"we use", 0, 6, 0, 0, 0},
                              {"this paper proposes", 0, 9, 0, 0, 14},
                              {"this paper presents", 0, 9, 0, 0, 14},
                              {"this paper introduces", 0, 9, 0, 0, 14},
                              {"this paper", 0, 3, 0, 0, 8},
                              {"we describe", 0, 7, 0, 0, 10},
                              {"we formulate", 0, 8, 0, 0, 10},
                              {"specifically", 0, 5, 0, 0, 0},
                              {"consists of", 0, 6, 0, 0, 0},
                              {"based on", 0, 3, 0, 0, 0},
                              {"by", 0, 1, 0, 0, 0},
                              {"we derive", 0, 5, 2, 0, 10},
                              {"we release", 0, 0, 0, 0, 11},
                              {"we provide", 0, 2, 0, 0, 9},
                              {"we construct", 0, 6, 0, 0, 10},
                              {"we train", 0, 6, 0, 0, 6},
                              {"we also release", 0, 0, 0, 0, 11},
                              {"we also propose", 0, 8, 0, 0, 12},
                              {"we also introduce", 0, 8, 0, 0, 12},
                              {"we also present", 0, 6, 0, 0, 12},
                              {"we further propose", 0, 8, 0, 0, 12},
                              {"we further introduce", 0, 8, 0, 0, 12},
                              {"we also show", 0, 0, 5, 0, 9},
                              {"we also provide", 0, 0, 0, 0, 9},
                              {"outperforms", 0, 0, 10, 0, 5},
                              {"outperform", 0, 0, 8, 0, 4},
                              {"achieves", 0, 0, 9, 0, 5},
                              {"achieve", 0, 0, 5, 0, 0},
                              {"results show", 0, 0, 9, 2, 3},
                              {"results demonstrate", 0, 0, 9, 2, 3},
                              {"experiments", 0, 0, 4, 0, 0},
                              {"we show", 0, 0, 6, 2, 10},
                              {"we demonstrate", 0, 0, 6, 2, 10},
                              {"we find", 0, 0, 8, 3, 10},
                              {"we prove", 0, 0, 7, 0, 12},
                              {"improves", 0, 0, 6, 0, 2},
                              {"improvement", 0, 0, 5, 0, 0},
                              {"reduces", 0, 0, 5, 0, 2},
                              {"reducing", 0, 0, 4, 0, 0},
                              {"faster", 0, 0, 5, 0, 0},
                              {"speedup", 0, 0, 6, 0, 0},
                              {"compared to", 0, 0, 4, 0, 0},
                              {"accuracy", 0, 0, 3, 0, 0},
                              {"significantly", 0, 0, 3, 0, 0},
                              {"state-of-the-art", 0, 0, 4, 0, 0},
                              {"we conclude", 0, 0, 0, 25, 0},
                              {"in conclusion", 0, 0, 0, 25, 0},
                              {"overall", 0, 0, 0, 10, 0},
                              {"future work", 0, 0, 0, 16, 0},
                              {"future research", 0, 0, 0, 16, 0},
                              {"suggest", 0, 0, 3, 9, 2},
                              {"suggests", 0, 0, 3, 9, 2},
                              {"suggesting", 0, 0, 2, 7, 0},
                              {"implications", 0, 0, 0, 10, 0},
                              {"findings", 0, 0, 4, 9, 2},
                              {"limitations", 4, 0, 0, 9, 0},
                              {"highlight", 0, 0, 0, 7, 0},
                              {"potential", 0, 0, 0, 4, 0},
                              {"these results", 0, 0, 2, 9, 0},
                              {"our results", 0, 0, 5, 6, 2},
                              {"our work", 0, 0, 0, 6, 0},
                              {"opens", 0, 0, 0, 6, 0},
                              {"paves the way", 0, 0, 0, 12, 0}};

enum Field { kProblem, kMethod, kResult, kConclusion, kContribution, kFields };
using Points = std::array<int, kFields>;

const PhraseTable& cue_table() {
  static const PhraseTable table = [] {
    std::vector<std::string_view> phrases;
    for (const FieldCue& cue : kCues) phrases.push_back(cue.phrase);
    return PhraseTable(phrases);
  }();
  return table;
}

/// A first word that hangs on the sentence before.
bool dangles(std::string_view word) {
  return word == "this" || word == "these" || word == "it" || word == "they" || word == "their" ||
         word == "such" || word == "its" || word == "second" || word == "then";
}

bool is_about_code(const Words& words) {
  return contains(words.text, "available at") || contains(words.text, "github") ||
         contains(words.text, "is available") || contains(words.text, "are available") ||
         contains(words.text, "project page") || contains(words.text, "https ");
}

Points points_of(const Words& words) {
  Points points{};
  for (const PhraseTable::Hit& hit : cue_table().find(words)) {
    const FieldCue& cue = kCues[hit.phrase];
    points[kProblem] += cue.problem;
    points[kMethod] += cue.method;
    points[kResult] += cue.result;
    points[kConclusion] += cue.conclusion;
    points[kContribution] += cue.contribution;
  }
  if (words.count() > 0 && dangles(words.word(0))) {
    points[kProblem] -= 7;
    points[kMethod] -= 4;
    points[kResult] -= 3;
  }
  for (std::size_t i = 0; i < words.count(); ++i)
    if (is_ascii_digit(words.word(i).front())) points[kResult] += 2;
  return points;
}

class Picker {
 public:
  Picker(Summary& summary, const Document& document)
      : summary_(summary), taken_(document.sentences.size(), false) {
    for (const Words& words : document.words) {
      points_.push_back(points_of(words));
      about_code_.push_back(is_about_code(words));
    }
  }

  void pick() {
    summary_.motivation = take(kProblem, {Role::kBackground, Role::kObjective});
    summary_.method = take(kMethod, {Role::kMethod, Role::kObjective});
    pick_conclusion();
    const std::size_t result = best(kResult, {Role::kResult});
    summary_.result = take(kResult, {Role::kResult});
    if (conclusion_ == kNone && result != kNone) conclusion_ = last_result_after(result);
    if (conclusion_ != kNone) summary_.conclusion = clean_sentence(summary_.sentences[conclusion_]);
    pick_contributions();
  }

 private:
  std::size_t size() const { return summary_.sentences.size(); }

  /// The best sentence of the first role that has any; earlier ones win ties.
  std::size_t best(Field field, std::initializer_list<Role> roles) const {
    for (const Role role : roles) {
      std::size_t found = kNone;
      for (std::size_t i = 0; i < size(); ++i)
        if (summary_.labels[i] == role && !taken_[i] && !about_code_[i] &&
            (found == kNone || points_[i][field] > points_[found][field]))
          found = i;
      if (found != kNone) return found;
    }
    return kNone;
  }

  std::string take(Field field, std::initializer_list<Role> roles) {
    const std::size_t found = best(field, roles);
    if (found == kNone) return {};
    taken_[found] = true;
    return clean_sentence(summary_.sentences[found]);
  }

  /// A sentence that says so; a lone result is left for `result`.
  void pick_conclusion() {
    std::size_t results = 0;
    for (std::size_t i = 0; i < size(); ++i)
      if (summary_.labels[i] == Role::kResult && !taken_[i] && !about_code_[i]) ++results;
    for (std::size_t i = size() / 2; i < size(); ++i) {
      const bool is_result = summary_.labels[i] == Role::kResult;
      const int needed = is_result ? 6 : 12;
      if (taken_[i] || about_code_[i] || points_[i][kConclusion] < needed) continue;
      if (is_result && results < 2) continue;
      if (conclusion_ == kNone || points_[i][kConclusion] > points_[conclusion_][kConclusion])
        conclusion_ = i;
    }
    if (conclusion_ != kNone) taken_[conclusion_] = true;
  }

  std::size_t last_result_after(std::size_t result) const {
    for (std::size_t i = size(); i-- > result + 1;)
      if (summary_.labels[i] == Role::kResult && !taken_[i] && !about_code_[i]) return i;
    return kNone;
  }

  void pick_contributions() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < size(); ++i)
      if (points_[i][kContribution] >= 8 && !about_code_[i]) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return points_[a][kContribution] > points_[b][kContribution];
    });
    if (order.size() > kMaxContributions) order.resize(kMaxContributions);
    std::sort(order.begin(), order.end());
    for (const std::size_t i : order)
      summary_.contributions.push_back(
          cut_clauses(without_asides(clean_sentence(summary_.sentences[i])), 18, 30));
  }

  Summary& summary_;
  std::vector<bool> taken_;
  std::vector<Points> points_;
  std::vector<bool> about_code_;
  std::size_t conclusion_ = kNone;
};

}  // namespace

void fill_fields(Summary& summary, const Document& document) {
  Picker(summary, document).pick();
}

}  // namespace sheaf::summarize
