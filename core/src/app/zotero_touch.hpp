// What of an item in a Zotero library is the reader's and what is Sheaf's: the summary notes of ours,
// whether he changed them, and how he touched a paper that a digest brought.
// Plain data and pure functions; any thread. Borrows the items it looks at.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "app/zotero_known.hpp"
#include "model/score.hpp"
#include "render/zotero_mark.hpp"

namespace sheaf::app {

struct OwnNote {
  const KnownNote* note = nullptr;
  std::optional<render::ZoteroMark> mark;
  bool edited = false;  ///< not as Sheaf wrote it, or its text was not handed over
};
/// The notes with our tag or our mark, those in the trash too.
std::vector<OwnNote> own_notes(const KnownItem& item);
/// The mark of the latest day; nothing when no note has one.
std::optional<render::ZoteroMark> latest_mark(const std::vector<OwnNote>& notes);

/// "Preprint PDF", "Full Text PDF", "Code", "Project page": attachments that Sheaf makes.
bool is_own_attachment(const KnownAttachment& attachment);

std::string item_fingerprint(const KnownItem& item);

/// One thing a reader did to a paper that Sheaf brought.
struct ReaderTouch {
  std::string why;  ///< "it has a note of your own"
  FeedbackKind kind = FeedbackKind::kNone;  ///< kLiked, kKept; kNone: it says nothing of liking
};
/// `digest_collections` are no sign of the reader.
std::vector<ReaderTouch> touches_of(const KnownItem& item, const std::unordered_set<std::string>& digest_collections);

}  // namespace sheaf::app
