// How fast a page of 2,000 entries becomes papers, against pugixml making its tree of the same
// bytes (load_buffer, default flags). Prints the ratios; the bar is 0.60. One thread, its CPU time,
// so that a busy machine shifts both alike.
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <malloc.h>
#include <pugixml.hpp>
#include <string>
#include <time.h>
#include <vector>

#include "source/arxiv_api.hpp"
#include "source/arxiv_feed.hpp"
#include "support/shared_data.hpp"

namespace {

std::string read_all(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool parse_tree(const std::string& body) {
  pugi::xml_document document;
  return static_cast<bool>(document.load_buffer(body.data(), body.size()));
}

std::size_t parse_papers(const std::string& body) {
  const auto page = sheaf::source::parse_api_page(body);
  return page.ok() ? page->papers.size() : 0;
}

double cpu_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The median of some runs. Cold: freed memory goes back to the system before each run, as when
// pages come seconds apart; warm: one page after the other in memory that is already there.
template <class Work>
double median_ms(bool cold, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < 41; ++i) {
    if (cold) malloc_trim(0);
    const double start = cpu_milliseconds();
    work();
    times.push_back(cpu_milliseconds() - start);
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void compare(const std::string& body, bool cold) {
  const double tree = median_ms(cold, [&] { parse_tree(body); });
  const double papers = median_ms(cold, [&] { parse_papers(body); });
  std::printf("%s: tree %.2f ms, papers %.2f ms (%.1f pages/s), ratio %.2f\n",
              cold ? "cold" : "warm", tree, papers, 1000 / papers, tree / papers);
}

}  // namespace

TEST_CASE("2,000 entries to papers, beside the bare tree", "[bench][page]") {
  SHEAF_SHARED_OR_SKIP(path, "feeds/derived/atom_new/page_00000_2000.xml");
  const std::string body = read_all(path);
  REQUIRE(parse_tree(body));
  REQUIRE(parse_papers(body) == 2000);
  for (const bool cold : {true, false, true, false}) compare(body, cold);
  BENCHMARK("pugixml load_buffer, default flags") { return parse_tree(body); };
  BENCHMARK("parse_api_page") { return parse_papers(body); };
}

TEST_CASE("The largest recorded announcement day", "[bench]") {
  SHEAF_SHARED_OR_SKIP(path, "feeds/derived/rss/cs.CV_2026-04-21.rss.xml");
  const std::string body = read_all(path);
  BENCHMARK("pugixml load_buffer, default flags") { return parse_tree(body); };
  BENCHMARK("parse_announcement_feed") {
    return sheaf::source::parse_announcement_feed(body).ok();
  };
}
