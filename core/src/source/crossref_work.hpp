// One record of Crossref's REST API to a paper; shared by crossref.cpp's answers.
// Pure function; any thread.
#pragma once

#include <optional>

#include "model/json.hpp"
#include "source/crossref.hpp"

namespace sheaf::source {

/// Nothing when the record has no DOI.
std::optional<CrossrefWork> read_crossref_work(const Json& record);

}  // namespace sheaf::source
