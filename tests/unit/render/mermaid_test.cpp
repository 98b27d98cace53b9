// Mermaid labels and trees: the substitutions that were measured in browsers.
#include "render/mermaid.hpp"
#include "render/outline.hpp"

#include <algorithm>

#include <catch2/catch.hpp>

#include "base/text.hpp"

using namespace sheaf;
using namespace sheaf::render;

TEST_CASE("A label takes look-alikes for what Mermaid reads as structure") {
  const std::pair<const char*, const char*> cases[] = {
      {"plain words", "plain words"},
      {"the \"best\" model", "the “best” model"},
      {"5\" disk", "5″ disk"},
      {"uses `code`", "uses ˋcodeˋ"},
      {"p < 0.05 & n > 30", "p ＜ 0.05 ＆ n ＞ 30"},
      {"**bold** ~x~", "∗∗bold∗∗ ∼x∼"},
      {"_emph_ snake_case __proto__", "＿emph＿ snake_case ＿＿proto＿＿"},
      {"# heading and #1", "＃ heading and #1"},
      {"a #35; b", "a ＃35; b"},
      {"- item", "‐ item"},
      {"+ item", "＋ item"},
      {"a --> b - c", "a ‐‐＞ b - c"},
      {"---", "‐‐‐"},
      {"1. First", "1\u200B. First"},
      {"1.", "1\u200B."},
      {"2)", "2\u200B)"},
      {"2) Second", "2\u200B) Second"},
      {"https://arxiv.org", "https:\u200B//arxiv.org"},
      {"www.example.org", "www\u200B.example.org"},
      {"mAP@0.5 @ 3 a@", "mAP@\u200B0.5 @ 3 a@"},
      {"fa:fa-book fab:x sofa: y", "fa\u200B:fa-book fab\u200B:x sofa\u200B: y"},
      {"loss $$x$$", "loss $\u200B$x$\u200B$"},
      {"%% comment", "%\u200B% comment"},
      {"[text](url)", "[text]\u200B(url)"},
      {"\\nabla", "\\\u200Bnabla"},
      {"===", "=\u200B=="},
      {"line1\nline2\r\n\tline3", "line1 line2 line3"},
      {"zero\u200Bwidth\u202E", "zerowidth"},
      {"", "…"},
      {" \u200B ", "…"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
  };
  for (const auto& [text, label] : cases) {
    INFO(text);
    CHECK(mermaid_label(text) == label);
  }
}

TEST_CASE("A long label is cut at eighty characters") {
  const std::string label = mermaid_label(std::string(500, 'x'));
  CHECK(count_code_points(label) <= 80);
  CHECK(label.ends_with("…"));
}

TEST_CASE("A mindmap has numbered nodes and two blanks a level") {
  const MindNode root{"Paper", {{"Method", {{"A bandit", {}}}}, {"Result", {}}}};
  CHECK(mermaid_mindmap(root) ==
        "mindmap\n"
        "  n0[\"Paper\"]\n"
        "    n1[\"Method\"]\n"
        "      n2[\"A bandit\"]\n"
        "    n3[\"Result\"]\n");
  CHECK(markdown_outline(root) == "- Paper\n    - Method\n        - A bandit\n    - Result\n");
}

TEST_CASE("Large trees are drawn as far as the layout bears them") {
  MindNode root{"root", {}};
  for (int branch = 0; branch < 20; ++branch) {
    root.children.push_back(
        {"branch", {{"leaf", {{"too deep", {}}}}, {"leaf", {}}, {"leaf", {}}, {"leaf", {}}}});
  }
  const std::string text = mermaid_mindmap(root);
  CHECK(std::count(text.begin(), text.end(), '\n') == 1 + 1 + 8 + 8 * 3);
  CHECK_FALSE(contains(text, "deep"));
  const std::string outline = markdown_outline(root);
  CHECK(std::count(outline.begin(), outline.end(), '\n') == 1 + 8 + 8 * 3);
}

TEST_CASE("Nodes without a word are left out, and an empty tree still has a root") {
  CHECK(mermaid_mindmap({"", {{"  ", {}}, {"x", {}}}}) == "mindmap\n  n0[\"…\"]\n    n1[\"x\"]\n");
  CHECK(markdown_outline({"", {}}) == "- …\n");
}
