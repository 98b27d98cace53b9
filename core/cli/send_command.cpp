// sheaf send: a stored digest to the readers its profile names.
// Main thread only.
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

int run_send(const Args& args) {
  const ProfileFile profile = require_profile(args);
  Host host(store_path(args));
  check_profile(host, profile);
  Json request = Json::object();
  put_profile(request, profile);
  if (args.has("--day")) request["day"] = args.value("--day");
  if (args.has("--again")) request["again"] = true;
  if (args.has("--failure")) request["failure"] = args.value("--failure");
  Progress progress(args);
  const Json result = host.run("send", request, progress);
  if (args.has("--json")) print(json_line(result));
  return print_deliveries(list_of(result, "deliveries"), args.has("--json")) ? kDone : kHalfDone;
}

}  // namespace

Command send_command() {
  Command command;
  command.name = "send";
  command.summary = "a stored digest by mail and webhook";
  command.details =
      "Sends the latest stored digest, or that of --day, to whom the profile names in \"delivery\".\n"
      "Nobody gets the same digest twice, unless --again says so: papers that came after a day was\n"
      "sent with a source missing are sent alone. What a day without papers, or one that could not\n"
      "be made, sends is said by delivery.when_empty and delivery.when_failed.\n"
      "\n"
      "Exit code 1 when a message could not be sent.";
  command.options = with_common({day_option(),
                                 {"--again", "", "also what was sent already"},
                                 {"--failure", "TEXT", "tell that the day could not be made, and why"},
                                 profile_option()});
  command.run = run_send;
  return command;
}

}  // namespace cli
