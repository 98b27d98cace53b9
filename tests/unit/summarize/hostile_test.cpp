// Summaries of texts nobody should write: huge, broken, empty of words.
#include <catch2/catch.hpp>

#include <algorithm>

#include "base/text.hpp"
#include "summarize/summarizer.hpp"

using namespace sheaf;
using namespace sheaf::summarize;

namespace {

Summary of(std::string title, std::string abstract) {
  Paper paper;
  paper.id = "0000.00001";
  paper.title = std::move(title);
  paper.abstract = std::move(abstract);
  return summarize_paper(paper);
}

std::string repeat(const std::string& piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("broken and wordless texts give a summary without harm", "[hostile]") {
  for (const char* text : {".",
                           "...",
                           "?!?!",
                           "$",
                           "$$$$",
                           "(((",
                           ")))",
                           "\\",
                           "\\\\\\",
                           "{}",
                           "\x01\x02\x03",
                           "\xFF\xFE\xFD",
                           "\xE4\xB8",
                           " ",
                           "\n\n\n",
                           "。",
                           "—",
                           "\xE2\x80\x8B",
                           "a",
                           "A.",
                           "%s%n",
                           "]] --> {{x}} <% %> | #",
                           "$x. $y. $z.",
                           "\\cite{",
                           "“",
                           "In this paper,",
                           "However,",
                           "We propose",
                           "e.g.",
                           "Fig."}) {
    INFO(text);
    const Summary summary = of(text, text);
    CHECK(summary.labels.size() == summary.sentences.size());
    CHECK(is_valid_utf8(of(text, "We propose a thing. " + to_valid_utf8(text)).tldr));
  }
}

TEST_CASE("a hostile title is a label like any other", "[hostile]") {
  const Summary summary = of("]] --> {{x}} <% %> | # \"quotes\"", "We propose a test. It works.");
  CHECK(count_code_points(summary.mindmap.label) <= 80);
  CHECK(summary.tldr == "We propose a test.");
}

TEST_CASE("valid text gives valid text", "[hostile]") {
  const std::string text = repeat("Ünïcödé – “wörds” 中文。 Привет, мир! 😀 $α$ (ß) \\'e. ", 40);
  const Summary summary = of(text, text);
  CHECK(is_valid_utf8(summary.tldr + summary.motivation + summary.method + summary.result +
                      summary.conclusion));
  for (const std::string& tag : summary.tags) CHECK(is_valid_utf8(tag));
  for (const MindNode& branch : summary.mindmap.children)
    for (const MindNode& leaf : branch.children) CHECK(is_valid_utf8(leaf.label));
}

TEST_CASE("a megabyte of any one thing is summarised", "[hostile]") {
  // No clock here: work that grew with the square would run into the test's own time limit.
  for (const std::string piece : {"We show that this works well. ", "word ", "(", "$", "{", "\\textbf{", "A. ",
                                  "a,b ", "\n", "中", "however, ", "we propose ", ".", ". ", "\").", "。"}) {
    INFO(piece);
    const Summary summary = of("A title", repeat(piece, 1000000 / piece.size()));
    CHECK(summary.labels.size() == summary.sentences.size());
  }
}

TEST_CASE("an abstract of a hundred thousand words is summarised", "[hostile]") {
  const Summary summary =
      of("Long", repeat("We propose a long and winding abstract about boats and tides. ", 10000));
  CHECK(summary.sentences.size() == 10000);
  CHECK(summary.tldr == "We propose a long and winding abstract about boats and tides.");
  CHECK(summary.tags.size() <= 6);
}
