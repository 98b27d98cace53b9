// TL;DR, card fields, tags and mindmap.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "summarize/clause.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/tags.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

Paper ferry() {
  Paper paper;
  paper.id = "0000.00007";
  paper.title = "TideNet: Predicting Ferry Delays from Tides";
  paper.abstract =
      "Ferries are often late. However, the causes of ferry delays remain poorly understood. "
      "In this paper, we propose TideNet, a recurrent network (see Fig. 1) that predicts ferry "
      "delays from tides. "
      "TideNet is trained on logbooks of two invented harbours. "
      "We also release a dataset of 12,000 crossings. "
      "Experiments show that TideNet lowers the mean error from 7.9 to 6.1 minutes compared to "
      "timetables. "
      "These findings suggest that timetables should follow the moon. "
      "Code is available at https://github.com/example/tidenet.";
  paper.authors = {{"Jane Doe", {"Example University", "Harbour Lab"}},
                   {"John Roe", {"example university"}}};
  return paper;
}

void check_labels(const MindNode& node, std::size_t depth = 0) {
  CHECK_FALSE(node.label.empty());
  CHECK(count_code_points(node.label) <= 80);
  CHECK(node.children.size() <= (depth == 0 ? 8 : 3));
  for (const MindNode& child : node.children) check_labels(child, depth + 1);
}

}  // namespace

TEST_CASE("the TL;DR is the announcement, cleaned", "[summary]") {
  CHECK(summarize_paper(ferry()).tldr ==
        "We propose TideNet, a recurrent network that predicts ferry delays from tides.");
}

TEST_CASE("the card's fields come from sentences of their role", "[summary]") {
  const Summary summary = summarize_paper(ferry());
  CHECK(summary.motivation ==
        "Ferries are often late. The causes of ferry delays remain poorly understood.");
  CHECK(contains(summary.method, "TideNet"));
  CHECK(contains(summary.result, "6.1 minutes"));
  CHECK(summary.conclusion == "These findings suggest that timetables should follow the moon.");
  CHECK(summary.contributions.size() >= 2);
  CHECK(summary.contributions.size() <= 4);
  CHECK(summary.institutions == std::vector<std::string>{"Example University", "Harbour Lab"});
  CHECK(summary.code_url == "https://github.com/example/tidenet");
  CHECK(summary.provider == "built-in");
  CHECK(summary.language == "en");
  CHECK(summary.note.empty());
  CHECK(summary.labels.size() == summary.sentences.size());
}

TEST_CASE("no sentence is in two fields, and none about code in any", "[summary]") {
  const Summary summary = summarize_paper(ferry());
  const std::string all = summary.motivation + "|" + summary.method + "|" + summary.result + "|" +
                          summary.conclusion + "|";
  CHECK_FALSE(contains(all, "github"));
  for (const std::string& sentence : summary.sentences) {
    const std::string part = sentence.substr(sentence.size() - 20);
    const std::size_t at = all.find(part);
    if (at != std::string::npos) CHECK(all.find(part, at + 1) == std::string::npos);
  }
}

TEST_CASE("a sentence that hangs on another comes with it or not at all", "[summary]") {
  const Summary summary = summarize_sentences(
      "", {"Ferries are often late.", "They annoy everybody.", "This is a serious problem.",
           "We train a network on logbooks.", "It reads tides.", "Results show a gain of 12.5%.",
           "This improves on timetables by 3.1%."});
  const auto opens_with = [](std::string_view field, std::string_view word) {
    return field.substr(0, word.size()) == word;
  };
  for (const std::string& field :
       {summary.motivation, summary.method, summary.result, summary.conclusion}) {
    CHECK_FALSE(opens_with(field, "They "));
    CHECK_FALSE(opens_with(field, "This "));
    CHECK_FALSE(opens_with(field, "It "));
  }
  CHECK(contains(summary.result + summary.conclusion, "12.5%"));
}

TEST_CASE("limits and future work are the paper's own", "[summary]") {
  const Summary summary = summarize_sentences(
      "",
      {"A drawback of timetables is their age.", "We propose TideNet, which predicts delays.",
       "Experiments show a gain of 12.5%.", "TideNet overcomes the drawback of previous models.",
       "We release the logbooks to support future research.",
       "A limitation of our study is that only two harbours were seen.",
       "In future work, we will measure storms."});
  CHECK(summary.limitations ==
        std::vector<std::string>{"A limitation of our study is that only two harbours were seen."});
  REQUIRE(summary.future_work.size() == 1);
  CHECK(contains(summary.future_work[0], "storms"));
}

TEST_CASE("an abstract that is missing is said so", "[summary]") {
  Paper paper;
  paper.title = "Only a title";
  const Summary summary = summarize_paper(paper);
  CHECK(summary.tldr.empty());
  CHECK(summary.note == "no abstract");
  CHECK(summary.mindmap.label == "Only a title");
  CHECK(summary.mindmap.children.empty());
}

TEST_CASE("a Chinese abstract gives a Chinese summary", "[summary]") {
  Paper paper;
  paper.title = "渡轮延误预测";
  paper.abstract =
      "近年来渡轮很受欢迎。然而，延误难以预测。本文提出 TideNet "
      "方法，根据潮汐预测延误。实验结果表明，该方法优于时刻表。";
  const Summary summary = summarize_paper(paper);
  CHECK(summary.language == "zh");
  CHECK(summary.tldr == "本文提出 TideNet 方法，根据潮汐预测延误。");
  REQUIRE(summary.mindmap.children.size() >= 3);
  CHECK(summary.mindmap.children.front().label == "问题");
  check_labels(summary.mindmap);
}

TEST_CASE("sentences lose connectives and asides and keep their capital", "[summary][clause]") {
  CHECK(clean_sentence("However, it fails.") == "It fails.");
  CHECK(clean_sentence("In this paper we show it.") == "We show it.");
  CHECK(clean_sentence("To this end, we build \\textbf{X}.") == "We build X.");
  CHECK(clean_sentence("Here we report it.") == "We report it.");
  CHECK(clean_sentence("In this work on boats, we sail.") == "In this work on boats, we sail.");
  CHECK(clean_sentence("However, vLLM wins.") == "vLLM wins.");
  CHECK(without_asides("A model (see [3]) of f(x) works.") == "A model of f(x) works.");
  CHECK(without_asides("(all of it)") == "(all of it)");
}

TEST_CASE("labels are short, without announcement, and cut no formula", "[summary][clause]") {
  CHECK(clause_label("We propose TideNet.", 80) == "TideNet");
  CHECK(clause_label("Results show that boats sink.", 80) == "Boats sink");
  const std::string label = clause_label(
      "We use a bound of the form $a + b + c + d + e + f + g + h + i + j + k + l + m + n$ for all "
      "boats in the fleet.",
      60);
  CHECK(count_code_points(label) <= 60);
  CHECK(std::count(label.begin(), label.end(), '$') % 2 == 0);
  CHECK(clause_label("The fleet leaves the harbour in the early morning of every weekday, which "
                     "makes delays visible.",
                     80) == "The fleet leaves the harbour in the early morning of every weekday");
  CHECK(count_code_points(clause_label(std::string(500, 'x'), 80)) <= 80);
  CHECK(clause_label("Although boats are slow, they arrive before the train does.", 80) ==
        "They arrive before the train does");
  CHECK(clause_label("", 80).empty());
}

TEST_CASE("tags are key phrases in lower case but for acronyms", "[summary][tags]") {
  const std::vector<std::string> tags =
      find_tags(read_document("Speculative Decoding for LLMs on GPUs",
                              {"Speculative decoding makes LLMs faster.",
                               "We show that speculative decoding helps GPUs and LLM serving.",
                               "The $x^2$ term of \\textbf{LLM serving} is small."}));
  REQUIRE_FALSE(tags.empty());
  CHECK(tags.size() <= 6);
  CHECK(std::count(tags.begin(), tags.end(), "speculative decoding") == 1);
  CHECK(std::any_of(tags.begin(), tags.end(),
                    [](const std::string& tag) { return contains(tag, "LLM"); }));
  for (const std::string& tag : tags) {
    CHECK_FALSE(contains(tag, "$"));
    CHECK_FALSE(contains(tag, "\\"));
    CHECK_FALSE(contains(tag, "the"));
  }
  CHECK(find_tags(read_document("", {})).empty());
  CHECK(find_tags(read_document("The of and", {"We show that it is."})).empty());
}

TEST_CASE("the mindmap has the paper at its root and short leaves", "[summary][mindmap]") {
  const Summary summary = summarize_paper(ferry());
  CHECK(summary.mindmap.label == "TideNet: Predicting Ferry Delays from Tides");
  std::vector<std::string> branches;
  for (const MindNode& branch : summary.mindmap.children) branches.push_back(branch.label);
  CHECK(branches == std::vector<std::string>{"Problem", "Method", "Results", "Limits and outlook"});
  check_labels(summary.mindmap);
}

TEST_CASE("the mindmap of a foreign summary is made from its fields", "[summary][mindmap]") {
  Summary summary;
  summary.provider = "example-model";
  summary.language = "en";
  summary.motivation = "Boats are late. Nobody knows why.";
  summary.method = "A network reads tides.";
  summary.conclusion = "It only works at sea.";
  const MindNode root = make_mindmap("A \\textbf{title}", summary);
  CHECK(root.label == "A title");
  REQUIRE(root.children.size() == 3);
  CHECK(root.children[0].children.size() == 2);
  CHECK(root.children[2].label == "Limits and outlook");
}

TEST_CASE("the key of a summary changes with what the summary depends on", "[summary]") {
  Paper paper = ferry();
  paper.version = 2;
  const std::string key = summary_key(paper, "built-in", "en");
  CHECK(key.rfind("0000.00007v2/built-in-2/en/", 0) == 0);
  CHECK(summary_key(paper, "built-in", "en") == key);
  Paper other = paper;
  other.abstract += "!";
  CHECK(summary_key(other, "built-in", "en") != key);
  other = paper;
  other.title += other.abstract.substr(0, 1);
  other.abstract.erase(0, 1);
  CHECK(summary_key(other, "built-in", "en") != key);
  CHECK(summary_key(paper, "example-model", "en") != key);
  CHECK(summary_key(paper, "built-in", "zh") != key);
  other = paper;
  other.scheme = "doi";
  CHECK(summary_key(other, "built-in", "en") != key);
}
