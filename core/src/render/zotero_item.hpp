// Zotero items and notes, as JSON of its Web API v3 and as the HTML of a note. Items are those that
// Zotero's own arXiv translator makes, so that both ways of saving a paper give one item.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

#include "model/digest.hpp"
#include "model/json.hpp"

namespace sheaf::render {

struct ZoteroOptions {
  bool topic_tags = true;    ///< topics and area as tags beside the categories
  bool score_tag = false;    ///< "score/80": tens, so that a colour can be given
  std::string citation_key;  ///< empty: the paper's own
};

/// The tag of every summary note of ours: how it is found again and replaced.
inline constexpr std::string_view kZoteroNoteTag = "sheaf:summary";

/// itemType, fields, creators and tags. Preprints are "preprint", papers of journals
/// "journalArticle"; `extra` is "arXiv:2401.10020 [cs.CL]" and the version.
Json zotero_item(const Entry& entry, const ZoteroOptions& options);

/// A summary as the HTML of a note: header with provider, day and score, TL;DR, card, mindmap as
/// nested lists. Made from data alone; at most 400,000 characters, as Zotero takes 500,000.
std::string zotero_note_html(const Entry& entry);

/// The bare id that every spelling of a paper's place holds, for finding an item that is there:
/// "2401.10020", else the DOI in lower case, else the id.
std::string zotero_search_key(const Paper& paper);

}  // namespace sheaf::render
