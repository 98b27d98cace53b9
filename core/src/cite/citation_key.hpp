// Citation keys: the formula language, and keys for papers.
// A KeyFormula is read once and then only read; any thread.
//
// A formula is a list of alternatives, divided by ";" or a line end: the first that gives a key counts.
// An alternative is pieces joined by "+": a text in quotation marks, or a value with filters:
//   auth.lower + shorttitle(3, 3) + year          brownLanguageModelsAre2020
//   auth.lower + year + firstword.lower           smith2026attention   (Sheaf's own)
// Values: auth(n, m) the first n letters (0: all) of the m-th author's last name; authors(n) the last
// names of the first n (0: all), "EtAl" behind them when there are more; authorsAlpha three letters of
// one author, the initials of up to four; authEtal2 one name, two, or "EtAl"; authForeIni, authIni(n);
// authorLast; edtr; title; shorttitle(n = 3, m = 0) the first n words that carry meaning, m of them
// capitalized; veryshorttitle(n = 1, m = 0); firstword; year, shortyear, month, day, date; origyear;
// journal, volume, issue, firstpage, lastpage, pages; doi, arxiv, id; type(name, …) which is empty and
// ends the alternative when the work is of another type; zotero (doe_title_2020).
// Filters: lower, upper, capitalize, fold (no accents), ascii, alphanum, transliterate, clean, nopunct
// (hyphens stay), nopunctordash, condense(text), skipwords, select(start, n) of words, substring(start, n) of letters,
// prefix(text), postfix(text), replace(what, by), abbr, acronym, default(text), len(op, n).
// "[auth:lower][year]" is read too. Whatever comes out is folded and freed of characters that TeX or
// BibTeX would trip over.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cite/reference.hpp"

namespace sheaf::cite {

inline constexpr std::string_view kDefaultKeyFormula = "auth.lower + year + firstword.lower";

class KeyFormula {
 public:
  /// kInvalid with the column and what was expected.
  static Result<KeyFormula> read(std::string_view text);
  /// Empty when no alternative gives anything.
  std::string key_of(const Reference& reference) const;

  struct Alternative;  // of the .cpp

 private:
  KeyFormula() = default;
  std::shared_ptr<const std::vector<Alternative>> alternatives_;
};

/// "smith2026attention" by the default formula; papers whose author has no ASCII form get their id.
std::string citation_key(const Paper& paper);
/// By another formula; one that gives nothing leaves the default. The year is the submission's, which stays.
std::string citation_key(const Paper& paper, const KeyFormula& formula);
/// One key per paper, in order; later ones of the same key get "a", "b", … in order of their ids, so
/// that the keys do not depend on the order of the papers. Keys that papers have already are kept.
std::vector<std::string> citation_keys(const std::vector<Paper>& papers);
/// The same for other works: their own keys first, then the formula's, then "item" and a number.
std::vector<std::string> citation_keys(const std::vector<Reference>& references, const KeyFormula& formula);

/// "a", …, "z", "aa", …: what tells equal keys apart.
std::string key_suffix(std::size_t index);

/// Letters of other scripts by Latin ones where a letter has one usual spelling (Cyrillic, Greek,
/// accents); others are left out.
std::string transliterate(std::string_view text);

}  // namespace sheaf::cite
