// Names and their spellings; see claim_names.hpp.
// Pure functions and an immutable index; any thread.
#include "summarize/claim_names.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "summarize/words.hpp"

namespace sheaf::summarize {
namespace {

constexpr std::size_t kLongestToken = 80;
constexpr std::size_t kLongestRun = 4;  // "LLaMA-2-7B-chat"

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

// Terms of the trade that say nothing of one paper.
constexpr std::array<std::string_view, 40> kCommon = {
    "AI",  "API", "APIs", "GPU",    "GPUs", "CPU", "CPUs", "URL", "URLs", "PDF",
    "US",  "USA", "UK",   "EU",     "IT",   "PC",  "ID",   "IDs", "OK",   "TV",
    "I/O", "PhD", "STEM", "GitHub", "RAM",  "II",  "III",  "IV",  "WWW",  "CEO",
    "FAQ", "DIY", "NOT",  "AND",    "OR",   "ALL", "ANY",  "CS",  "vs",   "SI"};

struct ShortAcronym {
  std::string_view acronym, phrase;
};
// Two letters are the initials of something in any text, so these are told by name.
constexpr std::array kShortAcronyms = {
    ShortAcronym{"rl", "reinforcementlearning"}, ShortAcronym{"ml", "machinelearning"},
    ShortAcronym{"dl", "deeplearning"},          ShortAcronym{"fl", "federatedlearning"},
    ShortAcronym{"cv", "computervision"},        ShortAcronym{"qa", "questionanswering"},
    ShortAcronym{"kg", "knowledgegraph"},        ShortAcronym{"vr", "virtualreality"},
    ShortAcronym{"ar", "augmentedreality"},      ShortAcronym{"il", "imitationlearning"},
    ShortAcronym{"cl", "continuallearning"},     ShortAcronym{"cl", "contrastivelearning"},
    ShortAcronym{"lm", "languagemodel"},         ShortAcronym{"mt", "machinetranslation"},
    ShortAcronym{"vit", "visiontransformer"},    ShortAcronym{"dp", "differentialprivacy"},
    ShortAcronym{"nn", "neuralnetwork"},         ShortAcronym{"3d", "threedimensional"},
    ShortAcronym{"2d", "twodimensional"},        ShortAcronym{"pt", "pretraining"},
    ShortAcronym{"xai", "explainableai"},        ShortAcronym{"uav", "drone"}};

std::string singular(std::string_view word) {
  if (word.size() > 3 && word.ends_with("ies"))
    return std::string(word.substr(0, word.size() - 3)) + "y";
  if (word.size() > 2 && word.ends_with('s') && !word.ends_with("ss")) word.remove_suffix(1);
  return std::string(word);
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  std::size_t n = 0;
  while (n < most && a[n] == b[n]) ++n;
  return n;
}

bool same_stem(std::string_view a, std::string_view b) {
  return common_prefix(a, b) >= std::max<std::size_t>(4, std::min(a.size(), b.size()) - 1);
}

std::string initials_of(const std::vector<std::string>& words, std::size_t first,
                        std::size_t last) {
  std::string initials;
  for (std::size_t i = first; i < last; ++i) initials += words[i].front();
  return initials;
}

// The words of a run, which punctuation ends, as initials behind a bar.
class Initials {
 public:
  void add(char initial, bool small) {
    all_ += initial;
    if (!small) large_ += initial;
  }
  void end_run(std::string& out) {
    for (std::string* run : {&all_, &large_}) {
      if (run->size() > 1) (out += '|') += *run;
    }
    all_.clear();
    large_.clear();
  }

 private:
  std::string all_, large_;
};

}  // namespace

NameToken name_token(std::string_view text, std::size_t at) {
  NameToken token{at, at};
  while (token.end < text.size() && token.end - at < kLongestToken) {
    const char c = text[token.end];
    const bool inner =
        token.end > at && token.end + 1 < text.size() && is_ascii_alnum(text[token.end + 1]);
    const bool joins = c == '-' || c == '_' || c == '\'' ||
                       (c == '.' && inner && is_ascii_digit(text[token.end + 1]) &&
                        is_ascii_digit(text[token.end - 1]));
    if (!is_ascii_alnum(c) && !(joins && inner)) break;
    ++token.end;
  }
  if (text.substr(at, token.end - at).ends_with("'s")) token.end -= 2;
  return token;
}

bool is_marked_name(std::string_view token) {
  std::size_t capitals = 0, letters = 0, digits = 0;
  bool inner_capital = false, mixed = false;
  const auto close = [&] {
    mixed = mixed || capitals > 1 || (letters > 0 && digits > 0) || inner_capital;
    capitals = 0;
  };
  for (std::size_t i = 0; i < token.size(); ++i) {
    const char c = token[i];
    if (is_upper(c)) {
      ++capitals;
      inner_capital = inner_capital || (i > 0 && is_lower(token[i - 1]));
    }
    letters += is_upper(c) || is_lower(c);
    digits += is_ascii_digit(c);
    if (c == '-' || c == '_' || c == ' ') close();
  }
  close();
  return mixed;
}

bool is_capitalised(std::string_view token) {
  return token.size() > 1 && is_upper(token[0]) && (is_lower(token[1]) || token[1] == '-');
}

bool is_common_name(std::string_view token) {
  return std::find(kCommon.begin(), kCommon.end(), token) != kCommon.end();
}

std::vector<std::string> name_pieces(std::string_view token) {
  std::vector<std::string> pieces;
  std::string piece;
  for (const char c : token) {
    if (is_ascii_alnum(c) || (c == '.' && !piece.empty() && is_ascii_digit(piece.back()))) {
      piece += ascii_lower(c);
    } else if (!piece.empty() && c != '\'') {
      pieces.push_back(std::move(piece));
      piece.clear();
    }
  }
  if (!piece.empty()) pieces.push_back(std::move(piece));
  return pieces;
}

NameIndex::NameIndex(std::string_view text) {
  joined_.reserve(text.size());
  words_.reserve(text.size() / 8);
  std::array<std::uint64_t, kLongestRun> runs{};  // hashes of those that end here; 0: none
  const auto add_piece = [&](const std::string& piece) {
    for (std::size_t n = kLongestRun; n-- > 1;)
      runs[n] = runs[n - 1] ? fnv1a64(piece, runs[n - 1]) : 0;
    runs[0] = fnv1a64(piece);
    for (const std::uint64_t run : runs)
      if (run) joined_.push_back(run);
    if (piece.back() == 's') joined_.push_back(fnv1a64(singular(piece)));
    // "llama3" is also llama
    const auto digit = static_cast<std::size_t>(
        std::find_if(piece.begin(), piece.end(), is_ascii_digit) - piece.begin());
    if (digit > 1 && digit < piece.size()) joined_.push_back(fnv1a64(piece.substr(0, digit)));
    if (piece.size() >= 4) words_.push_back(piece);
  };
  for (std::size_t at = 0; at < text.size();) {
    if (!is_ascii_alnum(text[at])) {
      ++at;
      continue;
    }
    const NameToken token = name_token(text, at);
    for (const std::string& piece : name_pieces(text.substr(token.begin, token.end - token.begin)))
      add_piece(piece);
    at = token.end;
  }
  std::sort(joined_.begin(), joined_.end());
  std::sort(words_.begin(), words_.end());
  words_.erase(std::unique(words_.begin(), words_.end()), words_.end());
  add_initials(text);
}

void NameIndex::add_initials(std::string_view text) {
  Initials all, capitals;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (!is_ascii_alnum(c)) {
      const bool joins = c == ' ' || c == '-' || c == '\n' || c == '/' || c == '\'';
      if (!joins) {
        all.end_run(initials_);
        capitals.end_run(capital_initials_);
      }
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_ascii_alnum(text[end])) ++end;
    const bool small = end - at <= 4 && is_stop_word(ascii_lower(text.substr(at, end - at)));
    all.add(ascii_lower(c), small);
    if (is_upper(c) || is_ascii_digit(c)) {
      capitals.add(ascii_lower(c), small);
    } else if (!small) {
      capitals.end_run(capital_initials_);
    }
    at = end;
  }
  all.end_run(initials_);
  capitals.end_run(capital_initials_);
}

bool NameIndex::has_joined(std::string_view joined) const {
  return std::binary_search(joined_.begin(), joined_.end(), fnv1a64(joined));
}

bool NameIndex::has_stem(std::string_view word) const {
  if (word.size() < 4) return false;
  const auto near = std::lower_bound(words_.begin(), words_.end(), word);
  for (auto it = near; it != words_.end() && it - near < 3; ++it)
    if (same_stem(*it, word)) return true;
  for (auto it = near; it != words_.begin() && near - it < 3;)
    if (same_stem(*--it, word)) return true;
  return false;
}

bool NameIndex::has_token(std::string_view token) const {
  const std::vector<std::string> pieces = name_pieces(token);
  const std::string whole = join(pieces, "");
  if (whole.empty() || has_joined(whole) || has_joined(singular(whole))) return true;
  const std::string acronym = singular(whole);
  for (const ShortAcronym& known : kShortAcronyms)
    if (known.acronym == acronym && has_joined(known.phrase)) return true;
  const bool letters = std::none_of(acronym.begin(), acronym.end(), is_ascii_digit);
  if (letters && acronym.size() >= 3 && contains(initials_, acronym)) return true;
  if (letters && acronym.size() == 2 && contains(capital_initials_, acronym)) return true;
  if (pieces.size() < 2) return false;
  // "GPT-4-based": each part that is a name, with the digits that belong to it.
  std::size_t at = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    std::string part = pieces[i];
    const std::string_view written = token.substr(at, part.size());
    at += part.size() + 1;
    while (i + 1 < pieces.size() && is_ascii_digit(pieces[i + 1][0])) {
      at += pieces[i + 1].size() + 1;
      part += pieces[++i];
    }
    const bool name = is_marked_name(written) || part.size() > written.size() ||
                      (is_capitalised(written) && i > 0);
    const bool digits = part.size() > written.size();
    if (name && !is_common_name(written) && !has_token(part) && (digits || !has_stem(part)))
      return false;
  }
  return true;
}

bool NameIndex::has_acronym_of(const std::vector<std::string>& words, std::size_t missing) const {
  for (std::size_t first = 0; first <= missing; ++first)
    for (std::size_t last = missing + 1; last <= words.size() && last - first <= 6; ++last)
      if (last - first >= 2) {
        const std::string acronym = initials_of(words, first, last);
        if (has_joined(acronym)) return true;
      }
  return false;
}

bool NameIndex::has_phrase(std::string_view phrase) const {
  const std::vector<std::string> words = name_pieces(phrase);
  for (std::size_t i = 0; i < words.size() && i < 32; ++i) {
    const std::string& word = words[i];
    if (has_joined(word) || has_joined(singular(word)) || has_stem(word) || is_stop_word(word))
      continue;
    const bool split_here = (i > 0 && has_joined(words[i - 1] + word)) ||
                            (i + 1 < words.size() && has_joined(word + words[i + 1]));
    if (!split_here && !has_acronym_of(words, i)) return false;
  }
  return true;
}

}  // namespace sheaf::summarize
