// Grounding: which numbers, names and quotations of a summary its source has.
// Pure functions over borrowed text; a GroundingSource owns its index, is immutable, and may be
// asked from several threads.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/summary.hpp"

namespace sheaf::summarize {

enum class ClaimKind { kNumber, kName, kQuote };

/// A place in a text that says something that can be looked up.
struct Claim {
  ClaimKind kind = ClaimKind::kNumber;
  std::size_t begin = 0, size = 0;  ///< bytes of the text it was found in
  friend bool operator==(const Claim&, const Claim&) = default;
};

/// Numbers with their unit ("2.3k", "87 %", "three"), names (acronyms, mixed case, letters with
/// digits, capitalised words inside a sentence) and quotations, in order of their place; what
/// stands in a quotation is not a claim of its own. `language` is BCP 47: in "zh", "ja" and "ko"
/// every capitalised Latin word is a name; in "de", whose nouns are capitalised, only acronyms and
/// words with digits or capitals inside are. A repository's or page's address is no claim.
std::vector<Claim> find_claims(std::string_view text, std::string_view language = "en");

/// A source read once, for any number of claims.
class GroundingSource {
 public:
  explicit GroundingSource(std::string_view text);
  ~GroundingSource();
  GroundingSource(GroundingSource&&) noexcept;
  GroundingSource& operator=(GroundingSource&&) noexcept;

  /// A number is supported by one of equal value and fitting unit, whatever its spelling ("2.3k",
  /// "2,300", "三"), by one that rounds to it at the digits it shows, and, when "about" or the like
  /// stands before it, by one within 5 % ("over", "under": 10 % on that side). What could be
  /// computed from the source is not in it. A name is supported by its letters, whatever the case,
  /// hyphens, accents and plural; an acronym also by the initials of a phrase, a phrase by its
  /// acronym. A quotation must occur as it is, case, quotation marks and white space aside.
  bool supports(const Claim& claim, std::string_view text) const;
  /// The same for a text that fold_text() made, by places in it.
  bool supports_folded(const Claim& claim, std::string_view folded_text) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

/// Looks at every field a model writes: card, contributions, essay, report, mindmap, second
/// language. `source_text` is all the model was given: title, abstract, comment, full text. Each
/// unsupported claim is listed once, as it was first written; `checked` counts claims once, too.
Grounding check_grounding(const Summary& summary, std::string_view source_text);
Grounding check_grounding(const Summary& summary, const GroundingSource& source);

/// Less than `min_share` of what was checked is in the source. Nothing to check is well grounded,
/// and so is a single unsupported claim: it is marked, but no reason to throw a summary away.
bool is_badly_grounded(const Grounding& grounding, double min_share);

}  // namespace sheaf::summarize
