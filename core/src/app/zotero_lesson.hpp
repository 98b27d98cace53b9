// What a reader's Zotero library teaches: which items are his own library, and what became of the
// papers that digests brought into it.
// Plain data and pure functions; any thread.
//
// Op `zotero_lesson`: known* (see zotero_plan.hpp), digest_collections: [keys], collections:
// {"KEY": "Thesis/Chapter 1"}, apply: false → {"library": [items for library_sync],
// "events": [{"id", "kind": "kept" | "liked" | "trashed" | "none", "why", "at"}], "untouched": 12}.
// "none" takes back what was "trashed" and is there again. With `apply` the events are put into the
// store's feedback at once. `digest_collections` holds the root of the digests too.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/zotero_known.hpp"
#include "model/score.hpp"

namespace sheaf::app {

struct ZoteroEvent {
  std::string id;  ///< Paper::id
  FeedbackKind kind = FeedbackKind::kNone;
  std::string why;
  std::string at;  ///< when the item last changed, as Zotero writes it; may be empty
};

struct ZoteroLesson {
  /// The reader's own items and the papers of digests that he kept. Untouched papers of digests are
  /// not in it, or a digest would teach itself; nor are Sheaf's own tags.
  std::vector<LibraryItem> library;
  /// Of papers that Sheaf brought: in a collection that is no digest's, or with a tag of the
  /// reader's: kept; with a note, annotation or changed summary of his: liked; in the trash:
  /// trashed. Nothing for an untouched paper.
  std::vector<ZoteroEvent> events;
  std::vector<std::string> untouched;  ///< their paper ids
};

/// `digest_collections` are the keys of all collections that digests made; `names` gives a
/// collection's path by its key.
ZoteroLesson zotero_lesson(const std::vector<KnownItem>& known,
                           const std::vector<std::string>& digest_collections,
                           const std::map<std::string, std::string>& names);

}  // namespace sheaf::app
