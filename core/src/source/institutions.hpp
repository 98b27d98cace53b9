// Institutions as title pages print them: in lines of addresses, marks, mails and names.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::source {

/// "$^{1}$ Dept. of Physics, University College London, Gower Street" → "University College
/// London". Empty when the line names none.
std::string institution_in(std::string_view line);
/// Of each line, once each, at most 50.
std::vector<std::string> institutions_in(const std::vector<std::string>& lines);

}  // namespace sheaf::source
