// Areas and topic tags: the built-in list, a reader's own, and what must not be given.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "summarize/areas.hpp"
#include "summarize/cue_index.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/topic_tables.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

Topics topics_of(const std::string& title, const std::string& abstract,
                 const std::vector<std::string>& categories = {},
                 const TopicList& list = built_in_topics()) {
  return list.find(read_document(title, split_sentences(abstract)), categories);
}

bool has(const Topics& topics, const char* tag) {
  return std::find(topics.tags.begin(), topics.tags.end(), tag) != topics.tags.end();
}

}  // namespace

TEST_CASE("two spellings of a word have one stem", "[areas]") {
  const std::pair<const char*, const char*> same[] = {
      {"model", "models"},   {"study", "studies"}, {"box", "boxes"},           {"class", "classes"},
      {"prune", "pruning"},  {"prune", "pruned"},  {"quantization", "quantize"}, {"optimisation", "optimization"},
      {"cache", "caching"},  {"world", "world's"}};
  for (const auto& [a, b] : same) {
    INFO(a << " " << b);
    CHECK(stem_hash(a) == stem_hash(b));
  }
  CHECK(stem_hash("planning") != stem_hash("plan"));
  CHECK(stem_hash("bias") != stem_hash("bia"));
  CHECK(stem_hash("physics") != stem_hash("basis"));
}

TEST_CASE("every topic's area is in the table, and names are unique", "[areas]") {
  std::set<std::string> names, shorts;
  for (const AreaRow& row : area_rows()) {
    CHECK(names.insert(std::string(row.name)).second);
    for (const std::string& one : split_list(row.short_names, ',')) CHECK(shorts.insert(one).second);
  }
  std::set<std::string> topics;
  for (const TopicRow& row : topic_rows()) {
    INFO(row.name);
    CHECK(topics.insert(std::string(row.name)).second);
    CHECK((row.area.empty() || shorts.count(std::string(row.area)) == 1));
    CHECK_FALSE(split_list(row.cues, ';').empty());
  }
}

TEST_CASE("a cue in the title gives its topic, once in the abstract does not", "[areas]") {
  CHECK(has(topics_of("Speculative decoding made simple", "We do it."), "LLM inference and serving"));
  CHECK_FALSE(has(topics_of("A simple idea", "It also helps speculative decoding."), "LLM inference and serving"));
  CHECK(has(topics_of("A simple idea", "We speed up speculative decoding. Speculative decoding wins."),
            "LLM inference and serving"));
}

TEST_CASE("a longer phrase can mean something else", "[areas]") {
  CHECK(has(topics_of("Quantization of networks", ""), "Model compression"));
  CHECK_FALSE(has(topics_of("Vector quantization of images", ""), "Model compression"));
}

TEST_CASE("endings, hyphens and dashes do not hide a cue", "[areas]") {
  for (const char* title : {"Retrieval-Augmented Generation", "retrieval augmented generations",
                            "Retrieval\u2010Augmented Generation", "RAG for all"}) {
    INFO(title);
    CHECK(has(topics_of(title, ""), "Retrieval-augmented generation"));
  }
}

TEST_CASE("the primary category tells the area, a wide one gives way to cues", "[areas]") {
  CHECK(topics_of("On things", "We do things.", {"cs.CV"}).area == "Computer vision");
  CHECK(topics_of("On things", "We do things.", {"hep-th"}).area == "High-energy physics");
  CHECK(topics_of("On things", "We do things.", {"cond-mat.mtrl-sci"}).area == "Materials science");
  CHECK(topics_of("On things", "We do things.", {"physics.ed-ph"}).area == "Physics");
  CHECK(topics_of("Offline reinforcement learning", "Reinforcement learning with bandits.", {"cs.LG"}).area ==
        "Reinforcement learning");
  CHECK(topics_of("Large language models", "We ask a language model.", {}).area == "Natural language processing");
  CHECK(topics_of("Of this and that", "We do things.", {}).area.empty());
}

TEST_CASE("a reader's own names bring their own words as cues", "[areas]") {
  const TopicList list({"Gardening", "nlp", "other"}, {"rose pruning", "compiler & ir", "post-training (sft/rlhf)", "others"});
  const Topics roses = topics_of("Pruning of roses", "Rose pruning is hard. We study rose pruning.", {}, list);
  CHECK(roses.tags == std::vector<std::string>{"rose pruning"});
  CHECK(roses.area == "other");
  CHECK(topics_of("Gardening", "", {}, list).area.empty() == false);
  CHECK(has(topics_of("RLHF revisited", "", {}, list), "post-training (sft/rlhf)"));
  CHECK(topics_of("A language model", "", {"cs.CL"}, list).area == "nlp");
  CHECK(topics_of("Bridges", "We build bridges.", {}, list).tags == std::vector<std::string>{"others"});
}

TEST_CASE("own names that the built-in list knows have its cues", "[areas]") {
  const TopicList list({}, {"rag", "diffusion models"});
  CHECK(has(topics_of("Retrieval-augmented generation at work", "", {}, list), "rag"));
  CHECK(has(topics_of("Rectified flow for images", "", {}, list), "diffusion models"));
}

TEST_CASE("other lists make other summaries", "[areas]") {
  const TopicList one({}, {"rag"}), two({"rag"}, {});
  Paper paper;
  paper.id = "2401.10020";
  CHECK(built_in_topics().key() == 0);
  CHECK(one.key() != two.key());
  const std::string key = summary_key(paper, "built-in", "en");
  CHECK(summary_key(paper, "built-in", "en", one) != key);
  CHECK(summary_key(paper, "built-in", "en", TopicList()) == key);
  paper.categories = {"cs.CL"};
  CHECK(summary_key(paper, "built-in", "en") != key);
}

TEST_CASE("a name of signs alone is never given and does no harm", "[areas][hostile]") {
  const TopicList list({"", "()", "&/&"}, {"", "—", "~", "^", std::string(10000, 'x')});
  const Topics found = topics_of("A title", "Some text. — ~ ^ ()", {}, list);
  CHECK(found.area.empty());
  CHECK(found.tags.empty());
}

TEST_CASE("a megabyte of cues is read, and tags stay few", "[areas][hostile]") {
  std::string text;
  while (text.size() < 1000000) text += "llm agent world model quantum computing ";
  CHECK(topics_of(text, text).tags.size() == kMaxTopics);
  std::string hyphens, dashes;
  while (hyphens.size() < 1000000) hyphens += "a-", dashes += "b\u2010";
  for (const std::string& word : {hyphens, dashes, std::string(1000000, '-'), std::string(1000000, 'a')})
    CHECK_NOTHROW(topics_of(word, word));
}

TEST_CASE("a summary has tags of the list first, then phrases that say something else", "[areas]") {
  Paper paper;
  paper.title = "Nightjar: speculative decoding for language model serving";
  paper.abstract = "We present Nightjar. Nightjar makes speculative decoding of a language model adaptive.";
  paper.categories = {"cs.DC"};
  paper.comment = "Code: https://github.com/a/b, project page: https://a.github.io";
  const Summary summary = summarize_paper(paper);
  CHECK(summary.area == "Distributed and parallel computing");
  REQUIRE(summary.tags.size() >= 2);
  CHECK(summary.tags.size() <= 6);
  CHECK(std::count(summary.tags.begin(), summary.tags.end(), "LLM inference and serving") == 1);
  CHECK_FALSE(summary.phrases.empty());
  CHECK(summary.code_url == "https://github.com/a/b");
  CHECK(summary.project_url == "https://a.github.io");
}

TEST_CASE("institutions come once, however they are spaced and ended", "[areas]") {
  Paper paper;
  paper.authors = {{"A", {"Example  University,", "Institut f\\\"ur Proben"}}, {"B", {"example university", " ; "}}};
  CHECK(summarize_paper(paper).institutions ==
        std::vector<std::string>{"Example University", "Institut für Proben"});
}

TEST_CASE("the built-in lists can be named and used as a reader's own", "[areas]") {
  std::vector<std::string> areas, tags;
  for (const AreaRow& row : area_rows()) areas.emplace_back(row.name);
  for (const TopicRow& row : topic_rows()) tags.emplace_back(row.name);
  CHECK(std::find(areas.begin(), areas.end(), "other") == areas.end());
  const TopicList own(areas, tags);
  const Topics topics = topics_of("Retrieval-augmented generation for boats", "", {"cs.CL"}, own);
  CHECK(topics.area == topics_of("Retrieval-augmented generation for boats", "", {"cs.CL"}).area);
  CHECK(has(topics, "Retrieval-augmented generation"));
}
