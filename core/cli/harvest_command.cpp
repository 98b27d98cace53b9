// sheaf harvest and sheaf complete: bulk metadata, and what became of papers later.
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

int run_harvest(const Args& args) {
  Host host(store_path(args));
  Json request = Json::object();
  if (!args.operands().empty()) request["set"] = args.operands().front();
  if (args.has("--from")) request["from"] = args.value("--from");
  if (args.has("--format")) request["format"] = args.value("--format");
  if (args.has("--restart")) request["restart"] = true;
  if (args.has("--pages")) request["max_pages"] = args.number("--pages", 0, 1, 1000000);
  put_profile(request, load_profile(args));
  Progress progress(args);
  const Json report = host.run("harvest", request, progress);
  if (args.has("--json")) {
    print(json_line(report));
  } else {
    print_harvest(report);
  }
  return is_half_done(list_of(report, "sources")) ? kHalfDone : kDone;
}

void print_completed(const Json& paper) {
  std::string venue = text_of(paper, "venue");
  if (venue.empty()) venue = text_of(paper, "journal_ref");
  std::string text = venue.empty() ? "not published, as far as is known" : printable(venue);
  const std::string doi = text_of(paper, "doi");
  if (!doi.empty()) text += "  " + printable(doi);
  if (paper.contains("citations")) text += "  cited " + counted(count_of(paper, "citations"), "time");
  print_line(printable(text_of(paper, "id")) + "  " + title_of(paper));
  print_line("    " + text);
}

int run_complete(const Args& args) {
  Host host(store_path(args));
  Json request = {{"ids", args.operands()}};
  if (args.has("--day")) request["day"] = args.value("--day");
  if (args.has("--from")) request["services"] = args.list("--from");
  put_profile(request, load_profile(args));
  Progress progress(args);
  const Json report = host.run("complete", request, progress);
  if (args.has("--json")) {
    print(json_line(report));
  } else {
    for (const Json& paper : list_of(report, "papers")) print_completed(paper);
    for (const Json& id : list_of(report, "missing"))
      print_line(printable(id.get<std::string>()) + "  not known");
    print_sources(list_of(report, "sources"), false);
  }
  return is_half_done(list_of(report, "sources")) ? kHalfDone : kDone;
}

}  // namespace

Command harvest_command() {
  Command command;
  command.name = "harvest";
  command.operands = "[SET]";
  command.summary = "all of arXiv's metadata, or a set of it, into the store";
  command.details =
      "Reads arXiv's records by OAI-PMH. SET is a set of the server (cs, physics:hep-th) or a\n"
      "category (cs.AI); without it everything comes, which takes hours. Stopped or killed, the\n"
      "next run goes on where this one was; after a finished one it asks for what has changed.";
  command.options = with_common(
      {profile_option(),
       {"--from", "DAY", "only records changed since that day"},
       {"--format", "NAME", "arXivRaw (default: with all versions), arXiv or oai_dc", {"arXivRaw", "arXiv", "oai_dc"}},
       {"--pages", "N", "stop after so many pages"},
       {"--restart", "", "begin anew"}});
  command.most_operands = 1;
  command.run = run_harvest;
  return command;
}

Command complete_command() {
  Command command;
  command.name = "complete";
  command.operands = "[ID…]";
  command.summary = "published versions, venues and citation counts";
  command.details =
      "Asks Crossref and Semantic Scholar what became of papers in the store: where they were\n"
      "published, how often they are cited, what other ids they have. Without an ID the papers\n"
      "of the latest digest.";
  command.options = with_common(
      {profile_option(), day_option(), {"--from", "LIST", "crossref, semantic_scholar (default: both)", {"crossref", "semantic_scholar"}}});
  command.most_operands = 1000;
  command.run = run_complete;
  return command;
}

}  // namespace cli
