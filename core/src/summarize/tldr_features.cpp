// Features of the TL;DR ranker: see tldr_features.hpp.
// Pure functions but for the scorer's own state; one thread.
#include "summarize/tldr_features.hpp"

#include <algorithm>
#include <cmath>

namespace sheaf::summarize {
namespace {

constexpr float kShort = 8, kUsual = 15, kLong = 25;  ///< supposed lengths of a TL;DR, in words
constexpr std::uint32_t kCutMark = 0xC07;  ///< tells the word after a cut from the word itself
constexpr float kRepeated = 0.25F;  ///< a second occurrence counts so much of the first

float flag(bool value) {
  return static_cast<float>(value);
}
float clamped(std::uint32_t i, std::uint32_t first) {
  const int distance = static_cast<int>(i) - static_cast<int>(first);
  return static_cast<float>(std::clamp(distance, -3, 4)) / 4;
}
float share(float part, float whole) {
  return whole > 0 ? part / whole : 0;
}

/// Natural logarithm of a count, 0 for none; abstracts have small ones.
float log_of(std::size_t count) {
  static const std::array<float, 64> table = [] {
    std::array<float, 64> logs{};
    for (std::size_t i = 1; i < logs.size(); ++i) logs[i] = std::log(static_cast<float>(i));
    return logs;
  }();
  return count < table.size() ? table[count] : std::log(static_cast<float>(count));
}

/// In four sums, which the processor adds at a time.
template <std::size_t kSize>
float dot(const std::vector<float>& weights, const std::array<float, kSize>& features) {
  std::array<float, 4> sums{};
  std::size_t i = 0;
  for (; i + 4 <= kSize; i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += weights[i + lane] * features[i + lane];
  for (; i < kSize; ++i) sums[0] += weights[i] * features[i];
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

}  // namespace

WordFeatures word_features(const TldrText& text, const WordType& type) {
  const auto count = static_cast<float>(text.sentences.size());
  const float often = log_of(type.count);
  const float content = flag(!type.stop);
  const float title = flag(type.in_title);
  const float first = flag(type.in_first_announcing);
  const float proposed = flag(type.in_first_proposing);
  const float announced = static_cast<float>(std::min(type.announced, 3u)) / 3;
  const float beside = flag(type.by_title);
  const bool only_before = type.last < text.first_announcing;
  return {title,
          flag(type.stop),
          title * flag(type.stop),
          often,
          static_cast<float>(type.sentences) / count,
          static_cast<float>(type.first) / count,
          flag(type.first == 0),
          content * often,
          title * often,
          static_cast<float>(type.length) / 10,
          flag(type.digits),
          log_of(text.sentences.size() + 1),
          flag(type.count == 1),
          content * flag(type.count >= 3),
          first,
          proposed,
          flag(type.in_first_person),
          announced,
          flag(type.last > text.first_announcing),
          flag(type.first < text.first_person),
          type.nearness < 8 ? 1 / (1 + static_cast<float>(type.nearness)) : 0,
          beside,
          flag(type.last + 1 == text.sentences.size()),
          first * content,
          proposed * content,
          announced * content,
          beside * content,
          first * title * content,
          static_cast<float>(type.capitals) / static_cast<float>(std::max(type.count, 1u)),
          flag(only_before) * content};
}

TldrScorer::TldrScorer(const TldrText& text, const TldrModel& model,
                       std::pmr::memory_resource* memory)
    : text_(text),
      model_(model),
      grams_(model.candidate.hashed.data(), memory),
      addends_(text.types.size(), memory),
      seen_(text.types.size(), 0, memory),
      prefixes_(text.tokens.size(), memory),
      whole_(memory),
      rank_(memory),
      announced_before_(memory) {
  read_grams();
  // In two steps: sums over features that have just been written would wait for each of them.
  std::pmr::vector<WordFeatures> features(text.types.size(), memory);
  for (std::size_t t = 0; t < text.types.size(); ++t)
    if (text.types[t].count > 0) features[t] = word_features(text, text.types[t]);
  for (std::size_t t = 0; t < text.types.size(); ++t) {
    const WordType& type = text.types[t];
    if (type.count == 0) continue;  // of the title only
    const float chance = chance_of(type, features[t]);
    const float content = flag(!type.stop);
    auto& [first, again] = addends_[t];
    first = {1, 1, chance, content * chance, content, flag(type.stop), content * flag(type.in_title),
             content * log_of(type.count + 1)};
    again[kWords] = 1;
    again[kChance] = kRepeated * chance;
    again[kStops] = flag(type.stop);
  }
  announced_before_.reserve(text.sentences.size());
  float announced = 0;
  for (const TldrSentence& sentence : text.sentences) {
    announced_before_.push_back(announced);
    announced += flag(sentence.announces);
    persons_ += flag(sentence.first_person);
    most_title_ = std::max(most_title_, sentence.title_words);
  }
  whole_.reserve(text.sentences.size());
  rank_.reserve(text.sentences.size());
  for (std::uint32_t i = 0; i < text.sentences.size(); ++i) {
    ++round_;
    Sums sums;
    add_part({i, text.sentences[i].begin, text.sentences[i].end, 0, 0}, sums, prefixes_.data());
    whole_.push_back(sums.expected(kUsual));
  }
  std::pmr::vector<float> sorted(whole_, memory);
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  for (const float value : whole_)
    rank_.push_back(static_cast<float>(
        std::lower_bound(sorted.begin(), sorted.end(), value, std::greater<>()) - sorted.begin()));
  best_whole_ = sorted.empty() ? 0 : sorted.front();
}

/// Of a word to occur in the TL;DR.
float TldrScorer::chance_of(const WordType& type, const WordFeatures& features) const {
  float hashed = model_.word.hashed[type.hash % kTldrWordBuckets];
  if (type.in_title)
    hashed += model_.word.hashed[kTldrWordBuckets + type.hash % kTldrTitleBuckets];
  const float logit = model_.word.bias + model_.word.scale * hashed +
                      dot(model_.word.dense, features);
  return 1 / (1 + std::exp(-logit));
}

void TldrScorer::add_part(const TldrPart& part, Sums& sums, Sums* prefixes) {
  const auto has = [](const Token& token, std::uint32_t bit) {
    return (token.bits & bit) != 0 ? 1U : 0U;
  };
  for (std::uint32_t t = part.begin; t < part.end; ++t) {
    const Token& token = text_.tokens[t];
    const Addends& added = addends_[token.type][seen_[token.type] == round_ ? 1 : 0];
    seen_[token.type] = round_;
    for (std::size_t k = 0; k < added.size(); ++k) sums.of[k] += added[k];
    sums.hanging += has(token, kHanging);
    sums.bits |= token.bits & (kDigits | kAddress);
    if (prefixes != nullptr) prefixes[t] = sums;
    if (t + 1 == part.end) break;
    sums.bits |= token.bits;
    sums.commas += has(token, kComma);
    sums.title_pairs += has(token, kTitlePair);
  }
}

TldrScorer::Sums TldrScorer::sums_of(const TldrCandidate& candidate) {
  const TldrPart& part = candidate.part;
  const bool at_start =
      part.begin == text_.sentences[part.sentence].begin && part.end > part.begin;
  if (at_start && !candidate.pair) return prefixes_[part.end - 1];
  ++round_;
  Sums sums;
  if (at_start) {
    sums = prefixes_[part.end - 1];
    for (std::uint32_t t = part.begin; t < part.end; ++t) seen_[text_.tokens[t].type] = round_;
  } else {
    add_part(part, sums);
  }
  if (candidate.pair) add_part(candidate.second, sums);
  return sums;
}

CandidateFeatures TldrScorer::features(const TldrCandidate& candidate) {
  const Sums sums = sums_of(candidate);
  const std::uint32_t i = candidate.part.sentence;
  const TldrSentence& sentence = text_.sentences[i];
  const auto count = static_cast<float>(text_.sentences.size());
  const auto place = static_cast<float>(i);
  const float expected = sums.expected(kUsual);
  const float title = share(sums.of[kTitle], static_cast<float>(text_.title_content));
  const float words = sums.of[kWords];
  const auto has = [&sums](std::uint32_t bit) { return flag((sums.bits & bit) != 0); };
  CandidateFeatures out = {sums.expected(kShort),
                           expected,
                           sums.expected(kLong),
                           expected - whole_[i],
                           expected - best_whole_,
                           whole_[i] - best_whole_,
                           flag(rank_[i] == 0),
                           std::min(rank_[i], 5.0F) / 5,
                           sums.of[kChance] / 20,
                           sums.of[kContentChance] / 10,
                           share(sums.of[kContentChance], sums.of[kContent]),
                           share(sums.of[kChance], sums.of[kDistinct]),
                           flag(i == 0),
                           flag(i == 1),
                           flag(i == 2),
                           flag(i + 1 == text_.sentences.size()),
                           place / count,
                           std::min(place, 10.0F) / 10,
                           title,
                           title * title,
                           share(sums.of[kTitle], sums.of[kDistinct]),
                           share(static_cast<float>(sums.title_pairs), static_cast<float>(text_.title_pairs)),
                           share(sums.of[kCentrality], sums.of[kContent]),
                           words / 50,
                           std::min(words * words / 2500, 4.0F),
                           std::max(0.0F, words - 25) / 20,
                           std::max(0.0F, 14 - words) / 10,
                           flag(words < 8),
                           flag(words > 35),
                           flag(words > 45),
                           log_of(static_cast<std::size_t>(words) + 1) / 4,
                           std::min(static_cast<float>(sums.hanging), 3.0F),
                           has(kBracket),
                           std::min(static_cast<float>(sums.commas), 6.0F) / 3,
                           has(kDigits),
                           has(kPercent),
                           has(kColon),
                           has(kQuestion),
                           has(kAddress),
                           share(sums.of[kStops], words),
                           flag(candidate.whole()),
                           flag(candidate.without_lead),
                           flag(candidate.cut != TldrCut::kNone),
                           share(words, static_cast<float>(sentence.end - sentence.begin))};
  for (std::size_t cut = 1; cut < kTldrCuts; ++cut)
    out[43 + cut] = flag(static_cast<std::size_t>(candidate.cut) == cut);
  out[50] = flag(candidate.pair);
  add_context(candidate, out, 51);
  return out;
}

/// What stands around the sentence; 28 features from out[at].
void TldrScorer::add_context(const TldrCandidate& candidate, CandidateFeatures& out,
                             std::size_t at) const {
  const std::uint32_t i = candidate.part.sentence;
  const std::pmr::vector<TldrSentence>& all = text_.sentences;
  const TldrSentence& sentence = all[i];
  const auto word = [this, &all](std::uint32_t s) {
    return s < all.size() && all[s].begin < all[s].end ? text_.tokens[all[s].begin].bits : 0;
  };
  const TldrSentence* second = candidate.pair ? &all[candidate.second.sentence] : nullptr;
  const std::uint32_t before = i > 0 ? word(i - 1) : 0;
  const std::uint32_t after = word(i + 1);
  for (const float value : {flag(sentence.first_person),
                            flag(i == text_.first_person),
                            flag(i < text_.first_person),
                            clamped(i, text_.first_person),
                            flag(sentence.announces),
                            flag(i == text_.first_announcing),
                            flag(i < text_.first_announcing),
                            clamped(i, text_.first_announcing),
                            flag(sentence.proposes),
                            flag(i == text_.first_proposing),
                            flag(i < text_.first_proposing),
                            std::min(announced_before_[i], 6.0F) / 3,
                            persons_ / static_cast<float>(all.size()),
                            share(static_cast<float>(sentence.new_title_words),
                                  static_cast<float>(text_.title_content)),
                            flag(sentence.title_words == most_title_),
                            flag(i == text_.first_name),
                            flag(sentence.has_name),
                            flag((before & kTurn) != 0),
                            flag(i > 0 && all[i - 1].first_person),
                            flag((after & (kHanging | kPronoun | kFirstPerson)) != 0),
                            flag((after & kFirstPerson) != 0),
                            flag((after & kEvidence) != 0),
                            flag((word(i) & (kHanging | kPronoun)) != 0),
                            flag(second != nullptr && second->first_person),
                            flag(second != nullptr && second->announces),
                            flag(second != nullptr && candidate.second.sentence == i + 1),
                            second != nullptr ? whole_[candidate.second.sentence] - best_whole_ : 0,
                            second != nullptr ? whole_[candidate.second.sentence] - whole_[i] : 0})
    out[at++] = value;
}

void TldrScorer::read_grams() {
  grams_.reserve(text_.tokens.size());
  for (const TldrSentence& sentence : text_.sentences)
    for (std::uint32_t t = sentence.begin; t < sentence.end; ++t)
      grams_.add(text_.tokens[t].hash, t == sentence.begin);
}

std::uint32_t TldrScorer::cut_bucket(const TldrCandidate& candidate) const {
  const std::uint32_t next = candidate.part.end;
  if (candidate.cut == TldrCut::kNone || next >= text_.tokens.size()) return kTldrBuckets - 1;
  return (text_.tokens[next].hash ^ kCutMark) % kTldrBuckets;
}

std::vector<std::uint32_t> TldrScorer::ngrams(const TldrCandidate& candidate) const {
  std::vector<std::uint32_t> out{cut_bucket(candidate)};
  grams_.list(candidate.part.begin, candidate.part.end, out);
  if (candidate.pair) grams_.list(candidate.second.begin, candidate.second.end, out);
  return out;
}

double TldrScorer::score(const TldrCandidate& candidate) {
  const CandidateFeatures dense = features(candidate);
  const TldrWeights& weights = model_.candidate;
  const float sum = weights.bias + dot(weights.dense, dense);
  int hashed = weights.hashed[cut_bucket(candidate)] +
               grams_.sum(candidate.part.begin, candidate.part.end);
  if (candidate.pair) hashed += grams_.sum(candidate.second.begin, candidate.second.end);
  return sum + weights.scale * static_cast<float>(hashed);
}

}  // namespace sheaf::summarize
