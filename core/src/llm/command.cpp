// Commands by posix_spawn, which is safe in a process with threads; see command.hpp.
// No state; any thread.
#include "llm/command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/text.hpp"

extern char** environ;

namespace sheaf::llm {
namespace {

constexpr int kStepMs = 20;  ///< how long a cancel or the end of the shell may go unseen

class Pipe {
 public:
  Pipe() { if (::pipe2(ends_, O_CLOEXEC) != 0) ends_[0] = ends_[1] = -1; }
  ~Pipe() { close_end(0); close_end(1); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool valid() const { return ends_[0] >= 0; }
  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void close_writer() { close_end(1); }

 private:
  void close_end(int end) {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }
  int ends_[2] = {-1, -1};
};

/// What posix_spawn is told, freed on leaving.
struct SpawnSettings {
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
};

/// A group of its own, so that all of it can be killed; signals as a fresh shell expects them,
/// whatever the host blocks or ignores.
int start(const std::string& command, int output, pid_t& child) {
  SpawnSettings settings;
  posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&settings.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&settings.actions, output, STDOUT_FILENO);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&settings.attributes, &none);
  posix_spawnattr_setsigdefault(&settings.attributes, &all);
  posix_spawnattr_setpgroup(&settings.attributes, 0);
  posix_spawnattr_setflags(&settings.attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::string shell = "sh", option = "-c", text = command;
  char* const arguments[] = {shell.data(), option.data(), text.data(), nullptr};
  return ::posix_spawn(&child, "/bin/sh", &settings.actions, &settings.attributes, arguments,
                       environ);
}

/// A child that is killed with its group and waited for unless it ended by itself.
class Child {
 public:
  explicit Child(pid_t pid) : pid_(pid) {}
  ~Child() {
    if (ended_) return;
    ::kill(-pid_, SIGKILL);
    while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {}
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  bool ended() {
    if (ended_) return true;
    const pid_t outcome = ::waitpid(pid_, &status_, WNOHANG);
    // A host that ignores SIGCHLD or waits for every child leaves us no status: none is no failure.
    if (outcome < 0 && errno == ECHILD) status_ = 0;
    ended_ = outcome == pid_ || (outcome < 0 && errno == ECHILD);
    return ended_;
  }
  int status() const { return status_; }

 private:
  pid_t pid_;
  int status_ = 0;
  bool ended_ = false;
};

/// What lies in the pipe now, up to `limit` bytes in `out`; false at its end.
bool read_some(int descriptor, int wait_ms, std::size_t limit, std::string& out) {
  pollfd ready{descriptor, POLLIN, 0};
  if (::poll(&ready, 1, wait_ms) <= 0) return true;
  char bytes[4096];
  const ssize_t count = ::read(descriptor, bytes, sizeof bytes);
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  out.append(bytes, std::min(static_cast<std::size_t>(count), limit - std::min(limit, out.size())));
  return count > 0;
}

std::int64_t now_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

Error failed(const std::string& command, const std::string& how) {
  return Error(ErrorCode::kIo, "the command \"" + command_name(command) + "\" " + how);
}

/// Until the shell ended, its output was read to the end, or time is up.
Status collect(const std::string& command, std::int64_t timeout_ms, const Task& task, int pipe,
               Child& child, std::string& out) {
  const std::int64_t deadline = now_ms() + timeout_ms;
  bool open = true;
  while (!child.ended()) {
    SHEAF_TRY(task.check());
    if (now_ms() >= deadline)
      return failed(command, "gave no answer in " + std::to_string(timeout_ms / 1000) +
                                 " s and was ended; run it in a terminal, it may be asking for a "
                                 "password");
    if (open) {
      open = read_some(pipe, kStepMs, kMaxCommandOutput + 1, out);
    } else {
      task.cancel_token().wait_ms(kStepMs);
    }
    if (out.size() > kMaxCommandOutput) return failed(command, "writes far more than one line");
  }
  // The shell is gone; what it wrote is in the pipe, whoever else still holds the other end.
  while (open && out.size() <= kMaxCommandOutput) {
    const std::size_t before = out.size();
    open = read_some(pipe, 0, kMaxCommandOutput + 1, out) && out.size() > before;
  }
  return {};
}

}  // namespace

std::string command_name(const std::string& command) {
  for (const std::string& word : split_list(replace_all(command, "\t", " "), ' ')) {
    if (contains(word, "=")) continue;
    return shorten(to_valid_utf8(word), 40);
  }
  return "?";
}

Result<std::string> output_of(const std::string& command, std::int64_t timeout_ms,
                              const Task& task) {
  SHEAF_TRY(task.check());
  if (contains(command, std::string_view("\0", 1)))
    return Error(ErrorCode::kInvalid, "a command holds a zero byte; write it anew");
  Pipe pipe;
  if (!pipe.valid()) return failed(command, std::string("got no pipe: ") + std::strerror(errno));
  pid_t pid = 0;
  if (const int error = start(command, pipe.writer(), pid); error != 0)
    return failed(command, std::string("did not start: ") + std::strerror(error));
  pipe.close_writer();
  Child child(pid);
  std::string out;
  SHEAF_TRY(collect(command, timeout_ms, task, pipe.reader(), child, out));
  const int status = child.status();
  if (WIFSIGNALED(status))
    return failed(command, "was ended by signal " + std::to_string(WTERMSIG(status)));
  if (WEXITSTATUS(status) == 127) return failed(command, "was not found, or its own command was not");
  if (WEXITSTATUS(status) != 0)
    return failed(command, "ended with status " + std::to_string(WEXITSTATUS(status)) +
                               "; run it in a terminal to see why");
  return out;
}

}  // namespace sheaf::llm
