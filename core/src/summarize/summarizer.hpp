// The built-in summary: sentences, rhetorical roles, TL;DR, card fields and mindmap, from title and
// abstract alone. Deterministic; needs no network and no model.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "model/summary.hpp"
#include "summarize/areas.hpp"
#include "summarize/document.hpp"

namespace sheaf::summarize {

/// Changes whenever the built-in output may change: part of the cache key.
inline constexpr std::string_view kBuiltInVersion = "built-in-2";

/// Sentences of scientific prose; abbreviations, decimals, formulas, citations and LaTeX do not end
/// one, Chinese full stops do. Joined by spaces they give the text back, white space aside.
std::vector<std::string> split_sentences(std::string_view text);

/// One role per sentence: the labels of read_roles().
std::vector<Role> label_sentences(const Document& document);

/// The sentence (lightly shortened) that tells best what is new.
std::string make_tldr(const Document& document, const std::vector<Role>& labels);

/// Problem, method, results, limits: at most 8 branches of 3 leaves, labels of at most 80
/// characters. `document`, where it is at hand, must have been read from the summary's sentences;
/// only what it found out of them is looked at.
MindNode make_mindmap(std::string_view title, const Summary& summary,
                      const Document* document = nullptr);

/// `topics` are the closed lists that area and tags are taken from.
Summary summarize_paper(const Paper& paper, const TopicList& topics = built_in_topics());
/// For text that is split already; categories (primary first) help to find the area.
Summary summarize_sentences(std::string_view title, std::vector<std::string> sentences,
                            const TopicList& topics = built_in_topics(),
                            const std::vector<std::string>& categories = {});

/// "2401.10020v2/built-in-2/en/9f86d081884c7d65": what the summary depends on, its closed lists
/// included.
std::string summary_key(const Paper& paper, std::string_view provider, std::string_view language,
                        const TopicList& topics = built_in_topics());

}  // namespace sheaf::summarize
