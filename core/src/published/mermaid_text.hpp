// Mermaid flowcharts and mindmaps as people and models write them, read into a tree of labels.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "model/summary.hpp"

namespace sheaf::published {

/// The tree below the first node without an incoming edge; further roots become its children, an
/// edge back to an ancestor or to a node already placed is left out. Tolerates what Mermaid itself
/// refuses (unquoted brackets and quotes in labels), since a fifth of the published ones have it.
/// Nothing when there is no node.
std::optional<MindNode> mind_map_of_mermaid(std::string_view source);

}  // namespace sheaf::published
