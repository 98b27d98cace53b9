// The TL;DR: what it says, what it never says, and its model's file.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/tldr_candidates.hpp"
#include "summarize/tldr_features.hpp"
#include "summarize/tldr_model.hpp"
#include "support/project_files.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

std::string tldr_of(const std::string& title, std::vector<std::string> sentences) {
  return summarize_sentences(title, std::move(sentences)).tldr;
}

std::vector<std::string> candidates_of(std::vector<std::string> sentences) {
  const TldrText text = read_tldr_text(read_document("Tides and boats", std::move(sentences)));
  std::vector<std::string> out;
  for (const TldrCandidate& candidate : tldr_candidates(text))
    out.push_back(candidate_text(text, candidate));
  return out;
}

bool has(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string model_bytes() {
  std::ifstream in(test::project_file("core/models/tldr.bin"), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("the sentence that announces the contribution is the TL;DR", "[tldr]") {
  CHECK(tldr_of("Mooring boats by learned tide tables",
                {"Boats have been moored for thousands of years.",
                 "However, tides are hard to predict in small harbours.",
                 "In this paper, we propose a method to moor boats with learned tide tables (LTT).",
                 "It needs two sensors.", "Code is available at https://example.org/x."}) ==
        "We propose a method to moor boats with learned tide tables.");
}

TEST_CASE("a TL;DR does not begin with what hangs on an unseen sentence", "[tldr]") {
  const auto forms = candidates_of(
      {"Harbours lose many boats to the tide every year.", "This costs a lot of money.",
       "To solve this problem, we moor boats with ropes that follow the tide.",
       "We solve these issues with care and long ropes in all weather.", "Can it be done?"});
  CHECK(has(forms, "We moor boats with ropes that follow the tide."));
  for (const std::string& form : forms) {
    INFO(form);
    CHECK(form.compare(0, 5, "This ") != 0);
    CHECK_FALSE(contains(form, "To solve this"));
    CHECK(form.compare(0, 14, "We solve these") != 0);
    CHECK_FALSE(contains(form, "Can it"));
  }
  // Behind the sentence that it means, it may stand.
  CHECK(has(forms, "Harbours lose many boats to the tide every year. This costs a lot of money."));
}

TEST_CASE("sentences are shortened at clauses only", "[tldr]") {
  const auto forms = candidates_of(
      {"We present a rope for boats in shallow water, which follows the tide without any motor.",
       "We describe how old boats in harbours, such as ours, are kept afloat by their owners.",
       "We also show that ropes of the length $f(x, y; z)$ and (more, or less; so) suffice for "
       "it."});
  CHECK(has(forms, "We present a rope for boats in shallow water."));
  for (const std::string& form : forms) {
    INFO(form);
    CHECK(form.back() == '.');
    CHECK_FALSE(contains(form, "harbours."));
    CHECK_FALSE(contains(form, "We also"));
    CHECK((!contains(form, "$") || contains(form, "$f(x, y; z)$")));
  }
}

TEST_CASE("when all sentences hang, one of them is still the TL;DR", "[tldr]") {
  CHECK(tldr_of("Boats", {"This is a test.", "They swim."}) != "");
  CHECK(tldr_of("", {"It works?"}) == "It works?");
}

TEST_CASE("wrapped lines given as sentences are joined first", "[tldr]") {
  const std::string tldr = tldr_of("Learned tide tables",
                                   {"Boats are moored by hand in most of the",
                                    "harbours of the world. In this paper we propose learned tide",
                                    "tables that moor boats by themselves.", "It works well."});
  CHECK(tldr == "We propose learned tide tables that moor boats by themselves.");
}

TEST_CASE("Chinese abstracts are announced by their fixed phrases", "[tldr]") {
  CHECK(tldr_of("船舶系泊", {"船舶系泊很难。", "本文提出一种新的系泊方法。", "实验结果很好。"}) ==
        "本文提出一种新的系泊方法。");
}

TEST_CASE("formulas and other scripts stay whole in a TL;DR", "[tldr]") {
  CHECK(tldr_of("Bounds",
                {"We prove that $\\sum_{i=1}^n x_i \\le 1$ holds, e.g. for boats (all)."}) ==
        "We prove that $\\sum_{i=1}^n x_i \\le 1$ holds, e.g. for boats.");
  CHECK(tldr_of("Лодки", {"Мы предлагаем новый способ швартовки лодок."}) ==
        "Мы предлагаем новый способ швартовки лодок.");
}

TEST_CASE("the chances of words lie between 0 and 1 and scores are finite", "[tldr]") {
  const TldrModel* model = tldr_model();
  REQUIRE(model != nullptr);
  const TldrText text = read_tldr_text(read_document(
      "A: B", {"We propose a thing, which works.", "A", "1 2 3 4 5 6 7 8 9 10.", "?! ..."}));
  TldrScorer scorer(text, *model);
  for (const TldrCandidate& candidate : tldr_candidates(text)) {
    CHECK(std::isfinite(scorer.score(candidate)));
    const float expected = scorer.features(candidate)[1];
    CHECK(expected >= 0);
    CHECK(expected <= 2);
    for (const std::uint32_t bucket : scorer.ngrams(candidate)) CHECK(bucket < kTldrBuckets);
  }
}

TEST_CASE("the model in the tree is the one that is built in, and small", "[tldr]") {
  const std::string bytes = model_bytes();
  CHECK(bytes.size() <= 64 * 1024);
  const auto read = read_tldr_model(bytes);
  REQUIRE(read.ok());
  REQUIRE(tldr_model() != nullptr);
  CHECK(read.value().candidate.dense == tldr_model()->candidate.dense);
  CHECK(read.value().word.hashed == tldr_model()->word.hashed);
}

TEST_CASE("a damaged model is an error that says so", "[tldr]") {
  const std::string good = model_bytes();
  REQUIRE(good.size() > 100);
  for (const std::size_t length : {0, 3, 4, 19, 20, 100})
    CHECK_FALSE(read_tldr_model(good.substr(0, length)).ok());
  CHECK_FALSE(read_tldr_model(good + "x").ok());
  for (const std::size_t at : {std::size_t{0}, std::size_t{4}, std::size_t{8}, std::size_t{12},
                               std::size_t{21}, good.size() - 1}) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    const auto read = read_tldr_model(bad);
    REQUIRE_FALSE(read.ok());
    CHECK(contains(read.error().message, "the TL;DR model cannot be read"));
  }
  // A right checksum over a wrong shape.
  const std::string payload = "12345678";
  std::string shape = "SHTL";
  for (const std::uint64_t value : {std::uint64_t{1}, std::uint64_t{payload.size()}})
    for (int i = 0; i < 4; ++i) shape += static_cast<char>(value >> (8 * i));
  const std::uint64_t sum = fnv1a64(payload);
  for (int i = 0; i < 8; ++i) shape += static_cast<char>(sum >> (8 * i));
  CHECK_FALSE(read_tldr_model(shape + payload).ok());
}

TEST_CASE("stems are prefixes without the commonest endings", "[tldr]") {
  CHECK(light_stem("proposes") == light_stem("propose"));
  CHECK(light_stem("studies") == "studi");
  CHECK(light_stem("training") == "train");
  CHECK(light_stem("loss") == "loss");
  CHECK(light_stem("gas") == "gas");
  CHECK(light_stem("").empty());
}
