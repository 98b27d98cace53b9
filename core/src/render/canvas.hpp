// A mindmap as JSON Canvas 1.0 (jsoncanvas.org), the format of Obsidian's canvases.
// Pure functions; any thread.
#pragma once

#include <string>

#include "model/summary.hpp"

namespace sheaf::render {

/// Text nodes with places and sizes in pixels, no two overlapping, and an edge for every child:
/// the root left, branches in the middle, leaves right. Node ids are "n0", "n1", … in the order of
/// the Mermaid diagram. Node texts are Markdown in a canvas, and made safe for it. `file`, a note's
/// path in the vault, makes the root a file node. Ends in a line feed.
std::string mindmap_canvas(const MindNode& root, const std::string& file = {});

}  // namespace sheaf::render
