// Mermaid: a mindmap tree as a diagram whose labels show exactly their text.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/summary.hpp"

namespace sheaf::render {

/// A label that parses and shows its text in mermaid 10.9 to 12: look-alikes for the characters
/// that some version takes as structure. Never empty ("…").
std::string mermaid_label(std::string_view text);
/// A `mindmap` diagram without the fence; ends in a line feed.
std::string mermaid_mindmap(const MindNode& root);
/// The same tree as a flowchart from top to bottom, for places whose Mermaid knows no mindmaps.
std::string mermaid_graph(const MindNode& root);

}  // namespace sheaf::render
