// sheaf explain: why a paper has its score.
// Main thread only.
#include <cmath>
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

constexpr std::size_t kLabelWidth = 13;
constexpr std::size_t kPointsWidth = 6;

std::string points_text(double points) {
  char text[32];
  std::snprintf(text, sizeof text, "%+.1f", points);
  return pad_left(text, kPointsWidth);
}

void print_labelled(const std::string& label, const std::string& text) {
  if (!text.empty()) print_line(styled(Style::kDim, pad_right(label, kLabelWidth)) + text);
}

// One line for each text of a list, the label before the first.
void print_list(const std::string& label, const Json& list) {
  bool first = true;
  for (const Json& one : list) {
    if (!one.is_string()) continue;
    print_labelled(first ? label : "", printable(one.get<std::string>()));
    first = false;
  }
}

void print_terms(const Json& carried) {
  bool first = true;
  for (const Json& one : carried) {
    print_labelled(first ? "terms" : "", points_text(number_of(one, "points")) + "  " + printable(text_of(one, "term")));
    first = false;
  }
}

std::string score_line(const Json& result) {
  const Json& score = object_of(result, "score");
  char value[64];
  std::snprintf(value, sizeof value, "%.1f", number_of(score, "value"));
  std::string line = styled(Style::kBold, value) + "  by " + printable(text_of(result, "scorer"));
  const double uncertainty = number_of(score, "uncertainty");
  if (uncertainty > 0) {
    std::snprintf(value, sizeof value, ", uncertainty %.2f of 1", uncertainty);
    line += value;
  }
  return line;
}

void print_explanation(const Json& result) {
  const Json& score = object_of(result, "score");
  print_line(printable(text_of(result, "id")) + "  " + styled(Style::kBold, title_of(result)));
  print_labelled("score", score_line(result));
  print_labelled("why", printable(text_of(score, "reason")));
  print_labelled("interest", printable(text_of(score, "interest")));
  print_terms(list_of(score, "carried"));
  print_list("nearest", list_of(score, "similar"));
  print_list("keywords", list_of(score, "terms"));
  print_list("authors", list_of(score, "authors"));
  const Json& opinion = object_of(result, "opinion");
  if (!opinion.empty())
    print_labelled("you", printable(text_of(opinion, "kind") + " since " + text_of(opinion, "at").substr(0, 10)));
  print_list("note", list_of(result, "notes"));
}

int run_explain(const Args& args) {
  Host host(store_path(args));
  Json request = {{"id", args.operands()[0]}};
  const ProfileFile profile = args.has("--profile") ? require_profile(args) : load_profile(args);
  if (profile.found) {
    check_profile(host, profile);
    put_profile(request, profile);
  }
  Progress progress(args);
  const Json result = host.run("explain", request, progress);
  if (args.has("--json"))
    print(json_line(result));
  else
    print_explanation(result);
  return kDone;
}

}  // namespace

Command explain_command() {
  Command command;
  command.name = "explain";
  command.operands = "ID";
  command.summary = "why a paper has its score";
  command.details =
      "Tells of a paper in the store which of its words spoke for and against it and how much, the\n"
      "items of your library it is nearest to, keywords, authors, the interest it belongs to, and\n"
      "how sure the score is. ID may be any spelling of the paper's arXiv id, DOI or other id.";
  command.options = with_common({profile_option()});
  command.least_operands = 1;
  command.most_operands = 1;
  command.run = run_explain;
  return command;
}

}  // namespace cli
