// sheaf library and sheaf feedback: what the ranking learns from.
// Main thread only.
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "failure.hpp"
#include "files.hpp"
#include "host.hpp"
#include "records.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace cli {
namespace {

constexpr std::size_t kChunkItems = 1000;

struct ImportCounts {
  std::uint64_t added = 0, updated = 0, unchanged = 0;
};

void flush(Host& host, std::string& items, Progress& progress, ImportCounts& counts) {
  if (items.empty()) return;
  const Json result = host.run("library_put", "{\"items\":[" + items + "]}", progress);
  counts.added += count_of(result, "added");
  counts.updated += count_of(result, "updated");
  counts.unchanged += count_of(result, "unchanged");
  items.clear();
}

ImportCounts import_file(Host& host, const Args& args, const std::string& path) {
  RecordReader reader(path);
  Progress progress(args);
  ImportCounts counts;
  std::string items;
  std::size_t count = 0;
  while (reader.next()) {
    items += (items.empty() ? "" : ",") + library_item_line(reader);
    if (++count % kChunkItems == 0) flush(host, items, progress, counts);
  }
  flush(host, items, progress, counts);
  return counts;
}

int run_library(const Args& args) {
  one_of("'library'", args.operands()[0], {"import"});
  Host host(store_path(args));
  const ImportCounts counts = import_file(host, args, args.operands()[1]);
  const std::uint64_t total = host.library_count();
  if (args.has("--json")) {
    print(json_line({{"added", counts.added},
                     {"updated", counts.updated},
                     {"unchanged", counts.unchanged},
                     {"total", total}}));
  } else {
    print_line(grouped(counts.added) + " added, " + grouped(counts.updated) + " updated, " +
               grouped(counts.unchanged) + " unchanged; the library has " + counted(total, "item"));
  }
  return kDone;
}

int run_feedback(const Args& args) {
  const std::string& id = args.operands()[0];
  const std::string kind = one_of("'feedback'", args.operands()[1],
                                  {"liked", "kept", "read", "dismissed", "trashed", "none"});
  Host host(store_path(args));
  host.run("feedback", {{"id", id}, {"kind", kind}});
  if (args.has("--json")) {
    print(json_line({{"id", id}, {"kind", kind}}));
  } else {
    print_line(printable(id) + ": " + (kind == "none" ? "feedback taken back" : kind));
  }
  return kDone;
}

}  // namespace

Command library_command() {
  Command command;
  command.name = "library";
  command.operands = "import FILE";
  command.summary = "papers you have, for the ranking to learn from";
  command.details =
      "Reads items as JSON lines or one JSON array ({\"key\", \"title\", \"abstract\", "
      "\"authors\",\n"
      "\"added\", \"collections\", \"tags\"}) into the store. An item with a known key replaces "
      "the\n"
      "old one. FILE may be - for standard input.";
  command.options = with_common({});
  command.least_operands = 2;
  command.most_operands = 2;
  command.run = run_library;
  return command;
}

Command feedback_command() {
  Command command;
  command.name = "feedback";
  command.operands = "ID KIND";
  command.summary = "tells what you think of a paper";
  command.details =
      "KIND is liked, kept, read, dismissed, trashed, or none to take earlier feedback back. What\n"
      "you liked or kept counts as part of your library.";
  command.options = with_common({});
  command.least_operands = 2;
  command.most_operands = 2;
  command.run = run_feedback;
  return command;
}

}  // namespace cli
