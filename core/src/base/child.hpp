// Another program, run for what it prints: what it does to itself it does not do to this process.
// Any thread; the child is gone when the call returns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf {

struct ChildProgram {
  std::string path;                    ///< full path; no shell, no PATH
  std::vector<std::string> arguments;  ///< argv, the program's own name first
  int input = -1;                      ///< borrowed descriptor for standard input; -1: nothing
  std::int64_t timeout_ms = 10000;
  std::size_t max_output = std::size_t{1} << 16;
  std::size_t max_memory = 0;  ///< bytes of address space, and then CPU time as well; 0: no limit
  bool bare = false;  ///< with PATH and the locale only: for a program that reads a stranger's file
};

enum class ChildEnd { kExited, kSignalled, kTimedOut, kFlooded, kNotStarted };

struct ChildOutcome {
  ChildEnd end = ChildEnd::kNotStarted;
  int code = 0;        ///< exit status; the signal; or errno of what did not start
  std::string output;  ///< what it printed until then, at most max_output bytes and one
};

/// Runs in a process group of its own with standard error closed, signals as a fresh program expects
/// them, and by posix_spawn, which is safe in a process with threads. It ends when the program does,
/// whatever that left running; what takes too long or prints too much is killed with its group.
/// The only error is kCancelled. A host that waits for every child itself leaves no status: exit 0.
Result<ChildOutcome> run_child(const ChildProgram& program, const Task& task);

}  // namespace sheaf
