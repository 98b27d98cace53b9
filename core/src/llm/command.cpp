// Commands through the shell; see command.hpp.
// No state; any thread.
#include "llm/command.hpp"

#include <cstring>

#include "base/child.hpp"
#include "base/text.hpp"

namespace sheaf::llm {
namespace {

Error failed(const std::string& command, const std::string& how) {
  return Error(ErrorCode::kIo, "the command \"" + command_name(command) + "\" " + how);
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
  ChildProgram shell{"/bin/sh", {"sh", "-c", command}, -1, timeout_ms, kMaxCommandOutput, 0};
  SHEAF_ASSIGN(ChildOutcome outcome, run_child(shell, task));
  switch (outcome.end) {
    case ChildEnd::kNotStarted:
      return failed(command, std::string("did not start: ") + std::strerror(outcome.code));
    case ChildEnd::kTimedOut:
      return failed(command, "gave no answer in " + std::to_string(timeout_ms / 1000) +
                                 " s and was ended; run it in a terminal, it may be asking for a "
                                 "password");
    case ChildEnd::kFlooded: return failed(command, "writes far more than one line");
    case ChildEnd::kSignalled:
      return failed(command, "was ended by signal " + std::to_string(outcome.code));
    case ChildEnd::kExited: break;
  }
  if (outcome.code == 127) return failed(command, "was not found, or its own command was not");
  if (outcome.code != 0)
    return failed(command, "ended with status " + std::to_string(outcome.code) +
                               "; run it in a terminal to see why");
  return std::move(outcome.output);
}

}  // namespace sheaf::llm
