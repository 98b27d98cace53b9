// BibTeX and BibLaTeX files of papers: whole ones, and a reader's own brought up to date in place.
// Pure functions; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cite/bib_fields.hpp"
#include "model/paper.hpp"

namespace sheaf::cite {

inline constexpr std::string_view kHeadComment = "% Papers gathered by Sheaf";  ///< begins a file of ours
inline constexpr std::string_view kSampleComment = "% Sample: these papers are invented. Do not cite them.";

/// One entry without a file around it.
std::string bibtex_entry(const Paper& paper, std::string_view key, const BibStyle& style = {});
/// All entries, sorted by key, with a head comment; `sample` marks invented papers. Papers without a
/// citation key get one (citation_keys()).
std::string bibtex_file(const std::vector<Paper>& papers, bool sample, const BibStyle& style = {});

/// Text to LaTeX: special characters escaped, accents kept as UTF-8, mathematics and LaTeX that is
/// LaTeX left alone, braces balanced.
std::string latex_escape(std::string_view text);
/// Title with capitals inside words, acronyms and proper LaTeX protected by braces; in a title whose
/// words are mostly small, capitalized words too, since they are names.
std::string bibtex_title(std::string_view title);

/// What Sheaf wrote of a paper into one file; `pending` is what it was about to write when it was last heard of.
struct BibMemory {
  std::string written, pending;
};
using BibMemories = std::map<std::string, BibMemory>;  ///< by paper id

struct BibMerge {
  std::string text;
  std::vector<std::pair<std::string, std::string>> written;  ///< paper id → the entry to remember
};

/// Adds or brings up to date our entries in a .bib file; every byte that is not one of ours stays. Ours are found
/// by their eprint field, or by their DOI where they have none. A field that still is what Sheaf wrote follows its
/// paper; one that the reader changed, added or took out stays so, and an entry he took out stays out. Without a
/// memory of an entry, only what Sheaf writes of every preprint counts as its own.
BibMerge merge_bibtex(std::string_view existing, const std::vector<Paper>& papers, const BibMemories& memories,
                      bool sample, const BibStyle& style = {});
/// Without memories.
std::string merge_bibtex(std::string_view existing, const std::vector<Paper>& papers, bool sample,
                         const BibStyle& style = {});

}  // namespace sheaf::cite
