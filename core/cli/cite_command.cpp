// sheaf cite: papers of the store, or items of a reference manager, as a bibliography.
// Main thread only.
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

Json request_of(const Args& args) {
  Json request = {{"ascii", args.has("--ascii")},
                  {"abstract", args.has("--abstract")},
                  {"keywords", args.has("--keywords")},
                  {"notes", args.has("--notes")},
                  {"titles_as_written", args.has("--titles-as-written")}};
  if (args.has("--format")) request["format"] = args.value("--format");
  if (args.has("--keys")) request["keys"] = args.value("--keys");
  if (!args.has("--in")) {
    request["ids"] = args.operands();
    return request;
  }
  const std::string path = args.value("--in");
  request["text"] = path == "-" ? read_standard_input() : read_file(path);
  request["name"] = path == "-" ? "standard input" : path;
  return request;
}

int run_cite(const Args& args) {
  if (args.has("--in") != args.operands().empty())
    throw usage_failure("'cite' needs ids of papers in the store, or --in FILE; see 'sheaf help cite'");
  one_of("option '--format'", args.value("--format", "bibtex"), {"bibtex", "biblatex", "ris", "csl-json"});
  Host host(store_path(args));
  Json request = request_of(args);
  const ProfileFile profile = args.has("--profile") ? require_profile(args) : load_profile(args);
  check_profile(host, profile);
  put_profile(request, profile);
  const Json result = host.run("cite", request);
  const Json& problems = list_of(result, "problems");
  for (const Json& problem : problems) std::fprintf(stderr, "sheaf: %s\n", printable(problem.get<std::string>()).c_str());
  const std::string output = args.value("--output", "-");
  const std::string text = text_of(result, "text");
  if (output != "-") write_file(output, text);
  else print(out_terminal().is_tty ? printable_lines(text) : text);
  return problems.empty() ? kDone : kHalfDone;
}

}  // namespace

Command cite_command() {
  Command command;
  command.name = "cite";
  command.operands = "[ID…]";
  command.summary = "papers as BibTeX, BibLaTeX, RIS or CSL-JSON";
  command.details =
      "Writes papers of the store, or with --in the items of a file: Zotero's or Better BibTeX's JSON,\n"
      "or papers as Sheaf writes them. A citation key once given to a paper of the store is kept.\n"
      "--keys takes a formula such as 'auth.lower + shorttitle(3, 3) + year'.";
  command.options = with_common({{"--format", "NAME", "bibtex, biblatex, ris or csl-json; the profile's BibTeX",
                                  {"bibtex", "biblatex", "ris", "csl-json"}},
                                 {"--in", "FILE", "items in place of ids; - is standard input"},
                                 {"--output", "FILE", "instead of standard output"},
                                 {"--keys", "FORMULA", "how keys are made for items that have none"},
                                 {"--ascii", "", "LaTeX names in place of characters outside ASCII"},
                                 {"--abstract", "", "with abstracts"},
                                 {"--keywords", "", "with keywords"},
                                 {"--notes", "", "with the notes below items of reference managers"},
                                 {"--titles-as-written", "", "no title case for titles of reference managers"},
                                 profile_option()});
  command.most_operands = 100000;
  command.run = run_cite;
  return command;
}

}  // namespace cli
