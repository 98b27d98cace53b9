// Sentences made shorter without making them wrong: leading connectives, asides, clauses.
// Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "summarize/latex.hpp"

namespace sheaf::summarize {

/// "In this paper, we propose x (see [3])." → "We propose x (see [3]).": readable text that begins
/// with a capital, without "In this paper," or "However,".
std::string clean_sentence(std::string_view sentence);
/// The same of a text that is plain_text() already.
std::string clean_readable(std::string_view text);

/// Without what stands in round brackets, unless that is all or belongs to a formula or a word.
std::string without_asides(std::string text);

/// Ends a long sentence at a clause ("…, which", "; ") once it has `enough` words, if it has more
/// than `too_many`. The full stop stays.
std::string cut_clauses(std::string_view sentence, std::size_t enough, std::size_t too_many);

/// "the" → "The", but "k-means", "vLLM" and formulas stay.
void capitalise(std::string& text);

/// Past the formula or bracket that opens at text[pos], else pos.
std::size_t skip_whole(std::string_view text, std::size_t pos);

/// Without final marks and without what a cut must not leave behind: "and", "of the".
std::string_view without_loose_end(std::string_view text);

/// A label of at most `max_points` characters without final stop: the sentence's first clauses, cut
/// at a clause or a word and never inside a formula.
std::string clause_label(std::string_view sentence, std::size_t max_points);
/// The same of a clean_sentence(), made of one with this texture.
std::string clean_label(std::string clean, Texture texture, std::size_t max_points);

}  // namespace sheaf::summarize
