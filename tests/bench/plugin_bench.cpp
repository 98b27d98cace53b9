// Speed of plugins: starting a heap, and a scorer over a day of 1,200 papers.
// Usage: plugin_bench [plugin_peer.mjs PLUGINS], from a Release build, alone on the machine; with the peer,
// Node's vm does the same in the same run. Bars: a heap in 2 ms, 1,200 papers in 50 ms.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "plugin/plugin.hpp"

using namespace sheaf;

namespace {

template <class Work>
double median_ms(int rounds, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const std::clock_t begin = std::clock();  // computing time: what else the machine does is not counted
    work();
    times.push_back(1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

/// Abstracts of the usual 1,300 characters.
std::vector<Paper> day_of_papers(std::size_t count) {
  std::vector<Paper> papers(count);
  for (std::size_t i = 0; i < count; ++i) {
    Paper& paper = papers[i];
    paper.id = "2604." + std::to_string(10000 + i);
    paper.title = "A study of drafting tokens with small models, part " + std::to_string(i);
    while (paper.abstract.size() < 1300) paper.abstract += "We draft tokens with a small model and verify them with a large one. ";
    paper.comment = i % 7 ? "12 pages, 3 figures" : "Accepted at NeurIPS 2026, https://github.com/x/y";
    paper.categories = {"cs.CL", "cs.LG"};
    for (const char* name : {"Jane Doe", "Li Ming", "Emmy Noether", "Ada Byron"}) paper.authors.push_back({name, {}});
  }
  return papers;
}

void measure_scorer(const char* name, const char* options, const std::vector<Paper>& papers) {
  const plugin::Package* package = plugin::find_bundled(name);
  auto scorer = plugin::Plugin::open(*package, name, options);
  if (!scorer) return void(std::printf("%s: %s\n", name, scorer.error().message.c_str()));
  const Profile profile = default_profile();
  const double start = median_ms(51, [&] { (void)plugin::Plugin::open(*package, name, options); });
  const double score = median_ms(21, [&] {
    if (const auto scored = plugin::run_scorer(*scorer, papers, {}, profile, Task()); !scored)
      std::printf("%s\n", scored.error().message.c_str());
  });
  std::printf("%-18s start %.2f ms, %zu papers %.1f ms\n", name, start, papers.size(), score);
}

}  // namespace

int main(int count, char** words) {
  std::printf("%-18s start %.2f ms\n", "empty heap",
              median_ms(101, [] { (void)plugin::Sandbox::start("", "main.js", plugin::Limits()); }));
  const std::vector<Paper> papers = day_of_papers(1200);
  measure_scorer("venue-bonus", R"({"venues": {"NeurIPS": 5, "ICML": 5, "ACL": 3}})", papers);
  measure_scorer("author-style", R"({"first": {"Jane Doe": 5}, "last": {"Ada Byron": 2}})", papers);
  measure_scorer("not-my-field", R"({"words": {"federated learning": -5, "robot": -2}, "categories": {"physics.*": -9}})", papers);
  std::fflush(stdout);
  if (count < 3) return 0;
  const std::string peer = "node '" + std::string(words[1]) + "' '" + words[2] + "'";
  return std::system(peer.c_str()) == 0 ? 0 : 1;
}
