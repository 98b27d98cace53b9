// Names: whether two spellings can be one author ("J. Doe" and "Jane Doe", "Müller" and "Muller").
// Pure values and functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::rank {

/// A personal name, taken apart and folded (case, diacritics); particles and suffixes left out.
struct PersonName {
  std::string last;
  std::vector<std::string> given;  ///< "jean", "p" for "Jean-P."
};

/// Reads "Jane Q. Doe" and "Doe, Jane Q."; a name of one word has no given names. Names in scripts
/// without a Latin form are one word: written as they are, spaces removed.
PersonName parse_name(std::string_view name);

/// Same last name, and given names that do not contradict each other: initials stand for names, and
/// missing middle names are no contradiction. Who gives no given name matches only the same.
bool may_be_same(const PersonName& a, const PersonName& b);

}  // namespace sheaf::rank
