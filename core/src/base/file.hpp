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
/// For files in a folder that others may fill, as a synced vault: only a plain file is read. A pipe or a
/// device, which could keep the reader waiting for ever, is refused, and unless `follow_link` a symbolic
/// link too, which could show him a file from outside the folder.
Result<std::string> read_plain_file(const std::string& path, bool follow_link = false,
                                    std::size_t max_bytes = kMaxFileBytes);

enum class WriteOutcome { kUnchanged, kCreated, kUpdated };
/// Writes only when the content differs, so an unchanged file keeps its mtime. Creates missing
/// folders. Follows no symbolic link out of the way: the link itself is replaced.
Result<WriteOutcome> write_file(const std::string& path, std::string_view content);
/// The same for what nobody else may read: mode 0600 from the first byte on, whatever the umask and
/// whatever the mode of an older file.
Result<WriteOutcome> write_private_file(const std::string& path, std::string_view content);

/// Removes what killed writers left in `folder` itself: temporary files of processes that are gone.
void sweep_temporary_files(const std::string& folder);

Status make_directories(const std::string& path);
bool path_exists(const std::string& path);
bool is_link(const std::string& path);    ///< a symbolic link, wherever it leads
bool is_folder(const std::string& path);  ///< also through a symbolic link
/// Regular files below `folder`, relative paths sorted, hidden files and folders left out.
Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix);
std::string join_path(std::string_view folder, std::string_view name);

/// A file name (no folder) that Windows, macOS, Linux, Android and wiki links all accept:
/// ':' → " - ", '/' and '\' → '-', `* " < > | ? # ^ [ ] %%` dropped, reserved names and trailing
/// dots avoided, characters that show nothing or turn the text around dropped, at most `max_bytes` UTF-8 bytes cut on a character boundary. Never empty.
std::string safe_file_name(std::string_view text, std::size_t max_bytes = 120);

}  // namespace sheaf
