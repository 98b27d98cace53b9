// The pieces of a .bib file that building and merging share.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"

namespace sheaf::render {

inline constexpr std::string_view kSampleComment =
    "% Sample: these papers are invented. Do not cite them.";

struct BibField {
  std::string name;
  std::string value;  ///< with its delimiters: "{Title}", "apr"
};
std::vector<BibField> bibtex_fields(const Paper& paper);

/// One entry where it stands in a file.
struct BibEntry {
  struct Field {
    std::string name;                 ///< lower case
    std::size_t begin = 0, end = 0;   ///< of the value, delimiters included
  };
  std::string type;  ///< lower case
  std::string key;
  std::size_t begin = 0, end = 0;
  std::size_t last_value_end = 0;  ///< where another field may follow
  std::vector<Field> fields;

  const Field* find(std::string_view name) const;
};

/// Entries in their order. A broken one is passed over; reading goes on at the next line that
/// begins with '@'.
std::vector<BibEntry> read_bib(std::string_view text);
/// A value without its outer braces or quotation marks.
std::string_view bare_value(std::string_view value);

}  // namespace sheaf::render
