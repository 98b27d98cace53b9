// HTML from foreign text: only what is made here is markup.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::render {

/// Text for element content and for attributes in double quotes; control characters are dropped, and
/// TeX is told as text, its mathematics too.
std::string html_text(std::string_view text);
/// "<a href=…>label</a>"; the label alone when the URL is not http or https.
std::string html_link(std::string_view label, std::string_view url);

}  // namespace sheaf::render
