// Key phrases: see tags.hpp. Runs of words that can be part of a name for a thing are cut into
// one to three words, counted without plural, and the best that do not contain each other win.
// Pure functions; any thread.
#include "summarize/tags.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "summarize/latex.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongest = 3;
constexpr std::size_t kMaxTokens = 5000;  ///< a text longer than that repeats itself
constexpr int kTitleCount = 3;            ///< an occurrence in the title counts as so many

/// Words of research prose that name nothing, beside stop words. Without plural s.
constexpr std::string_view kEmptyWords[] = {"ability",
                                            "abstract",
                                            "account",
                                            "accurate",
                                            "achieve",
                                            "achieved",
                                            "addition",
                                            "address",
                                            "advance",
                                            "advantage",
                                            "aim",
                                            "allow",
                                            "analyze",
                                            "application",
                                            "apply",
                                            "applied",
                                            "approach",
                                            "article",
                                            "aspect",
                                            "author",
                                            "baseline",
                                            "benefit",
                                            "call",
                                            "called",
                                            "capability",
                                            "case",
                                            "challenge",
                                            "challenging",
                                            "code",
                                            "combine",
                                            "common",
                                            "compare",
                                            "compared",
                                            "comparison",
                                            "complex",
                                            "component",
                                            "comprehensive",
                                            "consider",
                                            "considered",
                                            "consist",
                                            "contribution",
                                            "corresponding",
                                            "create",
                                            "demonstrate",
                                            "demonstrated",
                                            "describe",
                                            "design",
                                            "designed",
                                            "develop",
                                            "developed",
                                            "difficult",
                                            "discus",
                                            "easily",
                                            "easy",
                                            "effect",
                                            "effective",
                                            "effectivenes",
                                            "effectively",
                                            "efficient",
                                            "enable",
                                            "enhance",
                                            "ensure",
                                            "evaluate",
                                            "evaluation",
                                            "example",
                                            "experiment",
                                            "experimental",
                                            "explore",
                                            "extensive",
                                            "fast",
                                            "field",
                                            "find",
                                            "finding",
                                            "focu",
                                            "form",
                                            "found",
                                            "framework",
                                            "fundamental",
                                            "future",
                                            "gain",
                                            "general",
                                            "get",
                                            "goal",
                                            "great",
                                            "help",
                                            "ideal",
                                            "identify",
                                            "impact",
                                            "implement",
                                            "improve",
                                            "improved",
                                            "improvement",
                                            "include",
                                            "increase",
                                            "increasing",
                                            "increasingly",
                                            "insight",
                                            "introduce",
                                            "investigate",
                                            "issue",
                                            "kind",
                                            "known",
                                            "lack",
                                            "lead",
                                            "leading",
                                            "level",
                                            "leverage",
                                            "limitation",
                                            "limited",
                                            "main",
                                            "major",
                                            "manner",
                                            "mean",
                                            "method",
                                            "multiple",
                                            "nature",
                                            "necessary",
                                            "number",
                                            "obtain",
                                            "obtained",
                                            "offer",
                                            "open",
                                            "order",
                                            "outperform",
                                            "overall",
                                            "paper",
                                            "part",
                                            "particular",
                                            "perform",
                                            "performance",
                                            "play",
                                            "popular",
                                            "potential",
                                            "practical",
                                            "practice",
                                            "present",
                                            "previou",
                                            "prior",
                                            "problem",
                                            "process",
                                            "produce",
                                            "promising",
                                            "propose",
                                            "proposed",
                                            "prove",
                                            "provide",
                                            "quality",
                                            "question",
                                            "range",
                                            "real",
                                            "reduce",
                                            "reduced",
                                            "reducing",
                                            "related",
                                            "remain",
                                            "report",
                                            "require",
                                            "required",
                                            "requirement",
                                            "research",
                                            "researcher",
                                            "result",
                                            "reveal",
                                            "role",
                                            "scenario",
                                            "set",
                                            "setting",
                                            "simple",
                                            "solution",
                                            "solve",
                                            "source",
                                            "specific",
                                            "standard",
                                            "state",
                                            "state-of-the-art",
                                            "step",
                                            "strong",
                                            "studie",
                                            "study",
                                            "success",
                                            "successful",
                                            "suffer",
                                            "suggest",
                                            "superior",
                                            "support",
                                            "take",
                                            "task",
                                            "technique",
                                            "term",
                                            "test",
                                            "time",
                                            "tool",
                                            "total",
                                            "train",
                                            "trained",
                                            "traditional",
                                            "type",
                                            "typically",
                                            "understand",
                                            "understanding",
                                            "usually",
                                            "valid",
                                            "validate",
                                            "value",
                                            "variety",
                                            "way",
                                            "wide",
                                            "widely",
                                            "work",
                                            "world",
                                            "year",
                                            "yield",
                                            "introducing",
                                            "proposing",
                                            "presenting",
                                            "et",
                                            "al",
                                            "http",
                                            "https",
                                            "www",
                                            "com",
                                            "github",
                                            "respectively",
                                            "i.e",
                                            "e.g",
                                            "vs",
                                            "our",
                                            "it'",
                                            "aware",
                                            "predict",
                                            "learn",
                                            "keep",
                                            "make",
                                            "ask",
                                            "see",
                                            "know",
                                            "four",
                                            "five",
                                            "six",
                                            "seven",
                                            "eight",
                                            "nine",
                                            "ten",
                                            "twelve",
                                            "hundred",
                                            "thousand",
                                            "million",
                                            "day",
                                            "late",
                                            "me",
                                            "my",
                                            "stronger",
                                            "release",
                                            "released",
                                            "available",
                                            "publicly",
                                            "consistently",
                                            "substantially",
                                            "exhibit",
                                            "rely",
                                            "remarkable",
                                            "crucial",
                                            "essential",
                                            "critical",
                                            "primary",
                                            "extend",
                                            "extended",
                                            "establish",
                                            "point"};
/// Words in -ing that name things; others are verbs.
constexpr std::string_view kNaming[] = {
    "learning",      "training",     "modeling",     "modelling",  "reasoning",   "sampling",
    "processing",    "clustering",   "planning",     "rendering",  "decoding",    "encoding",
    "embedding",     "tuning",       "fine-tuning",  "finetuning", "prompting",   "pre-training",
    "pretraining",   "scaling",      "pruning",      "caching",    "scheduling",  "engineering",
    "understanding", "tracking",     "imaging",      "matching",   "mining",      "computing",
    "programming",   "forecasting",  "serving",      "routing",    "indexing",    "ranking",
    "retrieving",    "parsing",      "lensing",      "testing",    "sequencing",  "mapping",
    "editing",       "hashing",      "splitting",    "coding",     "denoising",   "smoothing",
    "string",        "ring",         "spring",       "splatting",  "speculating", "hedging",
    "pricing",       "filtering",    "binding",      "folding",    "docking",     "checkpointing",
    "sharding",      "batching",     "streaming",    "monitoring", "sensing",     "networking",
    "bootstrapping", "boosting",     "mixing",       "cooling",    "heating",     "setting",
    "unlearning",    "watermarking", "jailbreaking", "offloading"};

struct Token {
  std::string text;  ///< as it will be shown
  std::string key;   ///< lower case, without plural
  bool acronym = false;
  bool ends_run = false;  ///< punctuation, stop word or end of sentence follows
  bool in_title = false;
  bool can_end = true;  ///< nouns; adjectives and participles only begin phrases
};

template <class Table>
bool is_one_of(const Table& table, std::string_view word) {
  return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

bool is_empty_word(std::string_view key) {
  static const WordSet words(kEmptyWords);
  return words.has(key);
}

bool ends_with(std::string_view word, std::string_view end) {
  return word.size() > end.size() + 1 && word.substr(word.size() - end.size()) == end;
}

std::string singular(std::string word) {
  static constexpr std::string_view kAlways[] = {"news",  "atlas",      "lens",   "bias",
                                                 "gas",   "canvas",     "series", "species",
                                                 "alias", "kubernetes", "atlases"};
  if (word.size() < 4 || word.back() != 's' || is_one_of(kAlways, word)) return word;
  const char before = word[word.size() - 2];
  if (before == 's' || before == 'u' || before == 'i') return word;
  if (ends_with(word, "ics") || contains(word, "-of-")) return word;
  if (ends_with(word, "ies") && word.size() > 4) return word.substr(0, word.size() - 3) + "y";
  const bool hissing =
      ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "shes") ||
      (ends_with(word, "ches") && (!ends_with(word, "aches") || ends_with(word, "oaches")));
  word.resize(word.size() - (hissing ? 2 : 1));
  return word;
}

/// "LLM", "MatKV", "GPU-based"; but "End-to-End" is only a title's way to write.
bool is_acronym(std::string_view word) {
  std::size_t upper = 0;
  bool part_begins = true, inner = false;
  for (const char c : word) {
    const bool capital = c >= 'A' && c <= 'Z';
    upper += capital;
    inner = inner || (capital && !part_begins);
    part_begins = c == '-';
  }
  return upper >= 1 && inner;
}

/// Adjectives and participles, by their endings: they begin a phrase but do not end one.
bool is_modifier(std::string_view key) {
  for (const std::string_view end :
       {"al", "ive", "ous", "ful", "able", "ible", "ed", "ic", "less", "ary", "based", "aware",
        "free", "driven", "guided", "level", "specific"})
    if (key == end || ends_with(key, end))
      return key != "retrieval" && key != "signal" && key != "removal" && key != "speed" &&
             key != "goal" && key != "arithmetic" && key != "proposal" && key != "traffic" &&
             key != "logic" && key != "feed" && key != "table" && key != "variable" &&
             key != "dictionary" && key != "topic" && key != "metric";
  return false;
}

/// "reconciling", "breaking": verbs, which begin titles; not "learning".
bool is_verb(std::string_view key) {
  if (!ends_with(key, "ing")) return false;
  const std::size_t hyphen = key.rfind('-');
  return !is_one_of(kNaming, hyphen == std::string_view::npos ? key : key.substr(hyphen + 1));
}

/// Too general to stand alone: "language model" is a tag, "model" is not.
bool is_general(std::string_view key) {
  static constexpr std::string_view kGeneral[] = {
      "model",          "network",      "data",         "system",       "algorithm",
      "language",       "training",     "learning",     "dataset",      "analysi",
      "analysis",       "optimization", "region",       "feature",      "information",
      "benchmark",      "memory",       "space",        "function",     "structure",
      "parameter",      "sample",       "user",         "image",        "video",
      "object",         "input",        "output",       "size",         "rate",
      "cost",           "error",        "class",        "group",        "domain",
      "layer",          "token",        "accuracy",     "inference",    "estimation",
      "prediction",     "generation",   "distribution", "architecture", "mechanism",
      "representation", "computation",  "theory",       "survey",       "review",
      "computer",       "human",        "people",       "environment",  "speed",
      "efficiency",     "point",        "line",         "area",         "field",
      "energy",         "scale",        "baseline",     "metric",       "policy",
      "agent"};
  static const WordSet words(kGeneral);
  return words.has(key);
}

bool is_word_byte(char c) {
  return is_ascii_alnum(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80;
}

/// Adds the words of one sentence that can be part of a phrase.
class Collector {
 public:
  explicit Collector(std::vector<Token>& out) : out_(out) {}

  void add(std::string_view sentence, bool in_title) {
    for (std::size_t pos = 0; pos < sentence.size() && out_.size() < kMaxTokens;) {
      const char c = sentence[pos];
      if (c == '$') {
        const std::size_t end = formula_end(sentence, pos);
        pos = end == std::string_view::npos ? pos + 1 : end;
        end_run();
      } else if (is_word_byte(c)) {
        std::size_t end = pos;
        while (end < sentence.size() && is_word_byte(sentence[end])) ++end;
        add_word(sentence.substr(pos, end - pos), in_title);
        pos = end;
      } else {
        if (c != ' ') end_run();
        ++pos;
      }
    }
    end_run();
  }

 private:
  void end_run() {
    if (!out_.empty()) out_.back().ends_run = true;
  }

  void add_word(std::string_view word, bool in_title) {
    while (!word.empty() && word.back() == '-') word.remove_suffix(1);
    while (!word.empty() && word.front() == '-') word.remove_prefix(1);
    const std::string low = to_lower(word);
    if (!can_be_in_phrase(word, low)) return end_run();
    Token token;
    token.acronym = is_acronym(word);
    token.key = singular(low);
    if (!token.acronym && (is_empty_word(token.key) || is_empty_word(low) || is_verb(low)))
      return end_run();
    token.text = token.acronym ? singular_acronym(word) : token.key;
    token.in_title = in_title;
    token.can_end = !is_modifier(token.acronym ? after_hyphen(low) : token.key);
    out_.push_back(std::move(token));
  }

  /// "LLM-based" is as little a thing as "based".
  static std::string_view after_hyphen(std::string_view low) {
    const std::size_t hyphen = low.rfind('-');
    return hyphen == std::string_view::npos ? std::string_view() : low.substr(hyphen + 1);
  }

  static std::string singular_acronym(std::string_view word) {
    const bool plural = word.size() > 2 && word.back() == 's' && word[word.size() - 2] >= 'A' &&
                        word[word.size() - 2] <= 'Z';
    return std::string(plural ? word.substr(0, word.size() - 1) : word);
  }

  static bool can_be_in_phrase(std::string_view word, std::string_view low) {
    if (word.size() < 2 || word.size() > 40 || is_stop_word(low)) return false;
    if (ends_with(low, "ly") && low != "assembly" && low != "anomaly") return false;
    std::size_t letters = 0;
    for (std::size_t pos = 0; pos < word.size();) {
      const char32_t c = next_code_point(word, pos);
      if (is_cjk_code_point(c)) return false;
      if (c >= 0x80 && !is_word_code_point(c)) return false;  // dashes and quotes
      letters += c >= 0x80 || !is_ascii_alnum(static_cast<char>(c)) ||
                 !is_ascii_digit(static_cast<char>(c));
    }
    return letters >= 2;
  }

  std::vector<Token>& out_;
};

struct Candidate {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;  ///< token it begins at, first occurrence
  std::uint32_t size = 0;
  int count = 0;
  double points = 0;
};

std::vector<Candidate> candidates_of(const std::vector<Token>& tokens) {
  std::vector<Candidate> all;
  all.reserve(tokens.size() * 2);
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    std::uint64_t hash = fnv1a64("");
    for (std::uint32_t size = 1; size <= kLongest && i + size <= tokens.size(); ++size) {
      const Token& last = tokens[i + size - 1];
      hash = fnv1a64(last.key, fnv1a64(" ", hash));
      const bool general = size == 1 && !last.acronym && is_general(last.key);
      if (last.can_end && !general)
        all.push_back({hash, i, size, last.in_title ? kTitleCount : 1, 0});
      if (last.ends_run) break;
    }
  }
  std::sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.first < b.first;
  });
  std::vector<Candidate> merged;
  for (const Candidate& one : all) {
    if (!merged.empty() && merged.back().hash == one.hash) {
      merged.back().count += one.count;
    } else {
      merged.push_back(one);
    }
  }
  return merged;
}

/// Longer phrases say more; a lone word must be frequent, in the title or an acronym.
double points_of(const Candidate& one, const std::vector<Token>& tokens) {
  static constexpr double kLength[] = {0.7, 1.5, 2.0};
  const bool weak = one.count < 2 || (one.size == 1 && one.count < 3 && !tokens[one.first].acronym);
  return one.count * kLength[one.size - 1] * (weak ? 0.3 : 1.0);
}

bool overlaps(const Candidate& a, const Candidate& b, const std::vector<Token>& tokens) {
  std::size_t shared = 0;
  for (std::uint32_t i = 0; i < a.size; ++i)
    for (std::uint32_t j = 0; j < b.size; ++j)
      shared += tokens[a.first + i].key == tokens[b.first + j].key;
  return shared >= std::min({a.size, b.size, std::uint32_t{2}});
}

}  // namespace

std::vector<std::string> find_tags(std::string_view title,
                                   const std::vector<std::string>& sentences) {
  std::vector<Token> tokens;
  Collector collector(tokens);
  collector.add(plain_text(title), true);
  for (const std::string& sentence : sentences) {
    if (tokens.size() >= kMaxTokens) break;
    collector.add(plain_text(sentence), false);
  }
  std::vector<Candidate> candidates = candidates_of(tokens);
  for (Candidate& one : candidates) one.points = points_of(one, tokens);
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.points != b.points) return a.points > b.points;
    return a.first != b.first ? a.first < b.first : a.size > b.size;
  });
  std::vector<Candidate> chosen;
  std::vector<std::string> tags;
  for (const Candidate& one : candidates) {
    if (tags.size() == kMaxTags || one.points < 1) break;
    const auto same = [&](const Candidate& other) { return overlaps(one, other, tokens); };
    if (std::any_of(chosen.begin(), chosen.end(), same)) continue;
    chosen.push_back(one);
    std::string tag = tokens[one.first].text;
    for (std::uint32_t i = 1; i < one.size; ++i) tag += " " + tokens[one.first + i].text;
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace sheaf::summarize
