// Outputs: renderings of a Digest as text, and their way into files.
// Functions borrow the library only for what it remembers of a vault; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/library.hpp"
#include "render/vault.hpp"

namespace sheaf::app {

enum class Outcome { kUnchanged = 0, kCreated = 1, kUpdated = 2, kConflict = 3, kFailed = 4 };
std::string_view outcome_name(Outcome outcome);

struct FileReport {
  std::string path;
  Outcome outcome = Outcome::kUnchanged;
  std::string detail;
};

std::string bibtex_text(const std::vector<Paper>& papers, bool sample);
std::string digest_bibtex(const Digest& digest);
/// The note of one entry as an empty vault would get it.
std::string entry_note(const Digest& digest, std::size_t index);
/// The day's note as an empty vault would get it.
std::string digest_markdown(const Digest& digest);
std::string digest_json_text(const Digest& digest);
std::string citation_key_of(const Paper& paper);
std::string mermaid_of(const Summary& summary);
std::string outline_of(const Summary& summary);

/// A note brought up to date in memory, for hosts that write their files themselves.
struct MergedNote {
  std::string text;
  bool changed = false;
  std::vector<std::string> conflicts;  ///< keys and block ids where the reader's text was kept
};
/// `existing` is what the file holds, `baseline` what Sheaf last wrote (empty: not known), `fresh`
/// what Sheaf would write on an empty page.
MergedNote merge_note_text(std::string_view existing, std::string_view baseline,
                           std::string_view fresh);
/// A JSON array of strings.
std::string names_json(const std::vector<std::string>& names);

/// The notes of a digest for a host that writes its vault itself: each is merged (merge_note_text)
/// with what the vault holds, written, and then told to remember_notes().
Result<std::vector<render::PlannedNote>> plan_notes(Library& library, const Digest& digest,
                                                    const std::string& folder,
                                                    const VaultProfile& profile, const Task& task);
/// Pairs of note key and the fresh text that went into the merge: the baselines from now on.
Status remember_notes(Library& library, const std::string& folder,
                      const std::vector<std::pair<std::string, std::string>>& notes);

Result<std::vector<FileReport>> write_vault_files(Library& library, const Digest& digest,
                                                  const std::string& folder,
                                                  const VaultProfile& profile, const Task& task);
Result<FileReport> write_bibtex_file(const Digest& digest, const std::string& path);
Result<FileReport> write_digest_file(const Digest& digest, const std::string& path);

}  // namespace sheaf::app
