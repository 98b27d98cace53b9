// How wide text is without a font at hand, and where it breaks into lines.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sheaf::render {

/// Width in em of a usual sans-serif face, rather too wide than too narrow: Latin letters by
/// groups, CJK and emoji one em, combining marks nothing.
double text_width(std::string_view text);

/// Lines of at most `em` width: broken at blanks, between CJK characters, and inside words that are
/// longer than a line. At most `most` lines; the last then ends in "…".
std::vector<std::string> wrap_text(std::string_view text, double em, std::size_t most);

}  // namespace sheaf::render
