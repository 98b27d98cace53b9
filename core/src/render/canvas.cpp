// A mindmap laid out for JSON Canvas: three columns, heights by the text's lines; see canvas.hpp.
// Pure functions; any thread.
#include "render/canvas.hpp"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/tex.hpp"
#include "base/text.hpp"
#include "model/json.hpp"
#include "render/markdown.hpp"
#include "render/mindmap_tree.hpp"
#include "render/text_width.hpp"

namespace sheaf::render {
namespace {

// Pixels. A canvas shows text at 16 px with lines of 24 px, in boxes with 20 px around it.
constexpr int kFont = 16, kLine = 24, kPadding = 40;
constexpr int kWidth = 320, kColumn = 400, kGap = 24;
constexpr std::size_t kMostPoints = 400, kMostLines = 60;

/// Obsidian's colours by number: none, cyan, green, yellow, … as branches go on.
constexpr const char* kColours[] = {"1", "5", "4", "6", "2", "3"};

struct Placed {
  std::string text;
  int column = 0, y = 0, height = 0, parent = -1, branch = -1;
};

int height_of(const std::string& label) {
  const std::string text = collapse_spaces(plain_text(shorten(label, kMostPoints)));
  const double em = static_cast<double>(kWidth - kPadding) / kFont;
  const auto lines = wrap_text(text, em, kMostLines).size();
  return static_cast<int>(std::max<std::size_t>(lines, 1)) * kLine + kPadding;
}

std::string shown(const MindNode& node) {
  const std::string label = markdown_text(shorten(node.label, kMostPoints));
  return label.empty() ? "…" : label;
}

/// Places `node` and what is below it from `y` down; returns the room it took.
int place(const MindNode& node, int column, int y, int parent, int branch,
          std::vector<Placed>& out) {
  const int own = height_of(node.label);
  const auto index = static_cast<int>(out.size());
  out.push_back({shown(node), column, y, own, parent, branch});
  int below = 0;
  for (const MindNode& child : node.children) {
    const int child_branch = column == 0 ? static_cast<int>(&child - node.children.data()) : branch;
    if (below > 0) below += kGap;
    below += place(child, column + 1, y + below, index, child_branch, out);
  }
  const int room = std::max(own, below);
  out[static_cast<std::size_t>(index)].y = y + (room - own) / 2;
  // Children of a node that is taller than all of them stand at its middle.
  if (below < own)
    for (std::size_t i = static_cast<std::size_t>(index) + 1; i < out.size(); ++i)
      out[i].y += (own - below) / 2;
  return room;
}

Json node_json(const Placed& node, std::size_t index, const std::string& file) {
  Json json = {{"id", "n" + std::to_string(index)},
               {"x", node.column * kColumn},
               {"y", node.y},
               {"width", kWidth},
               {"height", node.height}};
  if (index == 0 && !file.empty()) {
    json["type"] = "file";
    json["file"] = file;
  } else {
    json["type"] = "text";
    json["text"] = node.text;
  }
  if (node.branch >= 0) json["color"] = kColours[static_cast<std::size_t>(node.branch) % 6];
  return json;
}

}  // namespace

std::string mindmap_canvas(const MindNode& root, const std::string& file) {
  std::vector<Placed> placed;
  place(drawn_part(root), 0, 0, -1, -1, placed);
  Json nodes = Json::array(), edges = Json::array();
  for (std::size_t i = 0; i < placed.size(); ++i) {
    nodes.push_back(node_json(placed[i], i, file));
    if (placed[i].parent < 0) continue;
    const std::string parent = "n" + std::to_string(placed[i].parent);
    edges.push_back({{"id", "e" + std::to_string(i)},
                     {"fromNode", parent},
                     {"fromSide", "right"},
                     {"toNode", "n" + std::to_string(i)},
                     {"toSide", "left"},
                     {"toEnd", "none"}});
  }
  return dump_json(Json{{"nodes", std::move(nodes)}, {"edges", std::move(edges)}}, 1) + "\n";
}

}  // namespace sheaf::render
