// Merging: what a paper's record becomes when a source tells about it again.
// Pure functions; any thread.
#pragma once

#include "model/paper.hpp"

namespace sheaf::store {

/// `incoming` tells nothing that may replace a record of this version and detail: it is of a lower
/// version, or of the same (or an unknown) one with less detail.
bool is_lesser(const Paper& incoming, int version, Detail detail);

/// The record that replaces `stored`. Not for an incoming one that is_lesser().
Paper merge_papers(const Paper& stored, const Paper& incoming);

}  // namespace sheaf::store
