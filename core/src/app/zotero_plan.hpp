// What becomes of a digest in a Zotero library, decided once for every host that writes one: the
// plugin, the local API, the Web API, the connector. A host looks papers up (zotero_search_terms),
// hands over what it found (read_known_items) and does what the plan says, in the plan's order.
// Plain data and pure functions; any thread.
//
// Op `plan_zotero`: args digest | day, profile; options; known → the plan:
//
//   {"collection": ["Sheaf Digest", "2026-11-20"],    names from the library's root down
//    "entries": [{                                    best first, one for each paper of the digest
//      "paper": "2611.01234", "title": "…", "rank": 1, "score": 83.4,
//      "action": "create" | "update" | "file" | "keep" | "skip",
//      "why": "new to this library",
//      "key": "ABCD2345", "version": 7,               of the item that is there; absent for create
//      "duplicates": ["EFGH2345"],                    other items of the same paper, left alone
//      "item": {…},                                   create: JSON of the API v3 without collections
//      "patch": {…},                                  update: the fields that change, nothing else
//      "file": true,                                  add the item to the collection (create, file, some updates)
//      "attachments": [{"title", "url", "contentType", "linkMode": "linked_url" | "imported_url"}],
//      "note": {"action": "create" | "replace" | "keep", "key", "version", "why", "html", "tags": [{"tag", "type"}],
//               "fingerprint", "images": [{"id", "svg", "width", "height", "after", "html"}]},
//      "related": ["2611.04321"]}],                   papers of this plan, to be related both ways
//    "summary": {"create": 1, "update": 0, "file": 0, "keep": 0, "skip": 0,
//                "notes_created": 1, "notes_replaced": 0, "notes_kept": 0, "text": "1 paper added"},
//    "warnings": ["…"]}
//
// What a host does with an entry, in this order, so that a run that was cut off is finished by the
// next: the collection path (find, else create); the item (with the collection in the same write:
// "collections": [key]); attachments; the note; relations. The note comes last of a paper's own
// parts: its mark says that the parts before it are there. "keep" and "skip" ask for nothing but
// what stands in "note". Patches and notes are sent with the version they were planned for (inside
// Zotero: when the note's text is still the one handed over), so that what the reader writes
// meanwhile is not lost: what changed since is planned anew. "replace" sets the note's text and
// nothing else. A host that cannot store a file for "imported_url" makes a "linked_url" of it.
// Images: a host that can embed one stores the SVG as the note's child attachment, then puts
// image.html into note.html behind the first occurrence of image.after, with "{key}" replaced by the
// attachment's key, and sets the note again; those of a note that was replaced are deleted
// (Zotero.Notes.deleteUnusedEmbeddedImages). A host that cannot does nothing: note.html is whole.
//
// Options, all optional:
//   "collection": ["Sheaf Digest"]   where the days go; or one name
//   "by_day": true                   a collection of its own for each day below it
//   "collection_key": ""             of the day's collection where it exists: without it every
//                                    paper counts as not yet filed
//   "limit": 0, "min_score": 0       only the first N, only from this score on; 0: all
//   "add_existing": true             papers the reader already had are filed too
//   "notes": true, "images": true
//   "topic_tags": true, "score_tags": true
//   "pdf": "link" | "import" | "none";  "code_links": true
//   "related": true                  relate new papers to those of the same day that are like them
//   "update_published": false        consent: a publisher's DOI found later replaces arXiv's
//   "update_versions": true          title, abstract, date and authors of items Sheaf made follow new
//                                    versions, where the reader left them alone
//   "citation_keys": "field" | "extra" | "none"     "extra" before Zotero 9
//
// Known items, lenient: the API's own objects ({"key", "version", "data": {…}}) or flat ones
// {"key", "itemType", "version", "title", "DOI", "url", "archiveID", "extra", "date",
//  "abstractNote", "tags": [{"tag", "type"}], "collections": [keys], "trashed": false,
//  "notes": [{"key", "version", "note", "tags", "trashed"}],
//  "attachments": [{"key", "title", "url", "contentType", "linkMode", "annotations": 0}],
//  "relations": {…}}. `deleted` is read as `trashed`, `html` as `note`. Children may also stand in
// the list themselves, told by "parentItem". A note without its text is never replaced. Trashed
// items and notes belong in the list: they are what the reader dismissed. A note that is gone from
// the trash too cannot be told from one that was never written, and is written again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/zotero_known.hpp"
#include "base/result.hpp"
#include "model/digest.hpp"
#include "model/json.hpp"
#include "render/zotero_item.hpp"
#include "render/zotero_note.hpp"

namespace sheaf::app {

enum class ZoteroPdf { kLink, kImport, kNone };

struct ZoteroPlanOptions {
  std::vector<std::string> collection = {"Sheaf Digest"};
  bool by_day = true;
  std::string collection_key;
  std::size_t limit = 0;
  double min_score = 0;
  bool add_existing = true;
  bool notes = true, images = true;
  bool topic_tags = true, score_tags = true;
  ZoteroPdf pdf = ZoteroPdf::kLink;
  bool code_links = true;
  bool related = true;
  bool update_published = false;
  bool update_versions = true;
  render::CitationKeyPlace citation_keys = render::CitationKeyPlace::kField;
};
/// kInvalid names the option that is unknown or wrongly typed.
Result<ZoteroPlanOptions> read_zotero_options(const Json& json);

enum class ZoteroAction { kCreate, kUpdate, kFile, kKeep, kSkip };
std::string_view zotero_action_name(ZoteroAction action);  ///< "create", "update", …

enum class ZoteroNoteAction { kCreate, kReplace, kKeep };
std::string_view zotero_note_action_name(ZoteroNoteAction action);

struct ZoteroNotePlan {
  ZoteroNoteAction action = ZoteroNoteAction::kKeep;
  std::string key;           ///< of the note that is replaced or kept
  std::int64_t version = 0;  ///< of that note
  std::string why;
  std::string html;  ///< empty for keep
  std::vector<std::string> tags;
  std::string fingerprint;  ///< stands in the note too; see render/zotero_mark.hpp
  std::vector<render::ZoteroNoteImage> images;
};

struct ZoteroAttachmentPlan {
  std::string title, url, content_type;
  std::string link_mode;  ///< "linked_url" or "imported_url"
};

struct ZoteroEntryPlan {
  std::string paper;  ///< Paper::id
  std::string title;
  std::size_t rank = 0;  ///< 1 is the best of the day
  double score = 0;
  ZoteroAction action = ZoteroAction::kKeep;
  std::string why;
  std::string key;
  std::int64_t version = 0;  ///< of the known item
  std::vector<std::string> duplicates;
  std::string item;   ///< JSON; empty unless created
  std::string patch;  ///< JSON; empty unless updated
  bool file = false;
  std::vector<ZoteroAttachmentPlan> attachments;
  std::optional<ZoteroNotePlan> note;
  std::vector<std::string> related;  ///< paper ids of this plan
};

struct ZoteroPlan {
  std::vector<std::string> collection;
  std::vector<ZoteroEntryPlan> entries;
  std::vector<std::string> warnings;
};

/// Items of the same paper are told by arXiv id or DOI, never by the title alone. What lies in the
/// trash is not revived: its paper is skipped. Nothing the reader wrote is in any patch. Time and
/// memory grow linearly with the digest and with `known`.
Result<ZoteroPlan> plan_zotero(const Digest& digest, const ZoteroPlanOptions& options,
                               const std::vector<KnownItem>& known);
Json zotero_plan_to_json(const ZoteroPlan& plan);

/// What to look for in a library before planning: for each paper the bare ids and DOIs that every
/// spelling of them contains. Op `zotero_search_terms`: digest | day, profile →
/// {"papers": [{"paper", "terms": ["2611.01234", "10.1000/abc"]}], "terms": [all of them]}.
/// DOIs are in lower case: look for them ignoring case, in archiveID, DOI, url and extra.
struct ZoteroSearch {
  std::string paper;
  std::vector<std::string> terms;
};
std::vector<ZoteroSearch> zotero_search_terms(const Digest& digest);

/// "Remove this digest". Op `plan_zotero_removal`: known*, collection_keys* (of the digest that
/// goes) → {"trash": [{"key", "version", "why"}], "unfile": [{"key", "version", "why", "collections": [those that stay]}],
/// "collections": [keys that hold nothing then and can go], "summary": {"trash", "unfile"}}.
/// Trashed is only what Sheaf made and the reader did not touch: no note, annotation, tag, file,
/// line of Extra or other collection of his, no edited summary. The rest is taken out of the
/// collection and stays in the library. Items outside the collection are not named.
struct ZoteroRemovalItem {
  std::string key;
  std::int64_t version = 0;  ///< of the known item
  std::string why;
  std::vector<std::string> collections;  ///< unfile: keys of those that stay
};
struct ZoteroRemoval {
  std::vector<ZoteroRemovalItem> trash, unfile;
  std::vector<std::string> collections;
};
ZoteroRemoval plan_zotero_removal(const std::vector<KnownItem>& known,
                                  const std::vector<std::string>& collection_keys);
Json zotero_removal_to_json(const ZoteroRemoval& removal);

}  // namespace sheaf::app
