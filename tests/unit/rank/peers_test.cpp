// The formulas of other systems: by hand where they are small, by what they must do elsewhere.
#include <catch2/catch.hpp>

#include <cmath>

#include "base/text.hpp"
#include "rank/linear_svm.hpp"
#include "rank/peers.hpp"
#include "rank_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

const char* kOtters = "River otters juggle stones at river banks and otters eat crabs.";
const char* kComets = "Comet tails were photographed while dust in the comet tail reflects light.";

std::vector<Paper> day() {
  std::vector<Paper> out = {paper("Otters that juggle stones", kOtters, {"Jane Doe"}),
                            paper("Dust in comet tails", kComets)};
  for (int i = 0; i < 30; ++i) {
    const std::string n = "subject" + std::to_string(i);
    out.push_back(paper("On " + n, "A text about " + n + " and what " + n + " makes of bread."));
  }
  return out;
}

LibraryItem dated(std::string title, std::string abstract, std::string added) {
  LibraryItem out = item(std::move(title), std::move(abstract));
  out.added = std::move(added);
  return out;
}

}  // namespace

TEST_CASE("an SVM with two points lies half-way between them", "[rank][peers]") {
  rank::FeatureRows rows;
  rows.features = {{0, 1.0F}, {0, -1.0F}};
  rows.begin = {0, 1, 2};
  const rank::LinearModel model = rank::train_svm(rows, 1, {true, false}, 1);
  // min w²/2 + 2 · max(0, 1 - w)² has its minimum at w = 4/5; the bias is 0 by symmetry.
  CHECK(model.weights[0] == Approx(0.8).margin(1e-3));
  CHECK(model.bias == Approx(0).margin(1e-3));
  CHECK(model.decision(rows, 0) > 0);
  CHECK(rank::train_svm(rows, 1, {true, true}, 1).weights[0] == 0);
}

TEST_CASE("classes weigh the same however many they are", "[rank][peers]") {
  rank::FeatureRows rows;
  std::vector<bool> positive;
  for (int i = 0; i < 50; ++i) {
    rows.features.push_back({0, i == 0 ? 1.0F : -1.0F});
    rows.begin.push_back(rows.features.size());
    positive.push_back(i == 0);
  }
  const rank::LinearModel model = rank::train_svm(rows, 1, positive, 0.01);
  CHECK(model.decision(rows, 0) == Approx(-model.decision(rows, 1)).margin(1e-2));
}

TEST_CASE("sanity-lite puts what is like the library first and says by which words",
          "[rank][peers]") {
  const std::vector<LibraryItem> library = {item("Stone juggling", "Otters juggle stones."),
                                            item("Otters of the river", "River otters eat crabs.")};
  const auto scores = rank::sanity_lite_scores(day(), library);
  CHECK(rank::rank_order(scores).front() == 0);
  CHECK(scores[0].value > scores[1].value);
  REQUIRE_FALSE(scores[0].carried.empty());
  CHECK(scores[0].carried.front().points > 0);
  CHECK(contains(scores[0].reason, "words: "));
  CHECK(contains(scores[0].reason, "otters"));
  CHECK(scores == rank::sanity_lite_scores(day(), library));
}

TEST_CASE("sanity-lite counts authors as words and kept papers as the reader's", "[rank][peers]") {
  LibraryItem by_jane = item("Unrelated essay", "Nothing of this is elsewhere.");
  by_jane.authors = {"Jane Doe"};
  CHECK(rank::rank_order(rank::sanity_lite_scores(day(), {by_jane})).front() == 0);
  // The day's comet paper is itself in the library: it is no example of what is not wanted.
  const auto scores =
      rank::sanity_lite_scores(day(), {item("Dust in  Comet tails", kComets)}, day());
  CHECK(rank::rank_order(scores).front() == 1);
}

TEST_CASE("sanity-lite without examples says nothing", "[rank][peers]") {
  for (const Score& score : rank::sanity_lite_scores(day(), {})) CHECK(score == Score());
  CHECK(rank::sanity_lite_scores({}, {item("Otters", kOtters)}).empty());
  const auto scores = rank::sanity_lite_scores({paper("", ""), paper("\xFF\xFE", "\x01\x02")},
                                               {item("", ""), item("Otters", kOtters)});
  for (const Score& score : scores) CHECK(std::isfinite(score.value));
}

TEST_CASE("zotero-arxiv-daily weighs the newest items most", "[rank][peers]") {
  const std::vector<LibraryItem> otters_first = {dated("Comets", kComets, "2024-01-01"),
                                                 dated("Otters", kOtters, "2026-01-01")};
  const auto scores = rank::zotero_arxiv_daily_scores(day(), otters_first);
  // The day's abstracts are the library's: 10 · w with w = 1 and 1 / (1 + log10 2), normalised.
  const double second = 1 / (1 + std::log10(2.0));
  const double shared = scores[2].value;  // nothing but what all texts share
  CHECK(scores[0].value == Approx(10 / (1 + second)).margin(0.2));
  CHECK(scores[1].value == Approx(10 * second / (1 + second)).margin(0.2));
  CHECK(shared < 0.5);
  CHECK(scores[0].similar.front() == "Otters");
  CHECK(contains(scores[0].reason, "Otters"));
}

TEST_CASE("zotero-arxiv-daily passes over items without abstract", "[rank][peers]") {
  const auto scores = rank::zotero_arxiv_daily_scores(
      day(), {dated("Empty", " ", "2026-05-05"), dated("Otters", kOtters, "")});
  CHECK(scores[0].value == Approx(10).margin(0.1));
  for (const Score& score : rank::zotero_arxiv_daily_scores(day(), {dated("Empty", "", "2026")}))
    CHECK(score == Score());
}

TEST_CASE("a profile chooses these scorers by name", "[rank][peers]") {
  const std::vector<LibraryItem> library = {item("Otters", kOtters)};
  CHECK(rank::score_papers(day(), profile({{"comet", 9}}, "sanity-lite"), library) ==
        rank::sanity_lite_scores(day(), library));
  CHECK(rank::score_papers(day(), profile({{"comet", 9}}, "zotero-arxiv-daily"), library) ==
        rank::zotero_arxiv_daily_scores(day(), library));
}
