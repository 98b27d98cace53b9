// Person: a printed author name taken apart for bibliographies.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::cite {

struct Person {
  std::string first;
  std::string last;     ///< with its particles: "van der Berg"
  std::string suffix;   ///< "Jr.", "III"
  bool whole = false;   ///< an institution, or a name without parts: `last` holds all of it
};

/// Holds a letter. arXiv's lists have a ":" between a collaboration and its members.
bool is_name(std::string_view printed);
/// "Jan van der Berg Jr." → last "van der Berg", first "Jan", suffix "Jr.".
Person parse_person(std::string_view printed);

}  // namespace sheaf::cite
