// A reference as the entry of BibTeX or BibLaTeX: its type and its fields, ready to stand in a file.
// Types and names after the manuals of BibTeX and biblatex; where they leave a choice, Better BibTeX's.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cite/reference.hpp"

namespace sheaf::cite {

enum class BibDialect { kBibtex, kBiblatex };

struct BibStyle {
  BibDialect dialect = BibDialect::kBibtex;
  bool ascii = false;       ///< characters by their LaTeX names; else UTF-8 as it is
  bool title_case = true;   ///< English titles of reference managers; others stay as they are
  bool abstract = false, keywords = false;
  bool notes = false;       ///< the notes that hang below an item of a reference manager
  bool url = true;          ///< with a DOI too
};

struct BibField {
  std::string name;
  std::string value;  ///< with its delimiters: "{Title}", "apr"
};

/// "article", "online", "phdthesis".
std::string bib_type(const Reference& reference, BibDialect dialect);
std::vector<BibField> bib_fields(const Reference& reference, const BibStyle& style);

/// One person as BibTeX reads it again: "van der Berg, Jr., Jan"; institutions in braces.
std::string bib_name(const Creator& creator, Spelling spelling);

/// "@misc{key,\n  title = {…},\n}\n"
std::string bib_entry(const Reference& reference, std::string_view key, const BibStyle& style);

}  // namespace sheaf::cite
