// A page of tables over the papers' notes, for Obsidian's core plugin Bases.
// Pure function; any thread.
#pragma once

#include <string>

namespace sheaf::render {

/// A .base file (help.obsidian.md/bases/syntax): YAML with the views "Today", "This week", "Unread by
/// score" and "By topic". Finds notes by their properties, wherever the reader moved them. The same
/// for every vault; ends in a line feed.
std::string papers_base();

}  // namespace sheaf::render
