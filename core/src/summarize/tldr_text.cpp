// TldrText: see tldr_text.hpp.
// Pure functions; tables are built once under the compiler's lock for statics.
#include "summarize/tldr_text.hpp"

#include <algorithm>
#include <array>

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/tldr_cues.hpp"
#include "summarize/tldr_repair.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::uint32_t kNotNear = 255;
constexpr std::uint32_t kReach = 8;  ///< words after an announcing one that it still introduces

std::uint32_t mark_bit(char c) {
  switch (c) {
    case ',':
      return kComma;
    case '(':
      return kBracket;
    case ':':
      return kColon;
    case '?':
      return kQuestion;
    case '%':
      return kPercent;
    default:
      return 0;
  }
}

/// Whether a sentence has its end: what has none may be a line of wrapped text.
bool is_ended(std::string_view sentence) {
  sentence = trim(sentence);
  if (sentence.empty()) return true;
  static constexpr ByteSet kEnds(".!?:)\"'$]}", 0x80);
  return kEnds.has(sentence.back());
}

/// Wrapped lines that were taken for sentences are joined and split anew.
std::vector<std::string> mended(const std::vector<std::string>& sentences) {
  std::vector<std::string> out;
  std::string lines;
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    const bool ended = is_ended(sentences[i]) || i + 1 == sentences.size();
    if (lines.empty() && ended) {
      out.push_back(sentences[i]);
      continue;
    }
    lines.append(lines.empty() ? "" : " ").append(trim(sentences[i]));
    if (!ended) continue;
    for (std::string& sentence : split_sentences(lines)) out.push_back(std::move(sentence));
    lines.clear();
  }
  return out;
}

class Builder {
 public:
  Builder(const Document& document, std::pmr::memory_resource* memory)
      : document_(document),
        out_(memory),
        terms_(document.terms.size(), memory),
        slots_(512, 0, memory),
        title_(memory),
        seen_(memory) {
    out_.types.reserve(200);
    out_.tokens.reserve(300);
    read_title();
    read_sentences();
    find_firsts();
    for (std::uint32_t i = 0; i < out_.sentences.size(); ++i) count_in_sentence(i);
  }
  TldrText take() { return std::move(out_); }

 private:
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  /// What is known of a word, found out at its first occurrence.
  struct Term {
    std::uint32_t type = kNowhere;
    std::uint32_t bits = 0;
  };

  void read_sentences() {
    const std::vector<std::string>& sentences = document_.sentences;
    const bool whole =
        std::all_of(sentences.begin(), sentences.end() - (sentences.empty() ? 0 : 1),
                    [](const std::string& sentence) { return is_ended(sentence); });
    const std::vector<std::string> mended_ones =
        whole ? std::vector<std::string>() : mended(sentences);
    out_.sentences.resize(whole ? sentences.size() : mended_ones.size());
    for (std::uint32_t i = 0; i < out_.sentences.size(); ++i) {
      if (whole) {
        out_.sentences[i].text = 
            readable_sentence(sentences[i], document_.clean[i], document_.textures[i], name_);
        read_sentence(i, sentences[i], &document_.words[i]);
      } else {
        out_.sentences[i].text = readable_sentence(mended_ones[i], name_);
        read_sentence(i, {}, nullptr);
      }
    }
  }

  /// The number of a stem; grows the table at half load.
  std::uint32_t type_of(std::string_view stem, std::uint32_t hash) {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at] != 0) {
      if (out_.types[slots_[at] - 1].hash == hash) return slots_[at] - 1;
      at = (at + 1) & (slots_.size() - 1);
    }
    WordType& type = out_.types.emplace_back();
    type.hash = hash;
    type.nearness = kNotNear;
    type.first = kNowhere;
    type.last = kNowhere;
    type.length = static_cast<std::uint16_t>(std::min<std::size_t>(stem.size(), 60));
    type.digits = std::all_of(stem.begin(), stem.end(), is_ascii_digit);
    slots_[at] = static_cast<std::uint32_t>(out_.types.size());
    if (out_.types.size() * 2 > slots_.size()) grow();
    return static_cast<std::uint32_t>(out_.types.size() - 1);
  }

  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 0; i < out_.types.size(); ++i) {
      std::size_t at = out_.types[i].hash & (slots_.size() - 1);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i + 1;
    }
  }

  Term term_of(std::string_view word, std::uint32_t state) {
    Term term;
    term.bits = tldr_cue_bits(word, finished_hash(state));
    if (is_ascii_digit(word.front())) term.bits |= kDigits;
    const std::size_t before = out_.types.size();
    const std::string_view stem = light_stem(word);
    for (std::size_t i = word.size(); i-- > stem.size();) state = short_hash_without(state, word[i]);
    term.type = type_of(stem, finished_hash(state));
    if (out_.types.size() > before) out_.types.back().stop = is_stop_word(word);
    return term;
  }

  /// The marks between words belong to the word before.
  static void add_marks(std::string_view gap, std::pmr::vector<Token>& tokens) {
    if ((gap.size() == 1 && gap[0] == ' ') || tokens.empty()) return;
    for (const char c : gap) tokens.back().bits |= mark_bit(c);
  }

  /// Appends the pieces of `words` from the given one on, which stand in `text` as many bytes
  /// further left as `moved` says; and the marks in `text` from `pos` on. `known`: the words are
  /// the document's, so that what a term is need be found out only once.
  void add_pieces(std::string_view text, std::size_t pos, const Words& words, std::size_t first,
                  std::size_t moved, bool known, std::pmr::vector<Token>& tokens) {
    for (std::size_t i = first; i < words.pieces.size(); ++i) {
      const Piece& piece = words.pieces[i];
      const std::size_t begin = piece.at - moved;
      add_marks(text.substr(pos, begin - pos), tokens);
      pos = begin + piece.size;
      Term unknown;
      Term& term = known ? terms_[piece.term] : unknown;
      if (term.type == kNowhere) term = term_of(words.piece(i), piece.short_hash);
      Token& token = tokens.emplace_back();
      token.begin = static_cast<std::uint32_t>(begin);
      token.end = static_cast<std::uint32_t>(pos);
      token.type = term.type;
      token.bits = term.bits | (piece.inner_capital ? std::uint32_t{kInnerCapital} : 0U);
      token.hash = finished_hash(piece.short_hash);
    }
    add_marks(text.substr(pos), tokens);
  }

  /// Appends the words of `text`. It mostly ends as `source` does, whose `words` are read already.
  void read_tokens(std::string_view text, std::string_view source, const Words* words,
                   std::pmr::vector<Token>& tokens) {
    std::size_t first = words ? words->pieces.size() : 0, begin = text.size();
    if (words) {
      const std::size_t shared = shared_end(text, source);
      // A word is the same where the byte before it is, or where nothing stands before it.
      const std::size_t from = source.size() - shared + (shared < text.size() ? 1 : 0);
      if (from == 0) first = 0;
      while (first > 0 && words->pieces[first - 1].at >= from) --first;
      if (first < words->pieces.size())
        begin = words->pieces[first].at + text.size() - source.size();
    }
    if (begin > 0) {
      head_.clear();
      head_.read(text.substr(0, begin));
      add_pieces(text.substr(0, begin), 0, head_[0], 0, 0, false, tokens);
    }
    if (begin < text.size())
      add_pieces(text, begin, *words, first, source.size() - text.size(), true, tokens);
  }

  /// How many bytes at their ends two texts share, but for a capital at the very begin of `text`.
  static std::size_t shared_end(std::string_view text, std::string_view source) {
    if (!text.empty() && source.ends_with(text.substr(1))) {
      if (source.size() < text.size()) return text.size() - 1;
      const char before = source[source.size() - text.size()];
      return text.size() - (ascii_lower(text[0]) == ascii_lower(before) ? 0 : 1);
    }
    const std::size_t most = std::min(text.size(), source.size());
    std::size_t shared = 0;
    while (shared < most && text[text.size() - shared - 1] == source[source.size() - shared - 1])
      ++shared;
    return shared;
  }

  void read_title() {
    const std::string_view title = document_.title;
    add_pieces(title, 0, document_.title_words, 0, 0, true, title_);
    for (const Token& token : title_) {
      WordType& type = out_.types[token.type];
      if (!type.in_title && !type.stop) ++out_.title_content;
      type.in_title = true;
    }
    out_.title_pairs = title_.empty() ? 0 : static_cast<std::uint32_t>(title_.size() - 1);
    // "SGP: training without waiting": what stands before the colon is the method's name.
    for (std::size_t i = 0; i < title_.size() && i < 3; ++i)
      if (title_[i].bits & kColon) name_words_ = i + 1;
    if (name_words_ == 1 && (title_[0].bits & kInnerCapital) != 0)
      name_ = title.substr(title_[0].begin, title_[0].end - title_[0].begin);
    seen_.assign(out_.types.size(), 0);
  }

  bool is_title_pair(std::uint32_t a, std::uint32_t b) const {
    for (std::size_t i = 0; i + 1 < title_.size(); ++i)
      if (title_[i].type == a && title_[i + 1].type == b) return true;
    return false;
  }
  bool in_title(const Token& token) const {
    const WordType& type = out_.types[token.type];
    return type.in_title & !type.stop;
  }

  /// Reads the text of sentence `i`, which was made from `source` with these words, if not null.
  void read_sentence(std::uint32_t i, std::string_view source, const Words* words) {
    TldrSentence& out = out_.sentences[i];
    std::pmr::vector<Token>& tokens = out_.tokens;
    out.begin = static_cast<std::uint32_t>(tokens.size());
    // The last word before keeps its marks: they belong to its own sentence.
    const std::uint32_t kept = tokens.empty() ? 0 : tokens.back().bits;
    read_tokens(out.text, source, words, tokens);
    if (out.begin > 0) tokens[out.begin - 1].bits = kept;
    out.end = static_cast<std::uint32_t>(tokens.size());
    bool speaks = false, says = false, proposes = false;
    for (std::uint32_t t = out.begin; t < out.end; ++t) {
      Token& token = tokens[t];
      const auto demonstrative = [&](std::uint32_t back) {
        return t >= out.begin + back && (tokens[t - back].bits & kDemonstrative) != 0;
      };
      const bool after_this = demonstrative(1) || demonstrative(2);
      if ((token.bits & kOwnWork) != 0 && after_this) token.bits |= kFirstPerson;
      const std::uint32_t next = t + 1 < out.end ? tokens[t + 1].bits : 0;
      if ((token.bits & kDemonstrative) != 0 && (next & (kOwnWork | kAfterSuch)) == 0 &&
          !(t + 2 < out.end && (tokens[t + 2].bits & kOwnWork) != 0))
        token.bits |= kHanging | ((next & (kTrouble | kReferred)) != 0 ? std::uint32_t{kTrouble} : 0u);
      // "does not have such a restriction": wherever it stands.
      if ((token.bits & kSuch) != 0 && (next & kArticle) != 0) token.bits |= kHanging | kTrouble;
      speaks |= (token.bits & kFirstPerson) != 0;
      says |= (token.bits & kAnnounces) != 0;
      proposes |= (token.bits & kProposes) != 0;
      const WordType& type = out_.types[token.type];
      if (type.in_title && t + 1 < out.end && out_.types[tokens[t + 1].type].in_title &&
          is_title_pair(token.type, tokens[t + 1].type))
        token.bits |= kTitlePair;
    }
    for (const std::string_view opening : {"To do so", "By doing so", "In doing so"})
      if (out.begin < out.end && out.text[0] == opening[0] && out.text.compare(0, opening.size(), opening) == 0)
        tokens[out.begin].bits |= kHanging;
    out.first_person = speaks;
    out.announces = speaks && says;
    out.proposes = proposes;
    count_title_words(out, i);
  }

  /// Types of the title have the lowest numbers.
  void count_title_words(TldrSentence& sentence, std::uint32_t i) {
    for (std::uint32_t t = sentence.begin; t < sentence.end; ++t) {
      const Token& token = out_.tokens[t];
      if (!in_title(token) || seen_[token.type] == i + 1) continue;
      ++sentence.title_words;
      sentence.new_title_words += seen_[token.type] == 0;
      seen_[token.type] = i + 1;
    }
    if (name_words_ == 0) return;
    sentence.has_name = true;
    for (std::size_t n = 0; n < name_words_; ++n) {
      const std::uint32_t wanted = title_[n].type;
      const auto* begin = out_.tokens.data() + sentence.begin;
      const auto* end = out_.tokens.data() + sentence.end;
      if (std::none_of(begin, end, [&](const Token& token) { return token.type == wanted; }))
        sentence.has_name = false;
    }
  }

  void find_firsts() {
    const auto count = static_cast<std::uint32_t>(out_.sentences.size());
    out_.first_person = out_.first_announcing = out_.first_proposing = out_.first_name = count;
    for (std::uint32_t i = count; i-- > 0;) {
      const TldrSentence& sentence = out_.sentences[i];
      if (sentence.first_person) out_.first_person = i;
      if (sentence.announces) out_.first_announcing = i;
      if (sentence.proposes) out_.first_proposing = i;
      if (sentence.has_name) out_.first_name = i;
    }
  }

  /// Few branches: which words are repeated or of the title tells nobody beforehand.
  void count_in_sentence(std::uint32_t i) {
    const TldrSentence& sentence = out_.sentences[i];
    const bool announcing = i == out_.first_announcing, proposing = i == out_.first_proposing;
    const bool person = i == out_.first_person;
    std::uint32_t since = kNotNear;
    bool title_before = false;
    bool title_here = sentence.begin < sentence.end && in_title(out_.tokens[sentence.begin]);
    for (std::uint32_t t = sentence.begin; t < sentence.end; ++t) {
      const Token& token = out_.tokens[t];
      WordType& type = out_.types[token.type];
      const bool title_after = t + 1 < sentence.end && in_title(out_.tokens[t + 1]);
      const bool introduces = sentence.first_person & ((token.bits & kIntroducer) != 0);
      since = introduces ? 0 : since + 1;
      type.nearness = std::min(type.nearness, since < kReach ? since : kNotNear);
      ++type.count;
      type.capitals += (token.bits & kInnerCapital) != 0;
      type.by_title |= title_before | title_after;
      const bool fresh = type.last != i;
      type.first = std::min(type.first, i);  // kNowhere is the highest
      type.last = i;
      type.sentences += fresh;
      type.announced += fresh & sentence.announces;
      type.in_first_announcing |= announcing;
      type.in_first_proposing |= proposing;
      type.in_first_person |= person;
      title_before = title_here;
      title_here = title_after;
    }
  }

  const Document& document_;
  TldrText out_;
  WordBuffer head_{200};              ///< of the text that is being read
  std::pmr::vector<Term> terms_;           ///< by Piece::term
  std::pmr::vector<std::uint32_t> slots_;  ///< type number + 1, 0: free; a power of two
  std::pmr::vector<Token> title_;
  std::pmr::vector<std::uint32_t> seen_;  ///< by type of the title: last sentence + 1
  std::size_t name_words_ = 0;
  std::string_view name_;  ///< one word with a capital inside, or empty
};

}  // namespace

std::string_view light_stem(std::string_view word) {
  std::size_t n = word.size();
  if (n <= 3) return word;
  const auto from_end = [&](std::size_t i) { return word[n - i]; };
  if (from_end(1) == 's') {
    if (from_end(2) == 'e' && from_end(3) == 'i') {
      n -= 2;
    } else if (from_end(2) != 's') {
      n -= 1;
    }
  }
  if (n > 5 && from_end(1) == 'g' && from_end(2) == 'n' && from_end(3) == 'i') {
    n -= 3;
  } else if (n > 4 && from_end(1) == 'd' && from_end(2) == 'e') {
    n -= 2;
  } else if (n > 5 && from_end(1) == 'y' && from_end(2) == 'l') {
    n -= 2;
  }
  if (n > 3 && from_end(1) == 'e') n -= 1;
  return word.substr(0, n);
}

TldrText read_tldr_text(const Document& document, std::pmr::memory_resource* memory) {
  return Builder(document, memory).take();
}

}  // namespace sheaf::summarize
