// Clauses: see clause.hpp.
// Pure functions; any thread.
#include "summarize/clause.hpp"

#include <algorithm>
#include <bitset>
#include <iterator>

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "summarize/latex.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestAside = 300;

/// What a sentence can lose at its beginning, lower case. A comma may follow and goes too; those
/// with a comma in the table need it.
constexpr std::string_view kOpenings[] = {"in this paper",
                                          "in this work",
                                          "in this article",
                                          "in this study",
                                          "in this letter",
                                          "in this report",
                                          "in this chapter",
                                          "in this contribution",
                                          "in this thesis",
                                          "in this survey",
                                          "in this research",
                                          "to this end",
                                          "to that end",
                                          "in the present work",
                                          "in the present paper",
                                          "in the present study",
                                          "in our work",
                                          "in the current work",
                                          "in this context,",
                                          "in contrast,",
                                          "however,",
                                          "hence,",
                                          "thus,",
                                          "therefore,",
                                          "moreover,",
                                          "furthermore,",
                                          "additionally,",
                                          "in addition,",
                                          "finally,",
                                          "lastly,",
                                          "overall,",
                                          "in summary,",
                                          "in conclusion,",
                                          "specifically,",
                                          "in particular,",
                                          "notably,",
                                          "importantly,",
                                          "interestingly,",
                                          "consequently,",
                                          "accordingly,",
                                          "as a result,",
                                          "here,",
                                          "here",
                                          "first,",
                                          "firstly,",
                                          "second,",
                                          "secondly,",
                                          "third,",
                                          "next,",
                                          "then,",
                                          "besides,",
                                          "nevertheless,",
                                          "nonetheless,",
                                          "meanwhile,",
                                          "motivated by this,",
                                          "inspired by this,",
                                          "for this purpose,",
                                          "to do so,",
                                          "in response,",
                                          "more specifically,",
                                          "more precisely,",
                                          "concretely,",
                                          "in other words,",
                                          "on the other hand,",
                                          "unfortunately,",
                                          "crucially,",
                                          "surprisingly,",
                                          "empirically,",
                                          "also,",
                                          "further,",
                                          "and",
                                          "but",
                                          "yet,",
                                          "instead,",
                                          "similarly,",
                                          "likewise,",
                                          "indeed,",
                                          "in fact,",
                                          "to summarize,",
                                          "altogether,",
                                          "in short,",
                                          "based on this,",
                                          "to address this,",
                                          "to address these issues,",
                                          "to address this issue,",
                                          "to address this problem,",
                                          "to address this challenge,",
                                          "to address these challenges,",
                                          "to address these limitations,",
                                          "to address this gap,",
                                          "to overcome these limitations,",
                                          "to tackle this problem,",
                                          "to tackle these challenges,",
                                          "to bridge this gap,",
                                          "to fill this gap,",
                                          "to solve this problem,",
                                          "to close this gap,",
                                          "to the best of our knowledge,",
                                          "to our knowledge,",
                                          "abstract:",
                                          "abstract."};
/// These stay before a noun ("Here is", "But for"): they go only before a pronoun or article.
constexpr std::string_view kNeedPronoun[] = {"here", "and", "but"};

bool is_pronoun(std::string_view word) {
  return word == "we" || word == "this" || word == "our" || word == "the" || word == "it" ||
         word == "a";
}

/// First and third letter of a text as a number below 1024.
std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>((text[0] & 31) << 5 | (text[2] & 31));
}

/// Whether the text may begin with one of the openings; most do not.
bool may_open(std::string_view text) {
  static const std::bitset<1024> letters = [] {
    std::bitset<1024> known;
    for (const std::string_view opening : kOpenings) known.set(letters_of(opening));
    return known;
  }();
  return text.size() >= 3 && letters[letters_of(text)];
}

/// Length of the opening that can go, or 0.
std::size_t opening_length(std::string_view text) {
  constexpr std::size_t kEnough = 120;  // bytes; the longest opening has fewer
  if (!may_open(text)) return 0;
  const std::string low = ascii_lower(text.substr(0, kEnough));
  for (const std::string_view opening : kOpenings) {
    if (low[0] != opening[0] || low[2] != opening[2] || !low.starts_with(opening)) continue;
    std::size_t end = opening.size();
    if (end < text.size() && text[end] == ',') ++end;
    const bool comma = end > 0 && !is_ascii_alnum(text[end - 1]);
    if (end >= text.size() || text[end] != ' ') continue;
    ++end;
    const std::string_view rest = std::string_view(low).substr(end);
    const std::string_view next = rest.substr(0, rest.find(' '));
    const bool choosy = std::find(std::begin(kNeedPronoun), std::end(kNeedPronoun), opening) !=
                        std::end(kNeedPronoun);
    if (!comma && !is_pronoun(next)) continue;
    if (choosy && next != "we") continue;
    return end;
  }
  return 0;
}

std::size_t count_words(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

/// Words before which a clause can be cut off, after a comma.
constexpr std::string_view kClauseStarts[] = {"which",      "where",
                                              "while",      "whereas",
                                              "thereby",    "thus",
                                              "hence",      "allowing",
                                              "enabling",   "leading",
                                              "resulting",  "making",
                                              "and",        "but",
                                              "so",         "with",
                                              "without",    "by",
                                              "using",      "such",
                                              "including",  "outperforming",
                                              "achieving",  "demonstrating",
                                              "showing",    "yielding",
                                              "providing",  "improving",
                                              "reducing",   "while",
                                              "because",    "since",
                                              "as",         "even",
                                              "especially", "particularly",
                                              "when",       "if",
                                              "in",         "on",
                                              "for",        "both",
                                              "from",       "based",
                                              "compared",   "rather",
                                              "e.g.",       "i.e.",
                                              "each",       "whose",
                                              "called",     "named",
                                              "the",        "a",
                                              "an"};

/// Whether a clause begins after the comma at text[comma]. "a, b, and c" is a list, told by the
/// comma shortly before.
bool starts_clause(std::string_view text, std::size_t comma) {
  constexpr std::size_t kListReach = 40;
  if (comma + 2 >= text.size() || text[comma + 1] != ' ') return false;
  const std::string_view rest = text.substr(comma + 2);
  static constexpr ByteSet kEnds(" ,");
  const std::string_view word = rest.substr(0, kEnds.find_in(rest));
  if (word == "and" || word == "or") {
    const std::size_t from = comma > kListReach ? comma - kListReach : 0;
    if (contains(text.substr(from, comma - from), ",")) return false;
  }
  static const WordSet starts(kClauseStarts);
  return starts.has(word);
}

std::string_view without_stop(std::string_view text) {
  static constexpr ByteSet kStops(".,;: ");
  while (!text.empty() && kStops.has(text.back())) text.remove_suffix(1);
  if (text.size() >= 3 && text.substr(text.size() - 3) == "。") text.remove_suffix(3);
  return text;
}

/// What a label need not say: that we show it. Lower case.
constexpr std::string_view kAnnouncements[] = {"we propose ",
                                               "we present ",
                                               "we introduce ",
                                               "we develop ",
                                               "we describe ",
                                               "we therefore propose ",
                                               "this paper proposes ",
                                               "this paper presents ",
                                               "this paper introduces ",
                                               "this work proposes ",
                                               "this work presents ",
                                               "this work introduces ",
                                               "we show that ",
                                               "we demonstrate that ",
                                               "we find that ",
                                               "we observe that ",
                                               "we prove that ",
                                               "we also show that ",
                                               "we further show that ",
                                               "results show that ",
                                               "our results show that ",
                                               "the results show that ",
                                               "experiments show that ",
                                               "experimental results show that ",
                                               "experimental results demonstrate that ",
                                               "our results demonstrate that ",
                                               "our results indicate that ",
                                               "our results suggest that ",
                                               "our experiments show that ",
                                               "experiments demonstrate that ",
                                               "extensive experiments show that ",
                                               "extensive experiments demonstrate that ",
                                               "results demonstrate that ",
                                               "results indicate that ",
                                               "we argue that ",
                                               "we conclude that ",
                                               "we report that "};

void drop_announcement(std::string& text) {
  constexpr std::size_t kEnough = 64;  // bytes; the longest announcement has fewer
  static constexpr ByteSet kBegins("WTREOwtreo");
  if (text.size() < 8 || !kBegins.has(text[0])) return;
  std::string low = ascii_lower(std::string_view(text).substr(0, 8));
  const std::uint64_t beginning = eight_bytes(low);
  if (std::none_of(std::begin(kAnnouncements), std::end(kAnnouncements),
                   [beginning](std::string_view words) { return eight_bytes(words) == beginning; }))
    return;
  low = ascii_lower(std::string_view(text).substr(0, kEnough));
  for (const std::string_view words : kAnnouncements)
    if (eight_bytes(words) == beginning && low.starts_with(words)) {
      text.erase(0, words.size());
      capitalise(text);
      return;
    }
}

/// "Although boats are slow, they arrive" → "They arrive": the main clause is what a label wants.
void drop_subordinate(std::string& text) {
  static constexpr std::string_view kSubordinators[] = {"Although ", "Though ", "Because ",
                                                        "Since ",    "While ",  "Despite "};
  constexpr std::size_t kLeastRest = 20;
  for (const std::string_view word : kSubordinators) {
    if (text.empty() || text[0] != word[0] || text.compare(0, word.size(), word) != 0) continue;
    const std::size_t comma = text.find(", ");
    if (comma == std::string::npos || text.size() - comma < kLeastRest) return;
    if (text.find_first_of("($") < comma) return;  // the comma may be inside of something
    text.erase(0, comma + 2);
    capitalise(text);
    return;
  }
}

struct Cuts {
  std::size_t clause = 0;  ///< last clause end within the room
  std::size_t word = 0;    ///< last word end within the room
};

/// Places to cut a text within `max_points` characters, outside of formulas and brackets.
Cuts find_cuts(std::string_view text, std::size_t max_points) {
  static constexpr ByteSet kMarks(" ,;:$([", 0x80);
  Cuts cuts;
  std::size_t points = 0;
  for (std::size_t pos = 0; pos < text.size() && points <= max_points;) {
    if (!kMarks.has(text[pos])) {  // as most bytes: a point and no place to cut
      ++pos;
      ++points;
      continue;
    }
    const std::size_t whole = skip_whole(text, pos);
    if (whole > pos) {
      points += count_code_points(text.substr(pos, whole - pos));
      pos = whole;
      continue;
    }
    if (text[pos] == ' ') cuts.word = pos;
    const bool mark = text[pos] == ',' || text[pos] == ';' || text[pos] == ':';
    if (mark && pos + 1 < text.size() && text[pos + 1] == ' ' &&
        (text[pos] != ',' || starts_clause(text, pos)))
      cuts.clause = pos;
    const char32_t c = next_code_point(text, pos);
    if (c == U'，' || c == U'；') cuts.clause = pos - 3;
    if (is_cjk_code_point(c)) cuts.word = pos;
    ++points;
    if (points > max_points && cuts.word == pos) cuts.word = 0;
  }
  return cuts;
}

}  // namespace

void capitalise(std::string& text) {
  if (text.empty() || text[0] < 'a' || text[0] > 'z') return;
  static constexpr ByteSet kEnds(" ,;:.");
  for (std::size_t i = 1; i < text.size() && !kEnds.has(text[i]); ++i)
    if (text[i] >= 'A' && text[i] <= 'Z') return;
  if (text.size() > 1 && text[1] == '-') return;
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
}

std::size_t skip_whole(std::string_view text, std::size_t pos) {
  if (text[pos] == '$') {
    const std::size_t end = formula_end(text, pos);
    return end == std::string_view::npos ? pos : end;
  }
  if (text[pos] != '(' && text[pos] != '[') return pos;
  // A bounded look ahead: brackets that never close must not cost their square.
  const std::size_t length = text.substr(pos, kLongestAside).find(text[pos] == '(' ? ')' : ']');
  return length == std::string_view::npos ? pos : pos + length + 1;
}

std::string_view without_loose_end(std::string_view text) {
  static constexpr std::string_view kLoose[] = {
      "a",       "an",    "and",   "are",   "as",    "at",    "be",   "by",  "can",   "for",
      "from",    "in",    "into",  "is",    "its",   "of",    "on",   "or",  "our",   "that",
      "the",     "their", "this",  "to",    "we",    "which", "with", "via", "using", "than",
      "between", "both",  "where", "while", "these", "such",  "not",  "has", "have",  "but"};
  static const WordSet loose(kLoose);
  constexpr std::size_t kLongest = 7;
  for (;;) {
    text = without_stop(text);
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || text.size() - space - 1 > kLongest) return text;
    if (!loose.has(ascii_lower(text.substr(space + 1)))) return text;
    text = text.substr(0, space);
  }
}

std::string clean_readable(std::string_view text) {
  // "However, in this paper, we": two at most, so that a hostile text costs no more.
  for (int round = 0; round < 2; ++round) {
    const std::size_t length = opening_length(text);
    if (length == 0) break;
    text.remove_prefix(length);
  }
  std::string out(text);
  capitalise(out);
  return out;
}

std::string clean_sentence(std::string_view sentence) {
  return is_plain(sentence) ? clean_readable(sentence) : clean_readable(plain_text(sentence));
}

/// Where an aside may begin, " (", or npos.
std::size_t find_aside(std::string_view text) {
  std::size_t at = text.find('(');
  while (at != std::string_view::npos && (at == 0 || text[at - 1] != ' ')) at = text.find('(', at + 1);
  return at;
}

std::string without_asides(std::string text) {
  if (find_aside(text) == std::string::npos) return text;
  static constexpr ByteSet kWholes("$(");
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    // What lies between formulas and brackets is copied at once.
    const std::size_t next = kWholes.find_in(text, pos);
    out.append(text, pos, next - pos);
    pos = next;
    if (pos == text.size()) break;
    const std::size_t whole = skip_whole(text, pos);
    const bool aside = whole > pos && text[pos] == '(' && pos > 0 && text[pos - 1] == ' ';
    if (aside) {
      if (!out.empty() && out.back() == ' ') out.pop_back();
      pos = whole;
    } else {
      const std::size_t end = std::max(whole, pos + 1);
      out.append(text, pos, end - pos);
      pos = end;
    }
  }
  if (out.size() * 3 < text.size()) return text;
  return out;
}

std::string cut_clauses(std::string_view sentence, std::size_t enough, std::size_t too_many) {
  if (count_words(sentence) <= too_many) return std::string(sentence);
  std::size_t words = 0;
  for (std::size_t pos = 0; pos < sentence.size();) {
    const std::size_t whole = skip_whole(sentence, pos);
    if (whole > pos) {
      pos = whole;
      continue;
    }
    if (sentence[pos] == ' ') ++words;
    const bool comma = sentence[pos] == ',' && starts_clause(sentence, pos);
    if (words + 1 >= enough && (comma || sentence[pos] == ';'))
      return std::string(without_loose_end(sentence.substr(0, pos))) + ".";
    ++pos;
  }
  return std::string(sentence);
}

std::string clause_label(std::string_view sentence, std::size_t max_points) {
  const Texture texture = texture_of(sentence);
  return clean_label(texture == Texture::kMarkup ? clean_readable(plain_text(sentence))
                                                 : clean_readable(sentence),
                     texture, max_points);
}

std::string clean_label(std::string text, Texture texture, std::size_t max_points) {
  if (texture != Texture::kSimple) {
    text = without_asides(std::move(text));
    if (!is_plain(text)) text = plain_label(text);
  }
  drop_subordinate(text);
  drop_announcement(text);
  const std::string_view whole = without_stop(text);
  static constexpr ByteSet kWide("", 0x80);
  const bool longer = kWide.find_in(whole.substr(0, max_points + 1)) > max_points;
  if (!longer && count_code_points(whole) <= max_points) return std::string(whole);
  const Cuts cuts = find_cuts(whole, max_points - 1);
  if (count_code_points(whole.substr(0, cuts.clause)) * 2 >= max_points)
    return std::string(without_loose_end(whole.substr(0, cuts.clause)));
  if (cuts.word > 0) return std::string(without_loose_end(whole.substr(0, cuts.word))) + "…";
  return shorten(whole, max_points);
}

}  // namespace sheaf::summarize
