// Speed of the built-in summary on one core: summary_bench PAPERS [ROUNDS], JSON lines of papers
// with title and abstract (or summary). Prints abstracts per second, and what each step costs.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>

#include <nlohmann/json.hpp>

#include "summarize/fields.hpp"
#include "summarize/roles.hpp"
#include "summarize/summarizer.hpp"
#include "summarize/tags.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

/// Time of this process, not of the day: other programs may run.
double seconds_since(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

std::vector<Paper> read_papers(const char* path) {
  std::ifstream in(path);
  std::vector<Paper> papers;
  for (std::string line; std::getline(in, line);) {
    const nlohmann::json json = nlohmann::json::parse(line);
    Paper paper;
    paper.id = std::to_string(papers.size());
    paper.title = json.at("title");
    if (json.contains("categories")) paper.categories = json.at("categories");
    paper.abstract = json.contains("abstract") ? json.at("abstract") : json.at("summary");
    papers.push_back(std::move(paper));
  }
  return papers;
}

/// Times one step over all papers; the first of three rounds warms up.
template <class Step>
void time_step(const char* name, std::size_t papers, const Step& step) {
  double best = 1e9;
  for (int round = 0; round < 3; ++round) {
    const std::clock_t start = std::clock();
    for (std::size_t i = 0; i < papers; ++i) step(i);
    best = std::min(best, seconds_since(start));
  }
  std::printf("  %-10s %7.2f us\n", name, 1e6 * best / static_cast<double>(papers));
}

void time_steps(const std::vector<Paper>& papers) {
  std::vector<std::vector<std::string>> sentences(papers.size());
  std::vector<Document> documents(papers.size());
  std::vector<RoleReading> roles(papers.size());
  std::vector<Summary> summaries(papers.size());
  const auto step = [&](const char* name, const auto& work) {
    time_step(name, papers.size(), work);
  };
  step("split", [&](std::size_t i) { sentences[i] = split_sentences(papers[i].abstract); });
  step("words",
       [&](std::size_t i) { documents[i] = read_document(papers[i].title, sentences[i]); });
  step("roles", [&](std::size_t i) { roles[i] = read_roles(documents[i]); });
  step("tldr", [&](std::size_t i) { summaries[i].tldr = make_tldr(documents[i], roles[i].labels); });
  for (std::size_t i = 0; i < papers.size(); ++i) {
    summaries[i].sentences = documents[i].sentences;
    summaries[i].labels = roles[i].labels;
  }
  step("fields", [&](std::size_t i) { fill_fields(summaries[i], documents[i], roles[i]); });
  step("tags", [&](std::size_t i) { summaries[i].tags = find_tags(documents[i]); });
  step("topics", [&](std::size_t i) { built_in_topics().find(documents[i], papers[i].categories); });
  step("mindmap", [&](std::size_t i) {
    summaries[i].mindmap = make_mindmap(papers[i].title, summaries[i], &documents[i]);
  });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::cerr << "usage: summary_bench PAPERS [ROUNDS]\n", 2;
  const std::vector<Paper> papers = read_papers(argv[1]);
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  if (papers.empty()) return std::cerr << argv[1] << ": no papers\n", 1;
  double best = 1e9;
  std::size_t bytes = 0;
  for (int round = 0; round < rounds; ++round) {
    const std::clock_t start = std::clock();
    for (const Paper& paper : papers) bytes += summarize_paper(paper).tldr.size();
    best = std::min(best, seconds_since(start));
  }
  std::printf("papers %zu  abstracts_per_second %.0f  (best of %d rounds; TL;DR of %.0f bytes)\n",
              papers.size(), static_cast<double>(papers.size()) / best, rounds,
              static_cast<double>(bytes) / static_cast<double>(papers.size()) / rounds);
  time_steps(papers);
  return 0;
}
