// Category: arXiv's subject classes, their aliases, and help for a mistyped one.
// Read-only tables; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf {

struct Category {
  std::string_view id;    ///< "cs.CL"
  std::string_view name;  ///< "Computation and Language"
};

/// All classes that take submissions today, sorted by id.
const std::vector<Category>& active_categories();
/// Archives that may be asked for as a whole ("cs", "math", "hep-th").
bool is_archive(std::string_view id);

/// The canonical spelling ("CS.cl" → "cs.CL", "math.NA" and "cs.NA" → "math.NA"), or nothing.
std::optional<std::string> canonical_category(std::string_view id);
std::optional<std::string_view> category_name(std::string_view id);
/// A category's canonical spelling, or nothing for what is none: the older API lists MSC and ACM
/// classes in the same element.
std::string category_of_term(std::string_view term);
/// Known categories nearest to a wrong one, best first, at most three.
std::vector<std::string> suggest_categories(std::string_view wrong);

}  // namespace sheaf
