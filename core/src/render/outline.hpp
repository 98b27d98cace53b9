// A mindmap as a nested Markdown list.
// Pure functions; any thread.
#pragma once

#include <string>

#include "model/summary.hpp"

namespace sheaf::render {

/// "- Title", below it the branches with four blanks a level; labels are made safe for Markdown and
/// keep their formulas. At most 8 branches of 3 leaves; ends in a line feed.
std::string markdown_outline(const MindNode& root);

}  // namespace sheaf::render
