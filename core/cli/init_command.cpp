// sheaf init: the commented profile to start from, and arXiv's categories.
// Main thread only.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

int list_categories(Host& host, bool json) {
  const Json result = host.run("categories", Json::object());
  const Json& categories = list_of(result, "categories");
  if (json) {
    print(json_line(result));
    return kDone;
  }
  std::size_t width = 0;
  for (const Json& category : categories) width = std::max(width, text_of(category, "id").size());
  for (const Json& category : categories) {
    print_line(pad_right(text_of(category, "id"), width) + "  " + text_of(category, "name"));
  }
  return kDone;
}

// The library speaks of the profile it checked, "profile:5: categories[0]: …", which nobody has
// seen yet: the option is where the mistake is.
Failure about_options(const Failure& failure) {
  const std::string& message = failure.message();
  for (const char* key : {"categories", "keywords"}) {
    const auto at = message.find(std::string(key) + "[");
    const auto end = at == std::string::npos ? at : message.find("]: ", at);
    if (end == std::string::npos) continue;
    return usage_failure("option '--" + std::string(key) + "': " + message.substr(end + 3));
  }
  return failure;
}

std::string template_text(Host& host, const Args& args) {
  const Json request = {{"categories", args.list("--categories")},
                        {"keywords", args.list("--keywords")}};
  try {
    return text_of(host.run("profile_template", request), "text");
  } catch (const Failure& failure) {
    throw about_options(failure);
  }
}

int run_init(const Args& args) {
  Host host("");
  const bool bare = args.has("--categories") && args.list("--categories").empty();
  if (bare || args.has("--list-categories")) return list_categories(host, args.has("--json"));
  const std::string path = profile_path(args);
  const std::string text = template_text(host, args);
  if (args.has("--force")) {
    write_file(path, text);
  } else if (!create_file(path, text)) {
    throw usage_failure(path + " exists already: edit it, or replace it with 'sheaf init --force'");
  }
  if (args.has("--json")) {
    print(json_line({{"profile", path}}));
    return kDone;
  }
  print_line("wrote " + printable(short_path(path)));
  print_line(args.has("--categories")
                 ? "next: 'sheaf digest'"
                 : "next: put your categories and keywords in it, then 'sheaf digest'");
  return kDone;
}

}  // namespace

Command init_command() {
  Command command;
  command.name = "init";
  command.summary = "writes a commented profile to start from";
  command.details =
      "Writes the profile where 'sheaf digest' looks for it (see 'sheaf help'). A profile that is\n"
      "there already is kept, unless --force is given.";
  command.options = {
      {"--categories", "[LIST]", "arXiv categories, like cs.CL,stat.ML; without LIST: prints all"},
      {"--keywords", "LIST", "words that speak for a paper"},
      {"--list-categories", "", "prints all categories"},
      {"--force", "", "replaces a profile that is there"},
      profile_option(),
      {"--json", "", "JSON on standard output, and nothing else there"},
      {"--help", "", "this text"}};
  command.run = run_init;
  return command;
}

}  // namespace cli
