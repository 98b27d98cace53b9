// How fast cards are made, and what they say: `cards_bench papers.jsonl` prints microseconds of
// processor time per paper for every part; `cards_bench papers.jsonl --print` prints area, tags,
// links and mindmap of each paper as a line of JSON instead, to read or to count; a name in place of
// --print measures only what has it in its own.
// One thread.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/json.hpp"
#include "model/paper_links.hpp"
#include "summarize/areas.hpp"
#include "summarize/latex.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/tags.hpp"

using namespace sheaf;

namespace {

constexpr int kRounds = 10;
const char* only = nullptr;  ///< part of the name of what is measured; null: all

/// Runs `work` on every paper, some times over, and prints what one takes in the fastest round: the
/// others had company on the machine.
template <class Work>
void measure(const char* what, std::size_t papers, Work work) {
  if (only && std::strstr(what, only) == nullptr) return;
  std::size_t sink = 0;
  std::clock_t fastest = std::numeric_limits<std::clock_t>::max();
  for (int round = 0; round < kRounds; ++round) {
    const std::clock_t start = std::clock();
    for (std::size_t i = 0; i < papers; ++i) sink += work(i);
    fastest = std::min(fastest, std::clock() - start);
  }
  const double seconds = static_cast<double>(fastest) / CLOCKS_PER_SEC;
  std::printf("%-28s %8.2f us  (%zu)\n", what, seconds * 1e6 / static_cast<double>(papers), sink);
}

void print(const Paper& paper) {
  const Summary summary = summarize::summarize_paper(paper);
  const PaperLinks links = find_links(paper);
  const Json line = {{"id", paper.id},           {"title", paper.title},
                     {"area", summary.area},     {"tags", summary.tags},
                     {"phrases", summary.phrases}, {"code", links.code},
                     {"project", links.project}, {"mindmap", mind_node_to_json(summary.mindmap)}};
  std::cout << dump_json(line) << "\n";
}

void measure_all(const std::vector<Paper>& papers) {
  std::vector<summarize::Document> documents;
  std::vector<Summary> summaries;
  for (const Paper& paper : papers) {
    documents.push_back(
        summarize::read_document(paper.title, summarize::split_sentences(paper.abstract)));
    summaries.push_back(summarize::summarize_paper(paper));
  }
  const std::size_t count = papers.size();
  const auto& topics = summarize::built_in_topics();
  measure("plain_text of the abstract", count,
          [&](std::size_t i) { return summarize::plain_text(papers[i].abstract).size(); });
  measure("find_links", count, [&](std::size_t i) { return find_links(papers[i]).code.size(); });
  measure("key phrases", count,
          [&](std::size_t i) { return summarize::find_tags(documents[i]).size(); });
  measure("area and topic tags", count, [&](std::size_t i) {
    return topics.find(documents[i], papers[i].categories).tags.size();
  });
  measure("mindmap", count, [&](std::size_t i) {
    return summarize::make_mindmap(papers[i].title, summaries[i]).children.size();
  });
  measure("whole summary", count,
          [&](std::size_t i) { return summarize::summarize_paper(papers[i]).tldr.size(); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: cards_bench papers.jsonl [--print | NAME]\n");
    return 2;
  }
  std::ifstream file(argv[1]);
  std::stringstream text;
  text << file.rdbuf();
  const auto papers = papers_from_text(text.str(), argv[1]);
  if (!papers) {
    std::fprintf(stderr, "cards_bench: %s\n", papers.error().message.c_str());
    return 1;
  }
  if (argc > 2 && std::strcmp(argv[2], "--print") == 0) {
    for (const Paper& paper : *papers) print(paper);
  } else {
    if (argc > 2) only = argv[2];
    measure_all(*papers);
  }
  return 0;
}
