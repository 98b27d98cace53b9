// TeX in titles and abstracts: mathematics told apart from prose, and both as text to read.
// Pure functions; any thread. Reads the TeX that arXiv's metadata holds, not TeX at large.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

struct TexPiece {
  bool math = false;
  std::string text;  ///< prose as it came; mathematics without its delimiters, trimmed
};

/// Macros that are letters of other alphabets; the longer stand before those they begin with.
inline constexpr std::array<std::string_view, 17> kTexLetters = {
    "AA", "AE", "DH", "DJ", "OE", "TH", "aa", "ae", "dh", "dj", "oe", "ss", "th", "L", "O", "l", "o"};

/// Splits at $…$, $$…$$, \(…\) and \[…\]. A dollar is mathematics only when its partner exists,
/// braces balance, blanks stand on both inner sides or on none, and no digit follows: so
/// "from $5 to $10" stays prose. These are also Obsidian's rules for what it shows as mathematics.
std::vector<TexPiece> split_math(std::string_view text);

/// Braces pair up, in order. Escaped ones count only when `with_escaped`, as BibTeX counts.
bool braces_balanced(std::string_view text, bool with_escaped = false);

/// Prose without TeX's dress: \emph{x} → x, \'e → é, ``x'' → “x”, \& → &. Unknown macros stay.
std::string plain_prose(std::string_view prose);
/// Accents over letters and letters of other alphabets as the characters they are (\"O → Ö, {\ss} → ß);
/// everything else stays as it is, and so do accented letters beyond Latin Extended-A, which LaTeX knows as macros
/// only (\d{h}).
std::string compose_letters(std::string_view prose);
/// Mathematics as a line of text: \ell_1 → ℓ₁, 10^{10} → 10¹⁰, \bar{P} → P̄. Unknown macros lose their backslash.
std::string plain_math(std::string_view math);
/// Both, for places where TeX shows raw: file names, labels, properties. One line.
std::string plain_text(std::string_view text);

/// A person's name: "B\'ela" → "Béla". arXiv's records hold macros that ran into the next letters, as no TeX
/// would read them: "Bo\vskovi\'c" → "Bošković", "J\orgen" → "Jørgen". A name without TeX comes back as it is.
std::string plain_name(std::string_view name);

/// "alpha" → "α"; nothing for a macro that is no symbol.
std::optional<std::string_view> tex_symbol(std::string_view macro);
/// "\textbf" and the like: macros that dress their argument and say nothing.
bool is_tex_dress(std::string_view macro);
/// Those, and styles that are only read, never written: \href, \textcolor, \bm and the like.
bool is_tex_style(std::string_view macro);
/// The letter with TeX's accent ("'", "\"", "c", …), or nothing when there is no such letter.
std::optional<std::string> tex_accent(std::string_view accent, std::string_view letter);
/// Whether a macro is an accent of mathematics: "bar", "hat", "vec", ….
bool is_math_accent(std::string_view macro);
/// `text` under such an accent: one character where Unicode has it in the tables above, else with the combining
/// mark; a bar goes over every letter, the others over the first. A macro that is no accent changes nothing, and
/// none changes a long text.
std::string math_accent(std::string_view macro, std::string_view text);

}  // namespace sheaf
