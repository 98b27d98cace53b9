// Child programs; see child.hpp.
// No state; any thread.
#include "base/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <string_view>

extern char** environ;

namespace sheaf {
namespace {

constexpr int kStepMs = 20;  ///< how long a cancel or the end of the program may go unseen

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

/// What a program needs to run at all; keys and tokens are not among it.
std::vector<char*> bare_environment() {
  std::vector<char*> out;
  for (char** variable = environ; variable && *variable; ++variable) {
    const std::string_view text = *variable;
    for (const char* name : {"PATH=", "LANG=", "LC_ALL=", "LC_CTYPE=", "LD_LIBRARY_PATH=", "TMPDIR="})
      if (text.starts_with(name)) out.push_back(*variable);
  }
  out.push_back(nullptr);
  return out;
}

/// A group of its own, so that all of it can be killed; signals as a fresh program expects them,
/// whatever the host blocks or ignores. The error number, or 0.
int start(const ChildProgram& program, int output, pid_t& child) {
  SpawnSettings settings;
  if (program.input >= 0) {
    posix_spawn_file_actions_adddup2(&settings.actions, program.input, STDIN_FILENO);
  } else {
    posix_spawn_file_actions_addopen(&settings.actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
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
  std::vector<std::string> words = program.arguments;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::vector<char*> few = bare_environment();
  return ::posix_spawn(&child, program.path.c_str(), &settings.actions, &settings.attributes,
                       arguments.data(), program.bare ? few.data() : environ);
}

void limit([[maybe_unused]] const ChildProgram& program, [[maybe_unused]] pid_t child) {
#ifdef __linux__
  if (program.max_memory == 0) return;
  const auto seconds = static_cast<rlim_t>(program.timeout_ms / 1000 + 1);
  const rlimit memory{program.max_memory, program.max_memory}, time{seconds, seconds + 1};
  ::prlimit(child, RLIMIT_AS, &memory, nullptr);
  ::prlimit(child, RLIMIT_CPU, &time, nullptr);
#endif
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
  char bytes[16384];
  const ssize_t count = ::read(descriptor, bytes, sizeof bytes);
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  out.append(bytes, std::min(static_cast<std::size_t>(count), limit - std::min(limit, out.size())));
  return count > 0;
}

std::int64_t now_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

/// Until the program ended, its output was read to the end, or time is up.
Result<ChildEnd> collect(const ChildProgram& program, const Task& task, int pipe, Child& child,
                         std::string& out) {
  const std::int64_t deadline = now_ms() + program.timeout_ms;
  bool open = true;
  while (!child.ended()) {
    SHEAF_TRY(task.check());
    if (now_ms() >= deadline) return ChildEnd::kTimedOut;
    if (open) {
      open = read_some(pipe, kStepMs, program.max_output + 1, out);
    } else {
      task.cancel_token().wait_ms(kStepMs);
    }
    if (out.size() > program.max_output) return ChildEnd::kFlooded;
  }
  // The program is gone; what it wrote is in the pipe, whoever else still holds the other end.
  while (open && out.size() <= program.max_output) {
    const std::size_t before = out.size();
    open = read_some(pipe, 0, program.max_output + 1, out) && out.size() > before;
  }
  return out.size() > program.max_output ? ChildEnd::kFlooded : ChildEnd::kExited;
}

}  // namespace

Result<ChildOutcome> run_child(const ChildProgram& program, const Task& task) {
  SHEAF_TRY(task.check());
  ChildOutcome outcome;
  Pipe pipe;
  if (!pipe.valid()) {
    outcome.code = errno;
    return outcome;
  }
  pid_t pid = 0;
  outcome.code = start(program, pipe.writer(), pid);
  if (outcome.code != 0) return outcome;
  pipe.close_writer();
  Child child(pid);
  limit(program, pid);
  SHEAF_ASSIGN(outcome.end, collect(program, task, pipe.reader(), child, outcome.output));
  if (outcome.end != ChildEnd::kExited) return outcome;
  const int status = child.status();
  if (WIFSIGNALED(status)) outcome.end = ChildEnd::kSignalled;
  outcome.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return outcome;
}

}  // namespace sheaf
