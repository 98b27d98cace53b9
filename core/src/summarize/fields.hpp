// The card's fields, picked from labelled sentences.
// Pure function; any thread.
#pragma once

#include "model/summary.hpp"
#include "summarize/document.hpp"

namespace sheaf::summarize {

/// Fills motivation, method, result, conclusion and contributions from the document and
/// `summary.labels`.
void fill_fields(Summary& summary, const Document& document);

}  // namespace sheaf::summarize
