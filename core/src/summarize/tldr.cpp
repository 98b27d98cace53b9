// TL;DR: see make_tldr() in summarizer.hpp. The candidate that the trained ranker likes best; for
// scripts without spaces, of which it knows nothing, fixed phrases, role and place.
// Pure functions; any thread.
#include <algorithm>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/scratch.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/tldr_candidates.hpp"
#include "summarize/tldr_features.hpp"
#include "summarize/tldr_model.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kEnoughWords = 16;  ///< a long TL;DR is cut at a clause after so many …
constexpr std::size_t kLongTldr = 28;     ///< … when it has more than these

/// Chinese and Japanese characters begin with one of these bytes and have three.
bool has_no_spaces(const Document& document) {
  if (!document.wide) return false;
  std::size_t wide = 0, all = 1;
  for (const std::string& sentence : document.sentences) {
    all += sentence.size();
    wide += static_cast<std::size_t>(std::count_if(sentence.begin(), sentence.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0xE3 && static_cast<unsigned char>(c) <= 0xE9;
    }));
  }
  return wide * 6 > all;
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

double phrase_points(std::string_view sentence) {
  for (const std::string_view cue :
       {"本文提出", "我们提出", "提出了", "本文", "本研究", "我们介绍", "本論文", "提案"})
    if (contains(sentence, cue)) return 15;
  return 0;
}

std::string tldr_by_phrases(const Document& document, const std::vector<Role>& labels) {
  std::size_t best = 0;
  double best_points = -1e9;
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    if (document.sentences[i].empty()) continue;
    const Role role = i < labels.size() ? labels[i] : Role::kOther;
    const double points = role_points(role) + phrase_points(document.sentences[i]) -
                          0.8 * static_cast<double>(std::min<std::size_t>(i, 10));
    if (points <= best_points) continue;
    best_points = points;
    best = i;
  }
  return cut_clauses(without_asides(document.clean[best]), kEnoughWords,
                     kLongTldr);
}

}  // namespace

std::string make_tldr(const Document& document, const std::vector<Role>& labels) {
  if (document.sentences.empty()) return {};
  const TldrModel* model = tldr_model();
  if (model == nullptr || has_no_spaces(document)) return tldr_by_phrases(document, labels);
  Scratch scratch;
  const TldrText text = read_tldr_text(document, scratch.memory());
  const auto candidates = tldr_candidates(text, scratch.memory());
  if (candidates.empty()) return tldr_by_phrases(document, labels);
  TldrScorer scorer(text, *model, scratch.memory());
  const TldrCandidate* best = nullptr;
  double best_score = 0;
  for (const TldrCandidate& candidate : candidates) {
    const double score = scorer.score(candidate);
    if (best != nullptr && score <= best_score) continue;
    best_score = score;
    best = &candidate;
  }
  return candidate_text(text, *best);
}

}  // namespace sheaf::summarize
