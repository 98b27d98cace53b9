// make_mindmaps FILE [PAPERS.jsonl [COUNT]]: writes diagrams as lines of JSON, each with the labels
// it must show: of trees of hostile labels and, when papers are given, of COUNT of their mindmaps,
// taken evenly. make_mindmaps FILE FOLDER [COUNT]: of COUNT inputs of the fuzzer of mindmaps instead.
// A program for check_mindmaps.mjs; one thread.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/tex.hpp"
#include "model/json.hpp"
#include "render/mermaid.hpp"
#include "render/mindmap_svg.hpp"
#include "render/mindmap_tree.hpp"
#include "summarize/summarizer.hpp"

#include "../../fuzz/mindmap_input.hpp"

namespace {

using namespace sheaf;

std::vector<std::string> hostile_labels() {
  std::vector<std::string> labels = {
      "]] closes", "[[opens", "a --> b", "-.-> dotted", "==> thick", "`code`", "```mermaid",
      "\"quoted\"", "one \" quote", "'single' quote's", "<b>bold</b>", "<br/>", "<script>alert(1)</script>",
      "&amp; & &#35;", "::icon(fa fa-book)", ":::urgent", "end", "END", "graph", "subgraph x",
      "mindmap", "root", "default", "style n0 fill:#f00", "classDef x fill:#f00", "class n0 x",
      "click n0 callback", "click n0 href \"https://example.org\"", "linkStyle 0 stroke:red",
      "%% comment", "%%{init: {\"theme\":\"dark\"}}%%", "---", "--- title: x ---", "===", "***",
      "1. first", "2) second", "1.", "2)", "3.14", "2401.10020", "1e5", "- item", "* item", "+ item", "> quote",
      "# heading", "#quot;", "a #35; b", "#9829;", "#amp;#lt;", "emoji 🎉👩‍👩‍👧🇩🇪", "مرحبا بالعالم", "שלום עולם",
      "zero\u200Bwidth\u200D\uFEFF", "\u202Eoverride\u202C", "注意力就是你所需要的一切", "ひらがな・カタカナ", "한국어 논문",
      "café naïve Erdős", "$O(n \\log n)$", "$$x^2$$", "$\\frac{1}{2}$ and $\\alpha_{ij}$",
      "\\textbf{bold} \\emph{x}", "\\alpha-stable", "\\", "\\\\", "\\n", "{braces}", "{{hexagon}}", "((circle))",
      "(round)", "))cloud((", ")bang(", "[square]", ">flag]", "a | b", "||", "a; b; c", "a@b", "@{shape: x}",
      "n0@{ shape: rect }", "C# and C++", "R&D", "p < 0.05", "n >= 30", "100 %", "5 $ and 10 $", "~x~ ~~y~~", "_x_ __y__",
      "*x* **y**", "snake_case_name", "__proto__", "constructor", "toString", "null", "undefined", "NaN", "true",
      "https://example.org/a?b=c&d=e#f", "javascript:alert(1)",
      "see https://www.example.org/", "www.example.org/x", "best mAP@0.5 of 95.1", "a.b+c@d-e.org", "mailto:a@b.org",
      "ftp://example.org/x", "WWW.EXAMPLE.ORG", "a_@b.cd", "[text](https://example.org)", "![x](y.png)",
      "fa:fa-book", "fab:fa-x", "line one\nline two", "tab\there", "\x01\x02 control", "bad \xC3( utf-8",
      "o", "x", "A", "1", "-", "+", "*", "#", "%", "&", "<", ">", "~", "^", "_", "=", ":", ";", "/", "?", "!", ".", "…"};
  labels.push_back(std::string(300, 'x'));
  labels.push_back(std::string(150, '(') + "deep" + std::string(150, ')'));
  std::string many;
  for (int i = 0; i < 75; ++i) many += "词语 ";
  labels.push_back(many);
  return labels;
}

/// All hostile labels in trees of one root, two branches and four leaves.
std::vector<MindNode> hostile_trees() {
  const std::vector<std::string> labels = hostile_labels();
  std::vector<MindNode> trees;
  for (std::size_t i = 0; i < labels.size(); i += 3) {
    const auto at = [&](std::size_t k) { return MindNode{labels[(i + k) % labels.size()], {}}; };
    MindNode root = at(0);
    root.children = {at(1), at(2)};
    root.children[0].children = {at(3), at(4)};
    root.children[1].children = {at(5), at(6)};
    trees.push_back(std::move(root));
  }
  return trees;
}

void collect(const MindNode& node, Json& labels, Json& texts) {
  const std::string text = plain_text(node.label);
  labels.push_back(render::mermaid_label(text));
  texts.push_back(render::clean_label(text));
  for (const MindNode& child : node.children) collect(child, labels, texts);
}

void write(std::ofstream& out, const std::string& name, const MindNode& root) {
  Json labels = Json::array(), texts = Json::array();
  collect(render::drawn_part(root), labels, texts);
  out << dump_json(Json{{"name", name},
                        {"mindmap", render::mermaid_mindmap(root)},
                        {"graph", render::mermaid_graph(root)},
                        {"svg", render::mindmap_svg(root, "en")},
                        {"labels", labels},
                        {"texts", texts}})
      << "\n";
}

int write_papers(std::ofstream& out, const char* path, std::size_t count) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  const auto papers = papers_from_text(text.str(), path);
  if (!papers) {
    std::fprintf(stderr, "make_mindmaps: %s\n", papers.error().message.c_str());
    return 1;
  }
  count = std::min(count, papers->size());
  for (std::size_t i = 0; i < count; ++i) {
    const Paper& paper = (*papers)[i * papers->size() / count];
    write(out, paper.id, summarize::summarize_paper(paper).mindmap);
  }
  return 0;
}

int write_inputs(std::ofstream& out, const char* folder, std::size_t count) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  count = std::min(count, files.size());
  for (std::size_t i = 0; i < count; ++i) {
    const std::filesystem::path& path = files[i * files.size() / count];
    std::ifstream file(path, std::ios::binary);
    const std::string input((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    write(out, path.filename().string(), fuzz::tree_of(input));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: make_mindmaps FILE [PAPERS.jsonl | FOLDER [COUNT]]\n");
    return 2;
  }
  std::ofstream out(argv[1]);
  const std::size_t count = argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 0;
  if (argc > 2 && std::filesystem::is_directory(argv[2])) return write_inputs(out, argv[2], count > 0 ? count : 100000);
  int number = 0;
  for (const MindNode& tree : hostile_trees()) write(out, "hostile " + std::to_string(number++), tree);
  if (argc < 3) return 0;
  return write_papers(out, argv[2], count > 0 ? count : 60);
}
