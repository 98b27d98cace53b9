// How long the library and the ranking take: `library_bench papers.jsonl [items] [learned from]`, one paper a line.
// All papers go into a store; the first `items` (100,000) of them are put as a library twice, then the first
// `learned from` (2,000) alone; prints milliseconds of the processor for putting, learning, explaining,
// searching and for scoring 1,200 papers by the stored model.
#include <algorithm>
#include <ctime>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "app/ranking.hpp"
#include "model/json.hpp"
#include "rank/ranker.hpp"
#include "support/temp_dir.hpp"

using namespace sheaf;

namespace {

constexpr std::size_t kPage = 2000;
constexpr std::size_t kCandidates = 1200;
constexpr int kRuns = 21;

[[noreturn]] void fail(const std::string& why) {
  std::cerr << "library_bench: " << why << "\n";
  std::exit(1);
}

template <class T>
T need(Result<T> result) {
  if (!result) fail(result.error().message);
  return std::move(result).value();
}

double milliseconds(const std::function<void()>& work) {
  const std::clock_t start = std::clock();
  work();
  return 1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

/// The median and the worst of several runs.
void print_runs(const char* what, const std::function<void()>& work) {
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) times.push_back(milliseconds(work));
  std::sort(times.begin(), times.end());
  std::printf("%-44s median %8.1f ms, worst %8.1f ms\n", what, times[kRuns / 2], times.back());
  std::fflush(stdout);
}

void print_once(const char* what, const std::function<void()>& work) {
  std::printf("%-44s        %8.1f ms\n", what, milliseconds(work));
  std::fflush(stdout);
}

/// Into the store page by page; the first `keep` are given back.
std::vector<Paper> load(const char* path, store::Store& store, std::size_t keep) {
  std::ifstream file(path);
  if (!file) fail(std::string(path) + ": cannot be read");
  std::vector<Paper> kept;
  while (file) {
    std::string text, line;
    for (std::size_t n = 0; n < kPage && std::getline(file, line); ++n) text += line + "\n";
    const std::vector<Paper> papers = need(papers_from_text(text, path));
    need(store.put_page({papers, {}, "bench", {}}));
    for (const Paper& paper : papers)
      if (kept.size() < keep) kept.push_back(paper);
  }
  return kept;
}

void measure_library(store::Store& store, const std::vector<LibraryItem>& items) {
  std::printf("%zu items\n", items.size());
  print_once("put a library:", [&] { need(store.put_library(items)); });
  print_once("put it again, unchanged:", [&] { need(store.put_library(items)); });
  store::LibraryChange whole{items, "", true, {}};
  print_once("put it as the whole library:", [&] { need(store.put_library(whole)); });
  print_once("read it:", [&] { need(store.library()); });
}

void measure_ranking(app::Library& library, const std::vector<Paper>& papers, std::size_t learned) {
  const Profile profile = default_profile();
  const std::string id = papers.back().id;
  const std::size_t begin = std::min(learned, papers.size() - 1);
  const std::vector<Paper> candidates(papers.begin() + static_cast<std::ptrdiff_t>(begin),
                                      papers.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kCandidates, papers.size())));
  std::printf("%zu items to learn from, %zu candidates\n", begin, candidates.size());
  const auto explain = [&] { need(app::explain(library, id, profile, Task())); };
  print_once("explain, learning first:", explain);
  print_runs("explain:", explain);
  print_runs("search of three words:", [&] { need(library.store().search("sparse graph learning", 20)); });
  print_runs("load the model:", [&] { need(app::stored_ranker(library, profile, {}, Task())); });
  print_runs("score the candidates, model stored:",
             [&] { need(app::score_with(library, candidates, profile, {}, Task())); });
  const auto model = need(library.store().find_model(app::model_name(profile)));
  std::printf("the model has %zu bytes\n", model ? model->bytes.size() : 0);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) fail("give a file with one paper as JSON a line");
  const std::size_t count = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 100'000;
  const std::size_t learned = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 2'000;
  test::TempDir folder;
  app::LibraryOptions options;
  options.store_path = folder.file("store.sqlite");
  const auto library = need(app::Library::open(std::move(options)));
  const std::vector<Paper> papers = load(argv[1], library->store(), std::max(count, learned + kCandidates));
  if (papers.empty()) fail("there is no paper in it");
  std::vector<LibraryItem> items = app::as_library(papers);
  items.resize(std::min(items.size(), count));
  measure_library(library->store(), items);
  items.resize(std::min(items.size(), learned));
  need(library->store().put_library({items, "", true, {}}));
  measure_ranking(*library, papers, learned);
  return 0;
}
