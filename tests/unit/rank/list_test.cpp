// The day's list: folding, spreading, exploring, and what a hostile day costs.
#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>
#include <set>

#include "rank/list.hpp"
#include "rank_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;
using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

namespace {

/// `count` words that only texts of this `seed` have.
std::string words(int seed, int count) {
  std::string out;
  for (int i = 0; i < count; ++i)
    out += "word" + std::to_string(seed) + "x" + std::to_string(i * 7919 % 1009) + " ";
  return out;
}

std::vector<Paper> different(int count) {
  std::vector<Paper> out;
  for (int i = 0; i < count; ++i) {
    out.push_back(paper("Title of paper " + words(i, 3), words(i, 60)));
    out.back().id = std::to_string(i);
  }
  return out;
}

std::vector<Score> values(const std::vector<double>& list) {
  std::vector<Score> out(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) out[i].value = list[i];
  return out;
}

std::vector<Score> falling(std::size_t count) {
  std::vector<double> list;
  for (std::size_t i = 0; i < count; ++i) list.push_back(static_cast<double>(count - i));
  return values(list);
}

/// Every paper stands in one place.
void check_whole(const rank::DayList& list, std::size_t papers) {
  CHECK(list.shown.size() + list.folded.size() + list.below_score + list.over_limit == papers);
  CHECK(std::set<std::size_t>(list.shown.begin(), list.shown.end()).size() == list.shown.size());
}

}  // namespace

TEST_CASE("without any wish the list is the order of scores", "[rank][list]") {
  const auto papers = different(6);
  auto scores = values({1, 5, 3, 5, 0, 2});
  const rank::DayList list = rank::make_day_list(papers, scores, Profile());
  CHECK(list.shown == rank::rank_order(scores));
  CHECK(list.folded.empty());
  check_whole(list, 6);
}

TEST_CASE("the list is cut to the profile and says what it left out", "[rank][list]") {
  const auto papers = different(6);
  auto scores = values({1, 5, 3, 4, 0.5, 2});
  Profile profile;
  profile.min_score = 1.5;
  profile.max_papers = 2;
  const rank::DayList list = rank::make_day_list(papers, scores, profile);
  CHECK(list.shown == std::vector<std::size_t>{1, 3});
  CHECK(list.below_score == 2);
  CHECK(list.over_limit == 2);
}

TEST_CASE("a near-duplicate stands behind the better one", "[rank][list]") {
  auto papers = different(4);
  papers.push_back(papers[2]);
  papers[4].id = "copy";
  auto scores = values({4, 3, 1, 2, 5});
  rank::DayList list = rank::make_day_list(papers, scores, Profile());
  CHECK(list.shown == std::vector<std::size_t>{4, 0, 1, 3});
  CHECK(list.folded == Pairs{{2, 4}});
  CHECK(scores[4].folded == std::vector<std::string>{"2"});
  check_whole(list, 5);
  // Again on its own scores: nothing is added twice.
  list = rank::make_day_list(papers, scores, Profile());
  CHECK(scores[4].folded.size() == 1);
  Profile plain;
  plain.ranking.fold = false;
  CHECK(rank::make_day_list(papers, scores, plain).shown.size() == 5);
  CHECK(scores[4].folded.empty());
}

TEST_CASE("what repeats a paper is told by title, abstract and authors", "[rank][list]") {
  const std::string text = words(1, 120);
  const std::string title = "Juggling otters of the northern rivers";
  const auto pairs = [](const Paper& a, const Paper& b) {
    return rank::near_duplicates({a, paper("Another paper", words(99, 80)), b});
  };
  const Pairs yes = {{0, 2}};
  SECTION("case, punctuation and TeX of the title do not matter") {
    CHECK(pairs(paper(title, text), paper("JUGGLING OTTERS, of the northern-rivers!", text)) == yes);
    CHECK(pairs(paper("On $k$-sparse otters in rivers", text),
                paper("On k-sparse otters in rivers", text)) == yes);
  }
  SECTION("an abstract with some words changed is the same") {
    std::string edited = text;
    edited.replace(edited.find("word1x"), 6, "changed");
    CHECK(pairs(paper(title, text), paper(title, edited)) == yes);
    CHECK(pairs(paper(title, text), paper("Juggling otters of the southern rivers", edited)) == yes);
  }
  SECTION("one title and authors in common") {
    CHECK(pairs(paper(title, text, {"Jane Doe"}), paper(title, words(2, 90), {"JANE DOE"})) == yes);
    CHECK(pairs(paper(title, text, {"Jane Doe"}), paper(title, words(2, 90), {"John Roe"})).empty());
  }
  SECTION("a title without an abstract") {
    CHECK(pairs(paper(title, text), paper(title, "")) == yes);
    CHECK(pairs(paper("Editorial", text), paper("Editorial", "")).empty());
  }
  SECTION("parts of a series are not the same") {
    CHECK(pairs(paper(title + ", Part I", text), paper(title + ", Part II", text)).empty());
    CHECK(pairs(paper(title + " 2025", text), paper(title + " 2026", text)).empty());
    CHECK(pairs(paper(title + " B", text), paper(title + " C", text)).empty());
    CHECK(pairs(paper("First " + title, text), paper("Second " + title, text)).empty());
    CHECK(pairs(paper("A " + title, text), paper(title, text)) == yes);
  }
  SECTION("a form that many papers share is no abstract") {
    const std::string form = "This paper has been withdrawn by its authors because of an error.";
    CHECK(pairs(paper(title, form), paper("Sleep of hedgehogs", form)).empty());
    CHECK(pairs(paper(title, form), paper(title, form)) == yes);
    // A record that got another paper's abstract by mistake.
    CHECK(pairs(paper(title, text), paper("Sleep of hedgehogs", text)).empty());
  }
  SECTION("nothing in common, or nothing at all") {
    CHECK(pairs(paper(title, text), paper("Sleep of hedgehogs", words(5, 120))).empty());
    CHECK(pairs(paper("", ""), paper("", "")).empty());
  }
}

TEST_CASE("Chinese abstracts repeat each other too", "[rank][list]") {
  std::string text;
  for (int i = 0; i < 40; ++i) text += i % 3 ? "长上下文推理" : "键值缓存压缩的方法";
  const auto pairs = rank::near_duplicates(
      {paper("键值缓存压缩", text), paper("键值缓存的压缩", text + "。")});
  CHECK(pairs == Pairs{{0, 1}});
}

TEST_CASE("each repeat is paired once, with the earliest", "[rank][list]") {
  const Paper one = different(1).front();
  CHECK(rank::near_duplicates({one, one, one}) == Pairs{{0, 1}, {0, 2}});
}

TEST_CASE("diversity puts unlike papers between alike ones", "[rank][list]") {
  auto papers = different(12);
  for (const int i : {0, 1, 2})  // alike, but far from the same
    papers[static_cast<std::size_t>(i)].abstract = words(i, 30) + words(50, 60);
  auto scores = falling(12);
  Profile profile;
  CHECK(rank::make_day_list(papers, scores, profile).shown == rank::rank_order(scores));
  profile.ranking.diversity = 0.5;
  const std::vector<std::size_t> spread = rank::make_day_list(papers, scores, profile).shown;
  CHECK(spread.front() == 0);
  CHECK(spread[1] == 3);
  const auto second = std::find(spread.begin(), spread.end(), 1U);
  CHECK(second < std::find(spread.begin(), spread.end(), 2U));
  CHECK(spread.back() != 2);  // alike is not hopeless
  CHECK(std::set<std::size_t>(spread.begin(), spread.end()).size() == 12);
  profile.ranking.diversity = 1;
  CHECK(rank::make_day_list(papers, scores, profile).shown.back() == 2);
}

TEST_CASE("papers to explore take spread places and no more than were given", "[rank][list]") {
  const auto papers = different(40);
  auto scores = falling(40);
  for (std::size_t i = 0; i < 40; ++i) scores[i].uncertainty = 0.01 * static_cast<double>(i);
  Profile profile;
  profile.max_papers = 10;
  profile.ranking.explore = 2;
  const rank::DayList list = rank::make_day_list(papers, scores, profile);
  REQUIRE(list.shown.size() == 10);
  // 19 is the last of the better half; the more uncertain ones below are hopeless.
  CHECK(list.shown == std::vector<std::size_t>{0, 1, 2, 19, 3, 4, 18, 5, 6, 7});
  CHECK(scores[19].explored);
  CHECK(scores[18].explored);
  CHECK(std::count_if(scores.begin(), scores.end(), [](const Score& s) { return s.explored; }) == 2);
  check_whole(list, 40);
}

TEST_CASE("exploring may go below min_score, never beyond its places", "[rank][list]") {
  const auto papers = different(20);
  auto scores = falling(20);
  for (Score& score : scores) score.uncertainty = 0.5;
  Profile profile;
  profile.min_score = 17.5;
  profile.ranking.explore = 2;
  rank::DayList list = rank::make_day_list(papers, scores, profile);
  CHECK(list.shown == std::vector<std::size_t>{0, 3, 1, 4, 2});
  CHECK(list.below_score == 15);
  check_whole(list, 20);
  profile.max_papers = 1;  // half of one place is none
  list = rank::make_day_list(papers, scores, profile);
  CHECK(list.shown == std::vector<std::size_t>{0});
  check_whole(list, 20);
  for (Score& score : scores) score.uncertainty = 0;
  profile.max_papers = 10;
  CHECK(rank::make_day_list(papers, scores, profile).shown.size() == 3);
}

TEST_CASE("odd days make whole lists", "[rank][list]") {
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Profile profile;
  profile.min_score = -kInfinity;
  profile.ranking.diversity = 0.5;
  profile.ranking.explore = 3;
  std::vector<Score> none;
  CHECK(rank::make_day_list({}, none, profile).shown.empty());
  const auto papers = different(5);
  for (const auto& list : {std::vector<double>{1, 1, 1, 1, 1},
                           {kNaN, kNaN, kNaN, kNaN, kNaN},
                           {kInfinity, 1, -kInfinity, kNaN, 1e308},
                           {-1e308, 1e308, 0, 0, 0}}) {
    auto scores = values(list);
    for (Score& score : scores) score.uncertainty = list[0];
    check_whole(rank::make_day_list(papers, scores, profile), 5);
  }
  auto short_scores = values({1});  // a score is missing: it counts as 0
  check_whole(rank::make_day_list(papers, short_scores, profile), 5);
}

TEST_CASE("thousands of copies and of half-alike texts are folded in linear time", "[rank][list]") {
  std::vector<Paper> copies(5000, paper("One and the same title here", words(1, 200)));
  CHECK(rank::near_duplicates(copies).size() == 4999);
  // Alike enough to share bands, not enough to be the same: half of each text is common.
  const std::string common = words(1, 150);
  std::vector<Paper> alike;
  for (int i = 0; i < 2000; ++i)
    alike.push_back(paper("Paper " + words(i, 2), common + words(i + 10, 50)));
  CHECK(rank::near_duplicates(alike).empty());
}
