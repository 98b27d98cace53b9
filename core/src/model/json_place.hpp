// Where a member stands in a JSON text, so that an error can name the line.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

/// One step into a JSON text: a member's name, or the index of an element.
struct JsonStep {
  std::string key;
  std::size_t index = 0;
  bool is_index = false;
};
using JsonPath = std::vector<JsonStep>;

std::string path_text(const JsonPath& path);  ///< "keywords[2].weight"

/// The 1-based line where the value at `path` begins; the nearest parent's when it is missing.
/// `text` is valid JSON, comments allowed.
std::size_t json_line(std::string_view text, const JsonPath& path);

}  // namespace sheaf
