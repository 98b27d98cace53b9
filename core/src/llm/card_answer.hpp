// From a model's JSON to a Summary: every member checked, bounded and made plain text.
// Pure functions; any thread. Nothing a paper made a model write can leave its field.
#pragma once

#include <string>
#include <string_view>

#include "llm/card_request.hpp"
#include "model/json.hpp"
#include "model/summary.hpp"

namespace sheaf::llm {

/// kParse when the object is not a card: no TL;DR, or members of other types. Too long texts are
/// shortened, tags outside the closed list left out, a mindmap cut to 8 branches of 3 leaves.
/// `title` becomes the mindmap's root.
Result<Summary> card_from_answer(const Json& answer, std::string_view title, const CardOptions& options);
/// kParse when every section is empty.
Result<Report> report_from_answer(const Json& answer);

/// One line without control and invisible characters and without list or heading marks before it.
/// What is left is text: renderers escape it as they do any other.
std::string plain_line(std::string_view text, std::size_t max_points);
/// Markdown of paragraphs, lists and tables and nothing else, safe to be written as it is: headings
/// and quotes become paragraphs, fences go, and what would start HTML, links, tags, comments, code
/// or templates is written with look-alikes or a space between.
std::string plain_markdown(std::string_view text, std::size_t max_points);

}  // namespace sheaf::llm
