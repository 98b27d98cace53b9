// How fast a vault is written: `vault_bench VAULT DAY.jsonl…` takes days of recorded papers (a file a
// day, its name beginning with the date), the first hundred of each that no day had before, and
// writes all days but the last into VAULT, then all of them again, then the last one as the next
// morning's, then that one with other scores. VAULT must not exist; its store lies beside it. What
// each note's front matter must say goes to VAULT.json, for check_front_matter.mjs.
// One thread of ours; NoteWriter has its own.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/library.hpp"
#include "app/vault_outputs.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "cite/person.hpp"
#include "model/json.hpp"
#include "summarize/summarizer.hpp"

using namespace sheaf;

namespace {

constexpr std::size_t kPapersOfDay = 100;

Entry entry_of(const Json& line, Day day, std::size_t rank) {
  Entry entry;
  entry.paper.id = json_string(line, "id");
  entry.paper.version = 1;
  entry.paper.title = json_string(line, "title");
  entry.paper.abstract = json_string(line, "summary");
  entry.paper.comment = json_string(line, "comment");
  for (const Json& author : line.at("authors")) entry.paper.authors.push_back({author.get<std::string>(), {}});
  for (const Json& category : line.at("categories")) entry.paper.categories.push_back(category);
  entry.announcement = {day, AnnounceType::kNew};
  entry.score.value = 99.5 - 0.75 * static_cast<double>(rank);
  entry.score.reason = "words of the title";
  entry.summary = summarize::summarize_paper(entry.paper);
  return entry;
}

Digest read_day(const std::string& path, std::set<std::string>& known) {
  Digest digest;
  digest.day = parse_day(std::filesystem::path(path).filename().string().substr(0, 10)).value_or(Day{});
  digest.profile = "bench";
  std::ifstream file(path);
  for (std::string line; digest.entries.size() < kPapersOfDay && std::getline(file, line);) {
    const Json json = Json::parse(line, nullptr, false);
    if (json.is_discarded() || !known.insert(json_string(json, "id")).second) continue;
    digest.entries.push_back(entry_of(json, digest.day, digest.entries.size()));
    digest.announced.add(AnnounceType::kNew);
  }
  digest.sources = {{"arxiv:cs", SourceState::kOk, "", digest.entries.size()}};
  return digest;
}

class Bench {
 public:
  explicit Bench(const std::string& vault) : vault_(vault) {
    app::LibraryOptions options;
    options.store_path = vault + ".db";
    library_ = std::move(app::Library::open(std::move(options))).value();
  }

  bool write(const char* what, const std::vector<Digest>& days) {
    std::size_t files = 0, changed = 0;
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t spent = std::clock();
    for (const Digest& day : days) {
      const auto report = app::write_vault_files(*library_, day, vault_, VaultProfile{}, Task{});
      if (!report) {
        std::fprintf(stderr, "vault_bench: %s\n", report.error().message.c_str());
        return false;
      }
      for (const app::FileReport& file : *report) {
        ++files;
        if (file.outcome != app::Outcome::kUnchanged) ++changed;
      }
    }
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("%-44s %6zu files, %6zu written  %7.3f s, %7.3f s cpu\n", what, files, changed, seconds.count(),
                static_cast<double>(std::clock() - spent) / CLOCKS_PER_SEC);
    return true;
  }

 private:
  std::string vault_;
  std::unique_ptr<app::Library> library_;
};

void write_expected(const std::string& path, const std::vector<Digest>& days) {
  Json notes = Json::object();
  for (const Digest& day : days) {
    for (const Entry& entry : day.entries) {
      Json authors = Json::array();
      for (const Author& author : entry.paper.authors)  // arXiv's lists have a ":" behind a collaboration
        if (cite::is_name(author.name)) authors.push_back(plain_text(author.name));
      notes[entry.paper.id] = {{"arxiv", entry.paper.id},
                               {"title", collapse_spaces(plain_text(entry.paper.title))},
                               {"authors", authors},
                               {"categories", entry.paper.categories},
                               {"announced", format_day(day.day)},
                               {"version", entry.paper.version},
                               {"score", entry.score.value},
                               {"area", entry.summary.area}};
    }
  }
  std::ofstream(path) << dump_json(notes) << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: vault_bench VAULT DAY.jsonl DAY.jsonl…\n");
    return 2;
  }
  std::set<std::string> known;
  std::vector<Digest> days;
  for (int i = 2; i < argc; ++i) days.push_back(read_day(argv[i], known));
  std::vector<Digest> next{std::move(days.back())};
  days.pop_back();
  Bench bench(argv[1]);
  if (!bench.write("the whole vault", days) || !bench.write("all of it again", days) ||
      !bench.write("the next day", next))
    return 1;
  for (Entry& entry : next[0].entries) entry.score.value -= 0.25;
  if (!bench.write("the next day with other scores", next)) return 1;
  days.push_back(std::move(next[0]));
  write_expected(std::string(argv[1]) + ".json", days);
  return 0;
}
