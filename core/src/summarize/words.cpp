// Words and phrase tables: see words.hpp.
// Pure functions; tables are built once under the compiler's lock for statics.
#include "summarize/words.hpp"

#include <algorithm>
#include <array>

#include "base/byte_set.hpp"
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

/// Letters and digits of any script make pieces; bytes beyond ASCII count as letters. Their lower
/// case, or 0 for others.
constexpr std::array<char, 256> kLetters = [] {
  std::array<char, 256> letters{};
  for (int c = 0; c < 256; ++c)
    if (c >= 0x80 || is_ascii_alnum(static_cast<char>(c)))
      letters[c] = ascii_lower(static_cast<char>(c));
  return letters;
}();
char letter_of(char c) { return kLetters[static_cast<unsigned char>(c)]; }

/// These belong to a word inside of it: "3.5", "e.g", "state-of-the-art", "3.5%".
constexpr ByteSet kJoints("'-.%");

class WordReader {
 public:
  /// Appends to the three; places count from where `text` ends now.
  WordReader(std::string_view from, std::vector<char>& text, std::vector<Word>& words,
             std::vector<Piece>& pieces)
      : from_(from), text_(text), words_(words), pieces_(pieces), base_(text.size()) {
    text_.resize(base_ + from.size() + 1);
    to_ = text_.data() + base_;
  }

  void read() {
    for (std::size_t pos = 0; pos < from_.size();) {
      const char c = from_[pos];
      if (letter_of(c) != 0) {
        pos = read_piece(pos);
        continue;
      }
      ++pos;
      if (!kJoints.has(c)) {
        finish_word();
      } else if (end_ > start_ || c == '%') {
        // Stops, quotes and hyphens do not begin words, and end none: see `solid_`.
        to_[end_++] = c;
        if (c == '%') solid_ = end_;
      }
    }
    finish_word();
    text_.resize(base_ + start_);
  }

 private:
  /// Returns its end. All in local variables: a byte that is written may be anything's.
  std::size_t read_piece(std::size_t begin) {
    const char* from = from_.data() + begin;
    const char* const last = from_.data() + from_.size();
    char* to = to_ + end_;
    char low = letter_of(*from);
    std::uint64_t hash = kHashSeed;
    std::uint32_t short_hash = kShortHashSeed;
    unsigned char any = 0, changed = 0;
    do {
      any |= static_cast<unsigned char>(low);
      hash = (hash ^ static_cast<unsigned char>(low)) * 1099511628211ULL;
      short_hash = short_hash_with(short_hash, low);
      *to++ = low;
      if (++from == last) break;
      low = letter_of(*from);
      changed |= low != 0 ? static_cast<unsigned char>(low ^ *from) : 0;
    } while (low != 0);
    const auto size = static_cast<std::size_t>(from - from_.data()) - begin;
    Piece& piece = pieces_.emplace_back();
    piece.at = static_cast<std::uint32_t>(begin);
    piece.begin = static_cast<std::uint32_t>(end_);
    piece.size = static_cast<std::uint32_t>(size);
    piece.hash = hash;
    piece.short_hash = short_hash;
    piece.inner_capital = changed != 0;
    piece.wide = any >= 0x80;
    ++here_;
    solid_ = end_ += size;
    return begin + size;
  }

  void finish_word() {
    if (solid_ > start_) {
      Word& word = words_.emplace_back();
      word.begin = static_cast<std::uint32_t>(start_);
      word.size = static_cast<std::uint32_t>(solid_ - start_);
      word.piece = before_;
      word.pieces = here_;
      const bool one = here_ == 1 && pieces_.back().size == word.size;
      word.hash = one ? pieces_.back().hash : fnv1a64(std::string_view(to_ + start_, word.size));
      before_ += here_;
      here_ = 0;
      to_[solid_] = ' ';
      start_ = solid_ + 1;
    }
    end_ = solid_ = start_;
  }

  static constexpr std::uint64_t kHashSeed = 14695981039346656037ULL;

  std::string_view from_;
  std::vector<char>& text_;
  std::vector<Word>& words_;
  std::vector<Piece>& pieces_;
  std::size_t base_;
  char* to_;
  std::size_t start_ = 0;      ///< of the word being read, in the text
  std::size_t end_ = 0;        ///< of what is read of it
  std::size_t solid_ = 0;      ///< … without loose stops, quotes and hyphens
  std::uint32_t before_ = 0;   ///< pieces of the words before …
  std::uint32_t here_ = 0;     ///< … and of this one
};

}  // namespace

WordBuffer::WordBuffer(std::size_t bytes) {
  text_.reserve(bytes + bytes / 32 + 64);
  words_.reserve(bytes / 5 + 8);
  pieces_.reserve(bytes / 5 + 8);
  ends_.reserve(bytes / 100 + 4);
}

void WordBuffer::read(std::string_view text) {
  WordReader(text, text_, words_, pieces_).read();
  ends_.push_back({text_.size(), words_.size(), pieces_.size()});
}

void WordBuffer::clear() {
  text_.clear();
  words_.clear();
  pieces_.clear();
  ends_.resize(1);
}

Words WordBuffer::operator[](std::size_t i) const {
  const Ends &begin = ends_[i], &end = ends_[i + 1];
  return {std::string_view(text_.data() + begin.text, end.text - begin.text),
          std::span(words_.data() + begin.words, end.words - begin.words),
          std::span(pieces_.data() + begin.pieces, end.pieces - begin.pieces)};
}

std::span<const std::string_view> stop_words() {
  return kStopWords;
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

void PhraseTable::find(const Words& words, std::vector<Hit>& hits) const {
  hits.clear();
  const std::string_view text = words.text;
  for (std::size_t i = 0; i < words.count();) {
    std::size_t next = i + 1;
    if (const Slot* found = slot(words.words[i].hash))
      for (std::uint32_t p = found->first; p < found->last; ++p) {
        const Phrase& phrase = phrases_[p];
        const std::size_t begin = words.words[i].begin, end = begin + phrase.text.size();
        if (phrase.at_start && i != 0) continue;
        // The slot has told the first word already.
        if (phrase.text.size() != words.words[i].size &&
            text.compare(begin, phrase.text.size(), phrase.text) != 0)
          continue;
        if (end < text.size() && text[end] != ' ') continue;
        hits.push_back({phrase.index, i});
        next = i + phrase.words;
        break;
      }
    i = next;
  }
}

}  // namespace sheaf::summarize
