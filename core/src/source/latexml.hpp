// arXiv's HTML papers, which LaTeXML makes, read into sections.
// Pure functions, linear in the page and without recursion; any thread.
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "source/full_text.hpp"

namespace sheaf::source {

/// Formulas are taken from their TeX (`alttext`), so that no number is lost in markup. `base_url`
/// is the page's own, for the thumbnail. kParse when the page is no LaTeXML document: a title page,
/// an error page, a paper that was submitted as HTML. A page that ends early is read as far as it
/// goes, with a warning.
Result<FullText> parse_latexml(std::string_view page, std::string_view base_url);

}  // namespace sheaf::source
