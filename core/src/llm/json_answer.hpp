// The JSON object in a model's text, where it is unmistakable.
// Pure function; any thread.
#pragma once

#include <string_view>

#include "model/json.hpp"

namespace sheaf::llm {

/// Takes code fences, words before and after, and commas before a closing bracket for what they
/// are. kParse when there is no object, more than one, or one that does not close.
Result<Json> read_json_answer(std::string_view text);

}  // namespace sheaf::llm
