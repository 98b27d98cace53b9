// Globs over paths whose parts "/" separates, like collections: "Thesis/**", "*/to read".
// A Glob owns its pattern; matching changes nothing, so threads may share one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

/// '*' stands for any run within one part, '?' for one character, "**" as a whole part for any parts,
/// also none: "Thesis/**" matches "Thesis" and all below it. Letters match in either case; white space
/// around parts and empty parts do not count. Everything else stands for itself.
class Glob {
 public:
  explicit Glob(std::string_view pattern);
  /// Takes time of the order of pattern times path at worst, whatever they hold.
  bool matches(std::string_view path) const;

 private:
  std::vector<std::string> parts_;
};

/// Several globs, any of which may match.
class GlobList {
 public:
  explicit GlobList(const std::vector<std::string>& patterns);
  bool empty() const { return globs_.empty(); }
  bool matches(std::string_view path) const;
  bool matches_any(const std::vector<std::string>& paths) const;

 private:
  std::vector<Glob> globs_;
};

}  // namespace sheaf
