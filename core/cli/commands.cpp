// Commands: the list of all, and what several share.
// Read-only after first use; main thread.
#include "commands.hpp"

#include <algorithm>

#include "failure.hpp"

namespace cli {
namespace {

constexpr const char* kOverviewEnd = R"(
'sheaf help COMMAND' tells about one of them.

paths
  profile   --profile, else $SHEAF_PROFILE, else $XDG_CONFIG_HOME/sheaf/profile.json
            (~/.config/sheaf/profile.json)
  store     --store, else $SHEAF_STORE, else $XDG_DATA_HOME/sheaf/sheaf.db
            (~/.local/share/sheaf/sheaf.db)

environment
  SHEAF_ARXIV_RSS_URL, SHEAF_ARXIV_API_URL, SHEAF_ARXIV_SITE_URL, SHEAF_ARXIV_OAI_URL,
  SHEAF_BIORXIV_URL, SHEAF_HUGGINGFACE_URL, SHEAF_CROSSREF_URL, SHEAF_SEMANTIC_SCHOLAR_URL,
  SHEAF_OPENREVIEW_URL, SHEAF_PUBMED_URL      a mirror in place of the service
  SHEAF_MIN_INTERVAL_MS                       least time between two requests to one host
  SEMANTIC_SCHOLAR_API_KEY, NCBI_API_KEY      keys, for those who have them
  ZOTERO_API_KEY                              zotero.org's key, for 'sheaf zotero --web'
  SHEAF_ZOTERO_LOCAL_URL, SHEAF_ZOTERO_WEB_URL   another Zotero
  SHEAF_ZOTERO_LOCAL_KEY                      the key a running Zotero gave

exit codes
  0    done, also on a day without announcements
  1    half done: a digest was made, but a source is stale, partial, failed or waiting;
       doctor: a check failed; library import: an entry could not be read; plugin test: a test failed
  2    wrong usage, a bad profile, bad input, or nothing of that name or day
  3    nothing could be fetched: network, server, or libcurl is missing
  4    the store could not be used
  5    a file could not be written
  6    the server asks to wait: try again later
  7    a plugin that was run by itself failed: it threw, passed a limit or wanted what it may not have
  70   an internal error: please report it
  130  interrupted
)";

int run_help(const Args& args) {
  if (args.operands().empty()) {
    print(overview());
  } else {
    print(command_help(find_command(args.operands().front())));
  }
  return kDone;
}

}  // namespace

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
