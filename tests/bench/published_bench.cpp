// How fast published pages become digests: each shared page of every format, and all of a folder
// together. Prints megabytes and papers a second; one thread, its CPU time, the median of some
// runs.
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <time.h>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "published/reader.hpp"
#include "support/shared_data.hpp"

namespace {

namespace fs = std::filesystem;

std::string read_all(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Cost {
  double milliseconds = 0;
  double megabytes = 0;
  std::size_t papers = 0;
};

Cost cost_of(const fs::path& path) {
  const std::string text = read_all(path);
  Cost cost{0, static_cast<double>(text.size()) / 1e6, 0};
  std::vector<double> times;
  for (int i = 0; i < 11; ++i) {
    const double start = cpu_milliseconds();
    const auto digest = sheaf::published::read_published(text, path.filename().string());
    times.push_back(cpu_milliseconds() - start);
    cost.papers = digest.ok() ? digest->entries.size() : 0;
  }
  std::sort(times.begin(), times.end());
  cost.milliseconds = times[times.size() / 2];
  return cost;
}

void tell(const std::string& name, const Cost& cost) {
  std::printf("%-52s %7.3f MB %5zu papers %8.2f ms %8.1f MB/s %9.0f papers/s\n", name.c_str(),
              cost.megabytes, cost.papers, cost.milliseconds,
              1e3 * cost.megabytes / cost.milliseconds,
              1e3 * static_cast<double>(cost.papers) / cost.milliseconds);
}

void measure(const fs::path& folder, const std::string& suffix) {
  Cost all;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().filename().string().ends_with(suffix)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const fs::path& path : files) {
    const Cost cost = cost_of(path);
    tell(path.filename().string(), cost);
    all.milliseconds += cost.milliseconds;
    all.megabytes += cost.megabytes;
    all.papers += cost.papers;
  }
  if (!files.empty()) tell("all " + suffix + " of " + folder.filename().string(), all);
}

}  // namespace

TEST_CASE("Published pages to digests", "[bench][published]") {
  SHEAF_SHARED_OR_SKIP(folder, "digests");
  measure(folder / "daily-arXiv-ai-enhanced", ".md");
  measure(folder / "daily-arXiv-ai-enhanced", ".jsonl");
  measure(folder / "DailyArXiv", ".md");
  measure(folder / "arxiv_rss_bot", ".md");
  measure(folder / "docusaurus-ai_toutiao", ".md");
}
