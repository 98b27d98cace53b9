// Where real recorded data lies beside the project, for tests that use it when it is there.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/project_files.hpp"

namespace sheaf::test {

/// The folder named by SHEAF_SHARED, else "../shared" beside the source tree.
inline std::filesystem::path shared_folder() {
  if (const char* named = std::getenv("SHEAF_SHARED")) return named;
  return project_file("../shared");
}

}  // namespace sheaf::test

/// Binds `name` to a file or folder of the real data, or leaves the test saying that it is skipped.
#define SHEAF_SHARED_OR_SKIP(name, relative)                                             \
  const std::filesystem::path name = ::sheaf::test::shared_folder() / (relative);        \
  if (!std::filesystem::exists(name)) {                                                  \
    WARN("SKIPPED: no real data at " << name.string() << " (set SHEAF_SHARED to use it)"); \
    return;                                                                              \
  }
