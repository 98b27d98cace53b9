// How fast recorded OAI-PMH pages become papers, beside pugixml making its tree of the same bytes
// (load_buffer, default flags), and how fast a metadata snapshot does.
//   oai_bench FOLDER_OF_PAGES [SNAPSHOT.jsonl]
// One thread, its CPU time, so that a busy machine shifts all alike; the best of some rounds.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "source/oai.hpp"
#include "source/snapshot.hpp"

namespace {

namespace fs = std::filesystem;
constexpr int kRounds = 5;

std::string read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> read_pages(const fs::path& folder) {
  std::vector<std::string> pages;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".xml") pages.push_back(read_all(entry.path()));
  return pages;
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class Work>
double best_seconds(const Work& work) {
  double best = 1e9;
  for (int i = 0; i < kRounds; ++i) {
    const double start = cpu_seconds();
    work();
    best = std::min(best, cpu_seconds() - start);
  }
  return best;
}

void report(const char* what, double seconds, std::size_t records, std::size_t bytes) {
  std::printf("%-28s %8.3f s %10.0f records/s %8.1f MB/s\n", what, seconds,
              static_cast<double>(records) / seconds, static_cast<double>(bytes) / 1e6 / seconds);
}

void measure_pages(const fs::path& folder) {
  const std::vector<std::string> pages = read_pages(folder);
  std::size_t bytes = 0, records = 0, papers = 0, warnings = 0;
  for (const std::string& page : pages) bytes += page.size();
  const double tree = best_seconds([&] {
    for (const std::string& page : pages) {
      pugi::xml_document document;
      document.load_buffer(page.data(), page.size());
    }
  });
  const double parsed = best_seconds([&] {
    records = papers = warnings = 0;
    for (const std::string& body : pages) {
      const auto page = sheaf::source::parse_oai_page(body);
      if (!page.ok()) continue;
      records += page->records;
      papers += page->papers.size();
      warnings += page->warnings.size();
    }
  });
  std::printf("%zu pages, %zu records, %zu papers, %zu warnings, %.1f MB\n", pages.size(), records,
              papers, warnings, static_cast<double>(bytes) / 1e6);
  report("pugixml, the bare tree", tree, records, bytes);
  report("parse_oai_page", parsed, records, bytes);
  std::printf("share of the bare tree: %.2f\n", tree / parsed);
}

void measure_snapshot(const fs::path& file) {
  sheaf::source::SnapshotCounts counts;
  const double seconds = best_seconds([&] {
    const auto read = sheaf::source::read_snapshot(
        file.string(), {}, [](sheaf::source::SnapshotChunk&) { return sheaf::Status(); },
        sheaf::Task());
    if (read.ok()) counts = *read;
  });
  report("read_snapshot", seconds, counts.papers, counts.end.offset);
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: oai_bench FOLDER_OF_PAGES [SNAPSHOT.jsonl]\n");
    return 2;
  }
  measure_pages(arguments[1]);
  if (count > 2) measure_snapshot(arguments[2]);
  return 0;
}
