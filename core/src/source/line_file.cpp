// Reading lines in blocks; see line_file.hpp.
// One thread.
#include "source/line_file.hpp"

#include <sys/stat.h>
#include <sys/types.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sheaf::source {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

}  // namespace

Error LineFile::failure(const char* verb, int error) const {
  const ErrorCode code = error == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIo;
  return Error(code, "cannot " + std::string(verb) + " " + path_ + ": " + std::strerror(error));
}

Result<LineFile> LineFile::open(const std::string& path, std::size_t max_line) {
  LineFile lines;
  lines.path_ = path;
  lines.max_line_ = max_line;
  lines.file_.reset(std::fopen(path.c_str(), "rbe"));
  struct stat info {};
  if (!lines.file_ || ::fstat(::fileno(lines.file_.get()), &info) != 0)
    return lines.failure("open", errno);
  if (S_ISDIR(info.st_mode)) return lines.failure("read", EISDIR);
  std::setvbuf(lines.file_.get(), nullptr, _IONBF, 0);  // the blocks are large enough
  lines.size_ = static_cast<std::uint64_t>(std::max<off_t>(info.st_size, 0));
  return lines;
}

Status LineFile::move_to(std::uint64_t offset) {
  if (::fseeko(file_.get(), static_cast<off_t>(offset), SEEK_SET) != 0)
    return failure("read", errno);
  begin_ = end_ = 0;
  offset_ = offset;
  return {};
}

Result<std::string> LineFile::head(std::size_t count) {
  SHEAF_TRY(move_to(0));
  if (buffer_.size() < count) buffer_.resize(count);
  const std::size_t have = std::fread(buffer_.data(), 1, count, file_.get());
  if (std::ferror(file_.get())) return failure("read", errno);
  std::string bytes(buffer_, 0, have);
  SHEAF_TRY(move_to(0));
  return bytes;
}

Status LineFile::seek(std::uint64_t offset) {
  if (offset == 0) return move_to(0);
  if (offset <= size_) {
    SHEAF_TRY(move_to(offset - 1));
    const int before = std::fgetc(file_.get());
    if (before == '\n' || offset == size_) return move_to(offset);
  }
  return Error(ErrorCode::kInvalid, path_ + ": no line begins at byte " + std::to_string(offset) +
                                        "; the file is another than before, begin at its start");
}

// False at the end of the file. The buffer grows up to the longest line and a block.
Result<bool> LineFile::fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() < end_ + kBlock) buffer_.resize(std::max(end_ + kBlock, 2 * end_));
  const std::size_t count = std::fread(buffer_.data() + end_, 1, kBlock, file_.get());
  if (count == 0 && std::ferror(file_.get())) return failure("read", errno);
  end_ += count;
  return count > 0;
}

LineFile::Line LineFile::take(std::size_t bytes, bool terminated) {
  std::string_view text(buffer_.data() + begin_, bytes);
  const std::size_t taken = bytes + (terminated ? 1 : 0);
  begin_ += taken;
  offset_ += taken;
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return {text, false, terminated};
}

Result<std::optional<LineFile::Line>> LineFile::skip_long_line() {
  for (;;) {
    const void* found = std::memchr(buffer_.data() + begin_, '\n', end_ - begin_);
    if (found) {
      const auto* stop = static_cast<const char*>(found);
      take(static_cast<std::size_t>(stop - buffer_.data()) - begin_, true);
      return std::optional(Line{{}, true, true});
    }
    offset_ += end_ - begin_;
    begin_ = end_ = 0;
    SHEAF_ASSIGN(const bool more, fill());
    if (!more) return std::optional(Line{{}, true, false});
  }
}

Result<std::optional<LineFile::Line>> LineFile::next() {
  std::size_t searched = 0;  // of the bytes from begin_ on
  for (;;) {
    const char* start = buffer_.data() + begin_;
    const std::size_t have = end_ - begin_;
    const void* found =
        have > searched ? std::memchr(start + searched, '\n', have - searched) : nullptr;
    if (found) {
      const auto bytes = static_cast<std::size_t>(static_cast<const char*>(found) - start);
      if (bytes > max_line_) return skip_long_line();
      return std::optional(take(bytes, true));
    }
    searched = have;
    if (have > max_line_) return skip_long_line();
    SHEAF_ASSIGN(const bool more, fill());
    if (more) continue;
    if (end_ == begin_) return std::optional<Line>();
    return std::optional(take(end_ - begin_, false));
  }
}

}  // namespace sheaf::source
