// BibTeX: entries for arXiv papers and their citation keys.
// Pure functions; any thread. Shapes agree with Better BibTeX's for @misc/@article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"

namespace sheaf::render {

/// "smith2026attention": first author's last name, year, first title word that carries meaning;
/// plain ASCII. Papers whose author has no ASCII form get the id instead of the name.
std::string citation_key(const Paper& paper);
/// One key per paper, in order; later ones of the same key get "a", "b", … in order of their ids,
/// so that the keys do not depend on the order of the papers.
std::vector<std::string> citation_keys(const std::vector<Paper>& papers);

std::string bibtex_entry(const Paper& paper, std::string_view key);
/// All entries, sorted by key, with a head comment; `sample` marks invented papers.
std::string bibtex_file(const std::vector<Paper>& papers, bool sample);

/// Text to LaTeX: special characters escaped, accents kept as UTF-8, mathematics and LaTeX that is
/// LaTeX left alone, braces balanced.
std::string latex_escape(std::string_view text);
/// Title with capitals inside words, acronyms and proper LaTeX protected by braces.
std::string bibtex_title(std::string_view title);

/// Adds or replaces our entries in a .bib file; every byte that is not one of ours stays. Ours are
/// found by their eprint field.
std::string merge_bibtex(std::string_view existing, const std::vector<Paper>& papers, bool sample);

}  // namespace sheaf::render
