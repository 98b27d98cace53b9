// What the reading of roles and the choice of fields cost: roles_bench FILE.jsonl, with an abstract
// under "abstract" or "summary" in each line. Prints microseconds per abstract, the best of five
// runs.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "summarize/fields.hpp"
#include "summarize/roles.hpp"
#include "summarize/summarizer.hpp"

namespace {

using namespace sheaf;
using namespace sheaf::summarize;

double best_of_five(const std::function<void()>& run) {
  double best = 1e9;
  for (int i = 0; i < 5; ++i) {
    const auto start = std::chrono::steady_clock::now();
    run();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    best = std::min(best, took.count());
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  std::ifstream in(argc > 1 ? argv[1] : "");
  std::vector<std::vector<std::string>> abstracts;
  std::size_t sentences = 0;
  for (std::string line; std::getline(in, line);) {
    const auto paper = nlohmann::json::parse(line);
    abstracts.push_back(split_sentences(
        paper.value(paper.contains("abstract") ? "abstract" : "summary", std::string())));
    sentences += abstracts.back().size();
  }
  if (abstracts.empty()) return std::fputs("usage: roles_bench FILE.jsonl\n", stderr), 1;
  const auto count = static_cast<double>(abstracts.size());
  std::vector<Document> documents(abstracts.size());
  std::vector<RoleReading> roles(abstracts.size());
  const double words = best_of_five([&] {
    for (std::size_t i = 0; i < abstracts.size(); ++i)
      documents[i] = read_document({}, abstracts[i]);
  });
  const double reading = best_of_five([&] {
    for (std::size_t i = 0; i < abstracts.size(); ++i) roles[i] = read_roles(documents[i]);
  });
  const double fields = best_of_five([&] {
    for (std::size_t i = 0; i < abstracts.size(); ++i) {
      Summary summary;
      fill_fields(summary, documents[i], roles[i]);
    }
  });
  std::printf("%zu abstracts, %.1f sentences each: words %.1f us, roles %.1f us, fields %.1f us\n",
              abstracts.size(), static_cast<double>(sentences) / count, words / count,
              reading / count, fields / count);
  return 0;
}
