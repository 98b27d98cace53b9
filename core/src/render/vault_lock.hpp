// VaultLock: one writer per vault, by flock() on a hidden file in it.
// Owns the file's descriptor; locks of two threads exclude each other as those of two processes do.
#pragma once

#include <string>

#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::render {

class VaultLock {
 public:
  /// Waits a few seconds for another writer; kConflict when it has not finished by then.
  static Result<VaultLock> acquire(const std::string& folder, const Task& task);

  VaultLock(VaultLock&& other) noexcept : file_(other.file_) { other.file_ = -1; }
  VaultLock& operator=(VaultLock&&) = delete;
  ~VaultLock();

 private:
  explicit VaultLock(int file) : file_(file) {}
  int file_;
};

}  // namespace sheaf::render
