// LineFile: the lines of a file of any size, one after the other, in bounded memory.
// Owns the open file and one buffer that lines are lent from; one thread.
#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf::source {

class LineFile {
 public:
  struct Line {
    std::string_view text;  ///< without its end; lent until the next call; empty when too long
    bool too_long = false;
    bool terminated = true;  ///< false: the file ends here without a line end
  };

  /// kNotFound and kIo, naming the file.
  static Result<LineFile> open(const std::string& path, std::size_t max_line);

  std::uint64_t size() const { return size_; }      ///< when it was opened
  std::uint64_t offset() const { return offset_; }  ///< just after the line given last
  /// At most `count` bytes at the beginning of the file; goes back to the beginning.
  Result<std::string> head(std::size_t count);
  /// The next line begins at `offset`. kInvalid when that is not the beginning of one.
  Status seek(std::uint64_t offset);
  /// Nothing at the end of the file. kIo.
  Result<std::optional<Line>> next();

 private:
  struct Closer {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  Error failure(const char* verb, int error) const;
  Status move_to(std::uint64_t offset);
  Result<bool> fill();
  Result<std::optional<Line>> skip_long_line();
  Line take(std::size_t bytes, bool terminated);

  std::string path_;
  std::unique_ptr<std::FILE, Closer> file_;
  std::size_t max_line_ = 0;
  std::uint64_t size_ = 0, offset_ = 0;
  std::string buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what of the buffer is read and not yet given
};

}  // namespace sheaf::source
