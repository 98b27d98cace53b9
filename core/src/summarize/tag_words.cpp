// Words that make or break key phrases: see tag_words.hpp.
// Constant tables; any thread.
#include "summarize/tag_words.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <cstring>
#include <iterator>
#include <vector>

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

/// What the tables say of a word, as bits.
enum Kind : unsigned char {
  kIsEmpty = 1,
  kIsNaming = 2,
  kIsGeneral = 4,
  kIsNoun = 8,
  kIsAlways = 16,
  kIsStop = 32
};

/// The tables as one, so that a word is looked up once. Open addressing, a power of two.
class KindTable {
 public:
  KindTable() {
    add(kEmptyWords, kIsEmpty);
    add(kNaming, kIsNaming);
    add(kGeneral, kIsGeneral);
    add(kNouns, kIsNoun);
    add(kAlways, kIsAlways);
    add(stop_words(), kIsStop);
  }
  unsigned char find(std::uint64_t hash) const {
    return may_be_[hash >> 52] ? slots_[place_of(hash)].kinds : 0;
  }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    unsigned char kinds = 0;  ///< 0: free
  };

  template <class Words>
  void add(const Words& words, Kind kind) {
    for (const std::string_view word : words) {
      Slot& slot = slots_[place_of(word_hash(word))];
      may_be_.set(word_hash(word) >> 52);
      slot = {word_hash(word), static_cast<unsigned char>(slot.kinds | kind)};
    }
  }
  std::size_t place_of(std::uint64_t hash) const {
    std::size_t at = hash & (kRoom - 1);
    while (slots_[at].kinds != 0 && slots_[at].hash != hash) at = (at + 1) & (kRoom - 1);
    return at;
  }

  static constexpr std::size_t kRoom = 2048;
  static_assert(kRoom >= 2 * (std::size(kEmptyWords) + std::size(kNaming) + std::size(kGeneral) +
                              std::size(kNouns) + std::size(kAlways)));
  std::array<Slot, kRoom> slots_{};
  std::bitset<4096> may_be_;  ///< by the highest bits of hashes: most words are in no table
};

unsigned char kinds_of(std::uint64_t hash) {
  static const KindTable table;
  return table.find(hash);
}

/// And has two letters more.
template <std::size_t n>
bool ends_with(std::string_view word, const char (&end)[n]) {
  return word.size() > n && std::memcmp(word.data() + word.size() - (n - 1), end, n - 1) == 0;
}

bool is_adverb(std::string_view low) {
  return ends_with(low, "ly") && low != "assembly" && low != "anomaly" && low != "family";
}

bool is_verb(std::string_view low, unsigned char kinds) {
  if ((kinds & kIsNaming) || !ends_with(low, "ing")) return false;
  const std::size_t hyphen = low.rfind('-');
  return hyphen == std::string_view::npos ||
         !(kinds_of(word_hash(low.substr(hyphen + 1))) & kIsNaming);
}

/// Up to eight last bytes of a word, the last in the lowest byte.
std::uint64_t tail_of(std::string_view word) {
  std::uint64_t tail = 0;
  const std::size_t count = std::min<std::size_t>(word.size(), 8);
  for (std::size_t i = 0; i < count; ++i)
    tail |= std::uint64_t{static_cast<unsigned char>(word[word.size() - 1 - i])} << (8 * i);
  return tail;
}

bool has_modifier_end(std::string_view key) {
  struct End {
    std::uint64_t tail, mask;
    std::size_t size;
  };
  static const auto kEnds = [] {
    std::array<std::vector<End>, 32> ends;  // by the last letter
    for (const std::string_view end : kModifierEnds)
      ends[end.back() & 31].push_back(
          {tail_of(end), end.size() < 8 ? (std::uint64_t{1} << (8 * end.size())) - 1 : ~0ULL,
           end.size()});
    return ends;
  }();
  if (key.empty()) return false;
  const std::vector<End>& ends = kEnds[key.back() & 31];
  if (ends.empty()) return false;
  const std::uint64_t tail = tail_of(key);
  return std::any_of(ends.begin(), ends.end(), [&](const End& end) {
    return (tail & end.mask) == end.tail && (key.size() > end.size + 1 || key.size() == end.size);
  });
}

/// A word's singular: so many bytes of it and an ending.
struct Singular {
  std::size_t keep = 0;
  std::string_view end;
};

Singular singular_of(std::string_view word, unsigned char kinds) {
  const std::size_t size = word.size();
  if (size < 4 || word.back() != 's' || (kinds & kIsAlways)) return {size, {}};
  const char before = word[size - 2];
  if (before == 's' || before == 'u' || before == 'i') return {size, {}};
  if (ends_with(word, "ics") || word.find("-of-") != std::string_view::npos) return {size, {}};
  if (ends_with(word, "ies") && size > 4) return {size - 3, "y"};
  const bool church = ends_with(word, "ches") && !contains(word, "cache");
  const bool hissing =
      church || ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "shes");
  return {size - (hissing ? 2 : 1), {}};
}

/// Of "LLM-based" what follows the hyphen: it is as little a thing as "based".
std::string_view after_hyphen(std::string_view low) {
  const std::size_t hyphen = low.rfind('-');
  return hyphen == std::string_view::npos ? std::string_view() : low.substr(hyphen + 1);
}

}  // namespace

WordSense sense_of(std::string_view low, std::uint64_t hash, bool acronym) {
  constexpr WordSense kUnfit = {0, WordSense::kUnfit};
  const unsigned char kinds = kinds_of(hash);
  if (!acronym && (kinds & kIsEmpty)) return kUnfit;
  if ((kinds & kIsStop) || is_adverb(low)) return kUnfit;
  if (!acronym && is_verb(low, kinds)) return kUnfit;
  const Singular form = singular_of(low, kinds);
  const bool same = form.keep == low.size();
  const std::uint64_t key = same               ? hash
                            : form.end.empty() ? word_hash(low.substr(0, form.keep))
                                               : word_hash(singular(low));
  const unsigned char key_kinds = same ? kinds : kinds_of(key);
  if (!acronym && (key_kinds & kIsEmpty)) return kUnfit;
  bool modifier = false;
  if (acronym) {
    const std::string_view end = after_hyphen(low);
    modifier = has_modifier_end(end) && !(kinds_of(word_hash(end)) & kIsNoun);
  } else if (!(key_kinds & kIsNoun)) {
    modifier = form.end.empty() ? has_modifier_end(low.substr(0, form.keep))
                                : has_modifier_end(singular(low));
  }
  std::uint64_t kind = WordSense::kFits;
  if (!acronym && (key_kinds & kIsGeneral)) kind |= WordSense::kGeneral;
  if (modifier) kind |= WordSense::kModifier;
  return {key, kind};
}

std::string singular(std::string_view low) {
  const Singular form = singular_of(low, kinds_of(word_hash(low)));
  return std::string(low.substr(0, form.keep)).append(form.end);
}

}  // namespace sheaf::summarize
