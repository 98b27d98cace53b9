// Which abstracts are said to address language models: a rate of false alarms on real papers.
//   zcat corpus/*.jsonl.gz | injection_bench
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "summarize/injection.hpp"

int main() {
  std::size_t papers = 0, flagged = 0;
  std::clock_t spent = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) continue;
    const char* const name = json.contains("abstract") ? "abstract" : "summary";
    if (!json.contains(name) || !json[name].is_string()) continue;
    const std::string text = json.value("title", "") + "\n" + json[name].get<std::string>();
    const std::clock_t start = std::clock();
    const auto found = sheaf::summarize::find_instructions(text);
    spent += std::clock() - start;
    ++papers;
    flagged += !found.empty();
    for (const std::string& said : found)
      std::printf("%s\t%s\n", json.value("id", "").c_str(), said.c_str());
  }
  std::printf("%zu of %zu flagged, %.0f a second\n", flagged, papers,
              static_cast<double>(papers) * CLOCKS_PER_SEC / static_cast<double>(spent + 1));
}
