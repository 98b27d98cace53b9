// Staged writes over POSIX; see staged_file.hpp. Linux starts writing to the disk early and
// exchanges names; elsewhere the wait comes with sync() and a plain rename stands in.
#include "base/staged_file.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file.hpp"

namespace sheaf {
namespace {

namespace fs = std::filesystem;

std::string remedy(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT: return "the disk is full: free some space and run again";
    case EACCES:
    case EPERM: return "no permission: check the folder's owner and mode, or choose another folder";
    case EROFS: return "the file system is read-only: choose another folder";
    case ENOTDIR: return "a part of the path is a file, not a folder: choose another folder";
    case ENOENT: return "there is no such file or folder";
    case EISDIR: return "it is a folder, not a file";
    case ENAMETOOLONG: return "the name is too long: choose a shorter folder";
    default: return std::strerror(error);
  }
}

/// In the same folder, hidden, and unique among processes and threads.
std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  const fs::path target(path);
  return (target.parent_path() / (".sheaf-" + std::to_string(::getpid()) + "-" +
                                  std::to_string(counter++) + ".tmp")).string();
}

Status write_all(int descriptor, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t n = ::write(descriptor, content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return io_error("write", path, errno);
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

/// Lets the disk begin, so that the waits of many files overlap.
void begin_writing(int descriptor) {
#ifdef SYNC_FILE_RANGE_WRITE
  ::sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
  static_cast<void>(descriptor);
#endif
}

enum class Move { kDone, kOther, kUnsupported, kFailed };

/// With `flags` of renameat2(); kOther: the target is there, or is not.
Move move_file(const std::string& from, const std::string& to, unsigned flags) {
#ifdef RENAME_EXCHANGE
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0) return Move::kDone;
  if (errno == EEXIST || errno == ENOENT) return Move::kOther;
  if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP) return Move::kUnsupported;
  return Move::kFailed;
#else
  static_cast<void>(from), static_cast<void>(to), static_cast<void>(flags);
  return Move::kUnsupported;
#endif
}

#ifndef RENAME_EXCHANGE
constexpr unsigned RENAME_EXCHANGE = 2, RENAME_NOREPLACE = 1;
#endif

bool holds(const std::string& path, const std::string& expected) {
  const auto now = read_plain_file(path);
  return now && *now == expected;
}

}  // namespace

Error io_error(std::string_view verb, const std::string& path, int error) {
  const ErrorCode code = error == ENOENT   ? ErrorCode::kNotFound
                         : error == ENOMEM ? ErrorCode::kNoMemory
                                           : ErrorCode::kIo;
  return Error{code, "cannot " + std::string(verb) + " " + path + ": " + remedy(error)};
}

Result<StagedFile> StagedFile::write(const std::string& path, std::string_view content, Mode mode) {
  struct stat info{};
  const bool is_file = ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
  if (const auto folder = fs::path(path).parent_path(); !folder.empty())
    SHEAF_TRY(make_directories(folder.string()));
  std::string temporary = temporary_name(path);
  const mode_t wanted = mode == Mode::kPrivate ? 0600 : is_file ? info.st_mode & 07777 : 0666;
  FileHandle file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, wanted));
  if (!file.valid()) {
    Error error = io_error("write", path, errno);
    if (error.code == ErrorCode::kNotFound) error.code = ErrorCode::kIo;
    return error;
  }
  StagedFile staged(std::move(file), path, std::move(temporary));
  SHEAF_TRY(write_all(staged.file_.get(), content, path));
  begin_writing(staged.file_.get());
  return staged;
}

StagedFile::StagedFile(StagedFile&& other) noexcept
    : file_(std::move(other.file_)),
      path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)) {
  other.temporary_.clear();
}

StagedFile::~StagedFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Status StagedFile::sync() {
  if (::fsync(file_.get()) != 0) return io_error("write", path_, errno);
  return {};
}

Status StagedFile::replace() { return rename(); }

Status StagedFile::rename() {
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) return io_error("write", path_, errno);
  temporary_.clear();
  return {};
}

Result<bool> StagedFile::replace_if(const std::optional<std::string>& expected) {
  return expected ? exchange(*expected) : create();
}

Result<bool> StagedFile::create() {
  switch (move_file(temporary_, path_, RENAME_NOREPLACE)) {
    case Move::kDone: temporary_.clear(); return true;
    case Move::kOther: return false;
    case Move::kFailed: return io_error("write", path_, errno);
    case Move::kUnsupported: break;
  }
  if (path_exists(path_)) return false;
  SHEAF_TRY(rename());
  return true;
}

Result<bool> StagedFile::exchange(const std::string& expected) {
  if (!holds(path_, expected)) return false;
  switch (move_file(temporary_, path_, RENAME_EXCHANGE)) {
    case Move::kOther: return false;
    case Move::kFailed: return io_error("write", path_, errno);
    case Move::kUnsupported: {
      SHEAF_TRY(rename());
      return true;
    }
    case Move::kDone: break;
  }
  if (holds(temporary_, expected)) return true;  // the old file goes with this object
  if (move_file(temporary_, path_, RENAME_EXCHANGE) == Move::kDone) return false;
  Error error = io_error("write", path_, errno);
  std::string saved = path_ + ".saved";
  for (int n = 2; path_exists(saved) && n < 100; ++n) saved = path_ + ".saved-" + std::to_string(n);
  if (::rename(temporary_.c_str(), saved.c_str()) == 0) temporary_ = saved;
  error.message += "; what another program saved meanwhile is in " + temporary_;
  temporary_.clear();  // it stays
  return error;
}

void sync_folder(const std::string& folder) {
  const FileHandle handle(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle.valid()) ::fsync(handle.get());
}

}  // namespace sheaf
