// sheaf version: of the command and of the library it runs on.
// Main thread only.
#include <string>

#include <nlohmann/json.hpp>

#include <sheaf/sheaf.h>

#include "commands.hpp"
#include "failure.hpp"
#include "json.hpp"
#include "terminal.hpp"

namespace cli {
namespace {

std::string built_version() {
  return std::to_string(SHEAF_VERSION_MAJOR) + "." + std::to_string(SHEAF_VERSION_MINOR) + "." +
         std::to_string(SHEAF_VERSION_PATCH);
}

int run_version(const Args& args) {
  if (args.has("--json")) {
    print(json_line({{"version", built_version()},
                     {"libsheaf", sheaf_version()},
                     {"abi", sheaf_abi_version()}}));
  } else {
    print_line("sheaf " + built_version() + " (libsheaf " + sheaf_version() + ", ABI " +
               std::to_string(sheaf_abi_version()) + ")");
  }
  return kDone;
}

}  // namespace

Command version_command() {
  Command command;
  command.name = "version";
  command.summary = "of the command and the library";
  command.details = "Prints the version of the command and of the library that it runs on.";
  command.options = {{"--json", "", "as JSON"}, {"--help", "", "this text"}};
  command.run = run_version;
  return command;
}

}  // namespace cli
