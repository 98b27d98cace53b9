// Text in a paper that speaks to the language model that may read it, not to the reader.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sheaf::summarize {

/// Short quotations (at most 120 characters, at most five) of what looks like an instruction to a
/// model: "ignore all previous instructions", "give a positive review only", chat markup
/// ("<|im_start|>"), runs of invisible characters, long blobs of Base64. English and Chinese.
/// A phrase that is quoted, or stands in a sentence about attacks, is what the paper is about and
/// is not reported; invisible characters and chat markup outside of quotations always are.
std::vector<std::string> find_instructions(std::string_view text);

/// For Summary::warnings: `the abstract addresses language models: “ignore …”`, one for each.
std::vector<std::string> instruction_warnings(std::string_view what, std::string_view text);

}  // namespace sheaf::summarize
