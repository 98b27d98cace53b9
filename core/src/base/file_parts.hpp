// What whole reads and staged writes share: an open file, and errors that say what to do.
// Plain values; a FileHandle owns its descriptor.
#pragma once

#include <unistd.h>

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace sheaf {

class FileHandle {
 public:
  explicit FileHandle(int descriptor = -1) : descriptor_(descriptor) {}
  ~FileHandle() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileHandle(FileHandle&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileHandle& operator=(FileHandle&&) = delete;
  int get() const { return descriptor_; }
  bool valid() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

/// "cannot write /v/x.md: the disk is full: free some space and run again"
Error io_error(std::string_view verb, const std::string& path, int error);

}  // namespace sheaf
