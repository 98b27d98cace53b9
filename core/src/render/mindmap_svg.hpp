// A mindmap as an SVG image that needs nothing beside itself.
// Pure functions; any thread.
#pragma once

#include <string>

#include "model/summary.hpp"

namespace sheaf::render {

/// An SVG document: no script, style from outside, font file or link; colours for light and dark
/// surroundings (prefers-color-scheme); texts wrapped by the widths of their characters, title and
/// description for screen readers. Formulas are shown as plain text. The same tree gives the same
/// bytes. `language` (BCP 47) may be empty.
std::string mindmap_svg(const MindNode& root, const std::string& language = {});

}  // namespace sheaf::render
