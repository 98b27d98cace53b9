// Fields that a model of daily-arXiv-ai-enhanced's kind gave and a Summary has no place for: they
// stand in Summary::text as paragraphs "**Relevance:** high". Internal to the layer.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sheaf::publish {

/// Label and text of each, in order; what stands under no label comes with an empty one.
std::vector<std::pair<std::string, std::string>> other_ai_fields(std::string_view text);

}  // namespace sheaf::publish
