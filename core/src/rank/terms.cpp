// Terms: see terms.hpp.
// Pure functions; any thread.
#include "rank/terms.hpp"

#include <algorithm>
#include <array>
#include <bitset>
#include <numeric>
#include <string>
#include <utility>

#include "base/text.hpp"

namespace sheaf::rank {
namespace {

constexpr float kTitleCount = 3;

constexpr std::string_view kStopWords[] = {
    "a",           "about",      "above",     "achieve",  "across",
    "after",       "all",        "also",      "although", "among",
    "an",          "and",        "any",       "approach", "are",
    "as",          "at",         "based",     "be",       "because",
    "been",        "before",     "being",     "between",  "both",
    "but",         "by",         "can",       "could",    "demonstrate",
    "different",   "do",         "doe",       "during",   "each",
    "existing",    "experiment", "for",       "from",     "further",
    "furthermore", "given",      "had",       "has",      "have",
    "high",        "how",        "however",   "i",        "if",
    "improve",     "in",         "including", "into",     "introduce",
    "is",          "it",         "its",       "itself",   "large",
    "less",        "many",       "may",       "method",   "more",
    "moreover",    "most",       "new",       "no",       "not",
    "novel",       "of",         "often",     "on",       "one",
    "only",        "or",         "other",     "our",      "out",
    "outperform",  "over",       "paper",     "per",      "performance",
    "present",     "problem",    "propose",   "proposed", "provide",
    "recent",      "result",     "several",   "show",     "significantly",
    "since",       "so",         "some",      "state",    "still",
    "study",       "such",       "than",      "that",     "the",
    "their",       "them",       "then",      "there",    "these",
    "they",        "this",       "those",     "three",    "through",
    "thus",        "to",         "two",       "under",    "up",
    "use",         "used",       "using",     "various",  "very",
    "via",         "was",        "we",        "well",     "were",
    "what",        "when",       "where",     "whether",  "which",
    "while",       "who",        "with",      "within"};

constexpr std::uint64_t kSeed = 1469598103934665603ULL;

std::uint64_t add_byte(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * 1099511628211ULL;
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = kSeed;
  for (const char c : word) hash = add_byte(hash, static_cast<unsigned char>(c));
  return hash;
}

/// FNV's low bits mix badly for short words, so all bits take part in the bucket.
std::uint32_t bucket_of(std::uint64_t hash) {
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ULL;
  return static_cast<std::uint32_t>(hash >> 44) & (kTermBuckets - 1);
}

/// A filter of hash bits before the search: most words are no stop words.
class StopWords {
 public:
  StopWords() {
    for (const std::string_view word : kStopWords) hashes_.push_back(hash_of(word));
    std::sort(hashes_.begin(), hashes_.end());
    for (const std::uint64_t hash : hashes_) may_be_.set((hash >> 40) % kBits);
  }
  bool has(std::uint64_t hash) const {
    return may_be_[(hash >> 40) % kBits] &&
           std::binary_search(hashes_.begin(), hashes_.end(), hash);
  }

 private:
  static constexpr std::size_t kBits = 4096;
  std::bitset<kBits> may_be_;
  std::vector<std::uint64_t> hashes_;
};

bool is_stop_word(std::uint64_t hash) {
  static const StopWords words;
  return words.has(hash);
}

enum class Byte : unsigned char { kOther, kLetter, kDigit, kMultibyte };

constexpr std::array<Byte, 256> kByteKinds = [] {
  std::array<Byte, 256> kinds{};
  for (int c = 'a'; c <= 'z'; ++c) kinds[c] = Byte::kLetter;
  for (int c = 'A'; c <= 'Z'; ++c) kinds[c] = Byte::kLetter;
  for (int c = '0'; c <= '9'; ++c) kinds[c] = Byte::kDigit;
  for (int c = 0x80; c < 0x100; ++c) kinds[c] = Byte::kMultibyte;
  return kinds;
}();

Byte kind_of(char c) {
  return kByteKinds[static_cast<unsigned char>(c)];
}

/// "models" → "model", "studies" → "studie": only needs to be the same for both sides of a match.
std::string_view without_plural(std::string_view word) {
  if (word.size() < 4 || word.back() != 's') return word;
  const char before = word[word.size() - 2];
  return before == 's' || before == 'u' || before == 'i' ? word : word.substr(0, word.size() - 1);
}

/// Walks over a folded text and hands each term to `sink`: its bucket, where its first word ends,
/// and the text from that word's beginning to the last one's end.
template <typename Sink>
class TermWalk {
 public:
  explicit TermWalk(Sink sink) : sink_(std::move(sink)) {}

  void walk(std::string_view text) {
    std::size_t pos = 0;
    while (pos < text.size()) {
      const Byte kind = kind_of(text[pos]);
      if (kind == Byte::kMultibyte) {
        pos = take_other(text, pos);
      } else if (kind != Byte::kOther) {
        pos = take_word(text, pos);
      } else {
        pos = text[pos] == '\\' ? after_command(text, pos + 1) : pos + 1;
      }
    }
    previous_ = 0;
  }

 private:
  static std::size_t after_command(std::string_view text, std::size_t pos) {
    while (pos < text.size() && kind_of(text[pos]) == Byte::kLetter) ++pos;
    return pos;
  }

  /// A word of letters and digits of any script but Chinese and Japanese.
  std::size_t take_word(std::string_view text, std::size_t pos) {
    const std::size_t start = pos;
    bool letter = false;
    for (; pos < text.size(); ++pos) {
      const Byte kind = kind_of(text[pos]);
      if (kind == Byte::kOther) break;
      letter = letter || kind != Byte::kDigit;
      if (kind != Byte::kMultibyte) continue;
      std::size_t after = pos;
      const char32_t c = next_code_point(text, after);
      if (!is_word_code_point(c) || is_cjk_code_point(c)) break;
      pos = after - 1;
    }
    if (letter) add_word(text, start, pos);
    return std::max(pos, start + 1);
  }

  std::size_t take_other(std::string_view text, std::size_t pos) {
    std::size_t after = pos;
    const char32_t c = next_code_point(text, after);
    if (is_cjk_code_point(c)) return take_cjk(text, pos);
    return is_word_code_point(c) ? take_word(text, pos) : after;
  }

  /// Pairs of neighbours; a character alone stands for itself.
  std::size_t take_cjk(std::string_view text, std::size_t pos) {
    const std::size_t start = pos;
    std::size_t before = pos;
    std::size_t after = pos;
    while (after < text.size() && is_cjk_code_point(next_code_point(text, after))) {
      if (pos != start) hand_out(text.substr(before, after - before));
      before = pos;
      pos = after;
    }
    if (before == start) hand_out(text.substr(start, pos - start));
    previous_ = 0;
    return pos;
  }

  void hand_out(std::string_view characters) {
    sink_(bucket_of(hash_of(characters)), characters.size(), characters);
  }

  void add_word(std::string_view text, std::size_t start, std::size_t end) {
    const std::string_view word = without_plural(text.substr(start, end - start));
    if (word.size() < 2) return;
    const std::uint64_t hash = hash_of(word);
    if (is_stop_word(hash)) return;
    sink_(bucket_of(hash), end - start, text.substr(start, end - start));
    if (previous_ != 0)
      sink_(bucket_of(add_byte(previous_, ' ') ^ (hash * 31)), previous_end_ - previous_start_,
            text.substr(previous_start_, end - previous_start_));
    previous_ = hash;
    previous_start_ = start;
    previous_end_ = end;
  }

  Sink sink_;
  std::uint64_t previous_ = 0;      ///< hash of the word before, for pairs; 0: none
  std::size_t previous_start_ = 0, previous_end_ = 0;
};

/// Two counting passes of ten bits: a paper has some five hundred terms, and comparing sorts took a
/// third of the time of a whole scoring.
void sort_buckets(std::vector<std::uint32_t>& buckets, std::vector<std::uint32_t>& scratch) {
  constexpr std::uint32_t kDigit = 1U << 10;
  static_assert(kDigit * kDigit == kTermBuckets);
  scratch.resize(buckets.size());
  for (const std::uint32_t shift : {0U, 10U}) {
    std::array<std::uint32_t, kDigit> at{};
    for (const std::uint32_t bucket : buckets) ++at[(bucket >> shift) % kDigit];
    std::exclusive_scan(at.begin(), at.end(), at.begin(), 0U);
    for (const std::uint32_t bucket : buckets) scratch[at[(bucket >> shift) % kDigit]++] = bucket;
    buckets.swap(scratch);
  }
}

/// As to_lower(); nearly all texts are ASCII, and a day has a million words.
void fold_into(std::string& folded, std::string_view text) {
  folded.resize(text.size());
  unsigned char all = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    all |= static_cast<unsigned char>(text[i]);
    folded[i] = ascii_lower(text[i]);
  }
  if (all >= 0x80) folded = to_lower(text);
}

void append_walk(std::string_view text, std::string& folded, std::vector<std::uint32_t>& out) {
  fold_into(folded, text);
  TermWalk walk([&out](std::uint32_t bucket, std::size_t, std::string_view) { out.push_back(bucket); });
  walk.walk(folded);
}

/// "draft model" as it stands; of "interface (GUI" or "one. Two" the two words.
std::string spelling(std::size_t first, std::string_view words) {
  const bool plain = std::all_of(words.begin(), words.end(), [](char c) {
    return kind_of(c) != Byte::kOther || c == ' ' || c == '-';
  });
  if (plain) return std::string(words);
  std::size_t last = words.size();
  while (last > first && kind_of(words[last - 1]) != Byte::kOther) --last;
  return std::string(words.substr(0, first)) + ' ' + std::string(words.substr(last));
}

void spell_walk(std::string_view text, std::vector<SpelledTerm>& terms) {
  const std::string folded = to_lower(text);
  TermWalk walk([&terms](std::uint32_t bucket, std::size_t first, std::string_view words) {
    for (SpelledTerm& term : terms)
      if (term.term == bucket && term.text.empty()) term.text = spelling(first, words);
  });
  walk.walk(folded);
}

}  // namespace

void append_terms(std::string_view title, std::string_view abstract, std::vector<TermCount>& out) {
  TermScratch scratch;
  append_terms(title, abstract, out, scratch);
}

void append_terms(std::string_view title, std::string_view abstract, std::vector<TermCount>& out,
                  TermScratch& scratch) {
  std::vector<std::uint32_t>& buckets = scratch.buckets;
  std::vector<std::uint32_t>& titled = scratch.titled;
  buckets.clear();
  append_walk(title, scratch.folded, buckets);
  titled = buckets;
  append_walk(abstract, scratch.folded, buckets);
  // A few terms are faster sorted by comparing than by clearing two tables.
  std::sort(titled.begin(), titled.end());
  sort_buckets(buckets, scratch.spare);
  auto title_at = titled.begin();
  for (std::size_t i = 0; i < buckets.size();) {
    const std::uint32_t bucket = buckets[i];
    float count = 0;
    for (; i < buckets.size() && buckets[i] == bucket; ++i) count += 1;
    for (; title_at != titled.end() && *title_at == bucket; ++title_at) count += kTitleCount - 1;
    out.push_back({bucket, count});
  }
}

std::vector<SpelledTerm> spell_terms(std::string_view title, std::string_view abstract,
                                     const std::vector<std::uint32_t>& terms) {
  std::vector<SpelledTerm> out;
  for (const std::uint32_t term : terms) out.push_back({term, {}});
  spell_walk(title, out);
  spell_walk(abstract, out);
  return out;
}

void CountedPapers::add(std::string_view title, std::string_view abstract) {
  append_terms(title, abstract, terms, scratch);
  begin.push_back(terms.size());
}

}  // namespace sheaf::rank
