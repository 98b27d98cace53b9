// Words and phrase tables: see words.hpp.
// Pure functions; tables are built once under the compiler's lock for statics.
#include "summarize/words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::string_view kStopWords[] = {
    "a",         "about",       "above",        "across",
    "after",     "again",       "against",      "all",
    "almost",    "along",       "already",      "also",
    "although",  "always",      "among",        "an",
    "and",       "another",     "any",          "are",
    "around",    "as",          "at",           "available",
    "based",     "be",          "became",       "because",
    "become",    "been",        "before",       "being",
    "below",     "best",        "better",       "between",
    "beyond",    "both",        "but",          "by",
    "can",       "cannot",      "could",        "current",
    "despite",   "different",   "do",           "does",
    "done",      "down",        "due",          "during",
    "e.g",       "each",        "either",       "enough",
    "etc",       "even",        "every",        "existing",
    "few",       "first",       "for",          "from",
    "further",   "furthermore", "given",        "good",
    "had",       "has",         "have",         "hence",
    "here",      "high",        "higher",       "how",
    "however",   "i",           "i.e",          "if",
    "important", "in",          "including",    "instead",
    "into",      "is",          "it",           "its",
    "itself",    "just",        "key",          "large",
    "larger",    "last",        "less",         "like",
    "low",       "lower",       "made",         "mainly",
    "make",      "makes",       "many",         "may",
    "might",     "more",        "moreover",     "most",
    "much",      "must",        "namely",       "need",
    "new",       "no",          "non",          "nor",
    "not",       "novel",       "now",          "of",
    "off",       "often",       "on",           "once",
    "one",       "only",        "onto",         "or",
    "other",     "others",      "our",          "ours",
    "out",       "over",        "own",          "per",
    "possible",  "rather",      "recent",       "recently",
    "same",      "second",      "several",      "should",
    "show",      "shows",       "significant",  "significantly",
    "similar",   "since",       "single",       "small",
    "so",        "some",        "specifically", "still",
    "such",      "than",        "that",         "the",
    "their",     "them",        "themselves",   "then",
    "there",     "thereby",     "therefore",    "these",
    "they",      "this",        "those",        "though",
    "three",     "through",     "throughout",   "thus",
    "to",        "together",    "too",          "toward",
    "towards",   "two",         "under",        "unlike",
    "until",     "up",          "upon",         "us",
    "use",       "used",        "uses",         "using",
    "various",   "very",        "via",          "was",
    "we",        "well",        "were",         "what",
    "when",      "where",       "whereas",      "whether",
    "which",     "while",       "who",          "whose",
    "why",       "will",        "with",         "within",
    "without",   "would",       "yet",          "you",
    "your"};

/// Folded byte of a word, or 0 between words. Bytes of other scripts count as letters.
constexpr std::array<char, 256> kFolded = [] {
  std::array<char, 256> folded{};
  for (int c = 'a'; c <= 'z'; ++c) folded[c] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c) folded[c] = static_cast<char>(c - 'A' + 'a');
  for (int c = '0'; c <= '9'; ++c) folded[c] = static_cast<char>(c);
  for (int c = 0x80; c < 0x100; ++c) folded[c] = static_cast<char>(c);
  folded['\''] = '\'';
  folded['-'] = '-';
  folded['%'] = '%';
  folded['.'] = '.';  // inside a word only: "3.5", "e.g"
  return folded;
}();

/// Stops, quotes and hyphens belong to a word only inside of it.
bool has_loose_end(const std::string& text, std::size_t start) {
  return text.size() > start &&
         (text.back() == '.' || text.back() == '\'' || text.back() == '-');
}

}  // namespace

Words read_words(std::string_view sentence) {
  Words out;
  out.text.reserve(sentence.size() + 1);
  out.begin.reserve(sentence.size() / 6 + 1);
  out.size.reserve(sentence.size() / 6 + 1);
  std::size_t start = 0;
  const auto finish = [&out, &start] {
    while (has_loose_end(out.text, start)) out.text.pop_back();
    if (out.text.size() == start) return;
    out.begin.push_back(static_cast<std::uint32_t>(start));
    out.size.push_back(static_cast<std::uint32_t>(out.text.size() - start));
    out.text += ' ';
    start = out.text.size();
  };
  for (const char c : sentence) {
    const char folded = kFolded[static_cast<unsigned char>(c)];
    if (folded == 0) {
      finish();
    } else if (out.text.size() > start || (folded != '.' && folded != '\'' && folded != '-')) {
      out.text += folded;
    }
  }
  finish();
  return out;
}

void WordSet::add(std::string_view word) {
  hashes_.push_back(fnv1a64(word));
}

void WordSet::finish() {
  std::sort(hashes_.begin(), hashes_.end());
  for (const std::uint64_t hash : hashes_) may_be_.set(hash % may_be_.size());
}

bool WordSet::has(std::string_view word) const {
  const std::uint64_t hash = fnv1a64(word);
  return may_be_[hash % may_be_.size()] && std::binary_search(hashes_.begin(), hashes_.end(), hash);
}

bool is_stop_word(std::string_view lower) {
  static const WordSet words(kStopWords);
  return words.has(lower);
}

PhraseTable::PhraseTable(const std::vector<std::string_view>& phrases) {
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    Phrase phrase{phrases[i], i, 1, phrases[i].substr(0, 1) == "^"};
    if (phrase.at_start) phrase.text.remove_prefix(1);
    phrase.words +=
        static_cast<std::size_t>(std::count(phrase.text.begin(), phrase.text.end(), ' '));
    phrases_.push_back(phrase);
  }
  const auto first_word = [](const Phrase& p) { return p.text.substr(0, p.text.find(' ')); };
  std::sort(phrases_.begin(), phrases_.end(), [&](const Phrase& a, const Phrase& b) {
    if (first_word(a) != first_word(b)) return first_word(a) < first_word(b);
    if (a.words != b.words) return a.words > b.words;
    return a.at_start != b.at_start ? a.at_start : a.index < b.index;
  });
  std::size_t room = 16;
  while (room < phrases_.size() * 2) room *= 2;
  slots_.resize(room);
  for (std::uint32_t i = 0; i < phrases_.size();) {
    std::uint32_t last = i;
    while (last < phrases_.size() && first_word(phrases_[last]) == first_word(phrases_[i])) ++last;
    const std::uint64_t hash = fnv1a64(first_word(phrases_[i]));
    std::size_t at = hash & (room - 1);
    while (slots_[at].hash != 0) at = (at + 1) & (room - 1);
    slots_[at] = {hash, i, last};
    i = last;
  }
}

const PhraseTable::Slot* PhraseTable::slot(std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = hash & mask; slots_[at].hash != 0; at = (at + 1) & mask)
    if (slots_[at].hash == hash) return &slots_[at];
  return nullptr;
}

std::vector<PhraseTable::Hit> PhraseTable::find(const Words& words) const {
  std::vector<Hit> hits;
  const std::string_view text = words.text;
  for (std::size_t i = 0; i < words.count();) {
    std::size_t next = i + 1;
    if (const Slot* found = slot(fnv1a64(words.word(i))))
      for (std::uint32_t p = found->first; p < found->last; ++p) {
        const Phrase& phrase = phrases_[p];
        const std::size_t end = words.begin[i] + phrase.text.size();
        if (phrase.at_start && i != 0) continue;
        if (text.compare(words.begin[i], phrase.text.size(), phrase.text) != 0) continue;
        if (end < text.size() && text[end] != ' ') continue;
        hits.push_back({phrase.index, i});
        next = i + phrase.words;
        break;
      }
    i = next;
  }
  return hits;
}

}  // namespace sheaf::summarize
