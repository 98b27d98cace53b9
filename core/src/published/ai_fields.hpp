// The AI fields of daily-arXiv-ai-enhanced, whose labels on a page and keys in its JSON lines are
// the same words.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/summary.hpp"

namespace sheaf::published {

/// "TL;DR" → "tldr", "Main category" → "maincategory": letters and digits only, lower case.
std::string label_key(std::string_view label);

/// What the system writes where its model gave no answer: "Summary generation failed", "Error".
bool is_failed_answer(std::string_view value);

/// Puts one field where it belongs: "task" (before April 2025) is the TL;DR, "background" (a
/// fork's) the motivation, "keywords" are tags; one without a place of its own goes into
/// Summary::text as
/// "**Data:** …". A failed answer stays as the page has it, and Summary::note says what it is.
void put_ai_field(Summary& summary, std::string_view label, std::string_view value);

/// Appends a paragraph to Summary::text.
void put_text(Summary& summary, std::string_view text);

/// The model's answer is wholly missing, or failed in every field.
bool has_no_answer(const Summary& summary);

/// Tells the language of what the fields say.
void tell_language(Summary& summary);

}  // namespace sheaf::published
