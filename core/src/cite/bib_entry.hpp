// A .bib file as it stands, with the positions that let a merge leave every other byte alone.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::cite {

/// One entry where it stands in a file.
struct BibEntry {
  struct Field {
    std::string name;                 ///< lower case
    std::size_t name_begin = 0;
    std::size_t begin = 0, end = 0;   ///< of the value, delimiters included
  };
  std::string type;  ///< lower case
  std::string key;
  std::size_t begin = 0, end = 0;
  std::size_t key_end = 0;
  std::size_t last_value_end = 0;  ///< where another field may follow
  std::vector<Field> fields;

  const Field* find(std::string_view name) const;
};

/// Entries in their order. A broken one is passed over; reading goes on at the next line that
/// begins with '@'.
std::vector<BibEntry> read_bib(std::string_view text);
/// A value without its outer braces or quotation marks.
std::string_view bare_value(std::string_view value);

}  // namespace sheaf::cite
