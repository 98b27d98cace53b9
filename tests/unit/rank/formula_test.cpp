// The keyword formula: arxiv_rss_bot's, to the letter, and the weighted one over the whole
// abstract.
#include <catch2/catch.hpp>

#include <random>

#include "rank_fixtures.hpp"

using namespace sheaf;
using namespace sheaf::test;

TEST_CASE("a keyword gives one point, half a point more in the title", "[rank]") {
  const Paper one = paper("Fast decoding of soup", "We cook soup with a kernel.");
  CHECK(rank::rss_bot_score(one, {{"kernel", 1}}) == 1.0);
  CHECK(rank::rss_bot_score(one, {{"decoding", 1}}) == 1.5);
  CHECK(rank::rss_bot_score(one, {{"soup", 1}}) == 1.5);
  CHECK(rank::rss_bot_score(one, {{"salt", 1}}) == 0.0);
  CHECK(rank::rss_bot_score(one, {}) == 0.0);
}

TEST_CASE("keywords are substrings whose case is ignored and repeats count again", "[rank]") {
  const Paper one = paper("LLMs of the WORLD", "A Framework for reinforcement.");
  CHECK(rank::rss_bot_score(one, {{"LLM", 1}}) == 1.5);
  CHECK(rank::rss_bot_score(one, {{"rl", 1}}) == 1.5);  // in "WORLD"
  CHECK(rank::rss_bot_score(one, {{"framework", 1}, {"Framework", 1}}) == 2.0);
  CHECK(rank::rss_bot_score(paper("ÜBER Ähren", ""), {{"über", 1}}) == 1.5);
}

TEST_CASE("the bot reads an abstract up to its first line break, the default scorer all of it",
          "[rank]") {
  const Paper one = paper("A title", "First paragraph.\nSecond paragraph with quantization.");
  const std::vector<Keyword> keywords = {{"quantization", 1}};
  CHECK(rank::rss_bot_score(one, keywords) == 0.0);
  CHECK(score_one(one, profile(keywords, "rss-bot")).value == 0.0);
  CHECK(score_one(one, profile(keywords, "keywords")).value == 1.0);
}

TEST_CASE("a keyword may reach from the title into the abstract", "[rank]") {
  const Paper one = paper("On state", "space models.");
  CHECK(rank::rss_bot_score(one, {{"state space", 1}}) == 1.0);
  CHECK(score_one(one, profile({{"state space", 1}}, "rss-bot")).value == 1.0);
}

TEST_CASE("weights multiply, and negative ones speak against a paper", "[rank]") {
  const Paper one = paper("A survey of decoding", "Decoding and more decoding.");
  CHECK(score_one(one, profile({{"decoding", 2}})).value == 3.0);
  const Score score = score_one(one, profile({{"decoding", 2}, {"survey", -4}}));
  CHECK(score.value == -3.0);
  CHECK(score.reason == "keyword: decoding (title) · against: survey (title)");
}

TEST_CASE("an empty keyword says nothing", "[rank]") {
  const Paper one = paper("Title", "Abstract");
  CHECK(rank::rss_bot_score(one, {{"", 1}}) == 0.0);
  CHECK(score_one(one, profile({{"", 1}})).value == 0.0);
}

TEST_CASE("the automaton of score_papers agrees with the plain formula on random texts", "[rank]") {
  std::mt19937 random(7);
  const std::string letters = "abAB Éé\xD0\x96\xD0\xB6";
  const auto text = [&](std::size_t length) {
    std::string out;
    for (std::size_t i = 0; i < length; ++i) out += letters[random() % 7];
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<Keyword> keywords;
    for (int i = 0; i < 12; ++i) keywords.push_back({text(1 + random() % 4), 1});
    const Paper one = paper(text(random() % 12), text(random() % 40));
    INFO(one.title << " | " << one.abstract);
    CHECK(score_one(one, profile(keywords, "rss-bot")).value == rank::rss_bot_score(one, keywords));
  }
}

TEST_CASE(
    "exclude words are substrings of title or abstract and are named as the profile spells them",
    "[rank]") {
  const Paper one =
      paper("An Overview", "Reviewer comments are surveyed.\nSecond tutorial paragraph.");
  const std::vector<std::string> words = {"Review", "tutorial"};
  CHECK(rank::excluded_by(one, words) == "Review");
  const std::vector<std::string> second = {"", "TUTORIAL"};
  CHECK(rank::excluded_by(one, second) == "TUTORIAL");
  CHECK(rank::excluded_by(one, {}).empty());
  const std::vector<std::string> none = {"benchmark"};
  CHECK(rank::excluded_by(one, none).empty());
}

TEST_CASE("the order is by score and ties keep theirs", "[rank]") {
  std::vector<Score> scores(5);
  scores[1].value = 2;
  scores[3].value = 2;
  scores[4].value = 3;
  CHECK(rank::rank_order(scores) == std::vector<std::size_t>{4, 1, 3, 0, 2});
  CHECK(rank::rank_order({}).empty());
}

TEST_CASE("texts without words, huge texts and no papers are scored without fuss", "[rank]") {
  CHECK(rank::score_papers({}, profile({{"a", 1}}), {}).empty());
  CHECK(score_one(paper("", ""), profile({{"a", 1}})).value == 0.0);
  std::string huge;
  while (huge.size() < (std::size_t{1} << 20)) huge += "prefill and decode ";
  const Score score = score_one(paper("T", huge), profile({{"decode", 1}, {"fill an", 1}}),
                                {item("Prefill", huge)});
  CHECK(score.value >= 2.0);
  CHECK(score_one(paper("\xFF\xFE", "\x01\x02"), profile({{"\xFF", 1}})).value >= 0.0);
}
