// Doctor: looks at everything a digest needs and says what to do about what is wrong.
// Reads only, but for a probe file in the vault; one call uses one thread.
#pragma once

#include <string>
#include <vector>

#include "app/library.hpp"

namespace sheaf::app {

struct Check {
  std::string name;    ///< "store", "arXiv feed", …
  std::string state;   ///< "ok", "warn", "fail"
  std::string detail;
  std::string remedy;  ///< empty when there is nothing to do
};

std::vector<Check> diagnose(Library& library, const DigestRequest& request, const std::string& vault,
                            const Task& task);

}  // namespace sheaf::app
