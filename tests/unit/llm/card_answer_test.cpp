// From a model's JSON to a card or a report: checked, bounded, plain.
#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "llm/card_answer.hpp"

using namespace sheaf;
using namespace sheaf::llm;

namespace {

CardOptions options() {
  CardOptions out;
  out.areas = {"Machine learning", "Robotics"};
  out.tags = {"Language models", "Planning"};
  return out;
}

Json card() {
  return Json::parse(R"({"tldr":"It works.","motivation":"m","method":"d","result":"r","conclusion":"c",
    "contributions":["one","two"],"area":"robotics","tags":["planning","Invented"],
    "mindmap":[{"label":"Problem","points":["p1","p2"]}]})");
}

}  // namespace

TEST_CASE("a card becomes a summary with its closed lists respected") {
  const auto summary = card_from_answer(card(), "Title", options());
  REQUIRE(summary.ok());
  CHECK(summary->tldr == "It works.");
  CHECK(summary->contributions == std::vector<std::string>{"one", "two"});
  CHECK(summary->area == "Robotics");
  CHECK(summary->tags == std::vector<std::string>{"Planning"});
  CHECK(summary->mindmap.label == "Title");
  REQUIRE(summary->mindmap.children.size() == 1);
  CHECK(summary->mindmap.children[0].children.size() == 2);
  CHECK(summary->language == "en");
}

TEST_CASE("an answer that is not a card is refused as such") {
  for (const char* text : {"[]", "{}", "5", R"({"tldr":""})", R"({"tldr":7})", R"({"tldr":{"a":"b"}})",
                           R"({"tldr":"x","method":{"a":1}})"}) {
    INFO(text);
    const auto read = card_from_answer(Json::parse(text), "T", options());
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().code == ErrorCode::kParse);
  }
}

TEST_CASE("everything in a card is bounded") {
  Json json = card();
  json["tldr"] = std::string(100000, 'x');
  json["contributions"] = Json::array();
  for (int i = 0; i < 50; ++i) json["contributions"].push_back("c" + std::to_string(i));
  json["mindmap"] = Json::array();
  for (int i = 0; i < 50; ++i)
    json["mindmap"].push_back({{"label", std::string(500, 'l')}, {"points", {"1", "2", "3", "4", "5"}}});
  const auto summary = card_from_answer(json, std::string(1000, 't'), options());
  REQUIRE(summary.ok());
  CHECK(count_code_points(summary->tldr) <= 501);
  CHECK(summary->contributions.size() <= 6);
  CHECK(summary->mindmap.children.size() == 8);
  for (const MindNode& branch : summary->mindmap.children) {
    CHECK(count_code_points(branch.label) <= 81);
    CHECK(branch.children.size() <= 3);
  }
}

TEST_CASE("a second language that was asked for must come") {
  CardOptions two = options();
  two.second_language = "zh";
  CHECK_FALSE(card_from_answer(card(), "T", two).ok());
  Json json = card();
  json["second_tldr"] = "有效。";
  json["second_mindmap"] = Json::parse(R"([{"label":"问题","points":[]}])");
  const auto summary = card_from_answer(json, "T", two);
  REQUIRE(summary.ok());
  CHECK(summary->second.language == "zh");
  CHECK(summary->second.tldr == "有效。");
  CHECK(summary->second.mindmap.children.size() == 1);
}

TEST_CASE("a line stays one plain line") {
  CHECK(plain_line("# Title\nnext\r\n\tline\x01", 100) == "Title next line");
  CHECK(plain_line("- **bold** item", 100) == "bold item");
  CHECK(plain_line("> > quote", 100) == "quote");
  CHECK(plain_line("-5 % at p < 0.05", 100) == "-5 % at p < 0.05");
  CHECK(plain_line("a\u200Bb\u202Ec\uFEFF", 100) == "abc");
  CHECK(plain_line("\xFF\xFE", 100) == "\uFFFD\uFFFD");
  CHECK(plain_line("###", 100).empty());
}

TEST_CASE("a report keeps paragraphs, lists and tables and nothing that could act") {
  const std::string text =
      "# Heading\nOne <script>alert(1)</script> [[Note]] ![x](http://e/a.png) [t](javascript:x)\n\n"
      "```dataview\nLIST\n```\n* item `= this.x`\n| a | b |\n|---|---|\n| 1 | <b>2</b> |\n"
      "---\nkey:: value %%hidden%% #tag <%* tp %> {{x}} text ^block\n===\n    indented";
  const std::string out = plain_markdown(text, 5000);
  for (const char* bad : {"# ", "<script", "</", "[[", "](", "![", "`", "%%", "::", "#tag", "<%", "{{", " ^block"}) {
    INFO(bad << " in\n" << out);
    CHECK(out.find(bad) == std::string::npos);
  }
  CHECK(out.find("- item") != std::string::npos);
  CHECK(out.find("| a | b |\n|---|---|") != std::string::npos);
  CHECK(out.find("\nindented") != std::string::npos);
  CHECK(out.find("\n---\n") == std::string::npos);
  CHECK(out.starts_with("Heading\n"));
}

TEST_CASE("a report of nothing is none, and a long one ends at a line") {
  CHECK_FALSE(report_from_answer(Json::parse(R"({"contribution":"","setup":null})")).ok());
  CHECK_FALSE(report_from_answer(Json::parse(R"({"contribution":5})")).ok());
  const auto report = report_from_answer(Json::parse(R"({"results":["- a","- b"]})"));
  REQUIRE(report.ok());
  CHECK(report->results == "- a\n- b");
  std::string rows;
  for (int i = 0; i < 5000; ++i) rows += "| 1 | 2 |\n";
  const std::string cut = plain_markdown(rows, 1000);
  CHECK(cut.size() < 1100);
  CHECK(cut.ends_with("| 1 | 2 |\n\n…"));
}
