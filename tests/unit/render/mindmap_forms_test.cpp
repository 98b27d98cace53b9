// Mindmaps as flowchart, canvas and SVG: structure, no overlap, no text that becomes markup.
#include <catch2/catch.hpp>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "render/canvas.hpp"
#include "render/mermaid.hpp"
#include "render/mindmap_svg.hpp"
#include "render/text_width.hpp"

using namespace sheaf;
using namespace sheaf::render;

namespace {

MindNode wide_tree(const std::string& label) {
  MindNode root{label, {}};
  for (int i = 0; i < 10; ++i) {
    root.children.push_back({label, {}});
    for (int k = 0; k < i % 5; ++k) root.children.back().children.push_back({label, {}});
  }
  return root;
}

const MindNode kSmall{"Paper", {{"Method", {{"A bandit", {}}}}, {"Result", {}}}};

void check_no_overlap(const nlohmann::json& nodes) {
  for (std::size_t i = 0; i < nodes.size(); ++i)
    for (std::size_t k = i + 1; k < nodes.size(); ++k) {
      const auto& a = nodes[i];
      const auto& b = nodes[k];
      const bool apart = a["x"].get<int>() + a["width"].get<int>() <= b["x"].get<int>() ||
                         b["x"].get<int>() + b["width"].get<int>() <= a["x"].get<int>() ||
                         a["y"].get<int>() + a["height"].get<int>() <= b["y"].get<int>() ||
                         b["y"].get<int>() + b["height"].get<int>() <= a["y"].get<int>();
      INFO(i << " and " << k);
      CHECK(apart);
    }
}

}  // namespace

TEST_CASE("A flowchart has its arrows after its nodes") {
  CHECK(mermaid_graph(kSmall) ==
        "graph TB\n"
        "  n0[\"Paper\"]\n"
        "  n1[\"Method\"]\n"
        "  n2[\"A bandit\"]\n"
        "  n1 --> n2\n"
        "  n0 --> n1\n"
        "  n3[\"Result\"]\n"
        "  n0 --> n3\n");
}

TEST_CASE("A canvas has a node for every label, an edge for every child, and no overlaps") {
  const auto canvas = nlohmann::json::parse(mindmap_canvas(kSmall));
  CHECK(canvas["nodes"].size() == 4);
  CHECK(canvas["edges"].size() == 3);
  CHECK(canvas["nodes"][0]["text"] == "Paper");
  CHECK(canvas["edges"][0]["fromNode"] == "n0");
  for (const std::string& label : {std::string("x"), std::string(400, 'y'), std::string("词语很长的标签需要换行显示出来才能看清楚")}) {
    const auto wide = nlohmann::json::parse(mindmap_canvas(wide_tree(label)));
    check_no_overlap(wide["nodes"]);
    CHECK(wide["nodes"].size() == wide["edges"].size() + 1);
  }
}

TEST_CASE("A canvas can have the note itself at its root") {
  const auto canvas = nlohmann::json::parse(mindmap_canvas(kSmall, "Papers/x.md"));
  CHECK(canvas["nodes"][0]["type"] == "file");
  CHECK(canvas["nodes"][0]["file"] == "Papers/x.md");
  CHECK_FALSE(canvas["nodes"][0].contains("text"));
}

TEST_CASE("Text in a canvas is no Markdown of its own") {
  const auto canvas = nlohmann::json::parse(mindmap_canvas({"[[x]] # ![y](z) <b>", {}}));
  const std::string text = canvas["nodes"][0]["text"];
  CHECK_FALSE(contains(text, "[[x]]"));
  CHECK(contains(text, "\\<b>"));
  CHECK(is_valid_utf8(mindmap_canvas({"bad \xC3(", {{"\xFF", {}}}})));
}

TEST_CASE("An SVG keeps its labels as text and nothing of them as markup") {
  const std::string svg = mindmap_svg({"</text><script>alert(1)</script>", {{"a & \"b\"", {}}}}, "en\" onload=\"x");
  CHECK(contains(svg, "&lt;script&gt;"));
  CHECK_FALSE(contains(svg, "<script"));
  CHECK(contains(svg, "a &amp; &quot;b&quot;"));
  CHECK_FALSE(contains(svg, "onload=\"x"));
  CHECK(contains(svg, "role=\"img\""));
  CHECK(contains(svg, "prefers-color-scheme:dark"));
}

TEST_CASE("The same tree gives the same SVG, and formulas are read as text") {
  CHECK(mindmap_svg(kSmall) == mindmap_svg(kSmall));
  CHECK(contains(mindmap_svg({"Sorting in $O(n^2)$", {}}), "O(n²)"));
}

TEST_CASE("Empty, broken and huge trees are drawn") {
  CHECK(contains(mindmap_svg({"", {}}), "…"));
  CHECK(is_valid_utf8(mindmap_svg({"\xC3(\x01\xEF\xBF\xBE", {{"\xED\xA0\x80", {}}}})));
  const std::string svg = mindmap_svg(wide_tree(std::string(100000, 'x')));
  CHECK(svg.size() < 100000);
  CHECK_FALSE(contains(mindmap_svg({"a\xEF\xBF\xBF" "b", {}}), "\xEF\xBF\xBF"));
}

TEST_CASE("Lines hold to their width, words break only when they must") {
  CHECK(wrap_text("one two three", 5, 9) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap_text("", 5, 9).empty());
  for (const char* text : {"a long line of plain words that wraps", "Donaudampfschifffahrtsgesellschaft", "注意力就是你所需要的一切", "mixed 注意力 words"}) {
    std::string joined;
    for (const std::string& line : wrap_text(text, 6, 99)) {
      INFO(line);
      CHECK(text_width(line) <= 6);
      joined += line;
    }
    CHECK(replace_all(joined, " ", "") == replace_all(text, " ", ""));
  }
  CHECK(wrap_text("a b c d e f g h", 1, 2).back().ends_with("…"));
  CHECK(text_width("注意") == Approx(2));
  CHECK(text_width("e\u0301") == text_width("e"));
}
