// Presence: says to other processes that a store is open, by a lock on "<store>.lock".
// Owns one file descriptor; the lock ends with it, also when the process is killed. One thread.
#pragma once

#include <string>

#include "base/result.hpp"

namespace sheaf::store {

class Presence {
 public:
  /// Waits while another process is opening the same store.
  static Result<Presence> announce(const std::string& store_path);
  Presence() = default;  ///< of nothing: a store in memory
  Presence(Presence&& other) noexcept;
  Presence& operator=(Presence&& other) noexcept;
  ~Presence();

  /// Nobody else has the store open, so what lies there was left by an end.
  bool alone() const { return alone_; }
  /// Opening is over: lets the others in and stays visible to them.
  Status share();

 private:
  explicit Presence(std::string path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}
  Result<bool> lock(int operation);

  std::string path_;
  int descriptor_ = -1;
  bool alone_ = false;
};

}  // namespace sheaf::store
