// Sentences that hang on what was said before, changed so that they stand alone.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "summarize/latex.hpp"

namespace sheaf::summarize {

/// "To solve this problem we propose x" and "We solve this problem by proposing x" → "We propose
/// x"; "This method flies" → "SGP flies", if `name` is SGP. A sentence that hangs otherwise, or on
/// nothing, stays as it is.
std::string without_reference(std::string sentence, std::string_view name);

/// clean_sentence() without asides and reference, without "(3)" and "also", hyphens of a printed
/// page joined: how a sentence would stand in a TL;DR.
std::string readable_sentence(std::string_view sentence, std::string_view name);
/// The same, where clean_sentence(sentence) and the sentence's texture are known.
std::string readable_sentence(std::string_view sentence, const std::string& clean, Texture texture,
                              std::string_view name);

}  // namespace sheaf::summarize
