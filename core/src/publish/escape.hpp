// Foreign words as text of a Markdown or MDX page: what they could begin there is written as a
// character reference, which browsers, GitHub and Docusaurus show as the character, and which the
// readers in published/ undo. Everything else stays as it came, so that pages stay readable.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::publish {

/// Stands in a page whose texts are escaped so: its reader knows to undo it. Also read by
/// published/escapes.cpp; the two layers do not see each other.
inline constexpr std::string_view kEscapedMark = "<!-- texts are escaped: &#93; stands for ] -->";

/// One line without control characters: white space collapsed, invalid UTF-8 as U+FFFD.
std::string plain_line(std::string_view text);

/// One line of prose. TeX's mathematics keeps its markup, outside it a backslash is one.
std::string prose(std::string_view text);
/// One line between "[" and "](url)": brackets are references, too.
std::string link_text(std::string_view text);
/// One cell of a table: pipes are escaped, line breaks become <br>.
std::string cell(std::string_view text);
/// Lines of prose, each as prose(), that begin no heading, list, rule, quotation or label. Blank
/// lines at the ends are left out. The first line is free to begin so where it stands behind a
/// label.
enum class FirstLine { kBehindLabel, kAlone };
std::string prose_lines(std::string_view text, FirstLine first = FirstLine::kBehindLabel);
/// A model's own Markdown, kept as it is but for what could end or imitate the page's structure.
std::string essay(std::string_view markdown);

/// One line of MDX text inside a list item, also between "**" and "**". Braces get a backslash, as
/// these sites write them, or become references on a page that has bare ones.
enum class Braces { kBackslash, kReference };
std::string mdx(std::string_view text, Braces braces);

/// An address that can stand in "(…)", in an attribute and in a table; empty when it is not http or
/// https.
std::string safe_url(std::string_view url);

}  // namespace sheaf::publish
