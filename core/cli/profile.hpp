// Profile: the reader's profile file, handed to the library as text so that its errors name lines.
// Plain values; main thread.
#pragma once

#include <string>

#include "json.hpp"

namespace cli {

class Args;
class Host;

struct ProfileFile {
  std::string path;
  std::string text;
  bool found = false;
};

/// found is false when there is no such file.
ProfileFile load_profile(const Args& args);
/// The same, but a missing file is a Failure that tells about 'sheaf init'.
ProfileFile require_profile(const Args& args);

/// Adds "profile" and "profile_name" to an op's arguments.
void put_profile(Json& request, const ProfileFile& profile);
/// The profile with its defaults, or a Failure that names file, line and key. Checked on its own,
/// so that a mistake in it is never taken for a server's.
Json check_profile(Host& host, const ProfileFile& profile);

}  // namespace cli
