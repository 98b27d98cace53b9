// LaTeX's names of characters outside ASCII.
// Pure functions over constant tables; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::cite {

/// How LaTeX spells a character in text ("{\'e}", "--", "$\alpha$") or inside mathematics ("\alpha");
/// empty when it has no spelling that every LaTeX knows: other scripts stay as they are.
std::string latex_of(char32_t c, bool math);

/// Whether LaTeX with amsmath and amssymb knows "\name" inside mathematics.
bool is_math_macro(std::string_view name);

/// An escaped text with latex_of() put in for what is not ASCII; mathematics is told by its "$".
std::string latex_ascii(std::string_view latex);

}  // namespace sheaf::cite
