// Words that make or break key phrases: see tag_words.hpp.
// Constant tables; any thread.
#include "summarize/tag_words.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

// clang-format off
/// Words of research prose that name nothing, beside stop words. Without plural s.
constexpr std::string_view kEmptyWords[] = {
    "ability", "abstract", "account", "accurate", "achieve", "achieved", "addition", "address",
    "advance", "advantage", "aim", "allow", "analyze", "application", "apply", "applied",
    "approach", "article", "aspect", "author", "baseline", "benefit", "call", "called",
    "capability", "case", "challenge", "challenging", "code", "combine", "common", "compare",
    "compared", "comparison", "complex", "component", "comprehensive", "consider", "considered",
    "consist", "contribution", "corresponding", "create", "demonstrate", "demonstrated",
    "describe", "design", "designed", "develop", "developed", "difficult", "discus", "easily",
    "easy", "effect", "effective", "effectivenes", "effectively", "efficient", "enable",
    "enhance", "ensure", "evaluate", "evaluation", "example", "experiment", "experimental",
    "explore", "extensive", "fast", "field", "find", "finding", "focu", "form", "found",
    "framework", "fundamental", "future", "gain", "general", "get", "goal", "great", "help",
    "ideal", "identify", "impact", "implement", "improve", "improved", "improvement", "include",
    "increase", "increasing", "increasingly", "insight", "introduce", "investigate", "issue",
    "kind", "known", "lack", "lead", "leading", "level", "leverage", "limitation", "limited",
    "main", "major", "manner", "mean", "method", "multiple", "nature", "necessary", "number",
    "obtain", "obtained", "offer", "open", "order", "outperform", "overall", "paper", "part",
    "particular", "perform", "performance", "play", "popular", "potential", "practical",
    "practice", "present", "previou", "prior", "problem", "process", "produce", "promising",
    "propose", "proposed", "prove", "provide", "quality", "question", "range", "real", "reduce",
    "reduced", "reducing", "related", "remain", "report", "require", "required", "requirement",
    "research", "researcher", "result", "reveal", "role", "scenario", "set", "setting",
    "simple", "solution", "solve", "source", "specific", "standard", "state",
    "state-of-the-art", "step", "strong", "studie", "study", "success", "successful", "suffer",
    "suggest", "superior", "support", "take", "task", "technique", "term", "test", "time",
    "tool", "total", "train", "trained", "traditional", "type", "typically", "understand",
    "understanding", "usually", "valid", "validate", "value", "variety", "way", "wide",
    "widely", "work", "world", "year", "yield", "introducing", "proposing", "presenting", "et",
    "al", "http", "https", "www", "com", "github", "respectively", "i.e", "e.g", "vs", "our",
    "it'", "aware", "predict", "learn", "keep", "make", "ask", "see", "know", "four", "five",
    "six", "seven", "eight", "nine", "ten", "twelve", "hundred", "thousand", "million", "day",
    "late", "me", "my", "stronger", "release", "released", "available", "publicly",
    "consistently", "substantially", "exhibit", "rely", "remarkable", "crucial", "essential",
    "critical", "primary", "extend", "extended", "establish", "point"};
/// Words in -ing that name things; others are verbs.
constexpr std::string_view kNaming[] = {
    "learning", "training", "modeling", "modelling", "reasoning", "sampling", "processing",
    "clustering", "planning", "rendering", "decoding", "encoding", "embedding", "tuning",
    "fine-tuning", "finetuning", "prompting", "pre-training", "pretraining", "scaling",
    "pruning", "caching", "scheduling", "engineering", "understanding", "tracking", "imaging",
    "matching", "mining", "computing", "programming", "forecasting", "serving", "routing",
    "indexing", "ranking", "retrieving", "parsing", "lensing", "testing", "sequencing",
    "mapping", "editing", "hashing", "splitting", "coding", "denoising", "smoothing", "string",
    "ring", "spring", "splatting", "speculating", "hedging", "pricing", "filtering", "binding",
    "folding", "docking", "checkpointing", "sharding", "batching", "streaming", "monitoring",
    "sensing", "networking", "bootstrapping", "boosting", "mixing", "cooling", "heating",
    "setting", "unlearning", "watermarking", "jailbreaking", "offloading"};
/// Too general to stand alone.
constexpr std::string_view kGeneral[] = {
    "model", "network", "data", "system", "algorithm", "language", "training", "learning",
    "dataset", "analysi", "analysis", "optimization", "region", "feature", "information",
    "benchmark", "memory", "space", "function", "structure", "parameter", "sample", "user",
    "image", "video", "object", "input", "output", "size", "rate", "cost", "error", "class",
    "group", "domain", "layer", "token", "accuracy", "inference", "estimation", "prediction",
    "generation", "distribution", "architecture", "mechanism", "representation", "computation",
    "theory", "survey", "review", "computer", "human", "people", "environment", "speed",
    "efficiency", "point", "line", "area", "field", "energy", "scale", "baseline", "metric",
    "policy", "agent"};
/// Endings of adjectives and participles …
constexpr std::string_view kModifierEnds[] = {
    "al", "ive", "ous", "ful", "able", "ible", "ed", "ic", "less", "ary", "based", "aware",
    "free", "driven", "guided", "level", "specific"};
/// … and nouns that have them.
constexpr std::string_view kNouns[] = {
    "retrieval", "signal", "removal", "speed", "goal", "arithmetic", "proposal", "traffic",
    "logic", "feed", "table", "variable", "dictionary", "topic", "metric", "library", "seed",
    "embed", "graphic", "interval", "survival", "journal", "trial", "potential", "material",
    "capital", "boundary", "summary", "vocabulary", "music", "clinic", "fabric"};
/// Plural in form only.
constexpr std::string_view kAlways[] = {"news", "atlas", "lens", "bias", "gas", "canvas", "series", "species", "alias", "kubernetes"};
// clang-format on

bool ends_with(std::string_view word, std::string_view end) {
  return word.size() > end.size() + 1 && word.substr(word.size() - end.size()) == end;
}

}  // namespace

bool is_empty_word(std::string_view key) {
  static const WordSet words(kEmptyWords);
  return words.has(key);
}

bool is_adverb(std::string_view low) {
  return ends_with(low, "ly") && low != "assembly" && low != "anomaly" && low != "family";
}

bool is_verb(std::string_view low) {
  if (!ends_with(low, "ing")) return false;
  static const WordSet naming(kNaming);
  const std::size_t hyphen = low.rfind('-');
  return !naming.has(low) &&
         (hyphen == std::string_view::npos || !naming.has(low.substr(hyphen + 1)));
}

bool is_modifier(std::string_view key) {
  const bool ending =
      std::any_of(std::begin(kModifierEnds), std::end(kModifierEnds),
                  [key](std::string_view end) { return key == end || ends_with(key, end); });
  if (!ending) return false;
  static const WordSet nouns(kNouns);
  return !nouns.has(key);
}

bool is_general(std::string_view key) {
  static const WordSet words(kGeneral);
  return words.has(key);
}

std::string singular(std::string word) {
  static const WordSet always(kAlways);
  if (word.size() < 4 || word.back() != 's' || always.has(word)) return word;
  const char before = word[word.size() - 2];
  if (before == 's' || before == 'u' || before == 'i') return word;
  if (ends_with(word, "ics") || contains(word, "-of-")) return word;
  if (ends_with(word, "ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  const bool church = ends_with(word, "ches") && !contains(word, "cache");
  const bool hissing =
      church || ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "shes");
  word.resize(word.size() - (hissing ? 2 : 1));
  return word;
}

}  // namespace sheaf::summarize
