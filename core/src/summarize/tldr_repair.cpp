// Sentences that stand alone: see tldr_repair.hpp.
// Pure functions; any thread.
#include "summarize/tldr_repair.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "summarize/clause.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestLead = 170;
constexpr std::size_t kLongestAim = 90;   ///< "We tackle this challenge" before "by showing"
constexpr std::size_t kLeastRest = 30;    ///< what stays is a sentence
constexpr ByteSet kBreaks(".;:?!($");     ///< no lead or aim goes on behind one

template <class Table>
bool is_one_of(const Table& table, std::string_view word) {
  return !word.empty() &&
         std::any_of(std::begin(table), std::end(table), [word](std::string_view entry) {
           return entry.front() == word.front() && entry == word;
         });
}

std::string_view word_at(std::string_view text, std::size_t pos) {
  pos = std::min(pos, text.size());
  std::size_t end = pos;
  while (end < text.size() && text[end] != ' ' && text[end] != ',') ++end;
  return text.substr(pos, end - pos);
}

std::string_view last_word(std::string_view text) {
  const std::size_t space = text.rfind(' ');
  return space == std::string_view::npos ? text : text.substr(space + 1);
}

/// Whether one of its words means something said before.
bool refers(std::string_view text) {
  static constexpr std::string_view kReferring[] = {"this", "these", "such",           "it", "them",
                                                    "both", "those", "aforementioned", "so", "its"};
  static constexpr std::string_view kOwn[] = {"paper", "work", "article", "study", "note"};
  for (std::size_t pos = 0; pos < text.size();) {
    const std::string_view word = word_at(text, pos);
    pos += word.size() + 1;
    if (is_one_of(kReferring, word) && !is_one_of(kOwn, word_at(text, pos))) return true;
  }
  return false;
}

/// "Based on the analysis"
bool follows_from(std::string_view lead) {
  static constexpr std::string_view kGrounds[] = {
      "analysis", "observation", "observations", "result",   "results",     "finding",
      "findings", "insight",     "insights",     "analyses", "experiments", "idea"};
  const std::size_t the = lead.find(" the ");
  return the != std::string_view::npos && the < 16 && the + 5 < lead.size() &&
         is_one_of(kGrounds, lead.substr(the + 5));
}

/// "For this purpose we", "To overcome this, a": where what stands alone begins, or 0.
std::size_t after_lead(std::string_view text) {
  static constexpr std::string_view kLeads[] = {"To",    "For",   "With",    "In",  "From", "By",
                                                "Along", "Given", "Towards", "On",  "As",   "Using",
                                                "Based", "Under", "Inspired", "Motivated"};
  static constexpr std::string_view kRelative[] = {"that", "which", "where", "what", "how", "when",
                                                   "as",   "if",    "whom",  "than", "and", "why"};
  /// "For this task we may fly" is another thing than "We may fly".
  static constexpr std::string_view kModal[] = {"may",  "can",  "could", "must", "should",
                                                "need", "are",  "still", "have", "might"};
  if (!is_one_of(kLeads, word_at(text, 0))) return 0;
  const std::string_view front =
      text.substr(0, kBreaks.find_in(text.substr(0, kLongestLead)));
  for (std::size_t we = front.find(" we "); we != std::string_view::npos;
       we = front.find(" we ", we + 1)) {
    const std::string_view lead = front.substr(0, we);
    if (is_one_of(kRelative, last_word(lead))) continue;
    if (is_one_of(kModal, word_at(front, we + 4))) return 0;
    const std::string_view said = lead.substr(0, lead.find_last_not_of(',') + 1);
    return refers(said) || follows_from(said) ? we + 1 : 0;
  }
  const std::size_t comma = front.find(", ");
  if (comma == std::string_view::npos || !refers(front.substr(0, comma))) return 0;
  const std::string_view next = word_at(text, comma + 2);
  return next == "a" || next == "an" || next == "this" ? comma + 2 : 0;
}

struct Gerund {
  std::string_view gerund, verb;
};
constexpr Gerund kGerunds[] = {{"proposing", "propose"},
                               {"introducing", "introduce"},
                               {"presenting", "present"},
                               {"showing", "show"},
                               {"demonstrating", "demonstrate"},
                               {"developing", "develop"},
                               {"designing", "design"},
                               {"using", "use"},
                               {"learning", "learn"},
                               {"training", "train"},
                               {"building", "build"},
                               {"applying", "apply"},
                               {"combining", "combine"},
                               {"characterizing", "characterize"},
                               {"leveraging", "leverage"},
                               {"investigating", "investigate"},
                               {"exploring", "explore"},
                               {"studying", "study"},
                               {"analyzing", "analyze"},
                               {"providing", "provide"},
                               {"extending", "extend"},
                               {"formulating", "formulate"},
                               {"modeling", "model"},
                               {"constructing", "construct"},
                               {"creating", "create"},
                               {"adding", "add"},
                               {"incorporating", "incorporate"},
                               {"employing", "employ"},
                               {"utilizing", "utilize"},
                               {"replacing", "replace"},
                               {"generating", "generate"},
                               {"defining", "define"},
                               {"deriving", "derive"},
                               {"proving", "prove"},
                               {"performing", "perform"}};

/// "We tackle this challenge by showing x", "We fill this gap and show x": "We show x".
void shorten_aim(std::string& text) {
  if (text.compare(0, 3, "We ") != 0) return;
  const std::string_view front =
      std::string_view(text).substr(0, kBreaks.find_in(std::string_view(text).substr(0, kLongestAim)));
  for (std::size_t space = front.find(' ', 3); space != std::string_view::npos;
       space = front.find(' ', space + 1)) {
    const std::string_view word = word_at(text, space + 1);
    if (word != "by" && word != "and") continue;
    if (word == "by" && contains(text, " and by ")) return;
    if (!refers(front.substr(0, space))) continue;
    const std::size_t at = space + 1 + word.size() + 1;
    const std::string_view next = word_at(text, at);
    for (const Gerund& known : kGerunds) {
      if (next != (word == "by" ? known.gerund : known.verb)) continue;
      if (text.size() - at < kLeastRest) return;
      text.replace(3, at + next.size() - 3, known.verb);
      return;
    }
  }
}

void name_subject(std::string& text, std::string_view name) {
  static constexpr std::string_view kThings[] = {"method",  "approach",  "model",     "framework",
                                                 "system",  "algorithm", "technique", "architecture",
                                                 "network", "procedure", "scheme",    "dataset"};
  if (name.empty() || text.compare(0, 5, "This ") != 0) return;
  const std::string_view thing = word_at(text, 5);
  if (!is_one_of(kThings, thing) || text.compare(5 + thing.size(), 1, " ") != 0) return;
  text.replace(0, 5 + thing.size(), name);
}

/// "(3) Thus we also show" → "We show": alone, nothing came before.
void drop_connectives(std::string& text) {
  if (text.size() > 4 && text[0] == '(' && text[2] == ')' && text[3] == ' ') {
    text.erase(0, 4);
    capitalise(text);
  } else if (text.size() > 3 && is_ascii_alnum(text[0]) && text[1] == ')' && text[2] == ' ') {
    text.erase(0, 3);
    capitalise(text);
  }
  for (const std::string_view word : {"Thus we ", "Hence we ", "Therefore we ", "Then we ", "So we ",
                                      "Finally we ", "Moreover we ", "Furthermore we ", "First we ",
                                      "Second we ", "Next we ", "Instead we ", "Also we "})
    if (!text.empty() && word[0] == text[0] && text.compare(0, word.size(), word) == 0)
      text.replace(0, word.size(), "We ");
  if (text.size() < 4 || text.compare(0, 3, "We ") != 0) return;
  for (const std::string_view word : {"also ", "further ", "then ", "therefore ", "thus ", "hence ",
                                      "additionally ", "finally ", "next ", "first ", "instead ",
                                      "furthermore ", "moreover ", "consequently "})
    if (word[0] == text[3] && text.compare(3, word.size(), word) == 0) {
      text.erase(3, word.size());
      return;
    }
}

/// "us- ing" → "using": hyphens of a printed page; those of "pre- and post-" stay.
void join_hyphens(std::string& text) {
  const auto is_small = [&text](std::size_t i) {
    return i < text.size() && text[i] >= 'a' && text[i] <= 'z';
  };
  std::size_t done = 0;
  std::string out;
  for (std::size_t at = text.find("- "); at != std::string::npos; at = text.find("- ", at + 1)) {
    if (at < 2 || !is_small(at - 1) || !is_small(at - 2) || !is_small(at + 2)) continue;
    const std::string_view next = std::string_view(text).substr(at + 2, 4);
    if (next == "and " || next.substr(0, 3) == "or " || next.substr(0, 3) == "to ") continue;
    out.append(text, done, at - done);
    done = at + 2;
  }
  if (done > 0) text = out.append(text, done, std::string::npos);
}

bool has_loose_comma(std::string_view text) {
  for (std::size_t at = text.find(','); at != std::string_view::npos; at = text.find(',', at + 1))
    if (at > 0 && text[at - 1] == ' ') return true;
  return false;
}

}  // namespace

std::string without_reference(std::string sentence, std::string_view name) {
  const std::size_t begin = after_lead(sentence);
  if (begin > 0 && sentence.size() - begin >= kLeastRest) {
    sentence.erase(0, begin);
    capitalise(sentence);
  }
  shorten_aim(sentence);
  name_subject(sentence, name);
  return sentence;
}

std::string readable_sentence(std::string_view sentence, std::string_view name) {
  return readable_sentence(sentence, clean_sentence(sentence), texture_of(sentence), name);
}

std::string readable_sentence(std::string_view sentence, const std::string& clean, Texture texture,
                              std::string_view name) {
  std::string text = clean;
  if (texture != Texture::kSimple) {
    // "Moreover , we": some texts come as words set apart.
    if (has_loose_comma(sentence)) text = clean_sentence(replace_all(sentence, " ,", ","));
    text = without_asides(std::move(text));
    if (has_loose_comma(text)) text = replace_all(text, " ,", ",");
    join_hyphens(text);
  }
  text = without_reference(std::move(text), name);
  drop_connectives(text);
  return text;
}

}  // namespace sheaf::summarize
