// BibTeX and BibLaTeX as entries of fields, for files that programs and people wrote: what is broken is told and
// passed over, and the rest is read. Values stay as TeX.
// Grammar after the bibtex program and btparse. A reader belongs to the call that makes it.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::published {

struct BibEntry {
  std::string type;  ///< lower case: "article"
  std::string key;
  std::vector<std::pair<std::string, std::string>> fields;  ///< names in lower case, in the file's order
  std::size_t line = 1;                                     ///< of its "@"

  /// The first value that is not empty of the names; or "".
  std::string_view text(std::initializer_list<std::string_view> names) const;
};

struct BibSink {
  std::function<void(const BibEntry&)> entry;
  /// An entry that is lost, and one that is read in part.
  std::function<void(std::size_t line, const std::string& problem)> lost, damaged;
};

/// Strings (@string, months, '#') are put in, up to kMostExpanded bytes in all: a short file can define
/// more text than any machine holds. An entry that is not closed ends where the next one begins at the
/// start of a line. Linear in the text and what its strings expand to.
void read_bib(std::string_view text, const BibSink& sink);
inline constexpr std::size_t kMostExpanded = std::size_t{64} << 20;

}  // namespace sheaf::published
