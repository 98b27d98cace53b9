// Vault: a folder of linked notes brought up to a Digest. Finds notes by their papers' ids wherever
// the reader moved them; never makes two for one paper; an unchanged note keeps its mtime.
// Owns nothing; one writer per vault at a time (a lock file in the vault tells a second one to
// wait).
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/digest.hpp"
#include "model/profile.hpp"
#include "render/merge.hpp"

namespace sheaf::render {

enum class NoteOutcome { kUnchanged, kCreated, kUpdated, kConflict, kFailed };

struct NoteReport {
  std::string path;  ///< relative to the vault
  NoteOutcome outcome = NoteOutcome::kUnchanged;
  std::string detail;  ///< which blocks kept the reader's text, why a write failed
};

struct VaultReport {
  std::vector<NoteReport> notes;
  std::size_t count(NoteOutcome outcome) const;
};

/// What is remembered of one note: what Sheaf last wrote ("" if not known), and what it was about to
/// write when it was last heard of ("" unless that run was killed).
struct NoteMemory {
  std::string baseline, pending;
};
using Memories = std::map<std::string, NoteMemory>;

/// A note that is about to be put in place.
struct IntendedNote {
  std::string key;
  std::string baseline;  ///< what it was found to have been written from; empty: not known
  std::string fresh;
};

/// A note on disk as merged: `fresh` is its baseline from now on.
struct WrittenNote {
  std::string key, path;
  std::string former;  ///< the key it was known by, where that is another one
  std::string fresh;
  std::vector<Difference> differences;  ///< pieces that stayed the reader's
};

/// What is remembered of a vault between runs, by note key: "paper/2401.10020", "paper/doi:10.1/x",
/// "digest/2026-04-17", "page/Papers.base". A host's own; used by one thread at a time.
class VaultMemory {
 public:
  virtual ~VaultMemory() = default;
  /// Of those of `keys` that are known.
  virtual Result<Memories> recall(const std::vector<std::string>& keys) = 0;
  /// Before they are put in place. A run that is killed leaves notes of both kinds behind.
  virtual Status intend(const std::vector<IntendedNote>& notes) = 0;
  virtual Status written(const std::vector<WrittenNote>& notes) = 0;
};

/// Note key → what Sheaf last wrote: the memory of one that needs no more.
using Baselines = std::map<std::string, std::string>;

/// Notes to be written, or only looked at.
struct VaultRequest {
  bool dry_run = false;  ///< tell what would be done; write nothing, not even a lock or a folder
  std::string only;      ///< key or path of the one note that is wanted; empty: all
};

/// A note for a host that writes its vault itself: merge_note(what is there, baseline, fresh).
struct PlannedNote {
  std::string key;       ///< of its baseline
  std::string path;      ///< relative to the vault, with ".md": where it is, or shall be
  std::string fresh;     ///< what Sheaf would write on an empty page
  std::string baseline;  ///< what Sheaf last wrote; empty: not known
  std::string former;    ///< the key it was known by, where that is another one
};

/// The notes write_vault() would write, papers first; reads the vault and writes nothing. A note
/// that is asked for by name and that the digest does not bring is kNotFound.
Result<std::vector<PlannedNote>> plan_vault(const Digest& digest, const std::string& folder,
                                            const VaultProfile& profile, VaultMemory& memory,
                                            const VaultRequest& request, const Task& task);
Result<std::vector<PlannedNote>> plan_vault(const Digest& digest, const std::string& folder,
                                            const VaultProfile& profile,
                                            const Baselines& baselines, const Task& task);

/// Writes at most profile.max_notes new paper notes (replaced papers get none of their own but
/// update one that exists) and the digest note. The memory is told of notes before they are put in
/// place and after, also when an error ends the run.
Result<VaultReport> write_vault(const Digest& digest, const std::string& folder,
                                const VaultProfile& profile, VaultMemory& memory,
                                const VaultRequest& request, const Task& task);
/// `baselines` is read and brought up to date, also when an error comes back.
Result<VaultReport> write_vault(const Digest& digest, const std::string& folder,
                                const VaultProfile& profile, Baselines& baselines,
                                const Task& task);

/// The note of the vault at `path`, or with that key; kNotFound when there is none.
struct FoundNote {
  std::string key, path;
  std::string announced;  ///< "2026-04-17": the day of its digest, or empty
};
Result<FoundNote> find_note(const std::string& folder, const VaultProfile& profile,
                            const std::string& key_or_path);

}  // namespace sheaf::render
