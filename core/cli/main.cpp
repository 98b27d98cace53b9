// sheaf: the command line over libsheaf. This file finds the command, runs it, and turns whatever
// ends it into a message and an exit code.
// One thread; jobs have their own inside the library.
#include <algorithm>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "help.hpp"
#include "host.hpp"
#include "json.hpp"
#include "terminal.hpp"

namespace cli {
namespace {

bool wants_json(const std::vector<std::string>& words) {
  const auto end = std::find(words.begin(), words.end(), "--");
  return std::find(words.begin(), end, "--json") != end;
}

std::string message_of(const Failure& failure) {
  if (failure.status() == SHEAF_E_CANCELLED) return "interrupted";
  std::string message = failure.message();
  if (failure.status() == SHEAF_E_RATE_LIMIT && failure.retry_after_ms() > 0) {
    message += " (try again in " + std::to_string((failure.retry_after_ms() + 999) / 1000) + " s)";
  }
  return message;
}

void report(const Failure& failure, bool json) {
  print_error(message_of(failure));
  if (!json) return;
  Json error = {{"status", sheaf_status_name(failure.status())},
                {"message", message_of(failure)},
                {"http_status", failure.http_status()}};
  if (failure.retry_after_ms() >= 0) error["retry_after_ms"] = failure.retry_after_ms();
  print(json_line(Json{{"error", error}}));
}

int dispatch(const std::vector<std::string>& words) {
  if (words.empty()) {
    print(overview());
    return kUsage;
  }
  const std::string& first = words.front();
  if (first == "--help" || first == "-h") return help_command().run(Args());
  if (first == "--version" || first == "-V") return version_command().run(Args());
  if (first.size() > 1 && first.front() == '-') {
    throw usage_failure("options follow the command: 'sheaf COMMAND " + first +
                        "'; see 'sheaf help'");
  }
  const Command& command = find_command(first);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (asks_for_help(rest)) {
    print(command_help(command));
    return kDone;
  }
  return command.run(parse_args(command, rest));
}

int run(const std::vector<std::string>& words) {
  int code = kInternal;
  try {
    code = dispatch(words);
  } catch (const Failure& failure) {
    report(failure, wants_json(words));
    code = failure.exit_code();
  }
  try {
    finish_output();
  } catch (const Failure& failure) {
    print_error(failure.message());
    code = failure.exit_code();
  }
  return code;
}

}  // namespace
}  // namespace cli

int main(int argc, char** argv) {
  try {
    cli::watch_signals();
    return cli::run(std::vector<std::string>(argv + std::min(argc, 1), argv + argc));
  } catch (const std::bad_alloc&) {
    cli::print_error("out of memory");
  } catch (const std::exception& error) {
    cli::print_error(std::string("internal error, please report it: ") + error.what());
  } catch (...) {
    cli::print_error("internal error, please report it");
  }
  return cli::kInternal;
}
