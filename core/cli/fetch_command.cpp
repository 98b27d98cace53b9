// sheaf fetch: the day's announcements into the store, nothing else.
// Main thread only.
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

int run_fetch(const Args& args) {
  const ProfileFile profile = require_profile(args);
  Host host(store_path(args));
  check_profile(host, profile);
  Json request = Json::object();
  put_profile(request, profile);
  if (args.has("--day")) request["day"] = args.value("--day");
  Progress progress(args);
  const Json result = host.run("fetch", request, progress);
  if (args.has("--json")) {
    print(json_line(result));
  } else {
    print_line(day_title(result));
    print_fetch_line(object_of(result, "announced"));
    print_step("store", grouped(count_of(result, "added")) + " new, " +
                            grouped(count_of(result, "updated")) + " updated");
    print_sources(list_of(result, "sources"), true);
  }
  return is_half_done(list_of(result, "sources")) ? kHalfDone : kDone;
}

}  // namespace

Command fetch_command() {
  Command command;
  command.name = "fetch";
  command.summary = "the day's announcements into the store";
  command.details =
      "Fetches the announcement day of the profile's categories into the store. 'sheaf digest\n"
      "--offline' makes a digest of it later.";
  command.options = with_common({profile_option(), day_option()});
  command.run = run_fetch;
  return command;
}

}  // namespace cli
