// The thirty abstracts of a real digest: what must hold for every summary of a real paper.
#include <catch2/catch.hpp>

#include <fstream>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "summarize/summarizer.hpp"
#include "support/shared_data.hpp"

using namespace sheaf;

TEST_CASE("real abstracts give whole cards", "[summary][shared]") {
  SHEAF_SHARED_OR_SKIP(path, "seeds/003_papers.jsonl");
  std::ifstream in(path);
  std::size_t announced = 0, papers = 0;
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json json = nlohmann::json::parse(line);
    Paper paper;
    paper.title = json.at("title");
    paper.abstract = json.at("abstract");
    INFO(paper.title);
    const Summary summary = summarize::summarize_paper(paper);
    ++papers;
    CHECK(replace_all(join(summary.sentences, ""), " ", "") ==
          replace_all(collapse_spaces(paper.abstract), " ", ""));
    CHECK(summary.sentences.size() >= 4);
    CHECK(summary.sentences.size() <= 20);
    CHECK(summary.tldr.size() > 40);
    CHECK(summary.tldr.back() == '.');
    CHECK_FALSE(summary.motivation.empty());
    CHECK_FALSE(summary.method.empty());
    CHECK_FALSE(summary.result.empty());
    CHECK(summary.tags.size() >= 3);
    CHECK(summary.mindmap.children.size() >= 3);
    announced += contains(ascii_lower(summary.tldr), "propose") ||
                 contains(summary.tldr, "present") || contains(summary.tldr, "introduce");
  }
  CHECK(papers == 30);
  CHECK(announced >= 20);  // most papers say "we propose", and that is the sentence wanted
}
