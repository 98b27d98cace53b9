// Commands: the list of all, and what several share.
// Read-only after first use; main thread.
#include "commands.hpp"

#include <algorithm>

#include "failure.hpp"

namespace cli {

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = {
      digest_command(),   fetch_command(),   rank_command(), summarize_command(), export_command(),
      cite_command(),
      page_command(),    send_command(),
      search_command(),   import_command(),   harvest_command(),   complete_command(),
      status_command(),  init_command(), doctor_command(), vault_command(), library_command(),
      feedback_command(), zotero_command(), explain_command(), plugin_command(), jobs_command(), version_command(), help_command()};
  return commands;
}

const Command& find_command(const std::string& name) {
  const std::vector<Command>& commands = all_commands();
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const Command& command) { return command.name == name; });
  if (found != commands.end()) return *found;
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  throw usage_failure("'" + name + "' is not a command" + did_you_mean(name, names) +
                      "; see 'sheaf help'");
}

Option profile_option() {
  return {"--profile", "FILE", "the profile to use"};
}
Option day_option() {
  return {"--day", "DAY", "announcement day, YYYY-MM-DD"};
}

std::vector<Option> with_common(std::vector<Option> own) {
  own.push_back({"--store", "FILE", "Sheaf's database"});
  own.push_back({"--json", "", "JSON on standard output, and nothing else there"});
  own.push_back({"--progress", "", "progress as JSON lines on standard error"});
  own.push_back({"--help", "", "this text"});
  return own;
}

}  // namespace cli
