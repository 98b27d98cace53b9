// How long the day's list takes for 1,200 papers; the bar is 10 ms with diversity.
// CPU time of one thread, the median of some runs, so that a busy machine shifts nothing.
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <random>
#include <string>
#include <time.h>

#include "rank/list.hpp"

namespace {

using namespace sheaf;

/// Invented texts whose words are as unevenly frequent as those of a language.
std::vector<Paper> invented_day(std::size_t papers) {
  std::mt19937 random(1);
  const auto words = [&random](int count) {
    std::string out;
    for (int i = 0; i < count; ++i) {
      const double share = std::uniform_real_distribution<>(0, 1)(random);
      auto number = static_cast<unsigned>(std::exp(share * 10));
      for (int letter = 0; letter < 2 || number > 0; ++letter, number /= 20)
        out += static_cast<char>('a' + (number + static_cast<unsigned>(letter)) % 20);
      out += ' ';
    }
    return out;
  };
  std::vector<Paper> out(papers);
  for (Paper& paper : out) {
    paper.title = words(10);
    paper.abstract = words(190);
  }
  return out;
}

double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

template <class Work>
void report(std::size_t papers, const char* what, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < 21; ++i) {
    const double start = cpu_milliseconds();
    work();
    times.push_back(cpu_milliseconds() - start);
  }
  std::sort(times.begin(), times.end());
  std::printf("%5zu papers, %-24s %6.2f ms\n", papers, what, times[times.size() / 2]);
}

}  // namespace

TEST_CASE("the list of a day") {
  for (const std::size_t count : {1200U, 5000U}) {
    const std::vector<Paper> papers = invented_day(count);
    std::vector<Score> scores(papers.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
      scores[i].value = static_cast<double>(i * 7919 % count);
      scores[i].uncertainty = static_cast<double>(i * 104729 % count) / static_cast<double>(count);
    }
    Profile profile;
    report(count, "near-duplicates alone", [&] { return rank::near_duplicates(papers).size(); });
    const auto make = [&] { return rank::make_day_list(papers, scores, profile).shown.size(); };
    report(count, "by score", make);
    profile.ranking.diversity = 0.3;
    profile.ranking.explore = 3;
    report(count, "spread and exploring", make);
    CHECK(make() == count);
  }
}
