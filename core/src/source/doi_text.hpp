// DOIs with angle brackets, which publishers made of SICIs until the 2000s. As an id they are
// written with %3c and %3e, as a link has them: cut at the bracket, two papers would be one.
// Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "model/paper.hpp"

namespace sheaf::source {

inline std::string without_brackets(std::string_view doi) {
  return replace_all(replace_all(doi, "<", "%3c"), ">", "%3e");
}

/// canonical_doi() of a field that holds a DOI and nothing else.
inline std::string whole_doi(std::string_view text) {
  return canonical_doi(without_brackets(text));
}

/// The id of such a field: arXiv's for its DOIs.
inline std::optional<PaperId> id_of_doi(std::string_view text) {
  return parse_paper_id(without_brackets(text));
}

/// The DOI as its agency spells it, for asking.
inline std::string plain_doi(std::string_view id) {
  return replace_all(replace_all(id, "%3c", "<"), "%3e", ">");
}

}  // namespace sheaf::source
