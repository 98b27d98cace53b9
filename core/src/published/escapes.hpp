// Pages of four systems' formats whose texts are escaped: a mark in the page says so.
// Pure functions; any thread.
#pragma once

#include <string_view>

#include "published/formats.hpp"
#include "published/reader.hpp"

namespace sheaf::published {

/// The mark stands on a line of its own, before the first paper.
bool says_that_texts_are_escaped(std::string_view text);
/// Character references of every text of the entries as the characters; in tables also "<br>" as a
/// new paragraph and "\|" as a pipe. A model's essay, as arxiv_rss_bot has it, stays as it is.
void undo_escapes(std::vector<Entry>& entries, Format format);

}  // namespace sheaf::published
