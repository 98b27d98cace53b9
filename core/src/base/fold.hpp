// Folding of white space in texts that were wrapped, indented or split for somebody else's page.
// Marks that embed or override a direction of writing go: letters of every script show their own.
// Pure functions; fast for text that needs nothing. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf {

/// Runs of white space become one space; trimmed.
std::string one_line(std::string_view text);
/// Paragraphs joined by "\n", each as one_line(). arXiv begins a paragraph with a line break and
/// two spaces; a line break alone is the hard wrapping of its older serialisation.
std::string paragraphs(std::string_view text);

}  // namespace sheaf
