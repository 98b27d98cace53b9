// Where the project's own files lie, for tests that read them. Its source is the only one of the tests
// that is told this folder, so that a second clone finds all the others in the compile cache. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::test {

/// The path of a file of the project, named from its top: "core/models/roles.bin". "" is the top itself.
std::string project_file(std::string_view relative);

}  // namespace sheaf::test
