// References: papers and items of reference managers as BibTeX, BibLaTeX, RIS or CSL-JSON.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cite/bib_fields.hpp"
#include "cite/citation_key.hpp"

namespace sheaf::app {

enum class ReferenceFormat { kBibtex, kBiblatex, kRis, kCslJson };
Result<ReferenceFormat> parse_reference_format(std::string_view name);  ///< kInvalid names them all
std::string_view media_type_of(ReferenceFormat format);

struct ReferenceOptions {
  ReferenceFormat format = ReferenceFormat::kBibtex;
  cite::BibStyle style;             ///< its dialect follows the format
  std::string key_formula;          ///< empty: kDefaultKeyFormula
};

/// The works in their order, each with its own key or one of the formula. kInvalid for the formula.
Result<std::string> references_text(const std::vector<cite::Reference>& references, const ReferenceOptions& options);

struct ReferenceFile {
  std::vector<cite::Reference> references;
  std::vector<std::string> problems;  ///< items that could not be read, with their place
};
/// Items of Zotero's API or exports ({"items": […]}, a list, or one a line), or papers as Sheaf writes
/// them. Notes and attachments are passed over. kParse when nothing of it can be read.
Result<ReferenceFile> read_references(std::string_view text, std::string_view what);

}  // namespace sheaf::app
