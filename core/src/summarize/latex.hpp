// LaTeX as it occurs in titles and abstracts, made readable.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sheaf::summarize {

/// Where the formula that opens at text[pos] == '$' ends (past its last '$'), or npos when that '$'
/// is money or stray. As in Pandoc: no space after the opening, none before the closing one, which
/// no digit follows. Looks a bounded way ahead.
std::size_t formula_end(std::string_view text, std::size_t pos);

/// \textbf{x} and \emph{x} → x, \'e → é, ``x'' → “x”, ~ → space, \% → %, \alpha → α; citations and
/// labels are dropped, unknown commands lose their backslash. Formulas in $…$ stay as they are.
std::string plain_text(std::string_view latex);

enum class Texture : unsigned char {
  kMarkup,  ///< there may be LaTeX in it, or white space to join
  kPlain,   ///< plain_text() and plain_label() give it back as it is: most sentences
  kSimple   ///< plain, and neither " (" nor " ," nor "- " stands in it
};
Texture texture_of(std::string_view text);
bool is_plain(std::string_view text);

/// As plain_text(), and formulas that need no markup lose it too: $k$ → k, $10\times$ → 10×.
/// For places that render no formulas.
std::string plain_label(std::string_view latex);

}  // namespace sheaf::summarize
