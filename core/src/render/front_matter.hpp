// Front matter as people and Obsidian leave it: keys with their places, values read as far as they
// are simple. What is not simple is opaque and never rewritten.
// Plain values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/text_lines.hpp"

namespace sheaf::render {

/// The YAML that properties hold: a scalar or a list of scalars. Types are not told apart, so that
/// "91" and 91 are the same; quotes and list styles do not matter.
struct YamlValue {
  enum class Kind { kEmpty, kScalar, kList, kOpaque };
  Kind kind = Kind::kEmpty;
  std::vector<std::string> items;  ///< one for a scalar

  std::string scalar() const { return kind == Kind::kScalar ? items.front() : std::string(); }
};
/// Never true for opaque values. A scalar equals a list of it alone.
bool same_value(const YamlValue& a, const YamlValue& b);
/// The value's lines: the first as it stands behind the colon, the rest with their indentation.
YamlValue read_yaml_value(const std::vector<std::string_view>& lines);

struct FrontMatter {
  struct Property {
    std::string key;
    std::size_t first_line = 0, end_line = 0;  ///< lines of key and value; end past the last
    YamlValue value;
  };
  bool present = false;
  std::size_t body_line = 0;  ///< first line behind it; 0 when there is none
  std::vector<Property> properties;

  const Property* find(std::string_view key) const;
};

FrontMatter read_front_matter(std::string_view text, const std::vector<Line>& lines);

}  // namespace sheaf::render
