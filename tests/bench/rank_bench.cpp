// Measures the learned ranking without the program around it.
//   rank_bench readers DAY.json... > PREDICTIONS   one file a reader: {"name", "keywords", "library":
//                                                  [item...], "candidates": [paper...]}
//   rank_bench speed PAPERS.jsonl ITEMS [DAILY]    processor times and peak memory
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "rank/ranker.hpp"

namespace {

using nlohmann::json;
using namespace sheaf;

Paper paper_of(const json& object) {
  Paper paper;
  paper.id = object.value("id", "");
  paper.title = object.value("title", "");
  paper.abstract = object.value("abstract", "");
  for (const json& name : object.value("authors", json::array()))
    paper.authors.push_back({name.get<std::string>(), {}});
  paper.categories = object.value("categories", std::vector<std::string>());
  return paper;
}

LibraryItem item_of(const json& object) {
  LibraryItem item;
  item.key = object.value("id", "");
  item.title = object.value("title", "");
  item.abstract = object.value("abstract", "");
  item.authors = object.value("authors", std::vector<std::string>());
  item.categories = object.value("categories", std::vector<std::string>());
  item.added = object.value("added", "");
  return item;
}

/// Of this process, so that others on the machine do not count.
double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}
double seconds_since(double start) { return cpu_seconds() - start; }

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

int rank_readers(int count, char** files) {
  for (int i = 0; i < count; ++i) {
    std::ifstream in(files[i]);
    const json day = json::parse(in);
    Profile profile;
    for (const json& term : day["keywords"]) profile.keywords.push_back({term, 1});
    rank::Lesson lesson;
    for (const json& item : day["library"]) lesson.library.push_back(item_of(item));
    for (const json& paper : day["candidates"]) lesson.background.push_back(paper_of(paper));
    const auto start = cpu_seconds();
    const rank::Ranker ranker = rank::Ranker::learn(lesson, profile);
    const double learned = seconds_since(start);
    const std::vector<Score> scores = ranker.score(lesson.background, profile);
    std::fprintf(stderr, "%s: learn %.2f s, all %.2f s, %zu interests\n", files[i], learned,
                 seconds_since(start), ranker.interests().size());
    for (std::size_t j = 0; j < scores.size(); ++j)
      std::cout << json{{"reader", day["name"]},
                        {"id", lesson.background[j].id},
                        {"score", scores[j].value},
                        {"reason", scores[j].reason}}
                       .dump()
                << '\n';
  }
  return 0;
}

/// The first `items` are the library, the next `daily` a day, all others the stream.
int measure_speed(const char* file, std::size_t items, std::size_t daily) {
  rank::Lesson lesson;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const json object = json::parse(line);
    if (lesson.library.size() < items) lesson.library.push_back(item_of(object));
    else lesson.background.push_back(paper_of(object));
  }
  const Profile profile;
  const double before = peak_mb();
  auto start = cpu_seconds();
  const rank::Ranker ranker = rank::Ranker::learn(lesson, profile);
  std::printf("learn: %zu items, %zu papers: %.3f s\n", items, lesson.background.size(),
              seconds_since(start));
  const std::vector<Score> scores = ranker.score(lesson.background, profile);
  std::printf("learn and score: %.3f s, peak %.0f MB, of it %.0f MB the papers\n",
              seconds_since(start), peak_mb(), before);
  const std::string bytes = ranker.to_bytes();
  const std::vector<Paper> day(lesson.background.begin(),
                               lesson.background.begin() +
                                   static_cast<std::ptrdiff_t>(std::min(daily, lesson.background.size())));
  start = cpu_seconds();
  const auto stored = rank::Ranker::from_bytes(bytes);
  const double read = seconds_since(start);
  const auto again = stored.value().score(day, profile);
  std::printf("stored model of %zu KB: read %.1f ms, with %zu papers scored %.1f ms\n",
              bytes.size() / 1024, 1e3 * read, again.size(), 1e3 * seconds_since(start));
  rank::Lesson next = lesson;
  LibraryItem one = lesson.library.front();
  one.title += " once more";
  next.library.push_back(one);
  start = cpu_seconds();
  const rank::Ranker further = rank::Ranker::learn(next, profile, &ranker);
  std::printf("one more item: %.1f ms\n", 1e3 * seconds_since(start));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 1 ? argv[1] : "";
  if (what == "readers" && argc > 2) return rank_readers(argc - 2, argv + 2);
  if (what == "speed" && argc > 3)
    return measure_speed(argv[2], std::strtoul(argv[3], nullptr, 10),
                         argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 1200);
  std::fprintf(stderr, "usage: rank_bench readers DAY.json... | speed PAPERS.jsonl ITEMS [DAILY]\n");
  return 2;
}
