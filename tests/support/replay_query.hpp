// The part of arXiv's query language that a replay answers: fields, phrases, AND, OR, ANDNOT and
// brackets.
// Plain values; no thread rule.
#pragma once

#include <functional>
#include <string>

#include "support/replay_records.hpp"

namespace sheaf::test {

using PaperFilter = std::function<bool(const ReplayPaper&)>;

/// Throws std::invalid_argument, with a text for the reader, for what it does not understand.
PaperFilter parse_replay_query(const std::string& expression);

}  // namespace sheaf::test
