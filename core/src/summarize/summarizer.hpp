// The built-in summary: sentences, rhetorical roles, TL;DR, card fields and mindmap, from title and
// abstract alone. Deterministic; needs no network and no model.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/paper.hpp"
#include "model/summary.hpp"
#include "summarize/document.hpp"

namespace sheaf::summarize {

/// Changes whenever the built-in output may change: part of the cache key.
inline constexpr std::string_view kBuiltInVersion = "built-in-1";

/// Sentences of scientific prose; abbreviations, decimals, formulas, citations and LaTeX do not end
/// one, Chinese full stops do. Joined by spaces they give the text back, white space aside.
std::vector<std::string> split_sentences(std::string_view text);

/// One role per sentence, from cue phrases and position.
std::vector<Role> label_sentences(const Document& document);

/// The sentence (lightly shortened) that tells best what is new.
std::string make_tldr(const Document& document, const std::vector<Role>& labels);

/// Problem, method, results, limits: at most 8 branches of 3 leaves, labels of at most 80
/// characters.
MindNode make_mindmap(std::string_view title, const Summary& summary);

Summary summarize_paper(const Paper& paper);
/// For text that is split already.
Summary summarize_sentences(std::string_view title, std::vector<std::string> sentences);

/// "2401.10020v2/built-in-1/en/9f86d081884c7d65": what the summary depends on.
std::string summary_key(const Paper& paper, std::string_view provider, std::string_view language);

}  // namespace sheaf::summarize
