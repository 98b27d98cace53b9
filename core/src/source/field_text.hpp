// Texts of feed elements: reading them out of the tree and folding their white space.
// Pure functions; views point into the document. Any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/fold.hpp"
#include "base/text.hpp"
#include "model/category.hpp"

namespace pugi {
class xml_node;
}

namespace sheaf::source {

/// "arxiv:comment" → "comment". Prefixes are a matter of taste in XML, and arXiv's have changed.
std::string_view local_name(const pugi::xml_node& node);

/// The text inside an element, markup within it left out. Points into the document, or into
/// `scratch` when the text comes in pieces (CDATA sections, comments between).
std::string_view text_of(const pugi::xml_node& node, std::string& scratch);

/// A publisher's DOI, bare: the first of several, without "doi:" and resolver, never arXiv's own.
std::string bare_doi(std::string_view text);

}  // namespace sheaf::source
