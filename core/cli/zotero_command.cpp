// sheaf zotero: a digest into a Zotero library, and a library out of it.
// Main thread only.
#include <algorithm>

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

constexpr std::size_t kTroublesShown = 10;

/// "Thesis/Chapter 1" to its names.
std::vector<std::string> path_names(const std::string& path) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) names.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

/// Whose library, and through which door.
Json access_request(const Args& args) {
  Json request = Json::object();
  std::string door;
  for (const char* name : {"local", "web", "connector"}) {
    if (!args.has(std::string("--") + name)) continue;
    if (!door.empty()) throw usage_failure("--" + door + " and --" + name + " exclude each other");
    door = name;
  }
  if (!door.empty()) request["door"] = door;
  if (args.has("--group")) request["group"] = args.value("--group");
  if (args.has("--key-file")) request["key"] = {{"file", args.value("--key-file")}};
  return request;
}

Json push_options(const Args& args) {
  Json options = Json::object();
  if (args.has("--collection")) {
    const std::vector<std::string> names = path_names(args.value("--collection"));
    if (names.empty()) throw usage_failure("option '--collection' needs a name, like \"Sheaf Digest/2026-11-20\"");
    options["collection"] = names;
    options["by_day"] = false;
  }
  if (args.has("--pdf")) {
    const std::string pdf = one_of("option '--pdf'", args.value("--pdf"), {"link", "download", "none"});
    options["pdf"] = pdf == "download" ? "import" : pdf;
  }
  return options;
}

std::string path_text(const Json& names) {
  std::string text;
  for (const Json& name : names)
    if (name.is_string()) text += (text.empty() ? "" : "/") + name.get<std::string>();
  return printable(text);
}

/// "25 new, 3 updated"; "nothing new".
std::string counts_text(const Json& report) {
  std::string text;
  const auto add = [&](const char* key, const std::string& word) {
    if (const std::uint64_t count = count_of(report, key); count > 0)
      text += (text.empty() ? "" : ", ") + grouped(count) + " " + word;
  };
  add("created", "new");
  add("updated", "updated");
  add("filed", "filed");
  add("kept", "there already");
  add("notes_created", "notes");
  add("notes_replaced", "notes renewed");
  add("files", "PDFs");
  return text.empty() ? "nothing new" : text;
}

void print_troubles(const Json& list, const std::string& what) {
  std::size_t shown = 0;
  for (const Json& one : list)
    if (shown++ < kTroublesShown)
      print_error(text_of(one, "paper") + " (" + text_of(one, "title") + ") " + what + ": " + text_of(one, "why"));
  if (list.size() > kTroublesShown) print_error("and " + grouped(list.size() - kTroublesShown) + " more " + what);
}

void print_warnings(const Json& report) {
  for (const Json& warning : list_of(report, "warnings"))
    if (warning.is_string()) print_error(warning.get<std::string>());
}

/// One line for each paper of a plan.
void print_plan(const Json& plan) {
  for (const Json& entry : list_of(plan, "entries"))
    print_line("  " + pad_right(text_of(entry, "action"), 8) + title_of(entry) + "  " +
               styled(Style::kDim, printable(text_of(entry, "why"))));
}

void print_push(const Json& report, bool dry_run) {
  print_line(printable(text_of(report, "where")) + ", " + path_text(list_of(report, "collection")));
  if (dry_run) return print_plan(object_of(report, "plan"));
  print_line("  " + counts_text(report));
  const Json& left = list_of(report, "left_out");
  if (!left.empty()) print_line("  " + counted(left.size(), "paper") + " left out: " + printable(text_of(left.front(), "why")));
}

int run_push(const Args& args) {
  Json request = access_request(args);
  request["options"] = push_options(args);
  request["dry_run"] = args.has("--dry-run");
  request["quiet"] = args.has("--quiet");
  const ProfileFile profile = args.has("--profile") ? require_profile(args) : load_profile(args);
  Host host(store_path(args));
  check_profile(host, profile);
  put_profile(request, profile);
  request["digest"] = args.has("--digest") ? parse_json(read_file(args.value("--digest")), args.value("--digest"))
                                           : stored_digest(host, args);
  Json report;
  {
    Progress progress(args);
    report = host.run("zotero_push", request, progress);
  }
  print_warnings(report);
  print_troubles(list_of(report, "failed"), "was not taken");
  if (args.has("--json"))
    print(json_line(report));
  else
    print_push(report, args.has("--dry-run"));
  return list_of(report, "failed").empty() ? kDone : kHalfDone;
}

int run_pull(const Args& args) {
  Json request = access_request(args);
  if (args.has("--collection")) request["collections"] = Json::array({args.value("--collection")});
  request["full"] = args.has("--full");
  Host host(store_path(args));
  Json report;
  {
    Progress progress(args);
    report = host.run("zotero_pull", request, progress);
  }
  const std::uint64_t total = host.library_count();
  print_warnings(report);
  if (args.has("--json")) {
    report["total"] = total;
    print(json_line(report));
    return kDone;
  }
  print_line(printable(text_of(report, "where")) + ": " + grouped(count_of(report, "added")) + " added, " +
             grouped(count_of(report, "updated")) + " updated, " + grouped(count_of(report, "removed")) +
             " removed; the library has " + counted(total, "item"));
  const std::uint64_t kept = count_of(report, "kept") + count_of(report, "liked"), trashed = count_of(report, "trashed");
  if (kept + trashed > 0)
    print_line("of earlier digests " + grouped(kept) + " papers were kept and " + grouped(trashed) + " thrown away");
  return kDone;
}

int run_status(const Args& args) {
  Host host(store_path(args));
  Progress silent;
  const Json report = host.run("zotero_status", access_request(args), silent);
  if (args.has("--json")) {
    print(json_line(report));
    return kDone;
  }
  for (const auto& [door, one] : report.items())
    print_line(pad_right(door, 11) + pad_right(text_of(one, "state"), 8) + printable(text_of(one, "detail")) +
               (one.contains("allowed") && !flag_of(one, "allowed") ? "; it will ask whether Sheaf may write" : ""));
  return kDone;
}

int run_zotero(const Args& args) {
  const std::string action = one_of("'zotero'", args.operands().front(), {"push", "pull", "status"});
  if (action == "push") return run_push(args);
  return action == "pull" ? run_pull(args) : run_status(args);
}

}  // namespace

Command zotero_command() {
  Command command;
  command.name = "zotero";
  command.operands = "push | pull | status";
  command.summary = "a digest into Zotero, and your library out of it";
  command.details =
      "push puts the stored digest (of --day, or the latest; or --digest FILE) into the collection\n"
      "\"Sheaf Digest/DAY\": an item for each paper, a note with its summary, a link to the PDF. Papers\n"
      "that are in the library are filed, not doubled; what you changed stays, what you threw away does\n"
      "not come back. Again it adds nothing, and after an interruption it goes on.\n"
      "\n"
      "Without a door it goes to the Zotero that runs here: version 10 asks once in its window whether\n"
      "Sheaf may write (choose \"Always Allow\"); 7 to 9 take papers in through their connector, into the\n"
      "collection if it is there, else into the one that is selected. --web goes to zotero.org, with the\n"
      "key in ZOTERO_API_KEY or --key-file.\n"
      "\n"
      "pull takes what is new in your library to learn from, and what became of earlier digests.\n"
      "status tells which doors are open.";
  command.options = with_common(
      {{"--digest", "FILE", "push: this digest (JSON) instead of a stored one"},
       day_option(),
       {"--collection", "PATH", "push: the collection, like \"Sheaf Digest/2026-11-20\"; pull: only from this one"},
       {"--local", "", "the Zotero that runs here (version 10 or later)"},
       {"--web", "", "zotero.org"},
       {"--connector", "", "the Zotero that runs here, as a browser does it"},
       {"--group", "ID", "a group's library, by its number"},
       {"--key-file", "FILE", "where zotero.org's key is"},
       {"--pdf", "KIND", "push: link (usual), download or none", {"link", "download", "none"}},
       {"--full", "", "pull: all of the library, not what changed"},
       {"--quiet", "", "push: leave Zotero's window where it is (slower)"},
       {"--dry-run", "", "push: tell what would be done"},
       profile_option()});
  command.least_operands = 1;
  command.most_operands = 1;
  command.run = run_zotero;
  return command;
}

}  // namespace cli
