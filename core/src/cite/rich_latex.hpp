// Texts of reference managers as LaTeX: plain characters with a little markup (<i>, <b>, <sup>, <sub>,
// small capitals, nocase).
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::cite {

/// Every character that means something to LaTeX is escaped; unknown tags are text.
std::string rich_latex(std::string_view text);

/// A title: words that are capitalized inside it are braced, since styles would lower them; with
/// `title_case` the others are capitalized as English titles are.
std::string rich_latex_title(std::string_view text, bool title_case);

/// Words that English titles keep small (articles, conjunctions, prepositions), in lower case.
bool stays_small(std::string_view word);

}  // namespace sheaf::cite
