// Likeness to the reader's library, and the reason that is given.
#include <catch2/catch.hpp>

#include "base/text.hpp"
#include "rank/library.hpp"
#include "rank/terms.hpp"
#include "rank_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

const char* kOtters =
    "River otters juggle stones. Otter juggling was recorded at four river banks.";
const char* kComets = "Comet tails were photographed. Dust in the comet tail reflects sunlight.";

std::vector<Paper> day() {
  return {paper("Otters that juggle stones by the river", kOtters),
          paper("Dust in comet tails", kComets),
          paper("Bread crusts", "The crust of bread hardens when water leaves the loaf."),
          paper("Tides in teacups", "A teacup shows tides when the table tilts.")};
}

std::size_t count_terms(const char* title, const char* abstract) {
  std::vector<rank::TermCount> terms;
  rank::append_terms(title, abstract, terms);
  return terms.size();
}

}  // namespace

TEST_CASE("a paper like the library's scores above the others and names its neighbour",
          "[rank][library]") {
  const std::vector<LibraryItem> library = {
      item("Stone juggling in otters", "Otters juggle stones at river banks, mostly when hungry."),
      item("Sleep of hedgehogs", "Hedgehogs sleep in piles of leaves.")};
  const std::vector<Score> scores = rank::score_papers(day(), profile({}), library);
  CHECK(rank::rank_order(scores).front() == 0);
  REQUIRE_FALSE(scores[0].similar.empty());
  CHECK(scores[0].similar.front() == "Stone juggling in otters");
  CHECK(scores[0].reason == "like \"Stone juggling in otters\" in your library");
  CHECK(scores[0].value > 2.0);
  CHECK(scores[2].similar.empty());
  CHECK(scores[2].reason.empty());
}

TEST_CASE("likeness is zero without a library and for papers without shared terms",
          "[rank][library]") {
  CHECK(rank::likeness_to_library(day(), {}).size() == 4);
  CHECK(rank::likeness_to_library(day(), {})[0].value == 0.0);
  const auto empty =
      rank::likeness_to_library({paper("", "")}, {item("", ""), item("Otters", kOtters)});
  CHECK(empty[0].value == 0.0);
  CHECK(empty[0].nearest.empty());
}

TEST_CASE("the nearest items come first and there are three at most", "[rank][library]") {
  std::vector<LibraryItem> library;
  for (int i = 0; i < 5; ++i) library.push_back(item("Otters " + std::to_string(i), kOtters));
  library.push_back(item("Comets", kComets));
  const auto likeness = rank::likeness_to_library(day(), library);
  REQUIRE(likeness[0].nearest.size() == rank::kNearest);
  CHECK(likeness[0].nearest[0].cosine >= likeness[0].nearest[1].cosine);
  CHECK(likeness[1].nearest[0].item == 5);
}

TEST_CASE("Chinese, Russian and Greek texts have terms", "[rank][library]") {
  CHECK(count_terms("长文本推理", "") == 4);  // pairs of characters
  CHECK(count_terms("推", "") == 1);
  CHECK(count_terms("Нейронные сети", "") == 3);  // two words and the pair
  CHECK(count_terms("Εισαγωγή", "") == 1);
  const std::vector<Score> scores =
      rank::score_papers({paper("键值缓存压缩", "长上下文推理的键值缓存压缩方法。"),
                          paper("鸟类叫声", "鸟类叫声的识别。")},
                         profile({}), {item("键值缓存", "键值缓存的压缩与合并。")});
  CHECK(scores[0].value > scores[1].value);
}

TEST_CASE("stop words, numbers and LaTeX commands are no terms, plural and case do not matter",
          "[rank][library]") {
  CHECK(count_terms("The of and which", "we have been using these") == 0);
  CHECK(count_terms("2026 17 3.5", "") == 0);
  CHECK(count_terms("\\textbf \\emph", "") == 0);
  std::vector<rank::TermCount> plural, single;
  rank::append_terms("", "Kernels", plural);
  rank::append_terms("", "kernel", single);
  REQUIRE(plural.size() == 1);
  CHECK(plural[0].term == single[0].term);
  std::vector<rank::TermCount> titled;
  rank::append_terms("kernel", "kernel", titled);
  REQUIRE(titled.size() == 1);
  CHECK(titled[0].count == 4.0F);
}

TEST_CASE("scores are the same every time", "[rank][library]") {
  const std::vector<LibraryItem> library = {item("Otters", kOtters), item("Comets", kComets)};
  CHECK(rank::score_papers(day(), profile({{"tail", 1}}), library) ==
        rank::score_papers(day(), profile({{"tail", 1}}), library));
}

TEST_CASE("a reason joins keywords, authors and likeness and stays short", "[rank][reason]") {
  Profile reader = profile({{"stones", 1}, {"juggle", 1}, {"river", 2}, {"River", 1}});
  reader.authors = {{"Jane Doe", 1}};
  Paper one = day()[0];
  one.authors = {{"Jane Doe", {}}};
  std::vector<Paper> papers = day();
  papers[0] = one;
  const Score score = rank::score_papers(
      papers, reader,
      {item("Otters and stones: a \"long\" history of juggling by rivers", kOtters)})[0];
  CHECK(score.terms == std::vector<std::string>{"stones", "juggle", "river"});
  CHECK(score.reason.rfind("keywords: river (title), stones (title), juggle (title) · author: Jane "
                           "Doe · like \"Otters",
                           0) == 0);
  CHECK(count_code_points(score.reason) <= 170);

  Profile many = profile({});
  for (int i = 0; i < 200; ++i) many.keywords.push_back({i % 2 ? "stones" : "stone", 1});
  for (char c = 'a'; c <= 'z'; ++c) many.keywords.push_back({std::string(1, c), 1});
  CHECK(count_code_points(score_one(one, many).reason) <= 160);
}

TEST_CASE("a large day against a large library takes a fraction of a second", "[rank][library]") {
  std::vector<Paper> papers;
  std::vector<LibraryItem> library;
  const auto text = [](unsigned seed) {
    std::string out;
    for (int i = 0; i < 180; ++i) {
      seed = seed * 1664525U + 1013904223U;
      const unsigned rank = (seed >> 16) % 100;
      out.append("w").append(std::to_string((seed >> 8) % (rank < 50 ? 60 : 20000))).append("x ");
    }
    return out;
  };
  for (unsigned i = 0; i < 600; ++i)
    papers.push_back(paper("Title " + text(i).substr(0, 60), text(i)));
  for (unsigned i = 0; i < 1000; ++i) library.push_back(item("Title", text(i + 5000)));
  // No clock here: work that grew with the square would run into the test's own time limit.
  CHECK(rank::score_papers(papers, profile({{"w1x", 1}}), library).size() == 600);
}
