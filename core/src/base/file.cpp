// Whole reads and atomic writes over POSIX; see file.hpp.
// No state; two writers of one file leave one of the two contents, whole.
#include "base/file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/file_parts.hpp"
#include "base/staged_file.hpp"
#include "base/text.hpp"

namespace sheaf {
namespace {

namespace fs = std::filesystem;

/// By system calls: libstdc++'s directory iterators end the process when memory runs out.
class DirectoryHandle {
 public:
  explicit DirectoryHandle(const std::string& path) : directory_(::opendir(path.c_str())) {}
  ~DirectoryHandle() { if (directory_) ::closedir(directory_); }
  DirectoryHandle(const DirectoryHandle&) = delete;
  DirectoryHandle& operator=(const DirectoryHandle&) = delete;
  bool valid() const { return directory_ != nullptr; }
  /// The next name, lent until the call after it; null at the end, or when there is no folder.
  const char* next() const {
    const dirent* entry = directory_ ? ::readdir(directory_) : nullptr;
    return entry ? entry->d_name : nullptr;
  }

 private:
  DIR* directory_;
};

constexpr bool is_forbidden(char c) {
  return std::string_view("*\"<>|?#^[]").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

bool is_reserved_name(std::string_view name) {
  const std::string stem = ascii_lower(name.substr(0, name.find('.')));
  if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
  if (stem == "conin$" || stem == "conout$") return true;
  if (!stem.starts_with("com") && !stem.starts_with("lpt")) return false;
  const std::string_view number = std::string_view(stem).substr(3);
  // Windows takes the superscript digits for digits.
  if (number == "\u00B9" || number == "\u00B2" || number == "\u00B3") return true;
  return number.size() == 1 && is_ascii_digit(number[0]) && number[0] != '0';
}

/// Characters that carry no ink but break look-ups or turn the text around: zero width, direction
/// marks, byte order mark, line separators, empty letters of Hangul, language tags, no characters.
bool is_invisible(char32_t c) {
  if (c < 0x80) return false;
  return (c < 0xA0) || c == 0xAD || c == 0x061C || c == 0x115F || c == 0x1160 || c == 0x180E ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         c == 0x3164 || c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF) || (c & 0xFFFE) == 0xFFFE;
}

/// Reads an open file to its end.
Result<std::string> read_all(const FileHandle& file, const struct stat& info, const std::string& path,
                             std::size_t max_bytes) {
  std::string content;
  content.reserve(std::min(static_cast<std::size_t>(std::max<off_t>(info.st_size, 0)) + 1, max_bytes));
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("read", path, errno);
    if (n == 0) return content;
    if (content.size() + static_cast<std::size_t>(n) > max_bytes)
      return Error{ErrorCode::kIo, "cannot read " + path + ": it is larger than " +
                                       std::to_string(max_bytes >> 20) + " MiB"};
    content.append(buffer, static_cast<std::size_t>(n));
  }
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  const FileHandle file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.valid()) return io_error("read", path, errno);
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return io_error("read", path, errno);
  if (S_ISDIR(info.st_mode)) return io_error("read", path, EISDIR);
  return read_all(file, info, path, max_bytes);
}

Result<std::string> read_plain_file(const std::string& path, bool follow_link, std::size_t max_bytes) {
  const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (follow_link ? 0 : O_NOFOLLOW);
  const FileHandle file(::open(path.c_str(), flags));
  if (!file.valid() && (errno == ELOOP || errno == EMLINK) && is_link(path))
    return Error{ErrorCode::kIo, "cannot read " + path + ": it is a symbolic link, and none is followed here: "
                                     "put the file itself in its place"};
  if (!file.valid()) return io_error("read", path, errno);
  struct stat info{};
  if (::fstat(file.get(), &info) != 0) return io_error("read", path, errno);
  if (S_ISDIR(info.st_mode)) return io_error("read", path, EISDIR);
  if (!S_ISREG(info.st_mode)) return Error{ErrorCode::kIo, "cannot read " + path + ": it is no plain file"};
  return read_all(file, info, path, max_bytes);
}

Result<WriteOutcome> write_file(const std::string& path, std::string_view content) {
  struct stat info{};
  const bool existed = ::lstat(path.c_str(), &info) == 0;
  if (existed && S_ISREG(info.st_mode) && static_cast<std::size_t>(info.st_size) == content.size()) {
    const auto before = read_file(path);
    if (before && *before == content) return WriteOutcome::kUnchanged;
  }
  if (existed && S_ISDIR(info.st_mode)) return io_error("write", path, EISDIR);
  SHEAF_ASSIGN(StagedFile staged, StagedFile::write(path, content));
  SHEAF_TRY(staged.sync());
  SHEAF_TRY(staged.replace());
  return existed ? WriteOutcome::kUpdated : WriteOutcome::kCreated;
}

Result<WriteOutcome> write_private_file(const std::string& path, std::string_view content) {
  struct stat info{};
  const bool existed = ::lstat(path.c_str(), &info) == 0;
  if (existed && S_ISDIR(info.st_mode)) return io_error("write", path, EISDIR);
  SHEAF_ASSIGN(StagedFile staged, StagedFile::write(path, content, StagedFile::Mode::kPrivate));
  SHEAF_TRY(staged.sync());
  SHEAF_TRY(staged.replace());
  return existed ? WriteOutcome::kUpdated : WriteOutcome::kCreated;
}

void sweep_temporary_files(const std::string& folder) {
  const DirectoryHandle directory(folder);
  while (const char* name = directory.next()) {
    long owner = 0;
    int length = 0;
    if (std::sscanf(name, ".sheaf-%ld-%*u.tmp%n", &owner, &length) != 1 || length == 0 ||
        name[length] != '\0')
      continue;
    if (owner > 0 && ::kill(static_cast<pid_t>(owner), 0) != 0 && errno == ESRCH)
      ::unlink(join_path(folder, name).c_str());
  }
}

Status make_directories(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    Error failure = io_error("create the folder", path, error.value());
    if (failure.code == ErrorCode::kNotFound) failure.code = ErrorCode::kIo;
    return failure;
  }
  return {};
}

bool path_exists(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0;
}

bool is_link(const std::string& path) {
  struct stat info{};
  return ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

bool is_folder(const std::string& path) {
  struct stat info{};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

Result<std::vector<std::string>> list_files(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> files;
  std::vector<std::string> open = {""};  // folders still to read, relative
  while (!open.empty()) {
    const std::string below = std::move(open.back());
    open.pop_back();
    const DirectoryHandle directory(join_path(folder, below));
    if (!directory.valid() && below.empty() && errno != ENOENT) return io_error("list", folder, errno);
    while (const char* name = directory.next()) {
      if (name[0] == '.') continue;
      const std::string path = below + name;
      struct stat info{};
      if (::lstat(join_path(folder, path).c_str(), &info) != 0) continue;
      if (S_ISDIR(info.st_mode)) open.push_back(path + "/");
      if (S_ISREG(info.st_mode) && path.ends_with(suffix)) files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string join_path(std::string_view folder, std::string_view name) {
  return (fs::path(folder) / fs::path(name)).string();
}

std::string safe_file_name(std::string_view text, std::size_t max_bytes) {
  std::string out;
  const std::string valid = collapse_spaces(replace_all(to_valid_utf8(text), "%%", ""));
  for (std::size_t pos = 0; pos < valid.size();) {
    const std::size_t start = pos;
    const char32_t c = next_code_point(valid, pos);
    if (c == '/' || c == '\\') {
      out += '-';
    } else if (c == ':') {
      out += " - ";
    } else if (!is_invisible(c) && !(c < 0x80 && is_forbidden(static_cast<char>(c)))) {
      out.append(valid, start, pos - start);
    }
  }
  // What stood between two signs may be gone by now.
  while (contains(out, "%%")) out = replace_all(out, "%%", "");
  out = collapse_spaces(out);
  out = std::string(cut_utf8(out, max_bytes));
  while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
  // A dash at the front would be an option to programs that are given the names of a folder.
  out.erase(0, std::min(out.find_first_not_of(". -"), out.size()));
  if (out.empty()) return "untitled";
  return is_reserved_name(out) ? "_" + out : out;
}

}  // namespace sheaf
