// Fuzzer of mindmaps: the lines of the input are labels, each tab in front a level deeper. Whatever they hold,
// a diagram is one statement per line and node. tests/integration/web/check_mindmaps.sh draws them in Mermaid.
#include <algorithm>

#include "fuzz.hpp"
#include "mindmap_input.hpp"

#include "base/tex.hpp"
#include "render/canvas.hpp"
#include "render/mermaid.hpp"
#include "render/mindmap_svg.hpp"
#include "render/mindmap_tree.hpp"
#include "render/outline.hpp"

namespace {

using namespace sheaf;

std::size_t count_nodes(const MindNode& node) {
  std::size_t count = 1;
  for (const MindNode& child : node.children) count += count_nodes(child);
  return count;
}

void check_label(std::string_view label) {
  fuzz::require_utf8(label, "a label is no UTF-8");
  fuzz::require(!label.empty(), "a label is empty");
  fuzz::require(label.find_first_of("\"`<>&\n\r\t*~") == std::string_view::npos, "a label holds structure", label);
  const std::string_view after = label.substr(std::min(label.find_first_not_of("0123456789"), label.size()));
  const bool list = after.size() < label.size() && (after == "." || after == ")" || after.starts_with(". ") || after.starts_with(") "));
  fuzz::require(!list, "a label begins a list", label);
  for (const char* bad : {"--", "%%", "://", "](", "$$"}) fuzz::require(!contains(label, bad), "a label holds structure", label);
}

/// `n7["label"]`, and arrows `n1 --> n2` in graphs.
void check_diagram(const std::string& text, std::string_view head, std::size_t nodes) {
  const std::vector<std::string> lines = split(text, '\n');
  fuzz::require(lines.front() == head && lines.back().empty(), "a diagram without its first or last line", text);
  std::size_t found = 0, arrows = 0;
  for (std::size_t i = 1; i + 1 < lines.size(); ++i) {
    const std::string_view line = trim(lines[i]);
    const std::size_t open = line.find("[\""), arrow = line.find(" --> n");
    fuzz::require(line.starts_with('n'), "a line that is no node", line);
    if (open == std::string_view::npos && arrow != std::string_view::npos) {
      ++arrows;
      continue;
    }
    fuzz::require(open != std::string_view::npos && line.ends_with("\"]"), "a line that is no node", line);
    check_label(line.substr(open + 2, line.size() - open - 4));
    ++found;
  }
  fuzz::require(found == nodes, "a diagram with other nodes than its tree", text);
  fuzz::require(arrows == 0 || arrows + 1 == nodes, "a graph with other arrows than its tree", text);
}

/// Tags of our own and nothing else.
void check_svg(const std::string& svg) {
  fuzz::require_utf8(svg, "an SVG is no UTF-8");
  fuzz::require(!contains(svg, "<script") && !contains(svg, "<a ") && !contains(svg, "<image") && !contains(svg, "<foreign"),
                "an SVG with markup of its labels", svg);
  std::size_t open = 0, close = 0;
  for (const char c : svg) {
    open += c == '<' ? 1 : 0;
    close += c == '>' ? 1 : 0;
  }
  fuzz::require(open == close && svg.starts_with("<svg") && trim(svg).ends_with("</svg>"), "an SVG that is broken", svg);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const MindNode root = fuzz::tree_of(input);
  const std::size_t nodes = count_nodes(render::drawn_part(root));
  check_label(render::mermaid_label(input));
  check_diagram(render::mermaid_mindmap(root), "mindmap", nodes);
  check_diagram(render::mermaid_graph(root), "graph TB", nodes);
  check_svg(render::mindmap_svg(root, "en"));
  const std::string outline = render::markdown_outline(root);
  fuzz::require_utf8(outline, "an outline is no UTF-8");
  for (const std::string& line : split(outline, '\n'))
    fuzz::require(line.empty() || trim(line).starts_with("- ") || trim(line) == "-", "an outline's line is no item", outline);
  return 0;
}
