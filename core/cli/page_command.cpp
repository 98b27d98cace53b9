// sheaf page: the stored days as an archive of HTML pages.
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

int run_page(const Args& args) {
  const std::string folder = args.value("--out", args.has("--sample") ? "sheaf-sample/page" : "sheaf-page");
  const long days = args.number("--days", 60, 0, 100000);
  const ProfileFile profile = args.has("--profile") ? require_profile(args) : load_profile(args);
  Host host(args.has("--sample") ? "" : store_path(args));
  check_profile(host, profile);
  Json request = {{"folder", folder}, {"days", days}};
  put_profile(request, profile);
  if (args.has("--series")) request["profile"] = {{"name", args.value("--series")}};
  if (args.has("--sample")) request["sample"] = true;
  Progress progress(args);
  const Json result = host.run("page", request, progress);
  const Json& files = list_of(result, "report");
  if (args.has("--json")) {
    print(json_line(result));
  } else {
    print_step("pages", outcome_text(files) + " → " + printable(short_path(folder + "/index.html")));
  }
  print_write_failures(files);
  return count_outcomes(files).failed > 0 ? kFiles : kDone;
}

}  // namespace

Command page_command() {
  Command command;
  command.name = "page";
  command.summary = "the stored days as HTML pages with an index";
  command.details =
      "Writes one HTML file for each of the latest stored days, and index.html with search over all\n"
      "of them, a calendar and statistics. Each file needs nothing beside itself and asks nothing of\n"
      "the network: open it from the disk, or put the folder on any static host. Pages of older\n"
      "days that lie there stay.";
  command.options = with_common({{"--out", "DIR", "the folder (default: ./sheaf-page)"},
                                 {"--days", "N", "the latest so many stored days (default 60; 0: all)"},
                                 {"--series", "NAME", "an imported series, as 'sheaf import' names it"},
                                 {"--sample", "", "an invented day, labelled so"},
                                 profile_option()});
  command.run = run_page;
  return command;
}

}  // namespace cli
