// Key phrases: see tags.hpp. Runs of words that can be part of a name for a thing are cut into
// one to three words, counted without plural, and the best that do not contain each other win.
// Pure functions; any thread.
#include "summarize/tags.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "summarize/latex.hpp"
#include "summarize/scratch.hpp"
#include "summarize/tag_words.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongest = 3;
constexpr std::size_t kMaxTokens = 5000;  ///< a text longer than that repeats itself
constexpr double kFewestPoints = 1;
constexpr int kTitleCount = 3;            ///< an occurrence in the title counts as so many

constexpr std::uint32_t kNoTerm = 0xFFFFFFFF;

struct Token {
  std::string_view word;   ///< as it stands in the text
  std::uint64_t key = 0;   ///< hash of the word in lower case, without plural
  std::uint32_t id = 0;    ///< the same for all with this key
  std::uint32_t term = kNoTerm;  ///< Piece::term of a word that is one piece
  bool general = false;    ///< says too little alone
  bool acronym = false;
  bool ends_run = false;   ///< punctuation, stop word or end of sentence follows
  bool in_title = false;
  bool can_end = true;     ///< nouns; adjectives and participles only begin phrases
};

using Tokens = std::pmr::vector<Token>;

constexpr std::size_t kLongestWord = 40;

/// Byte of a word in lower case, or 0 where none can be; kWide begins or goes on with a character
/// beyond ASCII.
constexpr char kWide = '\x80';
char folded(char c) {
  static constexpr std::array<char, 256> kFolded = [] {
    std::array<char, 256> bytes{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const char ascii = static_cast<char>(byte);
      if (byte >= 0x80) bytes[byte] = kWide;
      if (byte < 0x80 && (ascii == '-' || is_ascii_alnum(ascii))) bytes[byte] = ascii_lower(ascii);
    }
    return bytes;
  }();
  return kFolded[static_cast<unsigned char>(c)];
}

/// A word as one pass over it reads it.
class WordReader {
 public:
  /// The word that begins at text[pos], if any does. Chinese characters are no words here: where
  /// theirs end is not to be seen.
  WordReader(std::string_view text, std::size_t pos) {
    std::size_t end = pos;
    char before = '-';
    for (; end < text.size(); ++end) {
      const char low = folded(text[end]);
      if (low == 0 || low == kWide) break;
      if (end - pos < kLongestWord) low_[end - pos] = low;
      letters_ += low > '9';
      acronym_ |= (low != text[end]) & (before != '-');
      before = low;
    }
    whole_ = end - pos;
    word_ = text.substr(pos, whole_);
    const bool wide = end < text.size() && folded(text[end]) == kWide;
    const bool loose = !word_.empty() && (word_.front() == '-' || word_.back() == '-');
    if (wide || loose) read_slowly(text, pos);
    if (can_be_word()) hash_ = word_hash(low());
  }
  std::size_t whole() const { return whole_; }  ///< bytes, with hyphens at its ends
  std::string_view word() const { return word_; }
  std::string_view low() const {
    return wide_.empty() ? std::string_view(low_.data(), word_.size()) : wide_;
  }
  std::uint64_t hash() const { return hash_; }  ///< word_hash(low())
  /// "LLM", "MatKV", "GPU-based"; but "End-to-End" is only a title's way to write.
  bool is_acronym() const { return acronym_; }
  bool can_be_word() const {
    return word_.size() >= 2 && word_.size() <= kLongestWord && letters_ >= 2;
  }

 private:
  /// Words with other letters or hyphens at an end: few.
  void read_slowly(std::string_view text, std::size_t pos) {
    std::size_t end = pos + whole_;
    while (end < text.size() && folded(text[end]) != 0) {
      std::size_t next = end;
      const char32_t c = next_code_point(text, next);
      if (c >= 0x80 && (!is_word_code_point(c) || is_cjk_code_point(c))) break;
      end = next;
    }
    whole_ = end - pos;
    word_ = text.substr(pos, whole_);
    while (!word_.empty() && word_.back() == '-') word_.remove_suffix(1);
    while (!word_.empty() && word_.front() == '-') word_.remove_prefix(1);
    if (word_.size() > kLongestWord) return;
    wide_ = to_lower(word_);
    letters_ = 0;
    acronym_ = false;
    char before = '-';
    for (const char c : word_) {
      letters_ += c != '-' && !is_ascii_digit(c);
      acronym_ |= (ascii_lower(c) != c) & (before != '-');
      before = c;
    }
  }

  std::size_t whole_ = 0;
  std::string_view word_;
  std::uint64_t hash_ = 0;
  std::size_t letters_ = 0;
  bool acronym_ = false;
  std::array<char, kLongestWord> low_;
  std::string wide_;  ///< low() where low_ is not
};

/// Adds the words of one sentence that can be part of a phrase.
class Collector {
 public:
  Collector(const std::vector<std::string_view>& terms, Tokens& out)
      : terms_(terms),
        senses_(out.get_allocator()),
        acronyms_(terms.size(), out.get_allocator()),
        out_(out) {
    senses_.reserve(terms.size());
    for (const std::string_view term : terms) senses_.push_back(read_sense(term, false));
  }

  /// The tokens look into `sentence`. `words`: its words, or null.
  void add(std::string_view sentence, const Words* words, bool in_title) {
    const std::size_t pieces = words ? words->pieces.size() : 0;
    std::size_t next = 0;  // piece
    for (std::size_t pos = 0; pos < sentence.size() && out_.size() < kMaxTokens;) {
      const char c = sentence[pos];
      if (c == ' ') {
        ++pos;
      } else if (next < pieces && words->pieces[next].at == pos && stands_alone(sentence, words->pieces[next])) {
        pos += words->pieces[next].size;
        add_piece(sentence, words->pieces[next++], in_title);
      } else if (c == '$') {
        const std::size_t end = formula_end(sentence, pos);
        pos = end == std::string_view::npos ? pos + 1 : end;
        end_run();
      } else if (folded(c) == 0) {
        ++pos;
        end_run();
      } else {
        const WordReader word(sentence, pos);
        add_word(word, in_title);
        pos += std::max<std::size_t>(word.whole(), 1);
      }
      while (next < pieces && words->pieces[next].at < pos) ++next;
    }
    end_run();
  }

 private:
  void end_run() {
    if (!out_.empty()) out_.back().ends_run = true;
  }

  /// A word that is nothing but this piece; hyphens before it have been read with what they join.
  static bool stands_alone(std::string_view sentence, const Piece& piece) {
    const std::size_t end = piece.at + piece.size;
    return !piece.wide && (end == sentence.size() || sentence[end] != '-');
  }

  void add_piece(std::string_view sentence, const Piece& piece, bool in_title) {
    const WordSense& sense = piece.inner_capital ? acronym(piece.term) : senses_[piece.term];
    if (sense.kind == WordSense::kUnfit) return end_run();
    add_token(sentence.substr(piece.at, piece.size), sense, piece.inner_capital, in_title,
              piece.term);
  }

  void add_word(const WordReader& word, bool in_title) {
    if (!word.can_be_word()) return end_run();
    const WordSense sense = sense_of(word.low(), word.hash(), word.is_acronym());
    if (sense.kind == WordSense::kUnfit) return end_run();
    add_token(word.word(), sense, word.is_acronym(), in_title, kNoTerm);
  }

  void add_token(std::string_view word, const WordSense& sense, bool acronym, bool in_title,
                 std::uint32_t term) {
    // Field by field: a whole one copied right after it was written waits for its parts.
    Token& token = out_.emplace_back();
    token.word = word;
    token.key = sense.key;
    token.term = term;
    token.general = (sense.kind & WordSense::kGeneral) != 0;
    token.acronym = acronym;
    token.in_title = in_title;
    token.can_end = (sense.kind & WordSense::kModifier) == 0;
  }

  static bool has_two_letters(std::string_view low) {
    return std::count_if(low.begin(), low.end(), [](char c) { return c > '9'; }) >= 2;
  }
  static WordSense read_sense(std::string_view low, bool acronym) {
    const bool long_enough = low.size() >= 2 && low.size() <= kLongestWord;
    // Mostly the first two are letters, and no more need be counted.
    if (!long_enough || !((low[0] > '9' && low[1] > '9') || has_two_letters(low)))
      return {0, WordSense::kUnfit};
    return sense_of(low, word_hash(low), acronym);
  }

  /// Few words are ones.
  const WordSense& acronym(std::uint32_t term) {
    WordSense& sense = acronyms_[term];
    if (sense.kind == WordSense::kUnknown) sense = read_sense(terms_[term], true);
    return sense;
  }

  const std::vector<std::string_view>& terms_;
  std::pmr::vector<WordSense> senses_;    ///< by term
  std::pmr::vector<WordSense> acronyms_;  ///< by term, where it is one
  Tokens& out_;
};

/// As it will be shown: "LLMs" → "LLM", "Caches" → "cache".
std::string text_of(const Token& token) {
  std::string_view word = token.word;
  if (!token.acronym) return singular(to_lower(word));
  const bool plural = word.size() > 2 && word.back() == 's' && word[word.size() - 2] >= 'A' &&
                      word[word.size() - 2] <= 'Z';
  return std::string(plural ? word.substr(0, word.size() - 1) : word);
}

struct Candidate {
  std::uint64_t hash = 0;
  std::uint32_t first = 0;  ///< token it begins at, first occurrence
  std::uint32_t size = 0;
  int count = 0;
  double points = 0;
};

using Candidates = std::pmr::vector<Candidate>;

/// Phrases by hash, each once, in the order of their first place.
class Phrases {
 public:
  /// Room for so many different ones.
  Phrases(std::size_t most, std::pmr::memory_resource* memory) : slots_(memory), all_(memory) {
    std::size_t room = 64;
    while (room < most * 2) room *= 2;
    slots_.resize(room);
    all_.reserve(most);
  }
  /// Counts a phrase that begins at token `first`; returns where it stands among all.
  std::uint32_t add(std::uint64_t hash, std::uint32_t first, std::uint32_t size, int weight) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (hash ^ (hash >> 32)) & mask;
    while (slots_[at] != 0 && all_[slots_[at] - 1].hash != hash) at = (at + 1) & mask;
    if (slots_[at] == 0) {
      Candidate& one = all_.emplace_back();
      one.hash = hash;
      one.first = first;
      one.size = size;
      slots_[at] = static_cast<std::uint32_t>(all_.size());
    }
    all_[slots_[at] - 1].count += weight;
    return slots_[at] - 1;
  }
  void add_again(std::uint32_t place, int weight) { all_[place].count += weight; }
  int count_of(std::uint32_t place) const { return all_[place].count; }
  Candidates take() { return std::move(all_); }

 private:
  std::pmr::vector<std::uint32_t> slots_;  ///< index in all_ and one; 0: free
  Candidates all_;
};

int weight_of(const Token& token) { return token.in_title ? kTitleCount : 1; }

/// Sets the ids of the tokens and tells which of them count more than once: no phrase counts more
/// than its rarest word, and one that counts once gets too few points. Most words do, so most
/// phrases need not be counted.
std::pmr::vector<unsigned char> repeated_of(Tokens& tokens, std::size_t terms) {
  Phrases words(tokens.size(), tokens.get_allocator().resource());
  std::pmr::vector<std::uint32_t> ids(terms, tokens.get_allocator());  // and one; 0: not known yet
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    Token& token = tokens[i];
    if (token.term != kNoTerm && ids[token.term] != 0) {
      token.id = ids[token.term] - 1;
      words.add_again(token.id, weight_of(token));
      continue;
    }
    token.id = words.add(token.key, i, 1, weight_of(token));
    if (token.term != kNoTerm) ids[token.term] = token.id + 1;
  }
  std::pmr::vector<unsigned char> repeated(tokens.size(), tokens.get_allocator());
  for (std::uint32_t i = 0; i < tokens.size(); ++i)
    repeated[i] = words.count_of(tokens[i].id) > 1 ? 1 : 0;
  return repeated;
}

Candidates candidates_of(Tokens& tokens, std::size_t terms) {
  const auto repeated = repeated_of(tokens, terms);
  const auto count = static_cast<std::size_t>(std::count(repeated.begin(), repeated.end(), 1));
  Phrases phrases(count * kLongest, tokens.get_allocator().resource());
  for (std::uint32_t i = 0; i < tokens.size(); ++i) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (std::uint32_t size = 1; size <= kLongest && i + size <= tokens.size(); ++size) {
      if (!repeated[i + size - 1]) break;
      const Token& last = tokens[i + size - 1];
      hash = (hash ^ last.key) * 1099511628211ULL;
      if (last.can_end && !(size == 1 && last.general))
        phrases.add(hash, i, size, weight_of(last));
      if (last.ends_run) break;
    }
  }
  return phrases.take();
}

/// Longer phrases say more; a lone word must be frequent, in the title or an acronym.
double points_of(const Candidate& one, const Tokens& tokens) {
  static constexpr double kLength[] = {0.7, 1.5, 2.0};
  const bool weak = one.count < 2 || (one.size == 1 && one.count < 3 && !tokens[one.first].acronym);
  return one.count * kLength[one.size - 1] * (weak ? 0.3 : 1.0);
}

bool overlaps(const Candidate& a, const Candidate& b, const Tokens& tokens) {
  std::size_t shared = 0;
  for (std::uint32_t i = 0; i < a.size; ++i)
    for (std::uint32_t j = 0; j < b.size; ++j)
      shared += tokens[a.first + i].id == tokens[b.first + j].id;
  return shared >= std::min({a.size, b.size, std::uint32_t{2}});
}

/// All words of a document that can be part of a phrase, in order; they look into it.
Tokens tokens_of(const Document& document, std::pmr::memory_resource* memory) {
  Tokens tokens(memory);
  tokens.reserve(256);
  Collector collector(document.terms, tokens);
  collector.add(document.title, &document.title_words, true);
  for (std::size_t i = 0; i < document.sentences.size() && tokens.size() < kMaxTokens; ++i) {
    const bool as_read = !document.readable[i].has_value();
    collector.add(document.readable_text(i), as_read ? &document.words[i] : nullptr, false);
  }
  return tokens;
}

/// Those with enough points, best first: a heap, since few are asked for.
class Ranking {
 public:
  Ranking(Candidates candidates, const Tokens& tokens) : left_(std::move(candidates)) {
    for (Candidate& one : left_) one.points = points_of(one, tokens);
    left_.erase(std::remove_if(left_.begin(), left_.end(),
                               [](const Candidate& one) { return one.points < kFewestPoints; }),
                left_.end());
    std::make_heap(left_.begin(), left_.end(), is_worse);
  }
  bool empty() const { return left_.empty(); }
  Candidate take() {
    std::pop_heap(left_.begin(), left_.end(), is_worse);
    const Candidate best = left_.back();
    left_.pop_back();
    return best;
  }

 private:
  static bool is_worse(const Candidate& a, const Candidate& b) {
    if (a.points != b.points) return a.points < b.points;
    return a.first != b.first ? a.first > b.first : a.size < b.size;
  }
  Candidates left_;
};

}  // namespace

std::vector<std::string> find_tags(const Document& document) {
  Scratch scratch;
  Tokens tokens = tokens_of(document, scratch.memory());
  Ranking ranking(candidates_of(tokens, document.terms.size()), tokens);
  Candidates chosen(scratch.memory());
  std::vector<std::string> tags;
  while (tags.size() < kMaxTags && !ranking.empty()) {
    const Candidate one = ranking.take();
    const auto same = [&](const Candidate& other) { return overlaps(one, other, tokens); };
    if (std::any_of(chosen.begin(), chosen.end(), same)) continue;
    chosen.push_back(one);
    std::string tag = text_of(tokens[one.first]);
    for (std::uint32_t i = 1; i < one.size; ++i) tag += " " + text_of(tokens[one.first + i]);
    tags.push_back(std::move(tag));
  }
  return tags;
}

}  // namespace sheaf::summarize
