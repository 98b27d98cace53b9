// TL;DR: see make_tldr() in summarizer.hpp. The sentence that announces the contribution, by cue
// phrases, overlap with the title, role and place; then shortened.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/cues.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr double kTitlePoints = 30;       ///< for all of the title's words
constexpr std::size_t kBestWords = 12;    ///< shorter sentences say too little
constexpr std::size_t kManyWords = 45;    ///< longer ones are lists
constexpr std::size_t kEnoughWords = 16;  ///< a long TL;DR is cut at a clause after so many …
constexpr std::size_t kLongTldr = 28;     ///< … when it has more than these
constexpr std::size_t kStem = 5;          ///< words agree when their first letters do

const PhraseTable& cue_table() {
  static const PhraseTable table = [] {
    std::vector<std::string_view> phrases;
    for (const TldrCue& cue : tldr_cues()) phrases.push_back(cue.phrase);
    return PhraseTable(phrases);
  }();
  return table;
}

std::string_view stem(std::string_view word) {
  return word.substr(0, word.size() > kStem + 2 ? kStem : word.size());
}

std::vector<std::string_view> content_stems(const Words& words) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < words.count(); ++i)
    if (words.word(i).size() > 1 && !is_stop_word(words.word(i)))
      out.push_back(stem(words.word(i)));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

double overlap(const std::vector<std::string_view>& title, const Words& sentence) {
  if (title.empty()) return 0;
  const std::vector<std::string_view> words = content_stems(sentence);
  std::size_t shared = 0;
  for (const std::string_view word : title)
    shared += std::binary_search(words.begin(), words.end(), word);
  return static_cast<double>(shared) / static_cast<double>(title.size());
}

double role_points(Role role) {
  switch (role) {
    case Role::kObjective:
      return 8;
    case Role::kMethod:
      return 3;
    case Role::kResult:
      return -2;
    case Role::kBackground:
      return -5;
    case Role::kOther:
      return -30;
  }
  return 0;
}

/// Sentences that begin with "This" or "They" hang on the one before.
bool dangles(const Words& words) {
  static constexpr std::string_view kDangling[] = {"these", "it",  "they",  "such",
                                                   "those", "its", "their", "this"};
  if (words.count() < 2) return true;
  const std::string_view first = words.word(0);
  if (std::find(std::begin(kDangling), std::end(kDangling), first) == std::end(kDangling))
    return false;
  const std::string_view next = words.word(1);
  return next != "paper" && next != "work" && next != "article" && next != "study" &&
         next != "survey";
}

/// Chinese abstracts announce with fixed phrases too.
double chinese_points(std::string_view sentence) {
  for (const std::string_view cue :
       {"本文提出", "我们提出", "提出了", "本文", "本研究", "我们介绍", "本論文", "提案"})
    if (contains(sentence, cue)) return 15;
  return 0;
}

double sentence_points(const std::vector<std::string_view>& title, const Document& document,
                       Role role, std::size_t i) {
  const std::string& sentence = document.sentences[i];
  const Words& words = document.words[i];
  double points = role_points(role) + kTitlePoints * overlap(title, words);
  for (const PhraseTable::Hit& hit : cue_table().find(words))
    points += tldr_cues()[hit.phrase].points;
  if (is_ascii_alnum(sentence.front()) || words.count() > 8) {
    if (words.count() < kBestWords) points -= 2.0 * static_cast<double>(kBestWords - words.count());
    if (words.count() > kManyWords) points -= 5;
  }
  if (dangles(words)) points -= 12;
  if (i > 0) points -= 0.8 * static_cast<double>(std::min<std::size_t>(i, 10));
  return points + chinese_points(sentence);
}

}  // namespace

std::string make_tldr(const Document& document, const std::vector<Role>& labels) {
  const std::vector<std::string>& sentences = document.sentences;
  if (sentences.empty()) return {};
  const std::vector<std::string_view> stems = content_stems(document.title_words);
  std::size_t best = 0;
  double best_points = -1e9;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (sentences[i].empty()) continue;
    const Role role = i < labels.size() ? labels[i] : Role::kOther;
    const double points = sentence_points(stems, document, role, i);
    if (points > best_points) {
      best_points = points;
      best = i;
    }
  }
  return cut_clauses(without_asides(clean_sentence(sentences[best])), kEnoughWords, kLongTldr);
}

}  // namespace sheaf::summarize
