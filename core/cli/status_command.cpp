// sheaf status and sheaf doctor: what is kept, and whether everything works.
// Main thread only.
#include <algorithm>
#include <cstdio>

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

std::string size_text(std::uint64_t bytes) {
  char text[32];
  if (bytes < 1000000) {
    std::snprintf(text, sizeof text, "%.0f kB", static_cast<double>(bytes) / 1e3);
  } else {
    std::snprintf(text, sizeof text, "%.1f MB", static_cast<double>(bytes) / 1e6);
  }
  return text;
}

void print_store(const Json& store) {
  print_line("store " + printable(short_path(text_of(store, "path"))) + "  " +
             size_text(count_of(store, "bytes")));
  print_step("papers", grouped(count_of(store, "papers")));
  const std::string first = text_of(store, "first_day"), last = text_of(store, "last_day");
  print_step("announced", grouped(count_of(store, "announcements")) +
                              (last.empty() ? "" : "  from " + first + " to " + last));
  print_step("summaries", grouped(count_of(store, "summaries")));
  print_step("library", counted(count_of(store, "library_items"), "item"));
}

void print_latest(const Json& latest) {
  if (latest.empty()) {
    print_line("no digest of this profile yet: run 'sheaf digest'");
    return;
  }
  print_line("latest digest: " + printable(long_date(text_of(latest, "day"))) + ", profile " +
             printable(text_of(latest, "profile")) + ", " +
             counted(count_of(latest, "shown"), "paper") + " shown");
}

/// Whose digests are stored beside those of the profile: `--series` takes such a name.
void print_series(const Json& series, const std::string& own) {
  for (const Json& one : series)
    if (const std::string name = text_of(one, "name"); name != own)
      print_line("series " + printable(name) + ": " + counted(count_of(one, "days"), "digest") + ", the latest of " +
                 text_of(one, "latest"));
}

void print_source(const Json& source) {
  const std::string detail = text_of(source, "detail"), day = text_of(source, "batch_day");
  std::string text = text_of(source, "name") + ": " + text_of(source, "status");
  if (!detail.empty()) text += " (" + detail + ")";
  if (!day.empty()) text += ", announced " + day;
  print_line("  " + printable(text + ", checked " + text_of(source, "checked")));
}

int run_status(const Args& args) {
  const ProfileFile profile = args.has("--profile") ? require_profile(args) : load_profile(args);
  Host host(store_path(args));
  check_profile(host, profile);
  Json request = Json::object();
  put_profile(request, profile);
  const Json status = host.run("status", request);
  if (args.has("--json")) {
    print(json_line(status));
    return kDone;
  }
  print_store(object_of(status, "store"));
  print_latest(object_of(status, "latest"));
  print_series(list_of(status, "series"), text_of(object_of(status, "latest"), "profile"));
  const Json& sources = list_of(status, "sources");
  if (!sources.empty()) print_line("sources");
  for (const Json& source : sources) print_source(source);
  return kDone;
}

/// A check of the command line's own, in the shape of the library's.
Json failed_check(const std::string& name, const std::string& detail, const std::string& remedy) {
  return {{"name", name}, {"state", "fail"}, {"detail", detail}, {"remedy", remedy}};
}

// What is wrong with the profile, or null. A wrong profile does not keep the rest from being
// looked at: it is dropped.
Json check_own_profile(Host& host, const Args& args, ProfileFile& profile) {
  Json check = nullptr;
  try {
    profile = load_profile(args);
    check_profile(host, profile);
    if (!profile.found) {
      check = failed_check("profile", "no profile at " + profile.path, "run 'sheaf init'");
    }
  } catch (const Failure& failure) {
    if (failure.exit_code() != kUsage) throw;
    check = failed_check("profile", failure.message(), "correct it, or run 'sheaf init --force'");
  }
  if (!check.is_null()) profile = ProfileFile();
  return check;
}

Json all_checks(Host& host, const Args& args) {
  ProfileFile profile;
  const Json own = check_own_profile(host, args, profile);
  Json request = Json::object();
  put_profile(request, profile);
  if (args.has("--vault")) request["vault"] = args.value("--vault");
  Progress progress(args);
  const Json result = host.run("doctor", request, progress);
  Json checks = Json::array();
  if (!own.is_null()) checks.push_back(own);
  for (const Json& check : list_of(result, "checks")) {
    if (own.is_null() || text_of(check, "name") != "profile") checks.push_back(check);
  }
  return checks;
}

void print_checks(const Json& checks) {
  std::size_t width = 0;
  for (const Json& check : checks) width = std::max(width, display_width(text_of(check, "name")));
  for (const Json& check : checks) {
    const std::string state = text_of(check, "state"), remedy = text_of(check, "remedy");
    const Style style = state == "ok"     ? Style::kGreen
                        : state == "warn" ? Style::kYellow
                                          : Style::kRed;
    print_line(styled(style, pad_right(printable(state), 4)) + "  " +
               pad_right(printable(text_of(check, "name")), width) + "  " +
               printable(text_of(check, "detail")));
    if (!remedy.empty()) print_line(std::string(width + 8, ' ') + "→ " + printable(remedy));
  }
}

int run_doctor(const Args& args) {
  Host host(store_path(args));
  const Json checks = all_checks(host, args);
  if (args.has("--json")) {
    print(json_line({{"checks", checks}}));
  } else {
    print_checks(checks);
  }
  const bool failed = std::any_of(checks.begin(), checks.end(), [](const Json& check) {
    return text_of(check, "state") == "fail";
  });
  return failed ? kHalfDone : kDone;
}

}  // namespace

Command status_command() {
  Command command;
  command.name = "status";
  command.summary = "what the store holds, and the state of each source";
  command.details =
      "Tells what the store holds, the latest digest, and how each source last answered.";
  command.options = with_common({profile_option()});
  command.run = run_status;
  return command;
}

Command doctor_command() {
  Command command;
  command.name = "doctor";
  command.summary = "whether everything works, and what to do if not";
  command.details =
      "Looks at the profile, the store, arXiv's feed and API, and the vault. It asks the network,\n"
      "but changes nothing. Exit code 1 tells that a check failed.";
  command.options = with_common({profile_option(), {"--vault", "DIR", "look at this vault, too"}});
  command.run = run_doctor;
  return command;
}

}  // namespace cli
