// Filling a template's tree with the values of a paper or a day. Internal to template*.cpp.
// Pure function; any thread.
#pragma once

#include "render/note.hpp"
#include "render/template_tree.hpp"

namespace sheaf::render {

Note fill_template(const TemplateTree& tree, const TemplateScope& scope);

/// A value as it stands in `place`; several items are joined with ", ".
std::string placed_value(const std::vector<std::string>& items, FieldKind kind, Place place,
                         const std::vector<std::string>& unsupported);

}  // namespace sheaf::render
