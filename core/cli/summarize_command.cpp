// sheaf summarize: papers to summaries, as JSON lines; or the stored digest's summaries.
// Main thread only.
#include <algorithm>

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
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kChunkPapers = 2000;
constexpr std::size_t kChunkBytes = 8u << 20;
constexpr std::size_t kProseWidth = 96;  // where nothing else limits a line
constexpr long kDefaultRows = 20;

/// Papers that go to the library together: its memory does not grow with the file.
struct Chunk {
  std::string papers;       ///< JSON array without its end
  std::vector<Json> ids;    ///< as the input spells them
  std::string first, last;  ///< places, for errors
};

std::string paper_line(const RecordReader& reader) {
  Json paper = {{"id", reader.id()}, {"scheme", "input"}, {"title", reader.text("title")}};
  const std::vector<std::string> sentences = reader.texts("sentences");
  if (reader.object().contains("sentences")) {
    paper["sentences"] = sentences;
  } else if (reader.object().contains("abstract")) {
    paper["abstract"] = reader.text("abstract");
  } else if (reader.object().contains("summary")) {  // as arXiv's API calls an abstract
    paper["abstract"] = reader.text("summary");
  } else {
    throw usage_failure(reader.place() + ": has neither \"abstract\" nor \"sentences\"");
  }
  return json_line(paper);
}

void add_to(Chunk& chunk, const RecordReader& reader) {
  chunk.papers += (chunk.ids.empty() ? "[" : ",") + paper_line(reader);
  if (chunk.ids.empty()) chunk.first = reader.place();
  chunk.last = reader.place();
  chunk.ids.push_back(reader.object().at("id"));
}

bool wants_model(const Args& args) { return args.has("--llm") || args.has("--refresh"); }

/// What goes with the papers: "" or ",\"llm\":true,…".
std::string model_members(const Args& args, Host& host) {
  if (!wants_model(args)) return {};
  const ProfileFile profile = require_profile(args);
  check_profile(host, profile);
  Json rest = {{"llm", true}, {"refresh", args.has("--refresh")}};
  put_profile(rest, profile);
  return "," + rest.dump().substr(1, rest.dump().size() - 2);
}

/// True when a model did not give all that was asked for.
bool report_model(const Json& result) {
  const Json& sources = list_of(result, "sources");
  for (const Json& source : sources) {
    if (is_half_done(sources)) {
      print_error(printable(text_of(source, "name") + ": " + text_of(source, "status") + ": " +
                            text_of(source, "detail")));
    }
  }
  return is_half_done(sources);
}

/// True when the model left something out.
bool flush(Host& host, Chunk& chunk, const std::string& members, Progress& progress) {
  if (chunk.ids.empty()) return false;
  Json result;
  try {
    result = host.run("summarize", "{\"papers\":" + chunk.papers + "]" + members + "}", progress);
  } catch (const Failure& failure) {
    if (failure.status() == SHEAF_E_CANCELLED) throw;
    throw failure.at(chunk.first + " to " + chunk.last);
  }
  const Json& summaries = list_of(result, "summaries");
  if (summaries.size() != chunk.ids.size()) {
    throw Failure(SHEAF_E_INTERNAL, "libsheaf gave " + std::to_string(summaries.size()) +
                                        " summaries for " + counted(chunk.ids.size(), "paper"));
  }
  for (std::size_t i = 0; i < summaries.size(); ++i) {
    Json summary = {{"id", chunk.ids[i]}};
    for (const auto& member : summaries[i].items()) {
      if (member.key() != "id") summary[member.key()] = member.value();
    }
    print(json_line(summary));
  }
  progress.add_base(chunk.ids.size());
  chunk = Chunk();
  return report_model(result);
}

int summarize_file(const Args& args) {
  if (args.has("--day")) throw usage_failure("--day belongs to the stored digest, not to --in");
  RecordReader reader(args.value("--in"));
  Host host(wants_model(args) ? store_path(args) : "");  // what a model answered is kept
  const std::string members = model_members(args, host);
  Progress progress(args);
  bool half_done = false;
  Chunk chunk;
  while (!output_closed() && reader.next()) {
    add_to(chunk, reader);
    if (chunk.ids.size() == kChunkPapers || chunk.papers.size() >= kChunkBytes) {
      half_done = flush(host, chunk, members, progress) || half_done;
    }
  }
  if (!output_closed()) half_done = flush(host, chunk, members, progress) || half_done;
  return half_done ? kHalfDone : kDone;
}

void print_summary(const Json& entry) {
  const Json& paper = object_of(entry, "paper");
  const std::size_t terminal = out_terminal().width;
  const std::size_t width = terminal == 0 ? kProseWidth : std::min(terminal, kProseWidth);
  print_line("");
  print_line(styled(Style::kBold, title_of(paper)) + "  " +
             styled(Style::kDim, printable(text_of(paper, "id"))));
  const std::string tldr = printable(text_of(object_of(entry, "summary"), "tldr"));
  for (const std::string& line : wrapped(tldr, width - 2)) print_line("  " + line);
}

bool ask_about_stored(Host& host, const Args& args) {
  const ProfileFile profile = require_profile(args);
  check_profile(host, profile);
  Json request = {{"stored", true}, {"refresh", args.has("--refresh")}};
  put_profile(request, profile);
  if (args.has("--day")) request["day"] = args.value("--day");
  Progress progress(args);
  return report_model(host.run("summarize", request, progress));
}

int summarize_stored(const Args& args) {
  const bool json = args.has("--json");
  const std::size_t limit = args.number("--limit", json ? 0 : kDefaultRows, 0, 1000000000);
  Host host(store_path(args));
  const bool half_done = wants_model(args) && ask_about_stored(host, args);
  const Json digest = stored_digest(host, args, true);
  if (!json) print_line(day_title(digest));
  std::size_t printed = 0;
  for (const Json& entry : list_of(digest, "entries")) {
    if (output_closed() || (limit > 0 && printed++ == limit)) break;
    if (!json) {
      print_summary(entry);
      continue;
    }
    Json summary = {{"id", text_of(object_of(entry, "paper"), "id")}};
    summary.update(object_of(entry, "summary"));
    print(json_line(summary));
  }
  return half_done ? kHalfDone : kDone;
}

int run_summarize(const Args& args) {
  return args.has("--in") ? summarize_file(args) : summarize_stored(args);
}

}  // namespace

Command summarize_command() {
  Command command;
  command.name = "summarize";
  command.summary = "TL;DR, roles, card and mindmap of papers";
  command.details =
      "With --in: summarizes papers read as JSON lines (id, title, and abstract or sentences) and\n"
      "writes one JSON line each, in the same order: id, tldr, motivation, method, result,\n"
      "conclusion, labels (one role per sentence), mindmap and more. FILE may be - for standard\n"
      "input. Nothing is stored.\n"
      "\n"
      "Without: the latest stored digest's summaries, or those of --day.\n"
      "\n"
      "With --llm the model of the profile (llm.base_url, llm.model) writes them, and what it wrote\n"
      "is stored: asking again for the same paper, prompt and language costs nothing. --refresh\n"
      "asks again all the same. A paper that the model fails on keeps its built-in summary, and its\n"
      "\"note\" says why.";
  command.options = with_common({{"--in", "FILE", "papers to summarize"},
                                 {"--llm", "", "by the profile's language model"},
                                 {"--refresh", "", "as --llm, also what is stored already"},
                                 {"--limit", "N", "of the stored digest (default 20; 0: all)"},
                                 profile_option(),
                                 day_option()});
  command.run = run_summarize;
  return command;
}

}  // namespace cli
