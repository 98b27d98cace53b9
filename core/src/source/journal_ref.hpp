// How a printed place is written: "Physical Review B 33(5), 3547-3551 (1986)".
// Pure function; any thread.
#pragma once

#include <string>

namespace sheaf::source {

struct PrintedPlace {
  std::string venue, volume, issue, pages, year;
};

/// Parts that are empty are left out; empty unless there is a volume, an issue or pages.
std::string journal_ref(const PrintedPlace& place);

}  // namespace sheaf::source
