// The SVG of a mindmap: root left, branches, leaves right, curves between; see mindmap_svg.hpp.
// All numbers are whole pixels, so that the bytes do not depend on a locale or a printf.
// Pure functions; any thread.
#include "render/mindmap_svg.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/markup.hpp"
#include "base/tex.hpp"
#include "base/text.hpp"
#include "render/mindmap_tree.hpp"
#include "render/text_width.hpp"

namespace sheaf::render {
namespace {

constexpr int kFont = 14, kLine = 19, kPadX = 12, kPadY = 8;
constexpr int kTextWidth[] = {190, 150, 300};  ///< of the three columns, in pixels
constexpr int kColumnGap = 48, kRowGap = 10, kMargin = 16;
constexpr std::size_t kMostLines = 12;
constexpr int kPalette = 8;
constexpr double kBold = 1.17;  ///< how much wider the bold labels of root and branches are

struct Box {
  std::vector<std::string> lines;
  int column = 0, x = 0, y = 0, width = 0, height = 0, parent = -1, branch = -1;
};

std::string label_of(const MindNode& node) {
  const std::string label = clean_label(plain_text(node.label));
  return label.empty() ? "…" : label;
}

int column_x(int column) {
  int x = kMargin;
  for (int i = 0; i < column; ++i) x += kTextWidth[i] + 2 * kPadX + kColumnGap;
  return x;
}

Box make_box(const MindNode& node, int column, int y, int parent, int branch) {
  Box box;
  const double size = column < 2 ? kFont * kBold : kFont;
  box.lines = wrap_text(label_of(node), kTextWidth[column] / size, kMostLines);
  double widest = 0;
  for (const std::string& line : box.lines) widest = std::max(widest, text_width(line));
  box.column = column;
  box.x = column_x(column);
  box.y = y;
  box.width = static_cast<int>(std::ceil(widest * size)) + 2 * kPadX;
  box.height = static_cast<int>(box.lines.size()) * kLine + 2 * kPadY;
  box.parent = parent;
  box.branch = branch;
  return box;
}

/// Places `node` and what is below it from `y` down; returns the room it took.
int place(const MindNode& node, int column, int y, int parent, int branch, std::vector<Box>& out) {
  const std::size_t index = out.size();
  out.push_back(make_box(node, column, y, parent, branch));
  const int own = out[index].height;
  int below = 0;
  for (const MindNode& child : node.children) {
    const int child_branch = column == 0 ? static_cast<int>(&child - node.children.data()) : branch;
    if (below > 0) below += kRowGap * (column == 0 ? 2 : 1);
    below += place(child, column + 1, y + below, static_cast<int>(index), child_branch, out);
  }
  const int room = std::max(own, below);
  out[index].y = y + (room - own) / 2;
  if (below < own)
    for (std::size_t i = index + 1; i < out.size(); ++i) out[i].y += (own - below) / 2;
  return room;
}

std::string number(int value) { return std::to_string(value); }

void draw_edge(const Box& from, const Box& to, std::string& out) {
  const int x1 = from.x + from.width, y1 = from.y + from.height / 2;
  const int x2 = to.x, y2 = to.y + to.height / 2, middle = (x1 + x2) / 2;
  out += "<path class=\"e b" + number(to.branch % kPalette) + "\" d=\"M" + number(x1) + " " +
         number(y1) + "C" + number(middle) + " " + number(y1) + " " + number(middle) + " " +
         number(y2) + " " + number(x2) + " " + number(y2) + "\"/>\n";
}

void draw_box(const Box& box, std::string& out) {
  const std::string kind =
      box.parent < 0 ? "r" : (box.column == 1 ? "k b" : "l b") + number(box.branch % kPalette);
  out += "<g class=\"" + kind + "\"><rect x=\"" + number(box.x) + "\" y=\"" + number(box.y) +
         "\" width=\"" + number(box.width) + "\" height=\"" + number(box.height) +
         "\" rx=\"8\"/><text>";
  for (std::size_t i = 0; i < box.lines.size(); ++i) {
    // A blank at the end of a line keeps the words apart where the text is read or copied.
    const std::string end = i + 1 < box.lines.size() ? " " : "";
    out += "<tspan x=\"" + number(box.x + kPadX) + "\" y=\"" +
           number(box.y + kPadY + 14 + static_cast<int>(i) * kLine) + "\">" +
           xml_text(box.lines[i]) + end + "</tspan>";
  }
  out += "</text></g>\n";
}

std::string description(const MindNode& root) {
  std::string out;
  for (const MindNode& branch : root.children) {
    std::vector<std::string> leaves;
    for (const MindNode& leaf : branch.children) leaves.push_back(label_of(leaf));
    if (!out.empty()) out += ". ";
    out += label_of(branch);
    if (!leaves.empty()) out += ": " + join(leaves, "; ");
  }
  return out;
}

/// Colours that hold a contrast of 4.5 to their text in both surroundings.
constexpr const char* kStyle =
    "svg{font-family:system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC',sans-serif;font-size:14px}"
    ".bg{fill:#fff}.e{fill:none;stroke-width:2}rect{stroke-width:1.5}"
    ".r rect{fill:#1f2937;stroke:#1f2937}.r text{fill:#fff;font-weight:600}"
    ".k rect{fill:#f3f4f6}.k text{fill:#111827;font-weight:600}"
    ".l rect{fill:#fff}.l text{fill:#1f2937}"
    ".b0,.b0 rect{stroke:#b91c1c}.b1,.b1 rect{stroke:#1d4ed8}.b2,.b2 rect{stroke:#15803d}"
    ".b3,.b3 rect{stroke:#a16207}.b4,.b4 rect{stroke:#7e22ce}.b5,.b5 rect{stroke:#0e7490}"
    ".b6,.b6 rect{stroke:#be185d}.b7,.b7 rect{stroke:#4b5563}text{stroke:none}"
    "@media(prefers-color-scheme:dark){.bg{fill:#111827}"
    ".r rect{fill:#e5e7eb;stroke:#e5e7eb}.r text{fill:#111827}"
    ".k rect{fill:#1f2937}.k text{fill:#f9fafb}.l rect{fill:#111827}.l text{fill:#e5e7eb}"
    ".b0,.b0 rect{stroke:#f87171}.b1,.b1 rect{stroke:#60a5fa}.b2,.b2 rect{stroke:#4ade80}"
    ".b3,.b3 rect{stroke:#facc15}.b4,.b4 rect{stroke:#c084fc}.b5,.b5 rect{stroke:#22d3ee}"
    ".b6,.b6 rect{stroke:#f472b6}.b7,.b7 rect{stroke:#9ca3af}}";

}  // namespace

std::string mindmap_svg(const MindNode& root, const std::string& language) {
  const MindNode tree = drawn_part(root);
  std::vector<Box> boxes;
  place(tree, 0, kMargin, -1, -1, boxes);
  int right = 0, bottom = 0;
  for (const Box& box : boxes) {
    right = std::max(right, box.x + box.width + kMargin);
    bottom = std::max(bottom, box.y + box.height + kMargin);
  }
  std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
  if (!language.empty()) out += " xml:lang=\"" + xml_text(clean_label(language)) + "\"";
  out += " width=\"" + number(right) + "\" height=\"" + number(bottom) + "\" viewBox=\"0 0 " +
         number(right) + " " + number(bottom) +
         "\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">" +
         xml_text(label_of(tree)) + "</title>\n<desc id=\"desc\">" + xml_text(description(tree)) +
         "</desc>\n<style>" + kStyle + "</style>\n<rect class=\"bg\" width=\"" + number(right) +
         "\" height=\"" + number(bottom) + "\"/>\n";
  for (const Box& box : boxes)
    if (box.parent >= 0) draw_edge(boxes[static_cast<std::size_t>(box.parent)], box, out);
  for (const Box& box : boxes) draw_box(box, out);
  return out + "</svg>\n";
}

}  // namespace sheaf::render
