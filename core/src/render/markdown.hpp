// Markdown and YAML that stay text: foreign words never become structure in a vault.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::render {

/// One line of prose for a note or a table cell: links, tags, HTML, comments, Templater, dataview
/// and block ids in it are defused; $…$ mathematics is kept. Lines are joined.
std::string markdown_text(std::string_view text);
/// As markdown_text() with the pipe escaped.
std::string markdown_cell(std::string_view text);
/// The same with each of `words` ==highlighted== wherever it stands alone, outside mathematics.
std::string markdown_highlighted(std::string_view text, const std::vector<std::string>& words,
                                 bool in_table = false);
/// Double-quoted YAML scalar with JSON escapes, on one line.
std::string yaml_string(std::string_view text);
/// Text after the pipe of a wikilink, or in a heading.
std::string link_label(std::string_view text);
/// "[[target|label]]", with the pipe escaped inside a table.
std::string wikilink(std::string_view target, std::string_view label, bool in_table = false);
/// "[label](url)"; the label alone when the URL is not http or https.
std::string markdown_link(std::string_view label, std::string_view url, bool in_table = false);
/// "cs.LG" → "arxiv/cs/LG"; letters, digits, '_', '-', '/' only.
std::string category_tag(std::string_view category);
/// "Speculative decoding" → "topic/speculative-decoding"; empty when no letter or digit is left.
std::string topic_tag(std::string_view topic);

}  // namespace sheaf::render
