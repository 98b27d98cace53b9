// A mindmap as an input of the fuzzer of mindmaps: a label per line, each tab in front of it a level deeper.
// tests/integration/web/make_mindmaps reads the same, so that Mermaid can be asked about what was fuzzed.
// Pure function; any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "model/summary.hpp"

namespace sheaf::fuzz {

inline MindNode tree_of(std::string_view input) {
  MindNode root;
  bool first = true;
  for (const std::string& line : split(input, '\n')) {
    const std::size_t depth = std::min({line.find_first_not_of('\t'), line.size(), std::size_t{3}});
    const std::string label = line.substr(depth);
    if (std::exchange(first, false)) {
      root.label = label;
      continue;
    }
    MindNode* at = &root;
    for (std::size_t i = 1; i < depth && !at->children.empty(); ++i) at = &at->children.back();
    at->children.push_back({label, {}});
  }
  return root;
}

}  // namespace sheaf::fuzz
