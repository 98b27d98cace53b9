// Presence: see presence.hpp. flock() rather than POSIX record locks: those vanish when any other
// descriptor of the file is closed in the same process, and two hosts may share a process.
#include "store/presence.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>
#include <utility>

namespace sheaf::store {
namespace {

/// Opening checks a file of up to 512 MiB after an unclean end; that is waited for.
constexpr auto kOpeningTimeout = std::chrono::seconds(60);
constexpr auto kOpeningPoll = std::chrono::milliseconds(5);

Error lock_error(const std::string& path) {
  return {ErrorCode::kIo, path + ": cannot be created or locked (" + std::strerror(errno) +
                              "): check the permissions of the folder, or choose another store "
                              "with --store"};
}

}  // namespace

Presence::Presence(Presence&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      alone_(other.alone_) {}

Presence& Presence::operator=(Presence&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(alone_, other.alone_);
  return *this;
}

Presence::~Presence() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<bool> Presence::lock(int operation) {
  while (::flock(descriptor_, operation | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) return lock_error(path_);
  }
  return true;
}

Result<Presence> Presence::announce(const std::string& store_path) {
  const std::string path = store_path + ".lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return lock_error(path);
  Presence presence(path, descriptor);
  SHEAF_ASSIGN(presence.alone_, presence.lock(LOCK_EX));
  if (presence.alone_) return presence;
  SHEAF_TRY(presence.share());
  return presence;
}

Status Presence::share() {
  if (descriptor_ < 0) return {};
  const auto limit = std::chrono::steady_clock::now() + kOpeningTimeout;
  while (true) {
    SHEAF_ASSIGN(const bool shared, lock(LOCK_SH));
    if (shared) return {};
    if (std::chrono::steady_clock::now() >= limit) break;
    std::this_thread::sleep_for(kOpeningPoll);
  }
  return Error(ErrorCode::kStore, path_ +
                                      ": another program has been opening this store for longer "
                                      "than 60 s: close that program and run again");
}

}  // namespace sheaf::store
