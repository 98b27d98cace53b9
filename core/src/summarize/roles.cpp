// Rhetorical roles: see roles.hpp. Points of each sentence, then a chain over the abstract, because
// roles come in an order that single sentences do not show (a linear-chain conditional random
// field: Lafferty, McCallum and Pereira 2001). The points are the model's, or, for scripts that it
// has not seen, those of cues and place. Pure functions; any thread.
#include "summarize/roles.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "summarize/role_model.hpp"
#include "summarize/summarizer.hpp"

namespace sheaf::summarize {
namespace {

using Points = std::array<int, kRoles>;  // of cues and place; ten are a natural logarithm
using Follows = std::array<RolePoints, kRoles>;

/// How usual a role is at the place of a sentence; first and last stand for themselves.
constexpr Points kFirst = {22, -1, -16, -40, -20};
constexpr Points kLast = {-26, -20, -6, 16, 8};
/// By the eighth of the abstract that a sentence begins in.
constexpr Points kEighths[8] = {{18, -4, -8, -30, -20}, {16, 2, -3, -28, -20}, {9, 3, 4, -16, -20},
                                {-2, 3, 9, -10, -15},   {-10, -1, 14, -4, -8}, {-20, -5, 13, 4, -5},
                                {-28, -12, 1, 13, 0},   {-28, -14, -4, 14, 4}};
/// From the row's role to the column's.
constexpr Follows kFollows = {{{0.3F, 0.7F, -0.2F, -1.0F, -1.0F},
                               {-0.9F, 0.6F, 0.5F, -0.3F, -0.8F},
                               {-1.9F, -0.6F, 0.9F, 0.3F, -0.6F},
                               {-2.6F, -1.2F, -0.8F, 0.9F, 0.6F},
                               {-1.2F, -1.2F, -0.5F, -0.5F, 2.4F}}};

/// The model knows languages of Latin letters; a third of other bytes is another script.
bool is_other_script(const Document& document) {
  if (!document.wide) return false;
  std::size_t bytes = 0, other = 0;
  for (const std::string& sentence : document.sentences) {
    bytes += sentence.size();
    other += static_cast<std::size_t>(
        std::count_if(sentence.begin(), sentence.end(), [](char c) { return (c & 0x80) != 0; }));
  }
  return other * 3 > bytes;
}

/// Chinese characters begin with one of these bytes; other scripts gain nothing from the search.
bool may_be_chinese(std::string_view sentence) {
  return std::any_of(sentence.begin(), sentence.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
  });
}

const Points& place(std::size_t i, std::size_t count) {
  if (i == 0) return kFirst;
  return i + 1 == count ? kLast : kEighths[8 * i / count];
}

RolePoints points_of_cues(std::string_view sentence, std::size_t i, std::size_t count) {
  Points points = place(i, count);
  if (may_be_chinese(sentence))
    for (const RoleCue& cue : chinese_role_cues())
      if (contains(sentence, cue.phrase))
        for (std::size_t r = 0; r < kRoles; ++r) points[r] += cue.points[r];
  RolePoints out;
  for (std::size_t r = 0; r < kRoles; ++r) out[r] = static_cast<float>(points[r]) / 10.0F;
  return out;
}

void scale_to_one(RoleChances& chances) {
  float sum = 0;
  for (const float chance : chances) sum += chance;
  for (float& chance : chances) chance /= sum;
}

/// Odds of one sentence alone. No role is ever impossible, so that a chain never breaks.
RoleChances odds_alone(const RolePoints& points) {
  const float most = *std::max_element(points.begin(), points.end());
  RoleChances odds;
  for (std::size_t r = 0; r < kRoles; ++r) odds[r] = std::exp(std::max(points[r] - most, -30.0F));
  return odds;
}

Follows odds_of(const Follows& follows) {
  Follows odds;
  for (std::size_t from = 0; from < kRoles; ++from)
    for (std::size_t to = 0; to < kRoles; ++to) odds[from][to] = std::exp(follows[from][to]);
  return odds;
}

/// The chances of each sentence's roles over all sequences (forward-backward), scaled at each step.
std::vector<RoleChances> chances_of(const std::vector<RolePoints>& points, const Follows& odds) {
  std::vector<RoleChances> own(points.size());
  std::transform(points.begin(), points.end(), own.begin(), odds_alone);
  std::vector<RoleChances> chances = own;
  scale_to_one(chances.front());
  for (std::size_t i = 1; i < own.size(); ++i) {
    for (std::size_t to = 0; to < kRoles; ++to) {
      float sum = 0;
      for (std::size_t from = 0; from < kRoles; ++from)
        sum += chances[i - 1][from] * odds[from][to];
      chances[i][to] = own[i][to] * sum;
    }
    scale_to_one(chances[i]);
  }
  RoleChances after = {1, 1, 1, 1, 1};
  for (std::size_t i = own.size() - 1; i-- > 0;) {
    RoleChances before{};
    for (std::size_t from = 0; from < kRoles; ++from)
      for (std::size_t to = 0; to < kRoles; ++to)
        before[from] += odds[from][to] * own[i + 1][to] * after[to];
    scale_to_one(before);
    after = before;
    for (std::size_t r = 0; r < kRoles; ++r) chances[i][r] *= after[r];
    scale_to_one(chances[i]);
  }
  return chances;
}

}  // namespace

RoleReading read_roles(const Document& document) {
  RoleReading reading;
  const std::size_t count = document.sentences.size();
  if (count == 0) return reading;
  if (is_other_script(document)) {
    std::vector<RolePoints> points;
    for (std::size_t i = 0; i < count; ++i)
      points.push_back(points_of_cues(document.sentences[i], i, count));
    reading.chances = chances_of(points, odds_of(kFollows));
  } else {
    const RoleModel& model = RoleModel::built_in();
    static const Follows odds = odds_of(model.follows());
    reading.chances = chances_of(model.points(document), odds);
  }
  reading.labels.reserve(count);
  for (const RoleChances& c : reading.chances)
    reading.labels.push_back(static_cast<Role>(std::max_element(c.begin(), c.end()) - c.begin()));
  return reading;
}

std::vector<Role> label_sentences(const Document& document) {
  return read_roles(document).labels;
}

}  // namespace sheaf::summarize
