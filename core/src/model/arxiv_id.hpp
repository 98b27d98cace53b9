// ArxivId: every spelling of an arXiv identifier, reduced to one base id and a version.
// Plain value; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sheaf {

struct ArxivId {
  std::string base;  ///< "2401.10020" or "math/0611800" (old ids without subject class)
  int version = 0;   ///< 0: not given

  std::string versioned() const;  ///< "2401.10020v2", or the base when no version is known
  friend bool operator==(const ArxivId&, const ArxivId&) = default;
};

/// Reads one identifier alone or in its usual clothes: "arXiv:2401.10020v2", "oai:arXiv.org:…",
/// abs/pdf/html URLs with or without ".pdf", DOI 10.48550/arXiv.… in any case, "math.CA/0611800".
/// Sources: arXiv's help pages on identifiers (YYMM.NNNN 0704-1412, YYMM.NNNNN from 1501).
std::optional<ArxivId> parse_arxiv_id(std::string_view text);

std::string arxiv_abs_url(std::string_view base);
std::string arxiv_pdf_url(std::string_view base);
std::string arxiv_doi(std::string_view base);  ///< "10.48550/arXiv.2401.10020", one for all versions

}  // namespace sheaf
