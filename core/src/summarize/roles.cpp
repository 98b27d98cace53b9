// Rhetorical roles: see label_sentences() in summarizer.hpp. Points of cue phrases and of position,
// then the best sequence (Viterbi), because roles come in an order that single sentences do not
// show. Pure functions; any thread.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "summarize/cues.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

using Points = std::array<int, kRoles>;  // background, objective, method, result, other

/// How usual a role is at the place of a sentence; first and last stand for themselves.
constexpr Points kFirst = {22, -1, -16, -40, -20};
constexpr Points kLast = {-26, -20, -6, 16, 8};
/// By the eighth of the abstract that a sentence begins in.
constexpr Points kEighths[8] = {{18, -4, -8, -30, -20}, {16, 2, -3, -28, -20}, {9, 3, 4, -16, -20},
                                {-2, 3, 9, -10, -15},   {-10, -1, 14, -4, -8}, {-20, -5, 13, 4, -5},
                                {-28, -12, 1, 13, 0},   {-28, -14, -4, 14, 4}};
/// From the row's role to the column's.
constexpr Points kFollows[kRoles] = {{3, 7, -2, -10, -10},
                                     {-9, 6, 5, -3, -8},
                                     {-19, -6, 9, 3, -6},
                                     {-26, -12, -8, 9, 6},
                                     {-12, -12, -5, -5, 24}};
constexpr int kNumberPoints = 3;  ///< measured numbers speak for a result

const PhraseTable& cue_table() {
  static const PhraseTable table = [] {
    std::vector<std::string_view> phrases;
    for (const RoleCue& cue : role_cues()) phrases.push_back(cue.phrase);
    return PhraseTable(phrases);
  }();
  return table;
}

const Points& place(std::size_t i, std::size_t count) {
  if (i == 0) return kFirst;
  return i + 1 == count ? kLast : kEighths[8 * i / count];
}

bool is_measure(std::string_view word) {
  return is_ascii_digit(word.front()) && (word.back() == '%' || contains(word, "."));
}

void add(Points& points, const RoleCue& cue) {
  for (std::size_t role = 0; role < kRoles; ++role) points[role] += cue.points[role];
}

/// Chinese characters begin with one of these bytes; other scripts gain nothing from the search.
bool may_be_chinese(std::string_view sentence) {
  return std::any_of(sentence.begin(), sentence.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
  });
}

Points points_of(const Document& document, std::size_t i) {
  const std::string& sentence = document.sentences[i];
  const Words& words = document.words[i];
  const std::size_t count = document.sentences.size();
  Points points = place(i, count);
  for (const PhraseTable::Hit& hit : cue_table().find(words)) add(points, role_cues()[hit.phrase]);
  if (may_be_chinese(sentence)) {
    for (const RoleCue& cue : chinese_role_cues())
      if (contains(sentence, cue.phrase)) add(points, cue);
    return points;
  }
  for (std::size_t w = 0; w < words.count(); ++w)
    if (is_measure(words.word(w))) points[3] += kNumberPoints;
  // "2015 Elsevier B.V.", "Keywords": what is left of a web page.
  if (words.count() < 4 && i > 0) points[4] += 12;
  return points;
}

}  // namespace

std::vector<Role> label_sentences(const Document& document) {
  const std::size_t count = document.sentences.size();
  std::vector<Role> labels(count);
  if (count == 0) return labels;
  std::vector<std::array<unsigned char, kRoles>> from(count);
  Points best = points_of(document, 0);
  for (std::size_t i = 1; i < count; ++i) {
    Points next = points_of(document, i);
    for (std::size_t role = 0; role < kRoles; ++role) {
      std::size_t before = 0;
      for (std::size_t r = 1; r < kRoles; ++r)
        if (best[r] + kFollows[r][role] > best[before] + kFollows[before][role]) before = r;
      from[i][role] = static_cast<unsigned char>(before);
      next[role] += best[before] + kFollows[before][role];
    }
    best = next;
  }
  auto role = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (std::size_t i = count; i-- > 0;) {
    labels[i] = static_cast<Role>(role);
    role = from[i][role];
  }
  return labels;
}

}  // namespace sheaf::summarize
