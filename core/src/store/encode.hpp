// Encoding: lists and authors as one column of text.
// Pure functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "model/score.hpp"

namespace sheaf::store {

/// One element a line, or JSON when an element would not survive that.
std::string encode_list(const std::vector<std::string>& list);
std::vector<std::string> decode_list(std::string_view text);

/// Names for the full-text index, one a line.
std::string author_names(const std::vector<Author>& authors);
/// Empty when the names alone tell everything.
std::string encode_authors(const std::vector<Author>& authors);
std::vector<Author> decode_authors(std::string_view json, std::string_view names);

/// The fields few records have (venue, code_url, landing, pdf, keywords, aliases, citations) as
/// JSON; empty when the paper has none of them.
std::string encode_extra(const Paper& paper);
void decode_extra(std::string_view json, Paper& paper);

/// Of everything a source tells: equal records have equal fingerprints.
std::int64_t fingerprint(const Paper& paper);
/// Of everything a host hands over, and of whose it is; never 0.
std::int64_t fingerprint(const LibraryItem& item, std::string_view origin);

}  // namespace sheaf::store
