// Clean labels and the drawn part of a mindmap; see mindmap_tree.hpp.
// Pure functions; any thread.
#include "render/mindmap_tree.hpp"

#include "base/text.hpp"

namespace sheaf::render {
namespace {

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

MindNode drawn(const MindNode& node, int depth) {
  static constexpr std::size_t kMost[] = {kMaxBranches, kMaxLeaves, 0};
  MindNode out{node.label, {}};
  for (const MindNode& child : node.children) {
    if (out.children.size() >= kMost[depth]) break;
    if (!clean_label(child.label).empty()) out.children.push_back(drawn(child, depth + 1));
  }
  return out;
}

}  // namespace

std::string clean_label(std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  std::string out;
  for (std::size_t pos = 0; pos < valid.size();) {
    const char32_t c = next_code_point(valid, pos);
    if (is_invisible(c)) continue;
    append_utf8(out, c < 0x20 || (c >= 0x7F && c < 0xA0) ? U' ' : c);
  }
  return shorten(collapse_spaces(out), kMaxLabelPoints);
}

MindNode drawn_part(const MindNode& root) { return drawn(root, 0); }

}  // namespace sheaf::render
