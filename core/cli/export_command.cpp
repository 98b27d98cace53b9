// sheaf export: a stored digest as JSON, BibTeX or Markdown.
// Main thread only.
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "report.hpp"
#include "stored.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

void print_text(const Args& args, const std::string& format, const Json& exported) {
  const std::string text = text_of(exported, "text");
  if (args.has("--json") && format != "json") {
    print(json_line(
        {{"format", format}, {"media_type", text_of(exported, "media_type")}, {"text", text}}));
  } else if (format == "json" && args.has("--json")) {
    print(json_line(parse_json(text, "the stored digest")));
  } else {
    print(out_terminal().is_tty ? printable_lines(text) : text);
  }
}

// Entries of other papers and the reader's own fields in a .bib file stay.
void merge_bibtex(Host& host, const Args& args, const std::string& path) {
  make_parent_folder(path);
  const Json report =
      host.run("write_bibtex", {{"digest", stored_digest(host, args)}, {"path", path}});
  const Json& files = list_of(report, "report");
  if (count_outcomes(files).failed == 0) return;
  throw Failure(SHEAF_E_IO, "cannot write " + path + ": " + text_of(files.front(), "detail"));
}

int run_export(const Args& args) {
  if (!args.has("--format")) {
    throw usage_failure(
        "'export' needs --format json, bibtex or markdown; see 'sheaf help export'");
  }
  const std::string format =
      one_of("option '--format'", args.value("--format"), {"json", "bibtex", "markdown"});
  const std::string output = args.value("--output", "-");
  Host host(store_path(args));
  if (output == "-") {
    print_text(args, format, export_stored(host, args, format));
    return kDone;
  }
  if (format == "bibtex") {
    merge_bibtex(host, args, output);
  } else {
    write_file(output, text_of(export_stored(host, args, format), "text"));
  }
  if (args.has("--json")) {
    print(json_line({{"format", format}, {"output", output}}));
  } else {
    print_line("wrote " + printable(output));
  }
  return kDone;
}

}  // namespace

Command export_command() {
  Command command;
  command.name = "export";
  command.summary = "a stored digest as JSON, BibTeX or Markdown";
  command.details =
      "Writes the latest stored digest, or that of --day, to standard output or a file. A .bib\n"
      "file that is there already is brought up to date: other entries in it stay.";
  command.options = with_common({{"--format", "NAME", "json, bibtex or markdown"},
                                 {"--output", "FILE", "instead of standard output"},
                                 {"--series", "NAME", "an imported series, as 'sheaf import' names it"},
                                 day_option(),
                                 profile_option()});
  command.run = run_export;
  return command;
}

}  // namespace cli
