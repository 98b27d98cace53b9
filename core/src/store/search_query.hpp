// Search words to an FTS5 query that is valid whatever was typed.
// Pure function; any thread.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::store {

/// Every word must occur; "quoted phrase", -excluded, prefix*. Empty when nothing is asked for, be
/// it for want of words or because there are only excluded ones.
std::string search_query(std::string_view words);

}  // namespace sheaf::store
