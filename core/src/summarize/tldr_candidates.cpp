// Candidates of the TL;DR: see tldr_candidates.hpp.
// Pure functions; any thread.
#include "summarize/tldr_candidates.hpp"

#include <algorithm>
#include <iterator>

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestLead = 170;
constexpr std::size_t kMostCuts = 14;         ///< of one sentence
constexpr std::uint32_t kLeastWords = 7;      ///< a cut leaves at least so many
constexpr std::uint32_t kShortSentence = 22;  ///< words; two such may stand together …
constexpr std::uint32_t kLongestPair = 36;    ///< … with so many words at most
constexpr std::size_t kMostInPairs = 14;
/// "We solve this problem": among so many first words, what it means was said before. Later ones
/// mostly mean something in the sentence itself.
constexpr std::uint32_t kEarlyWords = 14;
constexpr std::size_t kMostSentences = 60;  ///< no abstract has more; the rest is not looked at
constexpr std::uint32_t kMostWords = 400;   ///< a longer sentence is none

template <class Table>
bool is_one_of(const Table& table, std::string_view word) {
  return !word.empty() &&
         std::any_of(std::begin(table), std::end(table), [word](std::string_view entry) {
           return entry.front() == word.front() && entry == word;
         });
}

std::string_view word_after(std::string_view text, std::size_t pos) {
  pos = std::min(pos, text.size());
  std::size_t end = pos;
  while (end < text.size() && text[end] != ' ' && text[end] != ',') ++end;
  return text.substr(pos, end - pos);
}

bool begins_with_lead(std::string_view text) {
  static constexpr std::string_view kLeads[] = {
      "To",         "By",       "In",      "With",   "Motivated", "Inspired",
      "Based",      "Using",    "For",     "On",     "Through",   "From",
      "As",         "Building", "Given",   "Unlike", "While",     "Although",
      "Despite",    "When",     "Since",   "Under",  "At",        "Drawing",
      "Following",  "Because",  "Towards", "Toward", "Rather",    "Instead",
      "Leveraging", "If",       "After",   "Among",  "During",    "Considering",
      "Beyond",   "Besides", "Along",  "Aside",     "Contrary",
      "Compared", "Like",    "Via",    "Without",   "Once"};
  static const WordSet leads(kLeads);
  return leads.has(word_after(text, 0));
}

/// Length of "To save time, " before "we", or 0.
std::size_t lead_length(std::string_view text) {
  static constexpr ByteSet kMarks(",;:.?!($");
  const std::string_view near = text.substr(0, kLongestLead);
  const std::size_t end = kMarks.find_in(near);
  if (end == near.size() || text.substr(end, 2) != ", ") return 0;
  const std::string_view rest = text.substr(end + 2);
  const auto begins = [&rest](std::string_view words) {
    return rest.substr(0, words.size()) == words;
  };
  for (const std::string_view words : {"in this paper, we ", "in this work, we "})
    if (begins(words)) return end + 2 + words.size() - 3;
  for (const std::string_view words : {"we ", "this paper ", "this work ", "our "})
    if (begins(words)) return end + 2;
  return 0;
}

constexpr std::string_view kPrepositions[] = {
    "in",     "on",     "for",    "with",    "from",    "across",  "under", "over",
    "during", "within", "into",   "among",   "against", "towards", "at",    "through"};
/// "focus on", "depend on", "as well as in": the preposition belongs to the word before.
constexpr std::string_view kBound[] = {
    "focus", "focuses", "focusing", "depend", "depends", "rely",  "relies", "relying", "based",
    "due",   "leads",   "lead",     "results", "result", "is",    "are",    "was",     "were",
    "be",    "work",    "works",    "both",   "and",     "or",    "not",    "only",    "but",
    "that",  "which",   "as",       "than",   "to",      "of",    "the",    "a",       "an",
    "deals", "deal",    "consists", "account", "accounts", "suffer", "suffers", "differ",
    "differs", "arise", "arises",   "learns", "learn",   "trained", "especially", "even",
    "robust", "suitable", "useful", "effective", "responsible", "able", "common", "found",
    "built", "made",    "given",    "shown",  "known",   "seen",  "used"};

/// What the words from text[pos] (after a comma or a space) begin, or kNone.
TldrCut clause_kind(std::string_view text, std::size_t pos, bool comma) {
  static constexpr std::string_view kNewClauses[] = {
      "while",     "whereas",       "thereby", "thus",     "hence",     "allowing",
      "leading",   "resulting",     "making",  "enabling", "achieving", "outperforming",
      "improving", "demonstrating", "showing", "yielding", "providing", "reducing",
      "because",   "since",         "but",     "so",       "and"};
  /// These may be an insertion that the sentence goes on after: only without another comma.
  static constexpr std::string_view kLastClauses[] = {
      "such", "including", "especially", "particularly", "with", "when",     "if",    "as",
      "in",   "on",        "for",        "from",         "both", "even",     "e.g.",  "i.e.",
      "by",   "using",     "without",    "based",        "like", "compared", "rather"};
  static constexpr std::string_view kVerbs[] = {
      "we",      "show",    "demonstrate", "propose", "evaluate", "prove",    "apply",    "discuss",
      "provide", "present", "introduce",   "analyze", "study",    "describe", "validate", "find",
      "explore", "test",    "investigate", "compare", "develop",  "report",   "achieve"};
  static const WordSet new_clauses(kNewClauses), last_clauses(kLastClauses), verbs(kVerbs);
  const std::string_view word = word_after(text, pos);
  if (comma) {
    if (new_clauses.has(word)) return TldrCut::kComma;
    if (contains(text.substr(pos), ",")) return TldrCut::kNone;
    if (word == "which" || word == "where" || word == "whose") return TldrCut::kWhich;
    return last_clauses.has(word) ? TldrCut::kComma : TldrCut::kNone;
  }
  if (word == "using" || word == "without") return TldrCut::kBy;
  const std::string_view next = word_after(text, pos + word.size() + 1);
  if (word == "by" && next.size() > 5 && next.substr(next.size() - 3) == "ing") return TldrCut::kBy;
  if (word == "while" || word == "whereas" || word == "thereby") return TldrCut::kComma;
  return word == "and" && verbs.has(next) ? TldrCut::kAnd : TldrCut::kNone;
}

/// "address this problem": after "to", what a sentence can do without.
bool solves_this(std::string_view text) {
  static constexpr std::string_view kSolves[] = {
      "address", "solve",   "tackle", "overcome", "alleviate", "mitigate", "resolve",
      "remedy",  "achieve", "handle", "do",       "describe",  "explain",  "answer"};
  const std::string_view verb = word_after(text, 0);
  if (!is_one_of(kSolves, verb)) return false;
  const std::string_view next = word_after(text, verb.size() + 1);
  if (next == "the") {
    const std::string_view after = word_after(text, verb.size() + 5);
    return after == "above" || after == "aforementioned";
  }
  return next == "this" || next == "these" || next == "such" || next == "so";
}

/// By its first byte; most words cannot.
bool may_begin_clause(char c) {
  return c == 't' || c == 'u' || c == 'w' || c == 'b' || c == 'a' || c == '-' ||
         static_cast<unsigned char>(c) == 0xE2;
}

/// "…, where we fine-tune", "to learn": too short to end there.
bool clause_has_begun(std::string_view text) {
  static constexpr std::string_view kOpeners[] = {"we",    "where", "which", "that", "while",
                                                  "when",  "if",    "who",   "it",   "they",
                                                  "whose", "how",   "what",  "can",  "may",
                                                  "then",  "to",    "and",   "by"};
  for (int back = 0; back < 3; ++back) {
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos) return true;
    const std::string_view word = text.substr(space + 1);
    const bool nearer = word == "to" || word == "and" || word == "by";
    if (is_one_of(kOpeners, word) && (!nearer || back < 2)) return true;
    if (!word.empty() && word.back() == ',' && back > 0) return true;
    text = text.substr(0, space);
  }
  return false;
}

/// Whether "on ImageNet" begins at text[pos + 1], and what stands before can do without it.
bool ends_at_phrase(std::string_view text, std::size_t pos) {
  static const WordSet prepositions(kPrepositions);
  static const WordSet bound(kBound);
  const char c = text[pos + 1];
  if (c != 'i' && c != 'o' && c != 'f' && c != 'w' && c != 'a' && c != 'u' && c != 'd' && c != 't')
    return false;
  if (!prepositions.has(word_after(text, pos + 1))) return false;
  const std::size_t space = text.rfind(' ', pos - 1);
  const std::string_view before = text.substr(space + 1, pos - space - 1);
  if (before.size() > 3 && before.substr(before.size() - 2) == "ed") return false;
  return !bound.has(before) && !clause_has_begun(text.substr(0, pos));
}

/// The kind of a cut before text[pos].
TldrCut cut_kind(std::string_view text, std::size_t pos) {
  const char c = text[pos];
  const bool space = pos + 1 < text.size() && text[pos + 1] == ' ';
  if ((c == ';' || c == ':') && space) return TldrCut::kMark;
  if (c == ',' && space) {
    const TldrCut kind = clause_kind(text, pos + 2, true);
    const std::string_view word = word_after(text, pos + 2);
    // After another comma "and" rather ends a list.
    const bool list = (word == "and" || word == "or") && contains(text.substr(0, pos), ",");
    return list ? TldrCut::kNone : kind;
  }
  if (c != ' ' || pos + 1 >= text.size()) return TldrCut::kNone;
  if (ends_at_phrase(text, pos)) return TldrCut::kPhrase;
  if (!may_begin_clause(text[pos + 1])) return TldrCut::kNone;
  const std::string_view word = word_after(text, pos + 1);
  if (word == "to" && solves_this(text.substr(pos + 3))) return TldrCut::kBy;
  if (word == "-" || word == "--" || word == "–" || word == "—") return TldrCut::kMark;
  return clause_kind(text, pos + 1, false);
}

class Collector {
 public:
  Collector(const TldrText& text, std::pmr::memory_resource* memory)
      : text_(text), out_(memory), hanging_(memory) {
    out_.reserve(64);
  }

  std::pmr::vector<TldrCandidate> collect() {
    const std::size_t count = std::min(text_.sentences.size(), kMostSentences);
    for (std::uint32_t i = 0; i < count; ++i) add_sentence(i);
    anything_ = out_.empty();
    if (anything_)
      for (std::uint32_t i = 0; i < count; ++i) add_sentence(i);
    add_pairs();
    return std::move(out_);
  }

 private:
  TldrPart whole(std::uint32_t i) const {
    const TldrSentence& sentence = text_.sentences[i];
    return {i, sentence.begin, std::min(sentence.end, sentence.begin + kMostWords), 0,
            static_cast<std::uint32_t>(sentence.text.size())};
  }

  /// "It is hard to fly" hangs on nothing.
  bool begins_with_dummy(const TldrPart& part) const {
    const std::string_view text =
        std::string_view(text_.sentences[part.sentence].text).substr(part.text_begin);
    if (text.substr(0, 6) != "It is " && text.substr(0, 7) != "It has ") return false;
    static constexpr std::string_view kJudgments[] = {
        "well", "not",  "difficult", "hard", "known",   "possible",    "important", "clear",
        "easy", "been", "widely",    "often", "common", "challenging", "crucial",   "natural"};
    return is_one_of(kJudgments, word_after(text, text[3] == 'i' ? 6 : 7)) &&
           (contains(text, " to ") || contains(text, " that "));
  }

  /// "We apply it", "We show that they".
  bool refers_early(const TldrPart& part) const {
    return (text_.tokens[part.begin].bits & kFirstPerson) != 0 &&
           has_bits(part.begin, std::min(part.end, part.begin + 4), kPronoun);
  }

  bool hangs(const TldrPart& part) const {
    if (begins_with_dummy(part)) return false;
    return (text_.tokens[part.begin].bits & (kHanging | kPronoun | kTurn)) != 0 ||
           refers_early(part) ||
           has_bits(part.begin, std::min(part.end, part.begin + kEarlyWords), kHanging) ||
           text_.sentences[part.sentence].text.back() == '?';
  }
  bool has_bits(std::uint32_t begin, std::uint32_t end, std::uint32_t bits) const {
    return std::any_of(text_.tokens.begin() + begin, text_.tokens.begin() + end,
                       [bits](const Token& token) { return (token.bits & bits) != 0; });
  }

  bool says_this_problem(const TldrPart& part) const {
    return std::any_of(text_.tokens.begin() + part.begin, text_.tokens.begin() + part.end,
                       [](const Token& token) {
                         return (token.bits & kHanging) != 0 && (token.bits & kTrouble) != 0;
                       });
  }

  void add_sentence(std::uint32_t i) {
    TldrPart part = whole(i);
    if (part.end - part.begin < 2) return;
    const std::string_view text = text_.sentences[i].text;
    const bool has_lead = begins_with_lead(text);
    const std::size_t lead = has_lead ? lead_length(text) : 0;
    TldrPart rest = part;
    rest.text_begin = static_cast<std::uint32_t>(lead);
    while (rest.begin < rest.end && text_.tokens[rest.begin].begin < lead) ++rest.begin;
    // "To solve this, we", "To overcome the problem, we": only the lead hangs.
    const bool lead_hangs = has_bits(part.begin, rest.begin, kHanging | kPronoun | kTrouble);
    if (!lead_hangs) add_forms(part, false, !has_lead);
    if (lead > 0) add_forms(rest, true, true);
  }

  void add_forms(const TldrPart& part, bool without_lead, bool may_cut) {
    if (part.begin >= part.end) return;
    if (!anything_ && hangs(part)) {
      const bool by_first = (text_.tokens[part.begin].bits & (kHanging | kPronoun)) != 0;
      if (by_first && part.sentence > 0 && is_short(part) && !says_this_problem(part))
        hanging_.push_back(part);
      return;
    }
    add(part, TldrCut::kNone, without_lead);
    if (may_cut) add_cuts(part, without_lead);
  }

  void add(const TldrPart& part, TldrCut cut, bool without_lead) {
    if (anything_ || !says_this_problem(part)) out_.push_back({part, {}, cut, without_lead, false});
  }

  void add_cuts(const TldrPart& whole, bool without_lead) {
    const std::string_view text = text_.sentences[whole.sentence].text;
    std::size_t found = 0;
    std::uint32_t last = whole.end;
    for (std::uint32_t t = whole.begin + kLeastWords - 1; t + 1 < whole.end; ++t) {
      const std::size_t pos = text_.tokens[t].end;
      const Token& next = text_.tokens[t + 1];
      // Most words just follow one another. A dash of other scripts is read as a word.
      if (next.begin == pos + 1 && text[pos] == ' ' && (next.bits & kMayCut) == 0 &&
          static_cast<unsigned char>(text[pos + 1]) < 0x80)
        continue;
      // Between words only: what stands within brackets or a formula is no place to cut.
      if (pos >= text.size() || pos + 1 >= next.begin + 3 || inside(text, pos)) continue;
      const TldrCut kind = cut_kind(text, pos);
      if (kind == TldrCut::kNone) continue;
      TldrPart part = whole;
      const std::string_view kept =
          without_loose_end(text.substr(whole.text_begin, pos - whole.text_begin));
      part.text_end = whole.text_begin + static_cast<std::uint32_t>(kept.size());
      part.end = t + 1;
      while (part.end > part.begin && text_.tokens[part.end - 1].end > part.text_end) --part.end;
      if (part.end - part.begin < kLeastWords || part.end == last) continue;
      last = part.end;
      add(part, kind, without_lead);
      if (++found == kMostCuts) return;
    }
  }

  /// Whether text[pos] is within a formula or bracket; asked in ascending order per sentence.
  bool inside(std::string_view text, std::size_t pos) {
    if (text.data() != walked_.data() || pos < walked_to_) {
      walked_ = text;
      walked_to_ = 0;
    }
    static constexpr ByteSet kOpening("$([");
    while ((walked_to_ = kOpening.find_in(text.substr(0, pos), walked_to_)) < pos) {
      const std::size_t next = skip_whole(text, walked_to_);
      if (next > pos) return true;
      walked_to_ = std::max(next, walked_to_ + 1);
    }
    return false;
  }

  /// The first part is not cut: that would sound clipped before another sentence.
  void add_pairs() {
    std::pmr::vector<TldrCandidate> parts(out_.get_allocator());
    parts.reserve(kMostInPairs);
    for (const TldrCandidate& candidate : out_)
      if (is_short(candidate.part) && parts.size() < kMostInPairs) parts.push_back(candidate);
    for (std::size_t a = 0; a < parts.size(); ++a) {
      if (parts[a].cut != TldrCut::kNone) continue;
      for (std::size_t b = a + 1; b < parts.size(); ++b) add_pair(parts[a].part, parts[b].part);
      for (const TldrPart& hanging : hanging_)
        if (hanging.sentence == parts[a].part.sentence + 1) add_pair(parts[a].part, hanging);
    }
  }

  static bool is_short(const TldrPart& part) { return part.end - part.begin <= kShortSentence; }

  void add_pair(const TldrPart& a, const TldrPart& b) {
    if (a.sentence == b.sentence) return;
    if (a.end - a.begin + b.end - b.begin > kLongestPair) return;
    out_.push_back({a, b, TldrCut::kNone, false, true});
  }

  const TldrText& text_;
  std::pmr::vector<TldrCandidate> out_;
  bool anything_ = false;          ///< nothing stands alone: take what there is
  std::pmr::vector<TldrPart> hanging_;  ///< short sentences that need the one before
  std::string_view walked_;
  std::size_t walked_to_ = 0;
};

std::string part_text(const TldrText& text, const TldrPart& part) {
  const std::string& whole = text.sentences[part.sentence].text;
  std::string out = whole.substr(part.text_begin, part.text_end - part.text_begin);
  while (!out.empty() && (out.back() == ':' || out.back() == ';' || out.back() == ','))
    out.pop_back();
  if (out.size() > 2 && out.compare(out.size() - 2, 2, " .") == 0) out.erase(out.size() - 2, 1);
  if (!out.empty() && is_ascii_alnum(out.back())) out += '.';
  if (part.text_begin > 0) capitalise(out);
  return out;
}

}  // namespace

std::pmr::vector<TldrCandidate> tldr_candidates(const TldrText& text,
                                                std::pmr::memory_resource* memory) {
  return Collector(text, memory).collect();
}

std::string candidate_text(const TldrText& text, const TldrCandidate& candidate) {
  std::string out = part_text(text, candidate.part);
  if (candidate.pair) out.append(" ").append(part_text(text, candidate.second));
  return out;
}

}  // namespace sheaf::summarize
