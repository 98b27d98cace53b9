// Notes in vaults: planned, written, looked at without writing, and what of them waits for the reader.
// What Sheaf remembers of a vault is in the store, by the folder's one true name. Functions borrow
// the library; any thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/outputs.hpp"
#include "render/vault.hpp"

namespace sheaf::app {

/// The notes of a digest for a host that writes its vault itself: each is merged (merge_note_text)
/// with what the vault holds, written, and then told to notes_written(). `only`: the key or path of
/// the one note that is wanted.
Result<std::vector<render::PlannedNote>> plan_notes(Library& library, const Digest& digest,
                                                    const std::string& folder,
                                                    const VaultProfile& profile,
                                                    const std::string& only, const Task& task);

/// A note that a host has written. With its path, what stayed the reader's is looked up in the file.
struct HostNote {
  std::string key, former, path;
  std::string fresh;  ///< what went into the merge: the baseline from now on
};
Status notes_written(Library& library, const std::string& folder, const std::vector<HostNote>& notes);

Result<std::vector<FileReport>> write_vault_files(Library& library, const Digest& digest,
                                                  const std::string& folder,
                                                  const VaultProfile& profile, const Task& task,
                                                  const render::VaultRequest& request = {});

/// The digest that brings one note (key or path in the vault) up to date: the stored one of its day,
/// with the paper's record of today, or one of the paper alone, ranked and summarized anew.
struct NoteDigest {
  Digest digest;
  std::string key;
};
Result<NoteDigest> digest_of_note(Library& library, const std::string& folder,
                                  const DigestRequest& request, const std::string& key_or_path,
                                  const Task& task);

/// Changes of Sheaf's that wait since the reader's text was kept, oldest first; of one vault, or of all
/// when `folder` is empty. Looks into the notes: what the reader has settled there is gone.
Result<std::vector<store::Review>> vault_reviews(Library& library, const std::string& folder);

struct ReviewChoice {
  std::string folder;  ///< the vault; empty: the one that has the note
  std::string note;    ///< key, path in the vault, or a paper's id
  std::string piece;   ///< empty: all of the note
  bool take = false;   ///< Sheaf's text takes the reader's place; else the reader's stays for good
  std::optional<std::string> text;  ///< what the note holds: a host writes the answer itself
};
struct ReviewAnswer {
  std::string path;
  std::string text;                   ///< of the note as it is, or shall be
  std::vector<std::string> replaced;  ///< what of the reader's was in the places taken
  std::size_t settled = 0;
};
/// kNotFound when nothing of that name waits, kConflict when the reader changed the piece since it was
/// listed: nothing was written, and the list shows his new text when it is asked for again.
Result<ReviewAnswer> resolve_review(Library& library, const ReviewChoice& choice, const Task& task);

}  // namespace sheaf::app
