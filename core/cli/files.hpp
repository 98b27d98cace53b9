// Files: where profile and store are, and reading and writing whole files.
// Pure functions over the environment and the file system; main thread.
#pragma once

#include <string>
#include <string_view>

namespace cli {

class Args;

/// --profile, else $SHEAF_PROFILE, else sheaf/profile.json below $XDG_CONFIG_HOME or ~/.config.
std::string profile_path(const Args& args);
/// --store, else $SHEAF_STORE, else sheaf/sheaf.db below $XDG_DATA_HOME or ~/.local/share. Its
/// folder is made.
std::string store_path(const Args& args);

std::string read_file(const std::string& path);
std::string read_standard_input();
/// Replaces the file as a whole or not at all.
void write_file(const std::string& path, std::string_view text);
/// Makes a new file; false when there is one already.
bool create_file(const std::string& path, std::string_view text);
void make_parent_folder(const std::string& path);
/// "/home/me/notes" → "~/notes", for reading only.
std::string short_path(const std::string& path);

}  // namespace cli
