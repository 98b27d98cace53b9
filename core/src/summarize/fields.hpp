// The card's fields, picked from labelled sentences.
// Pure function; any thread.
#pragma once

#include "model/summary.hpp"

namespace sheaf::summarize {

/// Fills motivation, method, result, conclusion and contributions from `sentences` and `labels`.
void fill_fields(Summary& summary);

}  // namespace sheaf::summarize
