// Papers of published lists: names, institutions, and the identity a link gives.
// Pure functions; any thread.
#pragma once

#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "published/formats.hpp"

namespace sheaf::published::listing {

/// Splits at `separator`, but not within brackets of any kind; trimmed, without empty parts.
std::vector<std::string_view> split_outside_brackets(std::string_view text, char separator);

/// "Ann Lee, Bo Tan Jr. (MIT), and Cy Roe" → three authors; text in parentheses becomes an
/// affiliation, bare footnote numbers and bare punctuation are dropped.
std::vector<Author> split_author_names(std::string_view text);

/// "University of California, Riverside; NVIDIA" → two. Semicolons separate where there are any
/// (one at the end is enough), else commas, except before "Inc." and a campus.
std::vector<std::string> split_institutions(std::string_view text);

/// "cs.LG, stat.ML" → canonical categories; what is none of arXiv's is left out.
std::vector<std::string> split_categories(std::string_view text);

/// Gives `paper` the id, scheme, version and landing page that `link` tells: arXiv, DOI or
/// OpenReview, any other web address as "url:…". A page of dblp lists a whole volume and is told
/// apart by the title, which must be set. False, and nothing is changed, when `link` is no such
/// link.
bool identify(Paper& paper, std::string_view link);

/// Papers of different titles under one address get ids of their own: a link to the proceedings
/// must not make one paper of a hundred.
void separate_shared_links(Page& page);

}  // namespace sheaf::published::listing
