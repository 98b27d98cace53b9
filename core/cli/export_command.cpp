// sheaf export: a stored digest as JSON, a bibliography, Markdown, a page of another system or a feed.
// Main thread only.
#include <algorithm>
#include <filesystem>
#include <vector>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
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
void merge_bibtex(Host& host, const Args& args, const std::string& style, const std::string& path) {
  make_parent_folder(path);
  Json request = {{"digest", stored_digest(host, args)}, {"path", path}, {"style", style}};
  put_profile(request, load_profile(args));
  const Json report = host.run("write_bibtex", request);
  const Json& files = list_of(report, "report");
  if (count_outcomes(files).failed == 0) return;
  throw Failure(SHEAF_E_IO, "cannot write " + path + ": " + text_of(files.front(), "detail"));
}

const std::vector<std::string>& formats() {
  static const std::vector<std::string> names = {
      "json",        "bibtex",      "biblatex",          "ris",         "csl-json",      "markdown", "docusaurus-mindmap",
      "ai-enhanced", "ai-enhanced-jsonl", "daily-table", "scored-readme", "rss",      "atom",     "json-feed"};
  return names;
}

bool is_one_of(const std::string& format, const std::vector<std::string>& names) {
  return std::find(names.begin(), names.end(), format) != names.end();
}

std::string format_of(const Args& args) {
  if (!args.has("--format"))
    throw usage_failure("'export' needs --format json, bibtex, markdown or another; see 'sheaf help export'");
  return one_of("option '--format'", args.value("--format"), formats());
}

// An option that the format would silently ignore is a mistake.
void refuse(const Args& args, const std::string& option, const std::string& format,
            const std::vector<std::string>& users) {
  if (!args.has(option) || is_one_of(format, users)) return;
  std::string names;
  for (const std::string& user : users) names += (names.empty() ? "" : ", ") + user;
  throw usage_failure("option '" + option + "' is for " + names + ", not for " + format);
}

Json wishes_of(const Args& args, const std::string& format, const std::string& output) {
  const std::vector<std::string> feeds = {"rss", "atom", "json-feed"};
  refuse(args, "--url", format, feeds);
  refuse(args, "--days", format, {"docusaurus-mindmap", "rss", "atom", "json-feed"});
  refuse(args, "--topic", format, {std::find(formats().begin(), formats().end(), "docusaurus-mindmap"), formats().end()});
  Json wishes = Json::object();
  if (args.has("--topic")) wishes["topic"] = args.value("--topic");
  if (args.has("--url")) wishes["url"] = args.value("--url");
  if (args.has("--days")) wishes["days"] = args.number("--days", 1, 1, 366);
  const bool updated = format == "docusaurus-mindmap" && output != "-";
  if (updated && std::filesystem::exists(output)) wishes["existing"] = read_file(output);
  return wishes;
}

int run_export(const Args& args) {
  const std::string format = format_of(args);
  const std::string output = args.value("--output", "-");
  const Json wishes = wishes_of(args, format, output);
  Host host(store_path(args));
  if (output == "-") {
    print_text(args, format, export_stored(host, args, format, wishes));
    return kDone;
  }
  if (format == "bibtex" || format == "biblatex") {
    merge_bibtex(host, args, format, output);
  } else {
    write_file(output, text_of(export_stored(host, args, format, wishes), "text"));
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
  command.summary = "a stored digest as JSON, a bibliography, Markdown, a site's page or a feed";
  command.details =
      "Writes the latest stored digest, or that of --day, to standard output or a file. A .bib\n"
      "file that is there already is brought up to date: other entries in it stay, and what you\n"
      "changed in Sheaf's. Bibliographies: bibtex, biblatex, ris, csl-json; \"bibtex\" of the profile\n"
      "says whether accents stay and how citation keys are made.\n\n"
      "Pages that a site made with another system goes on with: docusaurus-mindmap (ai_toutiao's\n"
      "weekly page; one that is there already keeps its other days), ai-enhanced and\n"
      "ai-enhanced-jsonl (daily-arXiv-ai-enhanced), daily-table (DailyArXiv), scored-readme\n"
      "(arxiv_rss_bot). Feeds: rss, atom, json-feed; a source that failed is an item of its own.";
  command.options = with_common({{"--format", "NAME", "json, markdown, or one of those above", formats()},
                                 {"--output", "FILE", "instead of standard output"},
                                 {"--topic", "NAME", "only papers of this topic or category"},
                                 {"--days", "N", "weekly page, feeds: the stored ones of N days"},
                                 {"--url", "URL", "feeds: the address where the feed will lie"},
                                 {"--series", "NAME", "an imported series, as 'sheaf import' names it"},
                                 day_option(),
                                 profile_option()});
  command.run = run_export;
  return command;
}

}  // namespace cli
