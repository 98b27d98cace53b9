// Rules that need no language: see document_evidence.hpp.
// One thread at a time.
#include "published/document_evidence.hpp"

#include <algorithm>
#include <unordered_set>

namespace sheaf::published {
namespace {

constexpr char32_t kOpenQuote = U'\u201C';
constexpr char32_t kCloseQuote = U'\u201D';
constexpr char32_t kEnumerationComma = U'\u3001';
constexpr char32_t kPictureStyle = U'\uFE0F';

bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7);
}
bool is_greek(char32_t c) {
  return c >= 0x0370 && c < 0x0400;
}
bool is_latin_capital(char32_t c) {
  if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
  if (c < 0x100 || c > 0x17F) return false;
  const bool odd_is_capital = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  return (c % 2 == 1) == odd_is_capital && c != 0x138 && c != 0x149 && c != 0x17F;
}
/// Greek letters with tonos or dialytika, which only Greek text has; formulas have not.
bool is_accented_greek(char32_t c) {
  return (c >= 0x0384 && c <= 0x0390) || (c >= 0x03AA && c <= 0x03B0) ||
         (c >= 0x03CA && c <= 0x03CE);
}
bool is_latin(char32_t c) {
  return (c < 0x80 && is_ascii_alnum(static_cast<char>(c))) || (c >= 0xC0 && c < 0x250);
}
bool is_blank(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000;
}
bool is_one_of(char32_t c, std::u32string_view set) {
  return set.find(c) != set.npos;
}

}  // namespace

DocumentEvidence::DocumentEvidence(std::vector<Character>& document, const LostBytes& lost_bytes)
    : document_(document), lost_bytes_(lost_bytes), repertoire_(document) {
  std::unordered_set<std::uint32_t> seen;
  for (const Character& character : document) {
    if (character.bytes[0] != 0xE2 || !character.is_lost()) continue;
    if (seen.insert(character.remains()).second) symbols_.push_back(character);
  }
}

/// Of the circled digits ❶ ➀ ➊ and on: the one before it may be in the document too.
bool DocumentEvidence::is_counted_to(char32_t c) const {
  if (c < 0x2776 || c > 0x2793 || (c - 0x2776) % 10 == 0) return true;
  return std::any_of(symbols_.begin(), symbols_.end(),
                     [&](const Character& symbol) { return lost_bytes_.could_be(symbol, c - 1); });
}

std::size_t DocumentEvidence::restore() {
  for (std::size_t i = 0; i < document_.size(); ++i) {
    if (document_[i].is_lost()) restore_picture(i);
  }
  for (std::size_t i = 0; i < document_.size(); ++i) {
    if (document_[i].is_lost()) restore_by_bytes(i);
  }
  for (std::size_t begin = 0; begin < document_.size();) {
    std::size_t end = begin;
    while (end < document_.size() && document_[end].value != '\n') ++end;
    restore_closing_quotes(begin, end);
    begin = end + 1;
  }
  if (repertoire_.is_chinese()) restore_enumeration_commas();
  return restored_;
}

void DocumentEvidence::set(std::size_t at, char32_t c) {
  document_[at].value = c;
  ++restored_;
}

const std::vector<char32_t>& DocumentEvidence::plausible(const Character& lost) {
  const auto [place, is_new] = plausible_.try_emplace(lost.remains());
  if (is_new) {
    place->second = lost_bytes_.candidates(lost);
    auto& all = place->second;
    all.erase(
        std::remove_if(all.begin(), all.end(),
                       [this](char32_t c) { return !repertoire_.allows(c) || !is_counted_to(c); }),
        all.end());
  }
  return place->second;
}

bool DocumentEvidence::could_be(const Character& character, char32_t c) {
  if (!character.is_lost()) return false;
  const std::vector<char32_t>& all = plausible(character);
  return std::find(all.begin(), all.end(), c) != all.end();
}

/// One candidate is left by bytes, repertoire and the letters beside it.
void DocumentEvidence::restore_by_bytes(std::size_t at) {
  const char32_t before = at > 0 ? value_at(at - 1) : U'\n';
  const bool beside_greek = is_greek(before) || is_greek(value_at(at + 1));
  char32_t only = 0;
  for (const char32_t c : plausible(document_[at])) {
    if (is_lower(before) && is_latin_capital(c)) continue;
    if (!beside_greek && is_accented_greek(c)) continue;
    if (only != 0) return;
    only = c;
  }
  if (only != 0) set(at, only);
}

/// U+FE0F follows a symbol that it makes a picture, and tells which symbol that was.
void DocumentEvidence::restore_picture(std::size_t at) {
  if (!could_be(document_[at], kPictureStyle) || at == 0) return;
  if (takes_picture_style(value_at(at - 1))) return set(at, kPictureStyle);
  if (!document_[at - 1].is_lost()) return;
  char32_t only = 0;
  for (const char32_t c : plausible(document_[at - 1])) {
    if (!takes_picture_style(c)) continue;
    if (only != 0) return;
    only = c;
  }
  if (only == 0) return;
  set(at - 1, only);
  set(at, kPictureStyle);
}

/// A closing mark follows something, and does not stand inside a Latin word as a hyphen does.
bool DocumentEvidence::fits_closing_quote(std::size_t at) {
  if (!could_be(document_[at], kCloseQuote)) return false;
  const char32_t before = at > 0 ? value_at(at - 1) : U'\n';
  return !is_blank(before) && !(is_latin(before) && is_latin(value_at(at + 1)));
}

/// Between an opening mark and the next (or the line's end) one place fits: it is the closing one.
void DocumentEvidence::restore_closing_quotes(std::size_t begin, std::size_t end) {
  std::size_t fitting = 0, place = 0;
  bool open = false;
  const auto close = [&] {
    if (open && fitting == 1) set(place, kCloseQuote);
    open = false;
    fitting = 0;
  };
  for (std::size_t i = begin; i < end; ++i) {
    const char32_t c = value_at(i);
    if (c == kOpenQuote) {
      close();
      open = i == begin || !is_latin(value_at(i - 1));
    } else if (c == kCloseQuote) {
      open = false;
    } else if (open && fits_closing_quote(i)) {
      place = i;
      ++fitting;
    }
  }
  close();
}

bool DocumentEvidence::is_wordlike(std::size_t at, bool before) {
  if (at >= document_.size()) return false;
  const Character& character = document_[at];
  if (character.is_lost()) return character.bytes[0] >= 0xE4 && character.bytes[0] <= 0xE9;
  const char32_t c = character.value;
  if (is_han(c) || is_latin(c) || is_greek(c)) return true;
  if (is_one_of(c, U"*`$")) return true;
  return is_one_of(c, before ? U")]}%>”’》）」】+" : U"([{<\\“‘《（「");
}

/// “、” stands between words; the corner brackets 『』 and 「」, which lose the same byte or look
/// the same, stand at the edge of one. Where places of the second kind are more than a few, or an
/// opening 「 or 【 】 leaves its partner to be found in the line, nothing is decided.
void DocumentEvidence::restore_enumeration_commas() {
  std::vector<std::size_t> between;
  std::size_t at_edges = 0;
  bool bracket = false;
  std::size_t line_first = 0;  // of `between`, for this line
  for (std::size_t i = 0; i < document_.size(); ++i) {
    const char32_t c = value_at(i);
    if (c == '\n') {
      bracket = false;
      line_first = between.size();
    } else if (c == U'「' || c == U'】') {
      bracket = true;
      if (c == U'】') between.resize(line_first);
    }
    if (!could_be(document_[i], kEnumerationComma)) continue;
    const std::size_t next = value_at(i + 1) == ' ' ? i + 2 : i + 1;
    const bool fits = i > 0 && is_wordlike(i - 1, true) && is_wordlike(next, false);
    if (!fits)
      ++at_edges;
    else if (!bracket)
      between.push_back(i);
  }
  if (at_edges * 10 > between.size()) return;
  for (const std::size_t at : between) set(at, kEnumerationComma);
}

}  // namespace sheaf::published
