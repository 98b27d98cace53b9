// sheaf library and sheaf feedback: what the ranking learns from.
// Main thread only.
#include <cstdio>
#include <iterator>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "records.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kTermsShown = 8;

struct ImportCounts {
  std::uint64_t added = 0, updated = 0, unchanged = 0, removed = 0, unreadable = 0;
};

Json import_request(const Args& args, const std::string& path) {
  Json request = {{"complete", args.has("--complete")}};
  if (args.has("--collection")) request["collections"] = args.list("--collection");
  if (path == "-") {
    request["text"] = read_standard_input();
    request["name"] = "standard input";
  } else {
    request["path"] = path;
  }
  return request;
}

// "3 notes, 2 without a title" of what was left out; "" when nothing was.
std::string left_out_text(const Json& result) {
  std::string text;
  const auto add = [&](const char* key, const std::string& words) {
    const std::uint64_t count = count_of(result, key);
    if (count > 0) text += (text.empty() ? "" : ", ") + grouped(count) + " " + words;
  };
  add("notes", "notes and attachments");
  add("untitled", "without a title");
  add("repeated", "that came twice");
  add("unreadable", "that could not be read");
  return text;
}

void print_warnings(const Json& result) {
  const Json& warnings = list_of(result, "warnings");
  for (const Json& warning : warnings)
    if (warning.is_string()) print_error(warning.get<std::string>());
  const std::uint64_t told = warnings.size(), lost = count_of(result, "unreadable");
  if (lost > told) print_error("and " + grouped(lost - told) + " more that could not be read");
}

void print_import(const std::string& path, const Json& result) {
  const std::string left_out = left_out_text(result);
  print_line(printable(path) + ": " + text_of(result, "format") + ", " + counted(count_of(result, "items"), "item") +
             (left_out.empty() ? "" : "; left out: " + left_out));
}

int run_import(const Args& args, const std::vector<std::string>& paths) {
  if (paths.empty()) throw usage_failure("'library import' needs a FILE, or - for standard input");
  Host host(store_path(args));
  ImportCounts counts;
  for (const std::string& path : paths) {
    Progress progress(args);
    const Json result = host.run("library_import", import_request(args, path), progress);
    counts.added += count_of(result, "added");
    counts.updated += count_of(result, "updated");
    counts.unchanged += count_of(result, "unchanged");
    counts.removed += count_of(result, "removed");
    counts.unreadable += count_of(result, "unreadable");
    print_warnings(result);
    if (!args.has("--json")) print_import(path, result);
  }
  const std::uint64_t total = host.library_count();
  if (args.has("--json")) {
    print(json_line({{"added", counts.added},
                     {"updated", counts.updated},
                     {"unchanged", counts.unchanged},
                     {"removed", counts.removed},
                     {"unreadable", counts.unreadable},
                     {"total", total}}));
  } else {
    print_line(grouped(counts.added) + " added, " + grouped(counts.updated) + " updated, " +
               grouped(counts.unchanged) + " unchanged" +
               (counts.removed > 0 ? ", " + grouped(counts.removed) + " removed" : "") + "; the library has " +
               counted(total, "item"));
  }
  return counts.unreadable > 0 ? kHalfDone : kDone;
}

// "3 liked, 1 dismissed"; "none" without any.
std::string feedback_text(const Json& feedback) {
  std::string text;
  for (const auto& [kind, count] : feedback.items())
    if (count.is_number_unsigned() && count.get<std::uint64_t>() > 0)
      text += (text.empty() ? "" : ", ") + grouped(count.get<std::uint64_t>()) + " " + kind;
  return text.empty() ? "none" : text;
}

std::string terms_text(const Json& terms) {
  std::string text;
  std::size_t shown = 0;
  for (const Json& term : terms)
    if (term.is_string() && shown++ < kTermsShown) text += (text.empty() ? "" : ", ") + term.get<std::string>();
  return printable(text);
}

void print_status(const Json& status) {
  const std::uint64_t bare = count_of(status, "without_abstract"), excluded = count_of(status, "excluded");
  print_line("library    " + counted(count_of(status, "items"), "item") +
             (bare > 0 ? ", " + grouped(bare) + " without an abstract" : "") +
             (excluded > 0 ? ", " + grouped(excluded) + " excluded by the profile's collections" : ""));
  print_line("feedback   " + feedback_text(object_of(status, "feedback")));
  for (const Json& interest : list_of(status, "interests")) {
    print_line("interest   " + styled(Style::kBold, printable(text_of(interest, "name"))) + "  " +
               counted(count_of(interest, "items"), "item"));
    if (const std::string terms = terms_text(list_of(interest, "terms")); !terms.empty())
      print_line("           " + styled(Style::kDim, terms));
  }
  for (const Json& note : list_of(status, "notes"))
    if (note.is_string()) print_line("note       " + printable(note.get<std::string>()));
}

int run_status(const Args& args) {
  Host host(store_path(args));
  Json request = Json::object();
  if (const ProfileFile profile = load_profile(args); profile.found) put_profile(request, profile);
  const Json status = host.run("library_status", request);
  if (args.has("--json"))
    print(json_line(status));
  else
    print_status(status);
  return kDone;
}

int run_remove(const Args& args, const std::vector<std::string>& keys) {
  if (keys.empty()) throw usage_failure("'library remove' needs a KEY");
  Host host(store_path(args));
  std::uint64_t removed = 0;
  for (const std::string& key : keys) {
    const std::uint64_t here = count_of(host.run("library_remove", {{"key", key}}), "removed");
    if (here == 0) print_error("the library has no item " + key);
    removed += here;
  }
  if (args.has("--json"))
    print(json_line({{"removed", removed}}));
  else
    print_line(counted(removed, "item") + " removed");
  return removed == keys.size() ? kDone : kUsage;
}

int run_clear(const Args& args) {
  Host host(store_path(args));
  const Json result = host.run("library_clear", Json::object());
  if (args.has("--json"))
    print(json_line(result));
  else
    print_line(counted(count_of(result, "removed"), "item") + " removed; feedback stays");
  return kDone;
}

int run_library(const Args& args) {
  if (args.operands().empty()) return run_status(args);
  const std::string what = one_of("'library'", args.operands()[0], {"import", "remove", "clear"});
  const std::vector<std::string> rest(std::next(args.operands().begin()), args.operands().end());
  for (const char* option : {"--collection", "--complete"})
    if (what != "import" && args.has(option)) throw usage_failure(std::string(option) + " belongs to 'library import'");
  if (what == "import") return run_import(args, rest);
  if (what == "remove") return run_remove(args, rest);
  if (!rest.empty()) throw usage_failure("'library clear' takes nothing more");
  return run_clear(args);
}

std::string feedback_kind(const std::string& word) {
  if (word == "+") return "liked";
  if (word == "-") return "dismissed";
  return one_of("'feedback'", word, {"liked", "kept", "read", "dismissed", "trashed", "none", "undo"});
}

/// Lines of {"id", "kind", "at"}, as a page saves them; what was told before changes nothing.
int feedback_from(Host& host, const Args& args) {
  RecordReader reader(args.value("--from"));
  std::uint64_t told = 0, changed = 0;
  for (; reader.next(); ++told) {
    Json event = {{"id", reader.id()}, {"kind", reader.text("kind")}};
    if (reader.object().contains("at")) event["at"] = reader.object()["at"];
    try {
      if (flag_of(host.run("feedback", event), "changed")) ++changed;
    } catch (const Failure& failure) {
      throw failure.at(reader.place());
    }
  }
  if (args.has("--json")) {
    print(json_line({{"told", told}, {"changed", changed}}));
  } else {
    print_line(counted(told, "paper") + " told of, " + grouped(changed) + " new");
  }
  return kDone;
}

int run_feedback(const Args& args) {
  if (args.has("--from")) {
    if (!args.operands().empty()) throw usage_failure("'feedback --from FILE' takes no ID and KIND; see 'sheaf help feedback'");
    Host host(store_path(args));
    return feedback_from(host, args);
  }
  if (args.operands().size() != 2) throw usage_failure("'feedback' needs ID and KIND, or --from FILE; see 'sheaf help feedback'");
  const std::string& id = args.operands()[0];
  const std::string kind = feedback_kind(args.operands()[1]);
  Host host(store_path(args));
  const bool undo = kind == "undo";
  const Json result = undo ? host.run("feedback_undo", {{"id", id}}) : host.run("feedback", {{"id", id}, {"kind", kind}});
  const std::string now = text_of(result, "kind");
  if (args.has("--json")) {
    print(json_line({{"id", id}, {"kind", now}}));
  } else if (undo) {
    print_line(printable(id) + ": taken back" + (now == "none" ? "" : "; " + now + " again"));
  } else {
    print_line(printable(id) + ": " + (now == "none" ? "feedback taken back" : now));
  }
  return kDone;
}

}  // namespace

Command library_command() {
  Command command;
  command.name = "library";
  command.operands = "[import FILE… | remove KEY… | clear]";
  command.summary = "papers you have, for the ranking to learn from";
  command.details =
      "Alone: how many there are, the interests found in them, and what the profile excludes.\n"
      "\n"
      "import reads files of reference managers, told by what is in them: BibTeX and BibLaTeX,\n"
      "CSL-JSON, Better BibTeX JSON, items of Zotero's API, RIS, and JSON lines or an array of\n"
      "{\"key\", \"title\", \"abstract\", \"authors\", \"added\", \"collections\", \"tags\", \"categories\"}.\n"
      "An item with a known key replaces the old one; notes and attachments are skipped. What\n"
      "cannot be read is told, and the rest is taken (exit code 1). FILE may be - for standard\n"
      "input. With --complete, items leave that an earlier import of the same file with --complete\n"
      "gave and that it no longer has; a file with a broken entry takes nothing out.";
  command.options = with_common(
      {{"--collection", "NAME", "import: put every item into this collection too"},
       {"--complete", "", "import: what this file no longer has leaves the library"},
       profile_option()});
  command.most_operands = 1000;
  command.run = run_library;
  return command;
}

Command feedback_command() {
  Command command;
  command.name = "feedback";
  command.operands = "[ID KIND]";
  command.summary = "tells what you think of a paper";
  command.details =
      "KIND is liked (or +), kept, read, dismissed (or -), trashed; undo takes the last word back,\n"
      "so that what you thought before counts again; none says that you have no opinion any more.\n"
      "The ranking learns from all of it, the more the newer it is. --from reads what a page of\n"
      "'sheaf page' saved, or any lines of {\"id\", \"kind\", \"at\"}.";
  command.options = with_common({{"--from", "FILE", "JSON lines instead of ID and KIND"}});
  command.most_operands = 2;
  command.run = run_feedback;
  return command;
}

}  // namespace cli
