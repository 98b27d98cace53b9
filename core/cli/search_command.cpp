// sheaf search: words over the papers in the store.
// Main thread only.
#include <cstdio>

#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "report.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kAuthors = 3;

// "Ada Lovelace, Charles Babbage and 4 more · cs.CL"
std::string authors_line(const Json& paper) {
  const Json& authors = list_of(paper, "authors");
  std::string line;
  for (std::size_t i = 0; i < authors.size() && i < kAuthors; ++i) {
    line += (i == 0 ? "" : ", ") + text_of(authors[i], "name");
  }
  if (authors.size() > kAuthors)
    line += " and " + std::to_string(authors.size() - kAuthors) + " more";
  const Json& categories = list_of(paper, "categories");
  if (!categories.empty() && categories.front().is_string()) {
    line += (line.empty() ? "" : " · ") + categories.front().get<std::string>();
  }
  return printable(line);
}

int run_search(const Args& args) {
  std::string words;
  for (const std::string& word : args.operands()) words += (words.empty() ? "" : " ") + word;
  const long limit = args.number("--limit", 20, 1, 100000);
  Host host(store_path(args));
  const Json result = host.run("search", {{"words", words}, {"limit", limit}});
  const Json& papers = list_of(result, "papers");
  if (args.has("--json")) {
    for (const Json& paper : papers) print(json_line(paper));
    return kDone;
  }
  std::vector<Row> rows;
  for (const Json& paper : papers) {
    rows.push_back({"", title_of(paper), printable(text_of(paper, "id")),
                    authors_line(paper)});
  }
  print_rows(rows);
  if (rows.empty()) std::fputs("no paper in the store has all of these words\n", stderr);
  return kDone;
}

}  // namespace

Command search_command() {
  Command command;
  command.name = "search";
  command.operands = "WORDS…";
  command.summary = "papers in the store, by words";
  command.details =
      "Finds papers that have all the words in title, abstract or authors, best first. \"Quoted\n"
      "phrases\" and word* work; after --, -word leaves papers with that word out.";
  command.options = with_common({{"--limit", "N", "at most so many (default 20)"}});
  command.least_operands = 1;
  command.most_operands = 1000;
  command.run = run_search;
  return command;
}

}  // namespace cli
