// Zotero items as JSON of its Web API v3: those that Zotero's own arXiv translator makes, so that
// both ways of saving a paper give one item. Field names are those of Zotero's schema 41.
// Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/digest.hpp"
#include "model/json.hpp"

namespace sheaf::render {

/// The field came with Zotero 9; before, a line "Citation Key: x" of Extra says it.
enum class CitationKeyPlace { kField, kExtra, kNone };

struct ZoteroOptions {
  bool topic_tags = true;    ///< topics and area as tags beside the categories
  bool score_tag = false;    ///< "score/80": tens, so that a colour can be given
  std::string citation_key;  ///< empty: the paper's own
  CitationKeyPlace key_place = CitationKeyPlace::kField;
};

/// The tag of every item that Sheaf made: what may be taken away again when a digest is removed.
inline constexpr std::string_view kZoteroItemTag = "sheaf:digest";
/// "score/80", the prefix of the tag that tells a score's tens.
inline constexpr std::string_view kZoteroScoreTag = "score/";

/// itemType, fields, creators and tags (all automatic). Preprints are "preprint", papers of journals
/// "journalArticle"; `extra` is "arXiv:2401.10020 [cs.CL]" and the version. Only fields that the
/// type has: the Web API refuses others.
Json zotero_item(const Entry& entry, const ZoteroOptions& options);

/// Of title, abstract, date and authors: tells whether a reader changed what Sheaf wrote. White space
/// does not count. `creators` are "author|First|Last".
std::string zotero_item_fingerprint(std::string_view title, std::string_view abstract, std::string_view date,
                                    const std::vector<std::string>& creators);
/// A creator of the API's JSON as "author|First|Last", or "author||Name" for one of a single field.
std::string zotero_creator_text(const Json& creator);

/// "score/80" for 83.4; values outside 0 to 100 count as the nearest.
std::string zotero_score_tag(double score);

/// The bare id that every spelling of a paper's place holds, for finding an item that is there:
/// "2401.10020", else the DOI in lower case, else the id.
std::string zotero_search_key(const Paper& paper);

}  // namespace sheaf::render
