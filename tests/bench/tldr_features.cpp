// What the TL;DR ranker sees, as JSON lines, for its trainer (core/models/train_tldr.py).
// tldr_features words PAPERS           {"id","words":[{"stem":hash,"title":bool,"x":[...]}]}
// tldr_features candidates PAPERS MODEL {"id","candidates":[{"text","x":[...],"n":[...],"t":[...]}]}
// Papers are JSON lines of id, title and sentences. One thread.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "summarize/document.hpp"
#include "summarize/tldr_features.hpp"

using namespace sheaf;
using namespace sheaf::summarize;
using nlohmann::json;

namespace {

void print_numbers(const float* begin, std::size_t count) {
  std::fputc('[', stdout);
  for (std::size_t i = 0; i < count; ++i)
    std::printf(i == 0 ? "%.6g" : ",%.6g", static_cast<double>(begin[i]));
  std::fputc(']', stdout);
}

/// Buckets of a type as the model counts them: the stem's, and another one in the title.
void print_words(const TldrText& text) {
  const char* separator = "";
  std::fputs("\"words\":[", stdout);
  for (const WordType& type : text.types) {
    if (type.count == 0) continue;
    std::printf("%s{\"stem\":%u,\"title\":%d,\"x\":", separator, type.hash, type.in_title ? 1 : 0);
    const WordFeatures features = word_features(text, type);
    print_numbers(features.data(), features.size());
    std::fputs("}", stdout);
    separator = ",";
  }
}

void print_list(const char* opening, const std::vector<std::uint32_t>& numbers) {
  std::fputs(opening, stdout);
  const char* comma = "";
  for (const std::uint32_t number : numbers) {
    std::printf("%s%u", comma, number);
    comma = ",";
  }
}

std::vector<std::uint32_t> stems_of(const TldrText& text, const TldrCandidate& candidate) {
  std::vector<std::uint32_t> out;
  for (const TldrPart& part : {candidate.part, candidate.second})
    for (std::uint32_t t = part.begin; t < part.end; ++t)
      out.push_back(text.types[text.tokens[t].type].hash);
  return out;
}

void print_candidates(const TldrText& text, const TldrModel& model) {
  TldrScorer scorer(text, model);
  const char* separator = "";
  std::fputs("\"candidates\":[", stdout);
  for (const TldrCandidate& candidate : tldr_candidates(text)) {
    std::printf("%s{\"text\":%s,\"x\":", separator,
                json(candidate_text(text, candidate))
                    .dump(-1, ' ', false, json::error_handler_t::replace)
                    .c_str());
    const CandidateFeatures features = scorer.features(candidate);
    print_numbers(features.data(), features.size());
    print_list(",\"n\":[", scorer.ngrams(candidate));
    print_list("],\"t\":[", stems_of(text, candidate));
    std::printf("],\"score\":%.6g}", scorer.score(candidate));
    separator = ",";
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view mode = argc > 1 ? argv[1] : "";
  if (!((mode == "words" && argc == 3) || (mode == "candidates" && argc == 4))) {
    std::cerr << "usage: tldr_features words PAPERS | candidates PAPERS MODEL\n";
    return 2;
  }
  std::ifstream papers(argv[2]);
  if (!papers) return std::cerr << argv[2] << ": cannot be opened\n", 1;
  TldrModel model;
  if (mode == "candidates") {
    std::ifstream file(argv[3], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    Result<TldrModel> read = read_tldr_model(bytes);
    if (!read.ok()) return std::cerr << argv[3] << ": " << read.error().message << '\n', 1;
    model = std::move(read).value();
  }
  for (std::string line; std::getline(papers, line);) {
    const json paper = json::parse(line);
    const TldrText text =
        read_tldr_text(read_document(paper.at("title").get<std::string>(),
                                     paper.at("sentences").get<std::vector<std::string>>()));
    std::printf("{\"id\":%s,", paper.at("id").dump().c_str());
    if (mode == "words") {
      print_words(text);
    } else {
      print_candidates(text, model);
    }
    std::puts("]}");
  }
  return 0;
}
