// HTML and JATS fragments as plain text: what publishers put into titles, abstracts and feeds.
// Only tags known by name are markup, so that "a<b" and "$x<y$" stay text.
// Pure functions, linear in the input; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::source {

/// Tags out, entities decoded, scripts and styles left out. Paragraphs, sections, list items and
/// line breaks become "\n"; white space is folded within them. Text that was escaped twice
/// ("&amp;lt;i&amp;gt;") is unwrapped once more. The result is text: whoever renders it escapes it.
std::string markup_to_text(std::string_view markup);
/// The same on one line, for titles and names.
std::string markup_to_line(std::string_view markup);
/// Text that is no markup, on one line: white space folded, control and direction characters out,
/// invalid UTF-8 replaced. C1 controls are what they were in Windows-1252.
std::string clean_line(std::string_view text);
/// The same with paragraphs, which blank lines part, joined by "\n".
std::string clean_text(std::string_view text);

}  // namespace sheaf::source
