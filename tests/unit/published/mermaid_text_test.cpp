// Mermaid text as people and models write it, read into trees; also what Mermaid refuses.
#include <catch2/catch.hpp>

#include <string>

#include "published/mermaid_text.hpp"

using namespace sheaf;
using published::mind_map_of_mermaid;

namespace {

/// "Root(A(B),C)": a tree on one line.
std::string shape(const MindNode& node) {
  std::string out = node.label;
  if (node.children.empty()) return out;
  out += '(';
  for (std::size_t i = 0; i < node.children.size(); ++i) out += (i ? "," : "") + shape(node.children[i]);
  return out + ')';
}

std::string read(std::string_view source) {
  const auto tree = mind_map_of_mermaid(source);
  return tree ? shape(*tree) : "nothing";
}

std::size_t count(const MindNode& node) {
  std::size_t nodes = 1;
  for (const MindNode& child : node.children) nodes += count(child);
  return nodes;
}

std::size_t depth(const MindNode& node) {
  std::size_t deepest = 0;
  for (const MindNode& child : node.children) deepest = std::max(deepest, depth(child));
  return deepest + 1;
}

}  // namespace

TEST_CASE("a flowchart becomes a tree in the order of its edges", "[mermaid]") {
  CHECK(read("graph TB\n  A[Root] --> B[Problem]\n  A --> C[Method]\n  C --> D[Step]") ==
        "Root(Problem,Method(Step))");
  CHECK(read("flowchart LR\nA-->B-->C\nA-->D") == "A(B(C),D)");
  CHECK(read("graph TD; A-->B; A-->C") == "A(B,C)");
  CHECK(read("graph BT\nA[\"x\"] & B[\"y\"] --> C & D") == "x(C,D,y)");
}

TEST_CASE("a label may come before, with or after the edges that name its node", "[mermaid]") {
  CHECK(read("graph TB\nRoot[Title] --> P\nP[Problem] --> P1[Detail]") == "Title(Problem(Detail))");
  CHECK(read("graph TB\nA --> B\nB[Late]\nA[Root]") == "Root(Late)");
}

TEST_CASE("every shape gives its label", "[mermaid]") {
  for (const char* node : {"B[x y]", "B(x y)", "B{x y}", "B((x y))", "B(((x y)))", "B([x y])", "B[[x y]]",
                           "B[(x y)]", "B[/x y/]", "B[\\x y\\]", "B[/x y\\]", "B{{x y}}", "B>x y]", "B[\"x y\"]",
                           "B(\"x y\")", "B[( \"x y\" )]", "B@{ shape: rect, label: \"x y\" }", "B[`x y`]",
                           "B[\"`x y`\"]", "B[x<br>y]", "B[x<br/>y]", "B[\"x<BR />y\"]", "B[x\\ny]", "B:::c"}) {
    INFO(node);
    const std::string expected = std::string(node) == "B:::c" ? "A(B)" : "A(x y)";
    CHECK(read(std::string("graph TB\nA --> ") + node) == expected);
  }
  CHECK(read("graph TB\nA --> B[x]:::hot --> C[y]") == "A(x(y))");
}

TEST_CASE("links of all kinds connect, their texts are left out", "[mermaid]") {
  for (const char* link : {"-->", "---", "-.->", "==>", "--x", "--o", "<-->", "---->", "-- text -->", "-- text ---",
                           "== text ==>", "-. text .->", "-->|text|", "-->| a b |", "---|t|", "-.-", "->", "=>"}) {
    INFO(link);
    CHECK(read(std::string("graph TB\nA[x] ") + link + " B[y]") == "x(y)");
  }
  CHECK(read("graph TB\nA[x]-->B[y]") == "x(y)");
  CHECK(read("graph TB\nA-->|yes|B") == "A(B)");
  CHECK(read("graph TB\nA --> B\nB ~~~ C\nA --> C") == "A(B,C)");
  CHECK(read("graph TB\nA e1@--> B") == "A(B)");
  CHECK(read("graph TB\nA → B") == "A(B)");
  CHECK(read("graph TB\no-->x\nx--o C") == "o(x(C))");
  CHECK(read("graph TB\nA --> B\n  --> C") == "A(B,C)");
}

TEST_CASE("brackets and quotes that nobody quoted stay in the label", "[mermaid]") {
  CHECK(read("graph TB\nA[Deep (very) net] --> B[f(x) [old]]") == "Deep (very) net(f(x) [old])");
  CHECK(read("graph TB\nA[Root] --> B[LLM (e.g. \"GPT\") use]") == "Root(LLM (e.g. \"GPT\") use)");
  CHECK(read("graph TB\nA(\"Root\") --> B[\"a \"quoted\" word\"]") == "Root(a \"quoted\" word)");
  CHECK(read("graph TB\nA(f (x) -- y) --> B(z)") == "f (x) -- y(z)");
  CHECK(read("graph TB\nA[/path/to/it] --> B[(cs) text] --> C[(db)]") == "/path/to/it((cs) text(db))");
  CHECK(read("graph TB\nA[\"stray] --> B[\"ok\"]") == "stray(ok)");
  CHECK(read("graph TB\nA[Root] --> B[never closed (x") == "Root(never closed (x)");
  CHECK(read("graph TB\nA[\"two\nlines\"] --> B") == "two lines(B)");
}

TEST_CASE("entities and formatting in labels are undone, other markup is text", "[mermaid]") {
  CHECK(read("graph TB\nA[\"a #quot;b#quot; #40;c#41; &amp; &lt;d&gt;\"]") == "a \"b\" (c) & <d>");
  CHECK(read("graph TB\nA[x<sub>2</sub> <b>y</b> <script>z</script>]") == "x2 y <script>z</script>");
  CHECK(read("graph TB\nA[\"fa:fa-car Car\"]") == "Car");
  CHECK(read("graph TB\nA[\"**Say** \\\"hi\\\"\"] --> B[\"**bold**\"]") == "**Say** \"hi\"(bold)");
  CHECK(read("graph TB\nA[\\nabla f]") == "\\nabla f");
}

TEST_CASE("statements about looks are no nodes, and comments neither", "[mermaid]") {
  CHECK(read("%% a map\ngraph TB\n  %% more\n  A --> B\n  classDef hot fill:#f00\n  class A hot\n  style B fill:#fff\n"
             "  linkStyle 0 stroke:red\n  click A \"https://example.org\"\n  direction LR") == "A(B)");
  CHECK(read("graph TB\nstyle --> title") == "style(title)");
  CHECK(read("---\ntitle: x\nconfig:\n  theme: dark\n---\ngraph TB\nA --> B") == "A(B)");
}

TEST_CASE("a subgraph is a node where it holds something that nothing else does", "[mermaid]") {
  CHECK(read("graph TB\nR[Root] --> A\nsubgraph S [Group]\n  A --> B\n  C\nend") == "Root(A(B),Group(C))");
  CHECK(read("graph TB\nR --> A\nsubgraph Nothing new\n  A\nend") == "R(A)");
  CHECK(read("graph TB\nR --> S\nsubgraph S[\"Group\"]\n  A --> B\nend") == "R(Group(A(B)))");
}

TEST_CASE("circles, second parents and second roots leave a tree", "[mermaid]") {
  CHECK(read("graph TB\nA --> B\nB --> A") == "A(B)");
  CHECK(read("graph TB\nA --> A\nA --> B") == "A(B)");
  CHECK(read("graph TB\nP --> M\nM --> R\nRoot --> P\nRoot --> M\nRoot --> R") == "Root(P,M,R)");
  CHECK(read("graph TB\nA --> B\nC --> D") == "A(B,C(D))");
}

TEST_CASE("a mindmap is read by its indentation", "[mermaid]") {
  CHECK(read("mindmap\n  root((Title))\n    Problem\n      Cost (high)\n    id1[Method]\n    ::icon(fa fa-book)\n"
             "    b))Bang((\n    c)Cloud(") == "Title(Problem(Cost (high)),Method,Bang,Cloud)");
  CHECK(read("mindmap root((T))\n  A\n B") == "T(A,B)");
  CHECK(read("mindmap\n\troot\n\t\tA\n\tB") == "root(A,B)");
}

TEST_CASE("what holds no node gives nothing", "[mermaid]") {
  for (const char* source : {"", "graph TB", "mindmap\n", "%% nothing", "sequenceDiagram\n A->>B: x", "\n\n", "pie\n"}) {
    INFO(source);
    CHECK_FALSE(mind_map_of_mermaid(source).has_value());
  }
}

TEST_CASE("what a model says beside its chart is no node", "[mermaid]") {
  CHECK(read("Here is the chart (TB)\ngraph TB\nA[x] --> B[y]\nThat was all of it") == "x(y)");
}

TEST_CASE("a second fence around the chart is ignored", "[mermaid]") {
  CHECK(read("```mermaid\ngraph TB\nA --> B\n```") == "A(B)");
}

TEST_CASE("hostile charts are bounded in nodes, depth and label length", "[mermaid]") {
  std::string chain = "graph TB\n", wide = "graph TB\n", nested = "mindmap\n";
  for (int i = 0; i < 5000; ++i) {
    chain += "n" + std::to_string(i) + "-->n" + std::to_string(i + 1) + "\n";
    wide += "R-->n" + std::to_string(i) + "\n";
    nested += std::string(static_cast<std::size_t>(i < 500 ? i : 500), ' ') + "n" + std::to_string(i) + "\n";
  }
  for (const std::string& source : {chain, wide, nested}) {
    const auto tree = mind_map_of_mermaid(source);
    REQUIRE(tree);
    CHECK(count(*tree) <= 2000);
    CHECK(count(*tree) > 300);
    CHECK(depth(*tree) <= 8);
  }
  const auto cut = mind_map_of_mermaid("graph TB\nA[" + std::string(5000, 'x') + "]");
  REQUIRE(cut);
  CHECK(cut->label.size() < 400);
}

TEST_CASE("long lines of nothing but syntax are read in bounded work", "[mermaid]") {
  for (const char* part : {"[", "]", "\"", "(((", "A[[x]-->", "A[a[b]-->", "--", "-.", "A & ", "|", "o--", "<", "&#",
                           "]-- ", "~~~", "A@{", "subgraph ", ":::", "A[\"", "\"] "}) {
    INFO(part);
    std::string line = "graph TB\n";
    while (line.size() < 300000) line += part;
    const auto tree = mind_map_of_mermaid(line);
    if (tree) CHECK(count(*tree) <= 2000);
  }
}
