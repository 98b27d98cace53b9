// Kinds of words, as far as key phrases need them: by tables and endings, not by grammar.
// Pure functions; any thread. All words in lower case.
#pragma once

#include <string>
#include <string_view>

namespace sheaf::summarize {

/// Words of research prose that name nothing ("approach", "demonstrate"); without plural s.
bool is_empty_word(std::string_view key);
bool is_adverb(std::string_view low);
/// Words in -ing that name no thing: "reconciling", but not "learning" or "fine-tuning".
bool is_verb(std::string_view low);
/// Adjectives and participles by their endings: they begin a phrase but do not end one.
bool is_modifier(std::string_view key);
/// Too general to stand alone: "language model" is a tag, "model" is not.
bool is_general(std::string_view key);
/// "models" → "model", "studies" → "study", "caches" → "cache"; "physics" and "bias" stay.
std::string singular(std::string word);

}  // namespace sheaf::summarize
