// The folder is a definition of this file alone, set by tests/CMakeLists.txt.
#include "support/project_files.hpp"

namespace sheaf::test {

std::string project_file(std::string_view relative) {
  return std::string(SHEAF_SOURCE_DIR "/").append(relative);
}

}  // namespace sheaf::test
