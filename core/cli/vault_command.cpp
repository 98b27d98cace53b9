// sheaf vault: changes that wait because the reader's text was kept, and one note brought up to date.
// Main thread only.
#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "progress.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

using Words = std::vector<std::string>;

Json request_of(const Args& args) {
  Json request = Json::object();
  if (args.has("--vault")) request["folder"] = args.value("--vault");
  return request;
}

// Each line of a piece, behind a sign that tells whose it is.
void print_piece(const std::string& sign, const std::string& text, Style style) {
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    print_line(styled(style, "  " + sign + " " + printable(text.substr(begin, end - begin))));
    begin = end + 1;
  }
}

void print_reviews(const Json& reviews) {
  for (const Json& review : reviews) {
    print_line(styled(Style::kBold, printable(text_of(review, "key"))) + "  " +
               printable(text_of(review, "block")) + "  " +
               styled(Style::kDim, printable(text_of(review, "path")) + ", since " +
                                       printable(text_of(review, "since"))));
    print_piece("-", text_of(review, "yours"), Style::kYellow);
    print_piece("+", text_of(review, "fresh"), Style::kDim);
  }
  if (reviews.empty()) {
    print_line("nothing waits");
  } else {
    print_line(counted(reviews.size(), "change") +
               " kept out by your text (-): 'sheaf vault review take KEY [BLOCK]' puts Sheaf's (+) in "
               "its place, 'drop' leaves yours for good");
  }
}

int list_reviews(const Args& args) {
  Host host(store_path(args));
  const Json result = host.run("vault_review", request_of(args));
  if (args.has("--json"))
    print(json_line(result));
  else
    print_reviews(list_of(result, "reviews"));
  return kDone;
}

int resolve(const Args& args, const Words& words) {
  const std::string action = one_of("'vault review'", words[0], {"take", "drop"});
  if (words.size() < 2) throw usage_failure("'vault review " + action + "' needs a KEY, and may name a BLOCK");
  if (words.size() > 3) throw usage_failure("'vault review " + action + "' takes a KEY and a BLOCK, nothing more");
  Json request = request_of(args);
  request["action"] = action;
  request["key"] = words[1];
  if (words.size() == 3) request["block"] = words[2];
  Host host(store_path(args));
  Json result = host.run("vault_resolve", request);
  result.erase("text");
  if (args.has("--json")) {
    print(json_line(result));
  } else {
    print_line(printable(text_of(result, "path")) + ": " + counted(count_of(result, "settled"), "change") +
               (action == "take" ? " taken" : " dropped"));
    for (const Json& replaced : list_of(result, "replaced"))
      if (replaced.is_string()) print_piece("-", replaced.get<std::string>(), Style::kDim);
  }
  return kDone;
}

int update(const Args& args, const Words& words) {
  if (words.size() != 1) throw usage_failure("'vault update' needs one NOTE: its path in the vault, or its key");
  if (!args.has("--vault")) throw usage_failure("'vault update' needs --vault DIR");
  Json request = request_of(args);
  put_profile(request, load_profile(args));
  request["key"] = words[0];
  request["dry_run"] = args.has("--dry-run");
  Host host(store_path(args));
  Progress progress(args);
  const Json result = host.run("write_vault", request, progress);
  const Json& report = list_of(result, "report");
  if (args.has("--json"))
    print(json_line(result));
  else
    print_files(report);
  print_write_failures(report);
  return count_outcomes(report).failed > 0 ? kFiles : kDone;
}

int run_vault(const Args& args) {
  const Words& all = args.operands();
  const std::string what = one_of("'vault'", all[0], {"review", "update"});
  const Words rest(std::next(all.begin()), all.end());
  if (args.has("--dry-run") && what != "update") throw usage_failure("--dry-run belongs to 'vault update'");
  if (what == "update") return update(args, rest);
  return rest.empty() ? list_reviews(args) : resolve(args, rest);
}

}  // namespace

Command vault_command() {
  Command command;
  command.name = "vault";
  command.operands = "review [take|drop KEY [BLOCK]] | update NOTE";
  command.summary = "changes kept out by what you wrote, and single notes";
  command.details =
      "review lists what Sheaf would have written where it kept your text: the note's key, the block\n"
      "or property, your text (-) and Sheaf's (+). take puts Sheaf's text in the place of yours, and\n"
      "prints what it replaced; drop leaves yours for good. Without a BLOCK all of the note's are\n"
      "meant. What you settle in the note itself leaves the list.\n"
      "\n"
      "update brings one note up to date from the stored digest of its day, or from the paper alone.\n"
      "NOTE is its path in the vault or its key, like paper/2401.10020.";
  command.options = with_common({{"--vault", "DIR", "the vault (review: of all vaults without it)"},
                                 {"--dry-run", "", "update: say what would be done, write nothing"},
                                 profile_option()});
  command.least_operands = 1;
  command.most_operands = 4;
  command.run = run_vault;
  return command;
}

}  // namespace cli
