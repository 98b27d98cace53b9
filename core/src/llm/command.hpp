// A user's command, run for what it prints.
// Any thread; the child is gone when the call returns.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.hpp"
#include "base/task.hpp"

namespace sheaf::llm {

inline constexpr std::size_t kMaxCommandOutput = std::size_t{1} << 16;

/// The program a command line begins with, for messages: never its arguments, nor variables set
/// before it, which may hold a secret.
std::string command_name(const std::string& command);

/// Standard output of `sh -c command`, run in a process group of its own without standard input or
/// error. It ends when the shell does, whatever it left running. Errors name the program: kIo when it
/// cannot start, ends with a status but 0, writes more than kMaxCommandOutput or takes longer than
/// `timeout_ms` (then it is killed); kCancelled.
Result<std::string> output_of(const std::string& command, std::int64_t timeout_ms,
                              const Task& task);

}  // namespace sheaf::llm
