// Author names: which spellings can be the same person.
#include <catch2/catch.hpp>

#include "rank/names.hpp"
#include "rank_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;

namespace {

bool same(const char* a, const char* b) {
  const rank::PersonName first = rank::parse_name(a), second = rank::parse_name(b);
  CHECK(rank::may_be_same(first, second) == rank::may_be_same(second, first));
  return rank::may_be_same(first, second);
}

}  // namespace

TEST_CASE("initials stand for names and missing middle names do not matter", "[rank][names]") {
  CHECK(same("J. Doe", "Jane Doe"));
  CHECK(same("Jane Doe", "Jane Q. Doe"));
  CHECK(same("J. Q. Doe", "Jane Quincy Doe"));
  CHECK(same("Doe, Jane", "Jane Doe"));
  CHECK(same("jane doe", "JANE DOE"));
  CHECK_FALSE(same("J. Doe", "Mary Doe"));
  CHECK_FALSE(same("Jane R. Doe", "Jane Q. Doe"));
  CHECK_FALSE(same("Jane Doe", "Jane Roe"));
  CHECK_FALSE(same("Jane Doe", "Joan Doe"));
}

TEST_CASE("diacritics, hyphens, particles and suffixes do not matter", "[rank][names]") {
  CHECK(same("Jürgen Müller", "Jurgen Muller"));
  CHECK(same("Weng-Fai Wong", "Wengfai Wong"));
  CHECK(same("Weng-Fai Wong", "W. F. Wong"));
  CHECK(same("Guido van Rossum", "G. van Rossum"));
  CHECK(same("Thomas McAllister, Sr.", "Thomas McAllister"));
  CHECK(same("Oluwaseun Adeyemi Jr.", "O. Adeyemi"));
  CHECK(same("Robert O'Neil", "Robert ONeil"));
}

TEST_CASE("names in other scripts are compared as they are written", "[rank][names]") {
  CHECK(same("沈知远", "沈知远"));
  CHECK(same("沈 知远", "沈知远"));
  CHECK_FALSE(same("沈知远", "顾南乔"));
  CHECK(same("Иван Петров", "ИВАН ПЕТРОВ"));
}

TEST_CASE("a single name or none matches only itself", "[rank][names]") {
  CHECK(same("DeepSeaLab", "deepsealab"));
  CHECK_FALSE(same("Wang", "Li Wang"));
  CHECK_FALSE(same("", ""));
  CHECK_FALSE(same("...", "Jane Doe"));
  CHECK_FALSE(same(",", ","));
}

TEST_CASE("a followed author adds the weight once, however often the name occurs",
          "[rank][names]") {
  Profile reader = profile({});
  reader.authors = {{"J. Doe", 3}, {"Nobody Here", 5}};
  const Score score = score_one(paper("T", "A", {"Jane Doe", "John Doe", "Ann Other"}), reader);
  CHECK(score.value == 3.0);
  CHECK(score.authors == std::vector<std::string>{"J. Doe"});
  CHECK(score.reason == "author: J. Doe");
  SECTION("the bot's scorer knows no authors") {
    reader.scorer = "rss-bot";
    CHECK(score_one(paper("T", "A", {"Jane Doe"}), reader).value == 0.0);
  }
}
