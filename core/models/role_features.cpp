// role_features: prints the features by which the role model knows sentences, for train_roles.py.
// Reads JSON lines {"sentences": [...]} from standard input. Prints one line per sentence: the
// features in hexadecimal, those of its place last, after a '|'; an empty line after each abstract.
// With --labels: the model's answer instead, {"id": line from 0, "labels": [...]}, for measuring.
// Exit status 1: a line that is not as said.
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "summarize/role_model.hpp"
#include "summarize/summarizer.hpp"

namespace {

namespace summarize = sheaf::summarize;
using summarize::RoleFeature;

void print(const std::vector<RoleFeature>& features) {
  for (const RoleFeature feature : features) std::printf("%x ", feature);
}

void print_labels(const summarize::Document& document, int number) {
  nlohmann::json labels = nlohmann::json::array();
  for (const sheaf::Role role : summarize::label_sentences(document))
    labels.push_back(sheaf::role_name(role));
  std::printf("%s\n", nlohmann::json{{"id", number}, {"labels", labels}}.dump().c_str());
}

void print_features(const summarize::Document& document) {
  std::vector<RoleFeature> features;
  for (std::size_t i = 0; i < document.sentences.size(); ++i) {
    summarize::read_role_features(document.words[i], document.sentences[i], features);
    print(features);
    features.clear();
    summarize::add_place_features(i, document.sentences.size(), features);
    std::fputs("| ", stdout);
    print(features);
    std::putchar('\n');
  }
  std::putchar('\n');
}

}  // namespace

int main(int argc, char** argv) {
  const bool labels = argc > 1 && std::string_view(argv[1]) == "--labels";
  std::string line;
  for (int number = 0; std::getline(std::cin, line); ++number) {
    if (line.empty()) continue;
    try {
      const auto document = summarize::read_document(
          {}, nlohmann::json::parse(line).at("sentences").get<std::vector<std::string>>());
      labels ? print_labels(document, number) : print_features(document);
    } catch (const nlohmann::json::exception& error) {
      std::fprintf(stderr, "role_features: line %d: %s\n", number + 1, error.what());
      return 1;
    }
  }
  return 0;
}
