// A mindmap as a nested list; see outline.hpp.
// Pure functions; any thread.
#include "render/outline.hpp"

#include "render/markdown.hpp"
#include "render/mindmap_tree.hpp"

namespace sheaf::render {
namespace {

void list(const MindNode& node, std::size_t depth, std::string& out) {
  out.append(depth * 4, ' ');
  const std::string label = markdown_text(node.label);
  out += "- " + (label.empty() ? std::string("…") : label) + "\n";
  for (const MindNode& child : node.children) list(child, depth + 1, out);
}

}  // namespace

std::string markdown_outline(const MindNode& root) {
  std::string out;
  list(drawn_part(root), 0, out);
  return out;
}

}  // namespace sheaf::render
