// The vault's lock file; see vault_lock.hpp. The file stays when the lock goes: removing it would
// let a third writer lock a new file while a second one waits on the old.
#include "render/vault_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sheaf::render {
namespace {

constexpr int kTries = 60;
constexpr std::int64_t kWaitMs = 50;

std::string remedy(int error) {
  if (error == EACCES || error == EPERM || error == EROFS)
    return "no permission: check the owner and mode of the folder, or choose another vault";
  if (error == ENOSPC || error == EDQUOT) return "the disk is full: free some space and run again";
  return std::strerror(error);
}

}  // namespace

Result<VaultLock> VaultLock::acquire(const std::string& folder, const Task& task) {
  const std::string path = folder + "/.sheaf.lock";
  VaultLock lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (lock.file_ < 0) return Error{ErrorCode::kIo, "cannot write " + path + ": " + remedy(errno)};
  for (int i = 0; i < kTries; ++i) {
    if (::flock(lock.file_, LOCK_EX | LOCK_NB) == 0) return lock;
    // Some network and phone file systems know no locks; one writer is the usual case there.
    if (errno != EWOULDBLOCK && errno != EINTR) return lock;
    if (!task.cancel_token().wait_ms(kWaitMs)) return Error{ErrorCode::kCancelled, "cancelled"};
  }
  return Error{ErrorCode::kConflict, "another Sheaf is writing the vault " + folder +
                                         ": wait until it has finished and run again"};
}

VaultLock::~VaultLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace sheaf::render
