// Rhetorical roles of sentences.
#include <catch2/catch.hpp>

#include "summarize/summarizer.hpp"

using namespace sheaf;
namespace {

std::vector<Role> label_sentences(std::vector<std::string> sentences) {
  return summarize::label_sentences(summarize::read_document({}, std::move(sentences)));
}

}  // namespace

TEST_CASE("a plain abstract gets the roles a reader would give", "[roles]") {
  const std::vector<Role> labels = label_sentences(
      {"In recent years, ferries have become one of the most popular means of transport.",
       "However, their delays remain difficult to predict.",
       "The aim of this paper is to predict delays from tides.",
       "We use a linear model and train it on logbooks of two harbours.",
       "Experimental results show that the proposed model outperforms the timetable by 12.5%.",
       "We conclude that tides matter."});
  CHECK(labels == std::vector<Role>{Role::kBackground, Role::kBackground, Role::kObjective,
                                    Role::kMethod, Role::kResult, Role::kResult});
}

TEST_CASE("notes of publishers are other", "[roles]") {
  const std::vector<Role> labels =
      label_sentences({"Boats are important.", "We measured boats.", "Results show boats.",
                       "© 2015 Elsevier B.V.", "All rights reserved."});
  CHECK(labels[3] == Role::kOther);
  CHECK(labels[4] == Role::kOther);
}

TEST_CASE("Chinese sentences are labelled by Chinese cues", "[roles]") {
  const std::vector<Role> labels =
      label_sentences({"近年来，渡轮很受欢迎。", "然而，延误难以预测。", "本文提出一种预测方法。",
                       "我们采用线性模型进行训练。", "实验结果表明该方法优于时刻表。"});
  CHECK(labels.front() == Role::kBackground);
  CHECK(labels[2] == Role::kObjective);
  CHECK(labels.back() == Role::kResult);
}

TEST_CASE("there is one label per sentence, for none, empty and very many", "[roles]") {
  CHECK(label_sentences({}).empty());
  CHECK(label_sentences({""}).size() == 1);
  CHECK(label_sentences({"", "...", "\xFF"}).size() == 3);
  CHECK(label_sentences(std::vector<std::string>(50000, "We show that it works.")).size() == 50000);
}
