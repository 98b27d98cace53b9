// sheaf rank: candidates against a library, as JSON lines; or the stored digest's ranking.
// Main thread only.
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "profile.hpp"
#include "records.hpp"
#include "report.hpp"
#include "stored.hpp"
#include "terminal.hpp"

namespace cli {
namespace {

constexpr long kDefaultRows = 20;

// Only what ranking looks at. The scheme keeps the library from reading "2401.10020v2" as an
// arXiv id, so that ids come back as they were given.
std::string candidate_line(const RecordReader& reader) {
  Json paper = {{"id", reader.id()}, {"scheme", "input"}, {"title", reader.text("title")}};
  std::string abstract = reader.text("abstract");
  if (abstract.empty()) abstract = reader.text("summary");
  paper["abstract"] = std::move(abstract);
  for (const char* key : {"authors", "categories"}) {
    if (const Json& list = list_of(reader.object(), key); !list.empty()) paper[key] = list;
  }
  for (const char* key : {"comment", "venue", "journal_ref", "doi", "code_url"})  // plugins look at these
    if (std::string text = reader.text(key); !text.empty()) paper[key] = std::move(text);
  return json_line(paper);
}

// A file's records as the text of one JSON array; only one record at a time is a tree.
std::string array_of(const std::string& path, std::string (*line_of)(const RecordReader&)) {
  RecordReader reader(path);
  std::string array = "[";
  while (reader.next()) {
    if (array.size() > 1) array += ',';
    array += line_of(reader);
  }
  return array + "]";
}

std::string request_of(const Args& args) {
  Json rest = Json::object();
  for (const char* key : {"keywords", "exclude", "authors"}) {
    const std::string option = std::string("--") + key;
    if (args.has(option)) rest[key] = args.list(option);
  }
  if (args.has("--scorer")) rest["scorer"] = args.value("--scorer");
  if (args.has("--profile")) rest["profile"] = require_profile(args).text;
  std::string request = "{\"candidates\":" + array_of(args.value("--candidates"), candidate_line);
  if (args.has("--library"))
    request += ",\"library\":" + array_of(args.value("--library"), library_item_line);
  if (args.has("--background"))
    request += ",\"background\":" + array_of(args.value("--background"), candidate_line);
  const std::string members = rest.dump();
  return members == "{}" ? request + "}" : request + "," + members.substr(1);
}

int rank_files(const Args& args) {
  int from_standard_input = 0;
  for (const char* option : {"--candidates", "--library", "--background"})
    from_standard_input += args.value(option) == "-";
  if (from_standard_input > 1)
    throw usage_failure("only one of --candidates, --library and --background can be standard input");
  if (args.has("--day"))
    throw usage_failure("--day belongs to the stored digest, not to --candidates");
  Host host("");
  if (args.has("--profile")) check_profile(host, require_profile(args));
  const std::string request = request_of(args);
  Progress progress(args);
  const long limit = args.number("--limit", 0, 0, 1000000000);
  const Json result = host.run("rank", request, progress);
  long printed = 0;
  const auto print_score = [&](const Json& score) {
    if (limit == 0 || printed++ < limit) print(json_line(score));
  };
  for (const Json& score : list_of(result, "scores")) print_score(score);
  // The library sets excluded papers apart; here every candidate has its line.
  for (const Json& paper : list_of(result, "left_out")) {
    print_score({{"id", paper.value("id", "")},
                 {"score", -1},
                 {"reason", "excluded by \"" + text_of(paper, "excluded_by") + "\""}});
  }
  for (const Json& note : list_of(result, "notes"))
    if (note.is_string()) print_error(note.get<std::string>());
  return kDone;
}

int rank_stored(const Args& args) {
  const bool json = args.has("--json");
  const std::size_t limit = args.number("--limit", json ? 0 : kDefaultRows, 0, 1000000000);
  Host host(store_path(args));
  const Json digest = stored_digest(host, args);
  if (!json) {
    print_line(day_title(digest));
    print_rows(digest_rows(digest, limit));
    return kDone;
  }
  std::size_t printed = 0;
  for (const Json& entry : list_of(digest, "entries")) {
    if (output_closed() || (limit > 0 && printed++ == limit)) break;
    const Json& score = object_of(entry, "score");
    Json line = {{"id", text_of(object_of(entry, "paper"), "id")}, {"score", number_of(score, "value")}};
    for (const auto& [key, value] : score.items())
      if (key != "value") line[key] = value;
    print(json_line(line));
  }
  return kDone;
}

int run_rank(const Args& args) {
  if (args.has("--candidates")) return rank_files(args);
  for (const char* option : {"--library", "--background", "--keywords", "--exclude", "--authors", "--scorer"}) {
    if (args.has(option)) throw usage_failure(std::string(option) + " needs --candidates FILE");
  }
  return rank_stored(args);
}

}  // namespace

Command rank_command() {
  Command command;
  command.name = "rank";
  command.summary = "papers by how well they fit you";
  command.details =
      "With --candidates: ranks papers read as JSON lines (id, title, abstract, authors) and "
      "writes\n"
      "JSON lines with id, score, reason and what carried the score, best first. FILE may be - for\n"
      "standard input. Nothing is stored, and only what is given here counts.\n"
      "\n"
      "Without: the latest stored digest's ranking, or that of --day.";
  command.options = with_common(
      {{"--candidates", "FILE", "papers to rank"},
       {"--library", "FILE", "papers you have: {\"key\" or \"id\", \"title\", \"abstract\"}"},
       {"--keywords", "LIST", "words that speak for a paper, separated by commas"},
       {"--exclude", "LIST", "words that rule a paper out (score -1)"},
       {"--authors", "LIST", "authors you follow"},
       {"--background", "FILE", "papers that nobody judged, to learn the library against"},
       {"--scorer", "NAME",
        "learned (default), keywords, rss-bot, sanity-lite or zotero-arxiv-daily",
        {"learned", "keywords", "rss-bot", "sanity-lite", "zotero-arxiv-daily"}},
       {"--limit", "N", "the best N only (stored digest: default 20; 0: all)"},
       profile_option(),
       day_option()});
  command.run = run_rank;
  return command;
}

}  // namespace cli
