// The card's fields, picked from labelled sentences.
// Pure function; any thread.
#pragma once

#include "model/summary.hpp"
#include "summarize/document.hpp"
#include "summarize/roles.hpp"

namespace sheaf::summarize {

/// Fills motivation, method, result, conclusion, contributions, limitations and future_work from
/// the document's sentences. `roles` is read_roles() of the same document.
void fill_fields(Summary& summary, const Document& document, const RoleReading& roles);

}  // namespace sheaf::summarize
