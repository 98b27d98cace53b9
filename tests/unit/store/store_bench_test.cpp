// How fast papers go into the store, with its full-text index. Hidden: run `unit_store "[bench]"
// -s`. Prints figures and asserts only that nothing is lost.
#include <chrono>
#include <cmath>
#include <ctime>
#include <iostream>
#include <random>

#include "unit/store/store_fixture.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

constexpr std::size_t kPapers = 100'000;
constexpr std::size_t kPerTransaction = 20'000;

/// Words as frequent as in English: the n-th most frequent with probability about 1/n.
class Words {
 public:
  std::string text(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      if (i) text += ' ';
      append_word(text, static_cast<std::uint32_t>(std::pow(60'000.0, uniform_(random_))));
    }
    return text;
  }

 private:
  static void append_word(std::string& text, std::uint32_t rank) {
    for (std::uint32_t rest = rank * 7 + 3; rest > 0; rest /= 20) {
      text += "bcdfghklmnprstvwxzjq"[rest % 20];
      text += "aeiou"[(rest + rank) % 5];
    }
  }

  std::mt19937 random_{42};
  std::uniform_real_distribution<double> uniform_{0, 1};
};

std::vector<Paper> invent(std::size_t from, std::size_t count, Words& words) {
  std::vector<Paper> papers;
  for (std::size_t i = from; i < from + count; ++i) {
    Paper paper = make_full_paper(std::to_string(2601'000000 + i));
    paper.title = words.text(10);
    paper.abstract = words.text(170);
    paper.authors = {{words.text(2), {}}, {words.text(2), {}}, {words.text(3), {}}};
    papers.push_back(std::move(paper));
  }
  return papers;
}

/// Papers a second, by the wall clock and by the time this process had on its core.
void measure(const char* what, store::Store& store, const std::vector<std::vector<Paper>>& parts) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t start_cpu = std::clock();
  for (const auto& part : parts) need(store.put_papers(part));
  const double cpu = static_cast<double>(std::clock() - start_cpu) / CLOCKS_PER_SEC;
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
  std::cout << what << static_cast<long>(kPapers / wall.count()) << " papers/s, "
            << static_cast<long>(kPapers / cpu) << " per second of processor time\n";
}

}  // namespace

TEST_CASE("papers per second into a store on disk", "[.][bench]") {
  TempDir folder;
  auto store = open_store(folder.file("bench.sqlite"));
  Words words;
  std::vector<std::vector<Paper>> parts;
  for (std::size_t from = 0; from < kPapers; from += kPerTransaction)
    parts.push_back(invent(from, kPerTransaction, words));
  measure("new:       ", *store, parts);
  measure("unchanged: ", *store, parts);
  for (auto& part : parts)
    for (Paper& paper : part) paper.comment += "!";
  measure("comment:   ", *store, parts);
  const auto info = need(store->info());
  std::cout << "file:      " << info.bytes / kPapers << " bytes/paper\n";
  const auto start = std::chrono::steady_clock::now();
  const auto found = need(store->search(parts[0][0].title, 20));
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  std::cout << "search:    " << took.count() << " ms for " << found.size() << " papers\n";
  CHECK(info.papers == kPapers);
}
