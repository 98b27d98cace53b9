// Files: whole reads, atomic writes, and names that are safe on every system.
// A write leaves the old file or the new one, never a part (temporary file, fsync, rename).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace sheaf {

inline constexpr std::size_t kMaxFileBytes = std::size_t{512} << 20;

Result<std::string> read_file(const std::string& path, std::size_t max_bytes = kMaxFileBytes);

enum class WriteOutcome { kUnchanged, kCreated, kUpdated };
/// Writes only when the content differs, so an unchanged file keeps its mtime. Creates missing
/// folders. Follows no symbolic link out of the way: the link itself is replaced.
Result<WriteOutcome> write_file(const std::string& path, std::string_view content);

/// Removes what killed writers left in `folder` itself: temporary files of processes that are gone.
void sweep_temporary_files(const std::string& folder);

Status make_directories(const std::string& path);
bool path_exists(const std::string& path);
bool is_folder(const std::string& path);  ///< also through a symbolic link
/// Regular files below `folder`, relative paths sorted, hidden files and folders left out.
Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix);
std::string join_path(std::string_view folder, std::string_view name);

/// A file name (no folder) that Windows, macOS, Linux, Android and wiki links all accept:
/// ':' → " - ", '/' and '\' → '-', `* " < > | ? # ^ [ ] %%` dropped, reserved names and trailing
/// dots avoided, at most `max_bytes` UTF-8 bytes cut on a character boundary. Never empty.
std::string safe_file_name(std::string_view text, std::size_t max_bytes = 120);

}  // namespace sheaf
