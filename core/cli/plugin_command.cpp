// sheaf plugin: what plugins there are, and adding, testing and running one.
// Main thread only.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>

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

// A word with a '/' is a folder's path, anything else a plugin's name.
void put_plugin(Json& request, const std::string& word) {
  if (word.find('/') != std::string::npos || word == ".")
    request["path"] = std::filesystem::absolute(word).lexically_normal().string();
  else
    request["name"] = word;
}

std::string joined(const Json& list) {
  std::string text;
  for (const Json& one : list)
    if (one.is_string()) text += (text.empty() ? "" : ", ") + printable(one.get<std::string>());
  return text;
}

// "asks dblp.org, the host of its option base" or "asks your language model"; "" when it asks nothing.
std::string permissions(const Json& plugin) {
  std::string text = joined(list_of(plugin, "hosts"));
  for (const Json& option : list_of(plugin, "hosts_from_options"))
    if (option.is_string()) text += (text.empty() ? "" : ", ") + ("the host in its option " + printable(option.get<std::string>()));
  if (flag_of(plugin, "llm")) text += (text.empty() ? "" : ", ") + std::string("your language model");
  return text.empty() ? "" : "asks " + text;
}

void print_options(const Json& plugin) {
  for (const Json& option : list_of(plugin, "options"))
    print_line("    " + pad_right(printable(text_of(option, "name")), 12) + " " + styled(Style::kDim, printable(text_of(option, "about"))));
}

void print_plugin(const Json& plugin, bool options) {
  const std::string name = printable(text_of(plugin, "name"));
  if (const std::string problem = text_of(plugin, "problem"); !problem.empty()) {
    print_line(pad_right(name, 18) + styled(Style::kRed, "cannot be read: ") + printable(problem));
    return;
  }
  const bool enabled = !list_of(plugin, "enabled").empty();
  print_line((enabled ? "* " : "  ") + pad_right(name, 18) + pad_right(printable(text_of(plugin, "kind")), 12) +
             printable(text_of(plugin, "description")));
  if (const std::string asks = permissions(plugin); !asks.empty()) print_line("    " + styled(Style::kDim, asks));
  if (options) print_options(plugin);
}

int run_list(const Args& args, const std::vector<std::string>& names) {
  Host host(store_path(args));
  Json request = Json::object();
  if (const ProfileFile profile = load_profile(args); profile.found) put_profile(request, profile);
  const Json result = host.run("plugin_list", request);
  if (args.has("--json")) {
    print(json_line(result));
    return kDone;
  }
  std::size_t shown = 0;
  for (const Json& plugin : list_of(result, "plugins")) {
    const bool wanted = names.empty() || std::find(names.begin(), names.end(), text_of(plugin, "name")) != names.end();
    if (!wanted) continue;
    print_plugin(plugin, !names.empty());
    ++shown;
  }
  if (shown < names.size()) throw usage_failure("there is no plugin of that name; see 'sheaf plugin list'");
  if (names.empty()) print_line("\n* enabled in the profile. 'sheaf plugin list NAME' shows its options.");
  return kDone;
}

int run_add(const Args& args, const std::string& folder) {
  Host host(store_path(args));
  const Json plugin = host.run("plugin_add", {{"path", std::filesystem::absolute(folder).lexically_normal().string()}});
  if (args.has("--json")) {
    print(json_line(plugin));
    return kDone;
  }
  print_plugin(plugin, true);
  print_line("added to " + printable(short_path(text_of(plugin, "folder"))) + "; it does nothing until the profile has\n  \"plugins\": [\"" +
             printable(text_of(plugin, "name")) + "\"]");
  return kDone;
}

int run_test(const Args& args, const std::string& word) {
  Host host(store_path(args));
  Json request = Json::object();
  put_plugin(request, word);
  const Json result = host.run("plugin_test", request);
  if (args.has("--json")) {
    print(json_line(result));
  } else {
    for (const Json& test : list_of(result, "tests")) {
      const bool passed = flag_of(test, "passed");
      print_line(std::string(passed ? "ok      " : "FAILED  ") + printable(text_of(test, "name")));
      if (!passed) print_line("        " + printable(text_of(test, "problem")));
    }
    print_line(counted(list_of(result, "tests").size(), "test") + ", " + grouped(count_of(result, "failed")) + " failed");
  }
  return count_of(result, "failed") > 0 ? kHalfDone : kDone;
}

std::string points_text(double points) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.1f", points);
  return text;
}

void print_run(const Json& result) {
  for (const Json& paper : list_of(result, "papers"))
    print_line(printable(text_of(paper, "id")) + "  " + title_of(paper));
  for (const Json& score : list_of(result, "scores"))
    print_line(pad_left(points_text(number_of(score, "points")), 6) + "  " + title_of(score) + "  " +
               styled(Style::kDim, printable(text_of(score, "reason"))));
  for (const Json& one : list_of(result, "summaries"))
    print_line(printable(text_of(one, "id")) + "  " + printable(text_of(object_of(one, "summary"), "tldr")));
  const bool written = result.contains("report");
  for (const Json& file : list_of(result, written ? "report" : "files"))
    print_line(printable(text_of(file, "path")) + (written ? "  " + printable(text_of(file, "outcome")) + " " + printable(text_of(file, "detail")) : ""));
  for (const Json& warning : list_of(result, "warnings"))
    if (warning.is_string()) print_error(warning.get<std::string>());
}

int run_run(const Args& args, const std::string& word) {
  Host host(store_path(args));
  Json request = Json::object();
  if (const ProfileFile profile = load_profile(args); profile.found) put_profile(request, profile);
  put_plugin(request, word);
  if (args.has("--day")) request["day"] = args.value("--day");
  if (args.has("--options")) request["options"] = parse_json(args.value("--options"), "--options");
  if (args.has("--output")) request["output"] = std::filesystem::absolute(args.value("--output")).lexically_normal().string();
  Progress progress(args);
  const Json result = host.run("plugin_run", request, progress);
  if (args.has("--json"))
    print(json_line(result));
  else
    print_run(result);
  return list_of(result, "warnings").empty() ? kDone : kHalfDone;
}

int run_plugin(const Args& args) {
  const std::string what =
      args.operands().empty() ? "list" : one_of("'plugin'", args.operands()[0], {"list", "add", "test", "run"});
  for (const char* option : {"--options", "--output", "--day"})
    if (what != "run" && args.has(option)) throw usage_failure(std::string(option) + " belongs to 'plugin run'");
  std::vector<std::string> rest;
  if (!args.operands().empty()) rest.assign(std::next(args.operands().begin()), args.operands().end());
  if (what == "list") return run_list(args, rest);
  if (rest.size() != 1) throw usage_failure("'plugin " + what + "' needs one " + (what == "add" ? "FOLDER" : "NAME or FOLDER"));
  if (what == "add") return run_add(args, rest[0]);
  return what == "test" ? run_test(args, rest[0]) : run_run(args, rest[0]);
}

}  // namespace

Command plugin_command() {
  Command command;
  command.name = "plugin";
  command.operands = "[list [NAME…] | add FOLDER | test PLUGIN | run PLUGIN]";
  command.summary = "plugins in JavaScript: sources, scorers, summarizers, exporters";
  command.details =
      "list shows what there is and what each may ask; a star marks those the profile enables with\n"
      "  \"plugins\": [\"venue-bonus\", {\"name\": \"dblp\", \"options\": {\"searches\": [\"author:Jane_Doe:\"]}}]\n"
      "add copies a plugin's folder beside the store, after it was read; it does nothing until it is\n"
      "enabled. test runs its recorded tests, which ask nobody. run runs it by itself: a source for the\n"
      "day, the others over the stored digest; an exporter writes only with --output.\n"
      "PLUGIN is a name, or the path of a folder (./mine). A plugin sees no file, network or program of\n"
      "this machine; what it asks goes through Sheaf, to the hosts it declares.";
  command.options = with_common({{"--options", "JSON", "run: its options, instead of the profile's"},
                                 {"--output", "FOLDER", "run: where an exporter writes"},
                                 day_option(),
                                 profile_option()});
  command.most_operands = 100;
  command.run = run_plugin;
  return command;
}

}  // namespace cli
