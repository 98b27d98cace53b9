// sheaf import: published digests of other systems into the store, and out again like any other.
// Main thread only.
#include <algorithm>

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

Json import_request(const Args& args, const std::string& from) {
  Json request = {{"path", from}};
  if (request["path"] == "-") {
    request = {{"text", read_standard_input()}, {"name", args.value("--name", "standard input")}};
  }
  if (args.has("--day")) request["day"] = args.value("--day");
  if (args.has("--vault")) request["vault"] = args.value("--vault");
  if (args.has("--bibtex")) request["bibtex"] = args.value("--bibtex");
  if (args.has("--json")) request["digests"] = true;
  put_profile(request, load_profile(args));
  return request;
}

std::string paper_counts(const Json& page) {
  const std::uint64_t papers = count_of(page, "papers"), known = count_of(page, "known");
  std::string text = counted(papers, "paper");
  const std::string repeated = text_of(page, "repeats");
  if (!repeated.empty()) return text + ", a repeat of " + repeated;
  return known ? text + ", " + grouped(known) + " of them known from earlier days" : text;
}

void print_page(const Json& page) {
  const std::string name = printable(text_of(page, "name"));
  if (page.contains("error")) {
    print_line("  " + styled(Style::kYellow, "!") + " " + printable(text_of(page, "error")));
    return;
  }
  print_line(styled(Style::kBold, text_of(page, "day") + "  " + printable(text_of(page, "series"))) + "  " +
             paper_counts(page) + "  " + styled(Style::kDim, name));
  print_sources(list_of(page, "sources"), false);
}

bool went_wrong(const Json& page) {
  if (page.contains("error")) return true;
  for (const Json& source : list_of(page, "sources")) {
    const std::string status = text_of(source, "status");
    if (status == "partial" || status == "failed") return true;
  }
  return false;
}

Json import_one(Host& host, const Args& args, const std::string& from) {
  Progress progress(args);
  try {
    return host.run("import", import_request(args, from), progress);
  } catch (const Failure& failure) {
    // A file of the reader's own that is none of the formats is wrong input, not a bad server.
    const bool own = from.find("://") == std::string::npos;
    if (own && failure.status() == SHEAF_E_PARSE) throw failure.with_exit(kUsage);
    throw;
  }
}

void print_snapshot(const Args& args, const Json& snapshot) {
  if (args.has("--json")) {
    print(json_line(snapshot));
  } else {
    print_harvest(snapshot);
  }
}

int print_imported(const Args& args, const Json& result) {
  if (result.contains("snapshot")) {
    print_snapshot(args, result["snapshot"]);
    return is_half_done(list_of(result["snapshot"], "sources")) ? kHalfDone : kDone;
  }
  const Json& pages = list_of(result, "pages");
  bool half = false;
  for (const Json& page : pages) {
    half = half || went_wrong(page);
    if (!args.has("--json")) {
      print_page(page);
    } else if (page.contains("digest")) {
      print(json_line(page["digest"]));
    } else {
      print_error(text_of(page, "error"));
    }
  }
  const Json& reports = object_of(result, "reports");
  Json files = Json::array();
  for (const char* key : {"vault", "bibtex"}) {
    const Json& report = list_of(reports, key);
    if (!report.empty() && !args.has("--json")) print_step(key, outcome_text(report));
    for (const Json& file : report) files.push_back(file);
  }
  print_write_failures(files);
  if (count_outcomes(files).failed > 0) return kFiles;
  return half ? kHalfDone : kDone;
}

// Of several one that fails is told, and the others are read all the same.
int run_import(const Args& args) {
  Host host(store_path(args));
  if (args.operands().size() == 1) return print_imported(args, import_one(host, args, args.operands().front()));
  int worst = kDone;
  for (const std::string& from : args.operands()) {
    try {
      worst = std::max(worst, print_imported(args, import_one(host, args, from)));
    } catch (const Failure& failure) {
      if (failure.status() == SHEAF_E_CANCELLED) throw;
      print_error(failure.at(printable(from)).message());
      worst = std::max(worst, failure.exit_code());
    }
  }
  return worst;
}

}  // namespace

Command import_command() {
  Command command;
  command.name = "import";
  command.operands = "FILE|FOLDER|URL...";
  command.summary = "digests that other systems published";
  command.details =
      "Reads pages of daily-arXiv-ai-enhanced (Markdown or its JSON lines), DailyArXiv,\n"
      "arxiv_rss_bot, ai_toutiao and its siblings, and Sheaf's own digest.json; the format is\n"
      "told by the content. Scores, summaries, mindmaps, code links and thumbnails are kept.\n"
      "Text whose encoding was damaged on the way is put right where that can be known, and\n"
      "marked where not. Each page becomes a stored digest; a page that only repeats earlier\n"
      "days says so. FILE may be - for standard input.\n"
      "\n"
      "arXiv's metadata snapshot (arxiv-metadata-oai-snapshot.json) is read into the store; an\n"
      "interrupted import goes on where it stopped.\n"
      "\n"
      "--json prints each page's digest, one on a line, as it stands there.";
  command.options = with_common(
      {profile_option(),
       {"--vault", "DIR", "write the notes into this vault"},
       {"--bibtex", "FILE", "merge the papers into this BibTeX file"},
       {"--day", "DAY", "of pages that tell none themselves (default: the file's own time)"},
       {"--name", "NAME", "of what comes from standard input: it may tell the day"}});
  command.least_operands = 1;
  command.most_operands = 10000;
  command.run = run_import;
  return command;
}

}  // namespace cli
