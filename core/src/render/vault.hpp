// Vault: a folder of linked notes brought up to a Digest. Finds notes by the `arxiv` key wherever
// the reader moved them; never makes two for one paper; an unchanged note keeps its mtime.
// Owns nothing; one writer per vault at a time (a lock file in the vault tells a second one to
// wait).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/task.hpp"
#include "model/digest.hpp"
#include "model/profile.hpp"

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

/// Note key → what Sheaf last wrote. Keys: "paper/2401.10020", "digest/2026-04-17".
using Baselines = std::map<std::string, std::string>;

/// A note for a host that writes its vault itself: merge_note(what is there, baseline, fresh).
struct PlannedNote {
  std::string key;       ///< of its baseline
  std::string path;      ///< relative to the vault, with ".md": where it is, or shall be
  std::string fresh;     ///< what Sheaf would write on an empty page
  std::string baseline;  ///< what Sheaf last wrote; empty: not known
};

/// The notes write_vault() would write, papers first; reads the vault and writes nothing.
Result<std::vector<PlannedNote>> plan_vault(const Digest& digest, const std::string& folder,
                                            const VaultProfile& profile,
                                            const Baselines& baselines, const Task& task);

/// Writes at most profile.max_notes new paper notes (replaced papers get none of their own but
/// update one that exists) and the digest note. `baselines` is read and brought up to date;
/// keep it even when an error comes back, since notes before the error were written.
Result<VaultReport> write_vault(const Digest& digest, const std::string& folder,
                                const VaultProfile& profile, Baselines& baselines,
                                const Task& task);

}  // namespace sheaf::render
