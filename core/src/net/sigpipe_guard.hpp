// SigpipeGuard: keeps SIGPIPE from the host while a TLS library writes to a closed connection.
// Acts on the calling thread only; made and dropped on the same thread.
#pragma once

#include <csignal>
#include <ctime>

namespace sheaf::net {

// libcurl's own guard is off with CURLOPT_NOSIGNAL, which threads need, and a library must not
// change what the process does with a signal.
class SigpipeGuard {
 public:
  SigpipeGuard() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~SigpipeGuard() {
    const timespec at_once{};
    if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  SigpipeGuard(const SigpipeGuard&) = delete;
  SigpipeGuard& operator=(const SigpipeGuard&) = delete;

 private:
  sigset_t pipe_, before_;
  bool was_pending_ = false;
};

}  // namespace sheaf::net
