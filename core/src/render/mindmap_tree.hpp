// What all drawings of a mindmap share: the part of the tree that is drawn, and clean labels.
// Plain values and pure functions; any thread. Internal to the renderers of mindmaps.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/summary.hpp"

namespace sheaf::render {

// Layouts of Mermaid 11.13 and 12.3 throw now and then on larger maps, whatever the labels are.
inline constexpr std::size_t kMaxBranches = 8;
inline constexpr std::size_t kMaxLeaves = 3;
inline constexpr std::size_t kMaxLabelPoints = 80;

/// Valid UTF-8 on one line, without control and invisible characters, at most kMaxLabelPoints.
std::string clean_label(std::string_view text);

/// The nodes with a label, at most kMaxBranches of kMaxLeaves, depth 3. Labels stay as they are.
MindNode drawn_part(const MindNode& root);

}  // namespace sheaf::render
