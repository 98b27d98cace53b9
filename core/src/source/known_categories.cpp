// Remembering the canonical spellings of categories; see the header.
// One thread.
#include "source/known_categories.hpp"

#include "base/text.hpp"
#include "source/field_text.hpp"

namespace sheaf::source {

// Papers repeat a few dozen terms; two that share a place only cost a look-up.
const std::string& KnownCategories::canonical(std::string_view term) {
  std::size_t place = term.size();
  for (const char c : term.substr(term.size() < 2 ? 0 : term.size() - 2))
    place = place * 5 + static_cast<unsigned char>(c);  // the letters after the dot
  Known& known = known_[place % known_.size()];
  if (known.term != term) known = {std::string(term), category_of_term(term)};
  return known.category;
}

bool KnownCategories::add_terms(std::string_view terms, Paper& paper, std::string& unknown) {
  bool all = true;
  for (std::size_t at = 0; at < terms.size();) {
    if (is_ascii_space(terms[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < terms.size() && !is_ascii_space(terms[at])) ++at;
    const std::string_view term = terms.substr(start, at - start);
    const std::string& category = canonical(term);
    if (!category.empty() && paper.categories.size() < kMaxCategories) {
      add_once(paper.categories, category);
    } else if (all) {
      unknown = shorten(term, 40);
      all = false;
    }
  }
  return all;
}

}  // namespace sheaf::source
